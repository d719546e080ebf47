"""What the recogniser knows of a network: sound in, emissions out."""

import logging
import os
import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import FeatureExtractor
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.quantisation import Precision, quantised
from dictation_app.transcript import Notice

logger = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]
LogProbs = npt.NDArray[np.float32]

_GRID = 64
"""Frames to whose multiple batches are padded: the library compiles code for every new
shape, so that the same shape should come again soon."""
_KEPT = "64"
"""Pieces of compiled code that the library keeps. With 32 a file takes a quarter longer;
with the 1,024 that it keeps of its own accord memory grows with the variety of lengths."""


class AcousticModel(Protocol):
    """Any CTC network: another kind is one more class, not a change to the rest."""

    @property
    def alphabet(self) -> Alphabet:
        """The labels of the outputs."""

    @property
    def sample_rate(self) -> int:
        """Samples a second of the sound it takes."""

    @property
    def frame_rate(self) -> float:
        """Output frames a second."""

    def emissions(
        self, batch: Sequence[Samples], warpings: Sequence[float] = ()
    ) -> list[LogProbs]:
        """Log-probabilities (frames, labels) of each mono recording (samples,).

        Args:
            batch: the recordings.
            warpings: a factor on the frequencies of each; they stay unless given.
        """


class DeepSpeech2Model:
    """A DeepSpeech 2 network with its features and alphabet, ready to listen."""

    def __init__(
        self,
        network: DeepSpeech2,
        features: FeatureConfig,
        alphabet: Alphabet,
        *,
        device: str = "cpu",
        precision: Precision = "float32",
    ) -> None:
        # Read when the first layer runs; what the user has set counts more.
        os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _KEPT)
        self.alphabet = alphabet
        self.sample_rate = features.sample_rate
        self.frame_rate = features.sample_rate / features.hop / network.config.stride
        self.device = device
        self.notice: Notice | None = None
        """What the user should know of the device, once it failed."""
        self._moving = threading.Lock()
        self._extractor = FeatureExtractor(features).to(device)
        network = network.eval().to(device)
        self._network = quantised(network) if precision == "int8" else network

    def emissions(
        self, batch: Sequence[Samples], warpings: Sequence[float] = ()
    ) -> list[LogProbs]:
        """Log-probabilities (frames, labels) of each mono recording (samples,).

        A GPU that fails, as when its memory is full, is left for good; `notice` tells.
        """
        if not batch:
            return []
        warpings = warpings or [1.0] * len(batch)
        try:
            return self._run(batch, warpings)
        except RuntimeError as error:
            if not self._leave_gpu(error):
                raise
        return self._run(batch, warpings)

    def _leave_gpu(self, error: RuntimeError) -> bool:
        """Go on with the CPU; False where that is what failed."""
        with self._moving:
            if self.device != "cpu":
                logger.warning("the GPU failed: %s", error)
                self._network.to("cpu")
                self._extractor.to("cpu")
                self.device = "cpu"
                self.notice = Notice(
                    "The GPU failed (its memory may be full): the CPU goes on."
                )
        return self.notice is not None

    @torch.inference_mode()
    def _run(
        self, batch: Sequence[Samples], warpings: Sequence[float]
    ) -> list[LogProbs]:
        features = [
            self._extractor(torch.from_numpy(samples).to(self.device), warping)
            for samples, warping in zip(batch, warpings, strict=True)
        ]
        lengths = torch.tensor([len(f) for f in features], device=self.device)
        padded = nn.utils.rnn.pad_sequence(features, batch_first=True)
        padded = nn.functional.pad(padded, (0, 0, 0, -padded.shape[1] % _GRID))
        log_probs, lengths = self._network(padded, lengths)
        return [log_probs[i, :n].cpu().numpy() for i, n in enumerate(lengths.tolist())]
