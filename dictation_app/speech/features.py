"""Samples to log-mel features: one object for training, files and the microphone."""

from dataclasses import dataclass

import torch
import torchaudio
from torch import Tensor, nn


@dataclass(frozen=True)
class FeatureConfig:
    """How sound becomes features; saved with every model.

    Attributes:
        sample_rate: samples a second of the mono input.
        n_fft: window length in samples (Hann).
        hop: samples from one frame to the next.
        n_mels: mel bands (HTK scale).
        f_min: lower edge of the first band in Hz.
        f_max: upper edge of the last band in Hz.
        log_floor: power below which the logarithm is cut off.
    """

    sample_rate: int = 16_000
    n_fft: int = 400
    hop: int = 160
    n_mels: int = 80
    f_min: float = 0.0
    f_max: float = 8_000.0
    log_floor: float = 1e-10

    def n_frames(self, n_samples: int) -> int:
        """Frames that `n_samples` give: one centred on every hop."""
        return 1 + n_samples // self.hop


class FeatureExtractor(nn.Module):
    """Log-mel spectrogram, normalised by the utterance's own mean and deviation."""

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

    def log_mel(self, samples: Tensor) -> Tensor:
        """Natural-log mel power, not normalised.

        Args:
            samples: float32, shape (..., samples), more than half a window long.

        Returns:
            Shape (..., frames, mels).
        """
        power: Tensor = self._mel(samples)
        return power.clamp_min(self.config.log_floor).log().transpose(-1, -2)

    def forward(self, samples: Tensor) -> Tensor:
        """Features of one utterance: (samples,) to (frames, mels)."""
        shortest = self.config.n_fft // 2 + 1
        if samples.shape[-1] < shortest:  # the centred window is padded by reflection
            samples = nn.functional.pad(samples, (0, shortest - samples.shape[-1]))
        return normalise(self.log_mel(samples))


def normalise(log_mel: Tensor) -> Tensor:
    """Take the mean from one utterance and divide by its deviation: two scalars."""
    return (log_mel - log_mel.mean()) / (log_mel.std() + 1e-5)
