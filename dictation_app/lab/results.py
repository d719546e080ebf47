"""What trials and negatives say about a set: confusions, recall, thresholds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dictation_app.lab.session import Trial
from dictation_app.speech.phrases import DEFAULT_TOLERANCE
from dictation_app.transcript import Seconds

NONE = ""
"""Label of "none of these"."""
TARGET = 0.5
"""False accepts an hour that a threshold may cost."""
_POINTS = 81
_HIGHEST = 8.0
"""Nats a letter above which nobody accepts anything."""


@dataclass(frozen=True)
class NegativeUtterance:
    """Something that was said and is no command: what it was nearest to."""

    label: str
    phrase: str
    gap: float


@dataclass(frozen=True)
class Negatives:
    """Speech without commands.

    Attributes:
        seconds: how long it is, pauses included.
        utterances: its stretches of speech.
        sources: what it was taken from.
    """

    seconds: Seconds
    utterances: tuple[NegativeUtterance, ...]
    sources: tuple[str, ...] = ()

    @property
    def hours(self) -> float:
        """How long it is."""
        return self.seconds / 3600


@dataclass(frozen=True)
class CurvePoint:
    """One threshold: what is missed, and what fires without being said.

    Attributes:
        threshold: nats a letter.
        misses: share of the trials that were not recognised as what they were.
        wrong: share of the trials that were taken for another command.
        false_accepts: an hour of other speech; None where there was none.
    """

    threshold: float
    misses: float
    wrong: float
    false_accepts: float | None


@dataclass(frozen=True)
class LabelResult:
    """How well one command does.

    Attributes:
        label: the command.
        n: trials of it.
        n_right: recognised and accepted.
        p50: seconds from the end of speech to the decision, of half of the trials.
        p95: the same of 95 in a hundred.
        threshold: the best one for this command, among those at which the whole set
            has few enough false accepts.
        misses: share of its trials that this threshold misses.
        false_accepts: an hour, of this command, at this threshold; None without
            negatives.
        taken_for: labels that were heard instead, the most frequent first.
    """

    label: str
    n: int
    n_right: int
    p50: Seconds
    p95: Seconds
    threshold: float
    misses: float
    false_accepts: float | None
    taken_for: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of trials that were recognised."""
        return self.n_right / self.n if self.n else 0.0


@dataclass(frozen=True, eq=False)
class Results:
    """All of it.

    Attributes:
        labels: rows of the matrix; its columns are these and "none of these".
        matrix: counts, (labels, labels + 1).
        rows: a result a label.
        curve: by rising threshold.
        p50: latency of half of all trials, in seconds.
        p95: of 95 in a hundred.
        hours: of negatives.
    """

    labels: tuple[str, ...]
    matrix: "np.ndarray[tuple[int, int], np.dtype[np.int64]]"
    rows: tuple[LabelResult, ...]
    curve: tuple[CurvePoint, ...]
    p50: Seconds
    p95: Seconds
    hours: float

    @property
    def n(self) -> int:
        """Trials."""
        return int(self.matrix.sum())

    @property
    def n_right(self) -> int:
        """Trials that were recognised."""
        return int(np.trace(self.matrix))

    @property
    def accuracy(self) -> float:
        """Share of trials that were recognised."""
        return self.n_right / self.n if self.n else 0.0

    @property
    def best(self) -> CurvePoint:
        """The threshold that misses least at no more than half a false accept an hour."""
        return best_point(self.curve)


def summarise(
    labels: Sequence[str], trials: Iterable[Trial], negatives: Negatives
) -> Results:
    """Count everything."""
    trials = list(trials)
    places = {label: place for place, label in enumerate(labels)}
    matrix = np.zeros((len(labels), len(labels) + 1), np.int64)
    for trial in trials:
        column = places[trial.heard] if trial.passed else len(labels)
        matrix[places[trial.label], column] += 1
    p50, p95 = _latencies(trials)
    curve = tuple(
        _point(float(threshold), trials, negatives)
        for threshold in np.linspace(0.0, _HIGHEST, _POINTS)
    )
    highest = _ceilings(labels, negatives)
    rows = tuple(
        _label_result(label, trials, negatives, len(labels), highest[label])
        for label in labels
    )
    return Results(tuple(labels), matrix, rows, curve, p50, p95, negatives.hours)


