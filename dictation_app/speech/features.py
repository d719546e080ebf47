"""Samples to log-mel features: one object for training, files and the microphone."""

import torchaudio
from torch import Tensor, nn

from dictation_app.speech.architecture import FeatureConfig


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
