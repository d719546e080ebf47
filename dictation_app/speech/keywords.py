"""A small network that tells a fixed list of words apart: log-mel in, class out.

Convolutions over time in the manner of MatchboxNet (Majumdar and Ginsburg, 2020): each
channel is filtered on its own, then channels are mixed, with a skip round every block.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from dictation_app.errors import ModelError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import FeatureExtractor

OTHER = ""
"""Name of the class for everything that is none of the words; the last one."""
MOST_PARAMETERS = 300_000
_KERNELS = (11, 13, 15, 17, 19)
"""Frames that the blocks' filters span, one after the other."""


@dataclass(frozen=True)
class KeywordConfig:
    """The geometry of a network for keywords; saved with its weights.

    Attributes:
        words: the classes, in the order of the outputs; "other" comes after them.
        n_mels: mel bands of the input.
        channels: width of every layer.
        blocks: residual blocks, up to five.
        dropout: share of activations dropped in training.
    """

    words: tuple[str, ...]
    n_mels: int = 40
    channels: int = 96
    blocks: int = 4
    dropout: float = 0.1

    def __post_init__(self) -> None:
        if len(self.words) < 2 or len(set(self.words)) < len(self.words):
            raise ModelError("A keyword model needs at least two words, each once.")
        if not 1 <= self.blocks <= len(_KERNELS) or min(self.channels, self.n_mels) < 1:
            raise ModelError("The sizes of the keyword model are not possible.")

    @property
    def classes(self) -> tuple[str, ...]:
        """The words, and then what is none of them."""
        return (*self.words, OTHER)


class KeywordNet(nn.Module):
    """Separable convolutions over time, a mean over the frames, and a classifier."""

    def __init__(self, config: KeywordConfig) -> None:
        super().__init__()
        self.config = config
        width = config.channels
        self.entrance = _Separable(config.n_mels, width, 11, stride=2)
        self.blocks = nn.ModuleList(
            _Block(width, kernel, config.dropout)
            for kernel in _KERNELS[: config.blocks]
        )
        self.classifier = nn.Linear(width, len(config.classes))

    def forward(self, features: Tensor, lengths: Tensor) -> Tensor:
        """Listen to a padded batch.

        Args:
            features: (batch, frames, mels).
            lengths: (batch,), frames of each recording.

        Returns:
            Logits (batch, words + 1).
        """
        lengths = (lengths + 1) // 2
        x = features.transpose(1, 2)
        n_frames = (x.shape[2] + 1) // 2
        times = torch.arange(n_frames, device=x.device)
        inside = (times < lengths[:, None])[:, None].to(x.dtype)
        x = functional.relu(self.entrance(x)) * inside
        for block in self.blocks:
            x = block(x, inside)
        mean = x.sum(dim=2) / lengths[:, None]
        logits: Tensor = self.classifier(mean)
        return logits


class _Separable(nn.Module):
    """One filter a channel, then a mixture of the channels, then normalisation."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        self.filter = nn.Conv1d(
            inputs, inputs, kernel, stride, kernel // 2, groups=inputs, bias=False
        )
        self.mix = nn.Conv1d(inputs, outputs, 1, bias=False)
        self.norm = nn.BatchNorm1d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, inputs, frames) to (batch, outputs, frames / stride)."""
        y: Tensor = self.norm(self.mix(self.filter(x)))
        return y


class _Block(nn.Module):
    """Two separable convolutions and a skip."""

    def __init__(self, width: int, kernel: int, dropout: float) -> None:
        super().__init__()
        self.first = _Separable(width, width, kernel)
        self.second = _Separable(width, width, kernel)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        """Same shape; what lies past a recording's end stays zero."""
        y = self.dropout(functional.relu(self.first(x))) * inside
        total: Tensor = self.dropout(functional.relu(self.second(y) + x)) * inside
        return total


class KeywordSpotter:
    """A network for keywords with its features, ready to listen."""

    def __init__(self, network: KeywordNet, features: FeatureConfig) -> None:
        self.words = network.config.words
        self.sample_rate = features.sample_rate
        self._extractor = FeatureExtractor(features)
        self._network = network.eval()

    @torch.inference_mode()
    def probabilities(
        self, batch: Sequence[npt.NDArray[np.float32]]
    ) -> npt.NDArray[np.float64]:
        """How likely each recording is each word, and none of them: (batch, words + 1)."""
        features = [self._extractor(torch.from_numpy(samples)) for samples in batch]
        lengths = torch.tensor([len(item) for item in features])
        padded = nn.utils.rnn.pad_sequence(features, batch_first=True)
        found: npt.NDArray[np.float64] = (
            self._network(padded, lengths).double().softmax(dim=1).numpy()
        )
        return found