def best_point(curve: Sequence[CurvePoint], target: float = TARGET) -> CurvePoint:
    """The point with the fewest misses among those with few enough false accepts.

    Of those that do equally well the one next to the usual tolerance.
    """
    allowed = _allowed(curve, target)
    least = min(round(p.misses, 9) for p in allowed)
    same = [p for p in allowed if round(p.misses, 9) == least]
    return min(same, key=lambda p: abs(p.threshold - DEFAULT_TOLERANCE))


def _allowed(curve: Sequence[CurvePoint], target: float) -> list[CurvePoint]:
    """The points with few enough false accepts, or the strictest where there is none."""
    return [p for p in curve if (p.false_accepts or 0.0) <= target] or [curve[0]]


def _ceilings(labels: Sequence[str], negatives: Negatives) -> dict[str, float]:
    """The highest threshold that each command may get.

    Of one command there is too little other speech to trust a threshold at which all of
    them together fire too often. But one that fires below the usual tolerance, such as
    a word that people say anyway, is held back alone: it says nothing of the others.
    """
    thresholds = np.linspace(0.0, _HIGHEST, _POINTS)
    allowed = TARGET * negatives.hours
    held: dict[str, float] = {}
    while True:
        left = [u for u in negatives.utterances if u.label not in held]
        gaps = np.sort([u.gap for u in left])
        counts = np.searchsorted(gaps, thresholds, side="right")
        place = max(int((counts <= allowed).sum()) - 1, 0)
        highest = round(float(thresholds[place]), 9)
        firing = {
            u.label for u in left if u.gap <= thresholds[min(place + 1, _POINTS - 1)]
        }
        if highest >= DEFAULT_TOLERANCE or not firing:
            return {label: held.get(label, highest) for label in labels}
        held |= dict.fromkeys(firing, highest)


def _point(
    threshold: float, trials: Sequence[Trial], negatives: Negatives
) -> CurvePoint:
    passed = [t for t in trials if t.gap <= threshold]
    right = sum(t.heard == t.label for t in passed)
    n = max(len(trials), 1)
    accepted = sum(u.gap <= threshold for u in negatives.utterances)
    return CurvePoint(
        threshold,
        (len(trials) - right) / n,
        (len(passed) - right) / n,
        accepted / negatives.hours if negatives.hours else None,
    )


def _label_result(
    label: str,
    trials: Sequence[Trial],
    negatives: Negatives,
    n_labels: int,
    highest: float,
) -> LabelResult:
    own = [t for t in trials if t.label == label]
    theirs = Negatives(
        negatives.seconds, tuple(u for u in negatives.utterances if u.label == label)
    )
    curve = [
        _point(float(threshold), own, theirs)
        for threshold in np.linspace(0.0, _HIGHEST, _POINTS)
        if threshold <= highest
    ]
    best = best_point(curve, TARGET / max(n_labels, 1))
    others = [t.heard for t in own if t.heard != label]
    p50, p95 = _latencies(own)
    return LabelResult(
        label,
        len(own),
        sum(t.is_right for t in own),
        p50,
        p95,
        round(best.threshold, 3),
        best.misses if own else 0.0,
        best.false_accepts,
        tuple(sorted(set(others), key=lambda other: -others.count(other))),
    )


def _latencies(trials: Sequence[Trial]) -> tuple[Seconds, Seconds]:
    if not trials:
        return 0.0, 0.0
    p50, p95 = np.quantile([t.latency for t in trials], [0.5, 0.95])
    return float(p50), float(p95)
