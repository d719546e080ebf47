"""No two hearings alike: what is done to log-mel features before the network sees them.

Everything works on cached features, so that a recording is decoded once: tempo and vocal
tract by resampling the two axes (Ko et al., 2015; Jaitly and Hinton, 2013), microphones
by a smooth curve over the bands, rooms and noise in the power domain, a microphone's
waiting by the clip's own quiet frames, and SpecAugment (Park et al., 2019) by
torchaudio's masks. Every draw comes from the generator that is
handed in.
"""

import math
import threading
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torchaudio.transforms import FrequencyMasking, TimeMasking

from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import band_centres, normalise, warp
from dictation_app.training.cache import FeatureCache
from dictation_app.training.configuration import AugmentationConfig

_TURN = threading.Lock()
"""Torchaudio's masks draw from torch's one generator; they take turns at it."""

_DEEPER = 3.0
"""Nats of power by which a pause may be quieter than the quietest frames of its clip."""


class Augmenter:
    """Changes features as a configuration says, and normalises them.

    Args:
        config: which effects, and how strong.
        features: of what.
        noise: features of noise recordings.
    """

    def __init__(
        self,
        config: AugmentationConfig,
        features: FeatureConfig,
        noise: Sequence[FeatureCache] = (),
    ) -> None:
        self._config = config
        self._floor = features.log_floor
        self._frame_rate = features.sample_rate / features.hop
        self._centres = band_centres(features)
        self._noise = [
            (cache, clip)
            for cache in noise
            for clip in np.flatnonzero(cache.lengths).tolist()
        ]
        self._over_bands = FrequencyMasking(config.frequency_mask)
        self._over_time = TimeMasking(config.time_mask, p=config.time_mask_share)

    def __call__(
        self, log_mel: Tensor, random: np.random.Generator, *, shortest: int = 1
    ) -> Tensor:
        """Augment one clip.

        Args:
            log_mel: (frames, mels), not normalised; left as it is.
            random: the source of all draws.
            shortest: frames that must be left for the text to fit.

        Returns:
            Normalised features of perhaps another number of frames.
        """
        return self.hear(log_mel, random, times=1, shortest=shortest)[0]

    def hear(
        self,
        log_mel: Tensor,
        random: np.random.Generator,
        *,
        times: int,
        shortest: int = 1,
    ) -> list[Tensor]:
        """Augment one clip several times; only tempo and pauses are the same in all.

        Args:
            log_mel: (frames, mels), not normalised; left as it is.
            random: the source of all draws.
            times: hearings wanted.
            shortest: frames that must be left for the text to fit.

        Returns:
            Normalised features, all of the same number of frames: frame by frame they
            belong to the same sound.
        """
        log_mel = self._pace(log_mel, random, shortest)
        log_mel = self._wait(log_mel, random)
        return [self._disguise(log_mel, random) for _ in range(times)]

    def _disguise(self, log_mel: Tensor, random: np.random.Generator) -> Tensor:
        log_mel = self._speak(log_mel, random)
        log_mel = self._colour(log_mel, random)
        log_mel = self._place(log_mel, random)
        return self._mask(normalise(log_mel), random)

    def _pace(
        self, log_mel: Tensor, random: np.random.Generator, shortest: int
    ) -> Tensor:
        config = self._config
        if random.random() >= config.tempo:
            return log_mel
        n_frames = round(len(log_mel) / random.uniform(*config.tempo_range))
        return stretch(log_mel, max(n_frames, min(shortest, len(log_mel)), 1))

    def _speak(self, log_mel: Tensor, random: np.random.Generator) -> Tensor:
        """With another vocal tract."""
        config = self._config
        if random.random() >= config.warp:
            return log_mel
        return warp(log_mel, random.uniform(*config.warp_range), self._centres)

    def _wait(self, log_mel: Tensor, random: np.random.Generator) -> Tensor:
        """Let the microphone listen before the clip begins and after it has ended."""
        config = self._config
        if random.random() >= config.pause:
            return log_mel
        longest = config.longest_pause * self._frame_rate
        before, behind = (round(random.uniform(0, longest)) for _ in range(2))
        depth = random.uniform(0, _DEEPER)
        return surround(log_mel, before, behind, depth, random)

    def _colour(self, log_mel: Tensor, random: np.random.Generator) -> Tensor:
        config, n_mels = self._config, log_mel.shape[1]
        if random.random() < config.equaliser:
            deviation = random.uniform(0, config.equaliser_nepers)
            log_mel = log_mel + smooth_curve(n_mels, deviation, random)
        if random.random() < config.low_pass:
            edge = random.uniform(2_500, 4_500)
            drop = random.uniform(2, 9)
            log_mel = log_mel - drop * (self._centres > edge).float()
        return log_mel

    def _place(self, log_mel: Tensor, random: np.random.Generator) -> Tensor:
        """Put the speaker into a room with noise."""
        config = self._config
        in_room = random.random() < config.reverberation
        noisy = random.random() < config.noise and bool(self._noise)
        if not in_room and not noisy:
            return log_mel
        power = log_mel.exp()
        if in_room:
            power = reverberate(
                power,
                decay=random.uniform(2, 12),
                level=random.uniform(0.02, 0.25),
            )
        if noisy:
            decibels = random.uniform(*config.noise_decibels)
            power = mix(power, self._draw_noise(len(power), random), decibels)
        return power.clamp_min(self._floor).log()

    def _draw_noise(self, n_frames: int, random: np.random.Generator) -> Tensor:
        """Power of a stretch of noise, repeated where it is too short."""
        cache, clip = self._noise[int(random.integers(len(self._noise)))]
        noise = cache.read(clip)
        start = int(random.integers(len(noise)))
        times = torch.arange(start, start + n_frames) % len(noise)
        return noise[times].exp()

    def _mask(self, features: Tensor, random: np.random.Generator) -> Tensor:
        config = self._config
        seed = int(random.integers(2**62))
        if config.frequency_masks + config.time_masks == 0:
            return features
        spectrogram = features.t()[None]  # torchaudio has (channel, bands, frames)
        with _TURN, torch.random.fork_rng(devices=[]):
            torch.default_generator.manual_seed(seed)
            for _ in range(config.frequency_masks):
                spectrogram = self._over_bands(spectrogram)
            for _ in range(config.time_masks):
                spectrogram = self._over_time(spectrogram)
        return spectrogram[0].t()


