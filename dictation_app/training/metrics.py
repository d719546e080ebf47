"""How wrong is a transcript, how sure are we of that number, how honest the confidence.

Alignments are those of jiwer. Intervals are percentiles of the bootstrap (Efron, 1979;
for word error rates: Bisani and Ney, 2004): whole clips, or all clips of a speaker, are
drawn again and again.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import jiwer
import numpy as np
import numpy.typing as npt

from dictation_app.speech.confidence import log_odds

EditKind = Literal["equal", "substitute", "delete", "insert"]
_ROUNDS = 1_000
_LEVEL = 0.95
_NEWTON_STEPS = 50
_STRIDE = 2.0
"""No step is longer: far from the end, Newton's method would leap past it."""
_RIDGE = 0.01
"""Holds a fit to few words near the confidence as it is."""


@dataclass(frozen=True)
class Errors:
    """How a hypothesis differs from its reference, counted in words or characters.

    Attributes:
        hits: units that are right.
        substitutions: units in another's place.
        deletions: units that are missing.
        insertions: units that nobody said.
    """

    hits: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @property
    def n_reference(self) -> int:
        """Units of the reference."""
        return self.hits + self.substitutions + self.deletions

    @property
    def n_errors(self) -> int:
        """Edits that turn the reference into the hypothesis."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float:
        """Errors for each unit of the reference; 1 where there was nothing to say."""
        if self.n_reference == 0:
            return float(self.n_errors > 0)
        return self.n_errors / self.n_reference

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.hits + other.hits,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


@dataclass(frozen=True)
class Edit:
    """One step of an alignment.

    Attributes:
        kind: what happened.
        reference: the unit that was said, empty for an insertion.
        hypothesis: the unit that was heard, empty for a deletion.
    """

    kind: EditKind
    reference: str
    hypothesis: str


@dataclass(frozen=True)
class Interval:
    """Where a number lies with 95 % confidence."""

    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """How much one system's error rate differs from another's on the same clips.

    Attributes:
        value: second minus first; negative where the second is better.
        interval: of the value.
        p: share of draws, two-sided, that contradict its sign; 1 where there is none.
    """

    value: float
    interval: Interval
    p: float


@dataclass(frozen=True)
class Bin:
    """Words of like confidence.

    Attributes:
        low: lower edge of the bin.
        high: upper edge.
        n: words in it.
        confidence: their mean confidence, 0 in an empty bin.
        accuracy: the share of them that is right, 0 in an empty bin.
    """

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True)
class Calibration:
    """Whether words of confidence 0.8 are right eight times in ten.

    Attributes:
        ece: expected calibration error, the mean gap between both, by words.
        bins: the gap in detail.
    """

    ece: float
    bins: tuple[Bin, ...]


def align(reference: str, hypothesis: str) -> tuple[Edit, ...]:
    """Set the words of two texts side by side with the fewest edits."""
    said, heard = reference.split(), hypothesis.split()
    chunks = jiwer.process_words(" ".join(said), " ".join(heard)).alignments[0]
    edits: list[Edit] = []
    for chunk in chunks:
        before = said[chunk.ref_start_idx : chunk.ref_end_idx]
        after = heard[chunk.hyp_start_idx : chunk.hyp_end_idx]
        kind = cast(EditKind, chunk.type)
        edits += [
            Edit(kind, old, new)
            for old, new in itertools.zip_longest(before, after, fillvalue="")
        ]
    return tuple(edits)


def count(edits: Iterable[Edit]) -> Errors:
    """Count the steps of an alignment by their kinds."""
    kinds = [edit.kind for edit in edits]
    return Errors(
        kinds.count("equal"),
        kinds.count("substitute"),
        kinds.count("delete"),
        kinds.count("insert"),
    )


def word_errors(reference: str, hypothesis: str) -> Errors:
    """Count the wrong words of a hypothesis."""
    return count(align(reference, hypothesis))


def character_errors(reference: str, hypothesis: str) -> Errors:
    """Count the wrong characters of a hypothesis, one space between words."""
    output = jiwer.process_characters(
        " ".join(reference.split()), " ".join(hypothesis.split())
    )
    return Errors(
        output.hits, output.substitutions, output.deletions, output.insertions
    )


def total(errors: Iterable[Errors]) -> Errors:
    """The sum of counts."""
    return sum(errors, Errors())


def bootstrap(
    errors: Sequence[Errors],
    groups: Sequence[str] | None = None,
    *,
    seed: int = 0,
    n_rounds: int = _ROUNDS,
) -> Interval:
    """The 95 % interval of an error rate.

    Args:
        errors: of each clip.
        groups: the speaker of each clip, where speakers instead of clips shall be drawn;
            clips whose speaker is an empty string are drawn alone.
        seed: the same seed gives the same interval.
        n_rounds: how often to draw.
    """
    table = _table(errors, groups)
    rates = np.concatenate(
        [_rates(draw @ table) for draw in _draws(len(table), seed, n_rounds)]
    )
    return _interval(rates)


def paired_difference(
    first: Sequence[Errors],
    second: Sequence[Errors],
    groups: Sequence[str] | None = None,
    *,
    seed: int = 0,
    n_rounds: int = _ROUNDS,
) -> Difference:
    """Compare two systems that heard the same clips, in the same order."""
    if len(first) != len(second):
        raise ValueError("both systems must have heard the same clips")
    one, other = _table(first, groups), _table(second, groups)
    differences = np.concatenate(
        [
            _rates(draw @ other) - _rates(draw @ one)
            for draw in _draws(len(one), seed, n_rounds)
        ]
    )
    value = total(second).rate - total(first).rate
    against = min((differences <= 0).mean(), (differences >= 0).mean())
    p = 1.0 if value == 0 else min(2 * float(against), 1.0)
    return Difference(value, _interval(differences), p)


def calibration(
    confidences: Sequence[float], correct: Sequence[bool], n_bins: int = 10
) -> Calibration:
    """Compare how sure the words were with how often they were right (Guo et al., 2017)."""
    sure = np.asarray(confidences, dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    place = np.clip((sure * n_bins).astype(int), 0, n_bins - 1)
    bins: list[Bin] = []
    gap = 0.0
    for i in range(n_bins):
        inside = place == i
        n = int(inside.sum())
        confidence = float(sure[inside].mean()) if n else 0.0
        accuracy = float(right[inside].mean()) if n else 0.0
        gap += n * abs(confidence - accuracy)
        bins.append(Bin(i / n_bins, (i + 1) / n_bins, n, confidence, accuracy))
    return Calibration(gap / max(len(sure), 1), tuple(bins))


def fit_confidence(
    scores: Sequence[float], correct: Sequence[bool]
) -> tuple[float, float] | None:
    """The slope and offset that make scores the probability of being right.

    A logistic regression on the scores' log odds by Newton's method, with Platt's targets
    (1999), which keep it finite where all words are right.

    Returns:
        None where surer words are not righter ones, or there is none.
    """
    odds = np.array([log_odds(score) for score in scores], dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    if not len(odds):
        return None
    n_right = right.sum()
    target = np.where(
        right > 0, (n_right + 1) / (n_right + 2), 1 / (len(right) - n_right + 2)
    )
    centre = odds.mean()
    inputs = np.stack((odds - centre, np.ones_like(odds)), axis=1)
    as_it_is = np.array([1.0, centre])
    share = target.mean()
    weights = np.array([0.0, np.log(share / (1 - share))])
    for _ in range(_NEWTON_STEPS):
        p = 0.5 + 0.5 * np.tanh(inputs @ weights / 2)
        gradient = inputs.T @ (p - target) + _RIDGE * (weights - as_it_is)
        curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights -= step * min(1.0, _STRIDE / np.linalg.norm(step).clip(1e-12))
    slope = float(weights[0])
    return (slope, float(weights[1] - slope * centre)) if slope > 0 else None


def _table(
    errors: Sequence[Errors], groups: Sequence[str] | None
) -> npt.NDArray[np.float64]:
    """Errors and reference units of each unit that is drawn, shape (units, 2)."""
    names = [""] * len(errors) if groups is None else list(groups)
    rows: dict[object, list[int]] = {}
    for i, (error, name) in enumerate(zip(errors, names, strict=True)):
        row = rows.setdefault(name or i, [0, 0])
        row[0] += error.n_errors
        row[1] += error.n_reference
    return np.array(list(rows.values()), dtype=np.float64).reshape(-1, 2)


def _draws(n: int, seed: int, n_rounds: int) -> Iterator[npt.NDArray[np.float64]]:
    """How often each of `n` units is drawn, a hundred rounds at a time."""
    generator = np.random.default_rng(seed)
    for start in range(0, n_rounds, 100):
        rounds = min(100, n_rounds - start)
        if n == 0:
            yield np.zeros((rounds, 0))
        else:
            yield generator.multinomial(n, np.full(n, 1 / n), rounds).astype(np.float64)


def _rates(sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rates of (errors, units) pairs, as `Errors.rate` has them."""
    wrong, units = sums[:, 0], sums[:, 1]
    rates: npt.NDArray[np.float64] = np.where(
        units > 0, wrong / np.maximum(units, 1), wrong > 0
    )
    return rates


def _interval(values: npt.NDArray[np.float64]) -> Interval:
    tail = 100 * (1 - _LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))
