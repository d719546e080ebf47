"""What a keyword model learns from: recordings of single words, and other speech."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from dictation_app.errors import TrainingError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import normalise
from dictation_app.training.augmentation import Augmenter
from dictation_app.training.cache import FeatureCache, open_cache
from dictation_app.training.configuration import AugmentationConfig
from dictation_app.training.events import FeaturesRead
from dictation_app.training.importers import read_dataset
from dictation_app.training.keyword_recipe import KeywordData
from dictation_app.training.manifest import Clip

Labelled = tuple[Tensor, Tensor, Tensor]
"""Features (batch, frames, mels), their lengths, and the classes (batch,)."""
_WINDOW = (60, 120)
"""Frames of other speech that are heard at once, as long as a word lasts."""


@dataclass(frozen=True)
class Recording:
    """One recording with the number of its class; that of other speech is the last."""

    cache: FeatureCache
    clip: int
    label: int


@dataclass(frozen=True)
class KeywordMaterial:
    """What a run hears.

    Attributes:
        words: the list.
        train: what is learned from.
        dev: words that the weights are chosen by.
        noise: features of noise.
        corpora: names of the collections that are learned from.
    """

    words: tuple[str, ...]
    train: tuple[Recording, ...]
    dev: tuple[Recording, ...]
    noise: tuple[FeatureCache, ...]
    corpora: tuple[str, ...]


def prepare(
    data: KeywordData,
    features: FeatureConfig,
    cache: Path,
    *,
    words: Sequence[str],
    least: int,
    others: float,
    seed: int,
) -> Generator[FeaturesRead, None, KeywordMaterial]:
    """Find the words, choose the recordings and read them.

    Raises:
        DictationError: there are fewer than two words, or nothing can be read.
    """
    if not data.train:
        raise TrainingError("There is no data to learn from: name some with --data.")
    clips = [clip for name in data.train for clip in read_dataset(Path(name))]
    found = tuple(dict.fromkeys(map(spelled, words))) or _frequent(clips, data, least)
    if len(found) < 2:
        raise TrainingError(
            f"The data has fewer than two words of which there are {least} recordings: "
            "name them with --set keywords.words=[…] or record more."
        )
    train = yield from _read(clips, found, data, features, cache, others, seed)
    missing = sorted(set(range(len(found))) - {r.label for r in train})
    if missing:
        raise TrainingError(
            f"There is no recording of the word “{found[missing[0]]}” that can be read."
        )
    tried = [clip for name in data.dev for clip in read_dataset(Path(name))]
    tried = [
        clip for clip in tried if _is_word(clip, data) and spelled(clip.text) in found
    ]
    dev: list[Recording] = []
    if tried:
        dev = yield from _read(tried, found, data, features, cache, 0.0, seed)
    noise = []
    for name in data.noise:
        heard = read_dataset(Path(name))
        noise.append((yield from open_cache(heard, features, cache, name=name)))
    chosen = {clip.corpus for clip in clips if spelled(clip.text) in found}
    corpora = tuple(sorted(chosen - {""}))
    return KeywordMaterial(found, tuple(train), tuple(dev), tuple(noise), corpora)


def spelled(text: str) -> str:
    """A word as the list has it."""
    return " ".join(text.lower().split())


def _frequent(clips: Sequence[Clip], data: KeywordData, least: int) -> tuple[str, ...]:
    """Single words of which there are enough recordings, in the order of the alphabet."""
    counts = Counter(spelled(clip.text) for clip in clips if _is_word(clip, data))
    single = (word for word, n in counts.items() if n >= least)
    return tuple(sorted(word for word in single if word and " " not in word))


def _is_word(clip: Clip, data: KeywordData) -> bool:
    return clip.duration <= data.longest


def _read(
    clips: Sequence[Clip],
    words: Sequence[str],
    data: KeywordData,
    features: FeatureConfig,
    cache: Path,
    others: float,
    seed: int,
) -> Generator[FeaturesRead, None, list[Recording]]:
    """Recordings of the words, and some of other speech."""
    said = [c for c in clips if spelled(c.text) in words and _is_word(c, data)]
    rest = [c for c in clips if c.text and spelled(c.text) not in words]
    n_others = min(round(others * len(said)), len(rest))
    order = np.random.default_rng(seed).permutation(len(rest))[:n_others]
    chosen = [*said, *(rest[i] for i in sorted(order.tolist()))]
    labels = {word: place for place, word in enumerate(words)}
    opened = yield from open_cache(chosen, features, cache, name="the words")
    return [
        Recording(opened, place, labels.get(spelled(clip.text), len(words)))
        for place, clip in enumerate(chosen)
        if opened.lengths[place]
    ]


class Sounds:
    """Batches of recordings, augmented for learning and as they are for dev."""

    def __init__(
        self,
        material: KeywordMaterial,
        augmentation: AugmentationConfig,
        features: FeatureConfig,
    ) -> None:
        self._material = material
        self._augmenter = Augmenter(augmentation, features, material.noise)
        counts = Counter(recording.label for recording in material.train)
        # Rare words are heard more often than they come, frequent ones less.
        weights = np.array([counts[r.label] ** -0.5 for r in material.train])
        self._shares = weights / weights.sum()

    def batches(self, size: int, random: np.random.Generator) -> list[list[int]]:
        """Places of an epoch's recordings."""
        n = len(self._shares)
        drawn = random.choice(n, n, p=self._shares).tolist()
        return [drawn[first : first + size] for first in range(0, n, size)]

    def read(self, batch: Sequence[int], random: np.random.Generator) -> Labelled:
        """Some recordings to learn from; no two hearings are alike."""
        chosen = [self._material.train[place] for place in batch]
        heard = [self._augmenter(self._cut(r, random), random) for r in chosen]
        return _batch(heard, chosen)

    def dev(self, size: int) -> Iterator[Labelled]:
        """All of dev."""
        for first in range(0, len(self._material.dev), size):
            chosen = self._material.dev[first : first + size]
            yield _batch([normalise(r.cache.read(r.clip)) for r in chosen], chosen)

    def _cut(self, recording: Recording, random: np.random.Generator) -> Tensor:
        """All of a word, or so much of other speech as a word lasts."""
        log_mel = recording.cache.read(recording.clip)
        if recording.label < len(self._material.words):
            return log_mel
        length = int(random.integers(*_WINDOW))
        start = int(random.integers(max(len(log_mel) - length, 0) + 1))
        return log_mel[start : start + length]


def _batch(features: Sequence[Tensor], recordings: Sequence[Recording]) -> Labelled:
    return (
        pad_sequence(list(features), batch_first=True),
        torch.tensor([len(item) for item in features]),
        torch.tensor([recording.label for recording in recordings]),
    )
