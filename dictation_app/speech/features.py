"""Samples to log-mel features: one object for training, files and the microphone."""

import torch
import torchaudio
from torch import Tensor, nn

from dictation_app.speech.architecture import FeatureConfig


class FeatureExtractor(nn.Module):
    """Log-mel spectrogram, normalised by the utterance's own mean and deviation."""

    _centres: Tensor

    def __init__(self, config: FeatureConfig) -> None:
        super().__init__()
        self.config = config
        self._mel = torchaudio.transforms.MelSpectrogram(
            sample_rate=config.sample_rate,
            n_fft=config.n_fft,
            hop_length=config.hop,
            n_mels=config.n_mels,
            f_min=config.f_min,
            f_max=config.f_max,
            power=2.0,
        )
        self.register_buffer("_centres", band_centres(config), persistent=False)

    def log_mel(self, samples: Tensor) -> Tensor:
        """Natural-log mel power, not normalised.

        Args:
            samples: float32, shape (..., samples), more than half a window long.

        Returns:
            Shape (..., frames, mels).
        """
        power: Tensor = self._mel(samples)
        return power.clamp_min(self.config.log_floor).log().transpose(-1, -2)

    def forward(self, samples: Tensor, warping: float = 1.0) -> Tensor:
        """Features of one utterance: (samples,) to (frames, mels).

        Args:
            samples: float32.
            warping: factor on all frequencies, as if another throat had said the same.
        """
        shortest = self.config.n_fft // 2 + 1
        if samples.shape[-1] < shortest:  # the centred window is padded by reflection
            samples = nn.functional.pad(samples, (0, shortest - samples.shape[-1]))
        log_mel = self.log_mel(samples)
        if warping != 1.0:
            log_mel = warp(log_mel, warping, self._centres)
        return normalise(log_mel)


def normalise(log_mel: Tensor) -> Tensor:
    """Take the mean from one utterance and divide by its deviation: two scalars."""
    return (log_mel - log_mel.mean()) / (log_mel.std() + 1e-5)


def warp(log_mel: Tensor, factor: float, centres: Tensor) -> Tensor:
    """Multiply all frequencies by `factor`: a shorter vocal tract where it is above 1.

    Jaitly and Hinton, "Vocal tract length perturbation", 2013.

    Args:
        log_mel: (frames, mels).
        factor: where a formant goes.
        centres: frequency of each band in Hz, rising.
    """
    mels = _to_mel(centres)
    wanted = _to_mel(centres / factor)
    position = (wanted - mels[0]) / (mels[-1] - mels[0]) * (len(centres) - 1)
    position = position.clamp(0, len(centres) - 1)
    before = position.long()
    after = (before + 1).clamp_max(len(centres) - 1)
    return torch.lerp(log_mel[:, before], log_mel[:, after], position - before)


def band_centres(features: FeatureConfig) -> Tensor:
    """Centre frequency of each mel band in Hz."""
    low, high = (_to_mel(torch.tensor(f)) for f in (features.f_min, features.f_max))
    mels = torch.linspace(float(low), float(high), features.n_mels + 2)[1:-1]
    return 700 * (10 ** (mels / 2595) - 1)


def _to_mel(hertz: Tensor) -> Tensor:
    return 2595 * torch.log10(1 + hertz / 700)
