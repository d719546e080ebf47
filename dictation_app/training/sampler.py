"""Which clips are heard, how often, and in which batches.

All of it is a function of the clips, the seed and the epoch's number: a run that goes on
after a stop, or with another number of processes, makes the same batches.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import ModelConfig
from dictation_app.training.cache import FeatureCache
from dictation_app.training.configuration import DataConfig
from dictation_app.training.manifest import Clip
from dictation_app.transcript import Seconds

UNREADABLE = "unreadable"
SHORT, LONG = "too short", "too long"
WITHOUT_TEXT = "without text"
FOREIGN = "characters outside the alphabet"
TOO_FAST = "text too long for its sound"

_ISOLATED: Seconds = 2.0
"""Clips up to this length with one or two words count as isolated words."""


class Example(NamedTuple):
    """A clip that can be learned from.

    Attributes:
        source: index of the data set.
        clip: index of the clip in it.
        n_frames: of its features.
        labels: its text.
        weight: how often it is heard in an epoch, on average.
    """

    source: int
    clip: int
    n_frames: int
    labels: tuple[int, ...]
    weight: float


@dataclass(frozen=True)
class Selection:
    """The clips of data sets that can be used.

    Attributes:
        examples: those.
        left_out: the others, counted by reason.
        foreign: characters outside the alphabet, each counted.
    """

    examples: tuple[Example, ...]
    left_out: Mapping[str, int]
    foreign: Mapping[str, int]


def select(
    sources: Sequence[tuple[Sequence[Clip], FeatureCache]],
    alphabet: Alphabet,
    model: ModelConfig,
    data: DataConfig,
) -> Selection:
    """Choose the clips that can be used and weight them."""
    examples: list[Example] = []
    left_out: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    minutes = _minutes_by_speaker(sources)
    for source, (clips, cache) in enumerate(sources):
        for index, clip in enumerate(clips):
            n_frames = int(cache.lengths[index])
            text = alphabet.normalise(clip.text)
            foreign.update(alphabet.foreign(text))
            reason = _objection(clip, n_frames, text, alphabet, model, data)
            if reason:
                left_out[reason] += 1
                continue
            labels = tuple(alphabet.encode(text))
            weight = _weight(clip, text, minutes, data)
            examples.append(Example(source, index, n_frames, labels, weight))
    return Selection(tuple(examples), dict(left_out), dict(foreign))


def frames_needed(labels: Sequence[int]) -> int:
    """Output frames that CTC needs: one a label, and a blank between equal ones."""
    repeats = sum(a == b for a, b in pairwise(labels))
    return len(labels) + repeats


def plan_epoch(
    examples: Sequence[Example],
    *,
    epoch: int,
    seed: int,
    batch_frames: float,
    short_first: bool,
) -> list[tuple[int, ...]]:
    """Divide one pass over the data into batches of clips of like length.

    Args:
        examples: what there is.
        epoch: number of the pass.
        seed: of all draws.
        batch_frames: feature frames of a batch, padding included.
        short_first: whether batches go from short to long, and not in any order.

    Returns:
        Batches as indices of examples; a clip of weight 0.4 is in two of five epochs.
    """
    random = np.random.default_rng((seed, epoch))
    weights = np.array([example.weight for example in examples])
    lengths = np.array([example.n_frames for example in examples])
    copies = np.floor(weights + random.random(len(weights))).astype(np.int64)
    if not copies.any():  # few clips of small weight
        copies[int(random.integers(len(copies)))] = 1
    chosen = np.repeat(np.arange(len(examples)), copies)
    blurred = lengths[chosen] * random.uniform(0.9, 1.1, len(chosen))
    order = chosen[np.argsort(blurred, kind="stable")]
    batches = _cut(order, lengths, batch_frames)
    if not short_first:
        random.shuffle(batches)
    return batches


def hours_an_epoch(examples: Sequence[Example], frame_rate: float) -> float:
    """Hours of audio that one pass hears on average."""
    frames = sum(example.n_frames * example.weight for example in examples)
    return frames / frame_rate / 3600


def share(batch: Sequence[int], rank: int, size: int) -> tuple[int, ...]:
    """Places within a batch that one of `size` processes works on."""
    return tuple(range(rank, len(batch), size))


def _cut(
    order: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], batch_frames: float
) -> list[tuple[int, ...]]:
    batches: list[tuple[int, ...]] = []
    batch: list[int] = []
    longest = 0
    for index in order.tolist():
        longer = max(longest, int(lengths[index]))
        if batch and longer * (len(batch) + 1) > batch_frames:
            batches.append(tuple(batch))
            batch, longer = [], int(lengths[index])
        batch.append(index)
        longest = longer
    if batch:
        batches.append(tuple(batch))
    return batches


def _objection(
    clip: Clip,
    n_frames: int,
    text: str,
    alphabet: Alphabet,
    model: ModelConfig,
    data: DataConfig,
) -> str:
    """Why a clip cannot be used, or an empty string."""
    if n_frames == 0:
        return UNREADABLE
    if clip.duration < data.shortest:
        return SHORT
    if clip.duration > data.longest:
        return LONG
    if not text:
        return WITHOUT_TEXT
    if alphabet.foreign(text):
        return FOREIGN
    if frames_needed(alphabet.encode(text)) > model.n_outputs(n_frames):
        return TOO_FAST
    return ""


def _minutes_by_speaker(
    sources: Sequence[tuple[Sequence[Clip], FeatureCache]],
) -> Mapping[tuple[str, str], float]:
    minutes: Counter[tuple[str, str]] = Counter()
    for clips, _ in sources:
        for clip in clips:
            minutes[clip.corpus, clip.speaker] += clip.duration / 60  # type: ignore[assignment]
    return minutes


def _weight(
    clip: Clip,
    text: str,
    minutes: Mapping[tuple[str, str], float],
    data: DataConfig,
) -> float:
    weight = data.corpus_weights.get(clip.corpus, 1.0)
    if clip.duration < _ISOLATED and text.count(" ") < 2:
        weight *= data.word_weight
    spoken = minutes[clip.corpus, clip.speaker]
    if clip.speaker and 0 < data.speaker_minutes < spoken:
        weight *= (data.speaker_minutes / spoken) ** 0.5
    return weight