def stretch(log_mel: Tensor, n_frames: int) -> Tensor:
    """Bring features to another number of frames, linearly between the old ones."""
    position = torch.linspace(0, len(log_mel) - 1, n_frames)
    before = position.long()
    after = (before + 1).clamp_max(len(log_mel) - 1)
    return torch.lerp(
        log_mel[before], log_mel[after], (position - before)[:, None].to(log_mel.dtype)
    )


def surround(
    log_mel: Tensor,
    before: int,
    behind: int,
    depth: float,
    random: np.random.Generator,
) -> Tensor:
    """Put silence around a clip: frames drawn from its quietest tenth.

    Args:
        log_mel: (frames, mels).
        before: frames of silence ahead of the clip.
        behind: those after it.
        depth: nats of power by which the silence is quieter than the frames drawn; a
            clip that is cut closely has none that are silent.
        random: draws the frames.
    """
    n_quiet = max(1, len(log_mel) // 10)
    quietest = log_mel.mean(dim=1).topk(n_quiet, largest=False).indices
    drawn = torch.from_numpy(random.integers(n_quiet, size=before + behind))
    silence = log_mel[quietest[drawn]] - depth
    return torch.cat((silence[:before], log_mel, silence[before:]))


def smooth_curve(n_mels: int, deviation: float, random: np.random.Generator) -> Tensor:
    """A microphone's response: straight lines between six random points."""
    points = torch.from_numpy(random.normal(0, deviation, 6).astype(np.float32))
    return functional.interpolate(
        points[None, None], size=n_mels, mode="linear", align_corners=True
    )[0, 0]


def reverberate(power: Tensor, *, decay: float, level: float) -> Tensor:
    """Let every frame ring on.

    Args:
        power: (frames, mels).
        decay: frames in which the ringing falls to 1/e.
        level: of the ringing one frame later, next to the direct sound.
    """
    n_taps = max(1, math.ceil(3 * decay))
    tail = level * torch.exp(-torch.arange(n_taps, dtype=power.dtype) / decay)
    kernel = torch.cat((power.new_ones(1), tail)).flip(0)[None, None]
    rows = functional.pad(power.t()[:, None], (n_taps, 0))
    return functional.conv1d(rows, kernel)[:, 0].t()


def mix(power: Tensor, noise: Tensor, decibels: float) -> Tensor:
    """Add noise so that speech is on average `decibels` above it."""
    ratio = 10 ** (decibels / 10)
    return power + noise * (power.mean() / (noise.mean() + 1e-20) / ratio)
