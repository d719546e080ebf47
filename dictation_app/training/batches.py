"""Batches as tensors: cached features, augmented or not, padded, with their labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from dictation_app.speech.architecture import ModelConfig
from dictation_app.speech.features import normalise
from dictation_app.training.augmentation import Augmenter
from dictation_app.training.cache import FeatureCache
from dictation_app.training.sampler import Example, frames_needed


@dataclass(frozen=True)
class Batch:
    """What the network and CTC take.

    Attributes:
        features: (clips, frames, mels), padded with zeros.
        lengths: (clips,), frames of each.
        labels: of all clips, one after the other.
        label_lengths: (clips,), labels of each.
    """

    features: Tensor
    lengths: Tensor
    labels: Tensor
    label_lengths: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on another device."""
        return Batch(
            self.features.to(device),
            self.lengths.to(device),
            self.labels.to(device),
            self.label_lengths.to(device),
        )


class BatchReader:
    """Reads batches of examples; the same place gives the same batch every time.

    Args:
        examples: what can be read.
        caches: features by the examples' source.
        model: the network, for the length of its output.
        augmenter: changes the features; without one they are only normalised.
        seed: of the augmentation.
        times: hearings of each clip in a batch, one after the other; they differ by
            augmentation, but not in time.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        caches: Sequence[FeatureCache],
        model: ModelConfig,
        augmenter: Augmenter | None = None,
        seed: int = 0,
        times: int = 1,
    ) -> None:
        self.examples = examples
        self._caches = caches
        self._model = model
        self._augmenter = augmenter
        self._seed = seed
        self.times = times

    def read(
        self, batch: Sequence[int], places: Iterable[int], *, key: tuple[int, ...] = ()
    ) -> Batch:
        """Read some places of a batch.

        Args:
            batch: indices of examples.
            places: which of them.
            key: names the batch, so that each is augmented in its own way.
        """
        features, labels = [], []
        for place in places:
            example = self.examples[batch[place]]
            log_mel = self._caches[example.source].read(example.clip)
            features += self._prepare(log_mel, example, (*key, place))
            labels += [torch.tensor(example.labels)] * self.times
        return Batch(
            pad_sequence(features, batch_first=True),
            torch.tensor([len(item) for item in features]),
            torch.cat(labels),
            torch.tensor([len(item) for item in labels]),
        )

    def _prepare(
        self, log_mel: Tensor, example: Example, key: tuple[int, ...]
    ) -> list[Tensor]:
        if self._augmenter is None:
            return [normalise(log_mel)] * self.times
        random = np.random.default_rng((self._seed, *key))
        shortest = frames_needed(example.labels) * self._model.stride
        return self._augmenter.hear(
            log_mel, random, times=self.times, shortest=shortest
        )
