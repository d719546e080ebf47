"""All that a run has told so far, ready to be drawn; it knows no widget."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dictation_app.training.diagnosis import BLANK_COLLAPSE, BLANKS_AGAIN, BLANKS_STUCK
from dictation_app.training.events import (
    Evaluated,
    RunStarted,
    Sentence,
    SentencesDecoded,
    StepDone,
    Warned,
)

_BLANKS = (BLANK_COLLAPSE, BLANKS_STUCK, BLANKS_AGAIN)
_FADE = 0.1

Point = tuple[float, float]


@dataclass
class Watched:
    """A sentence of the held-out clips and how its hearing changes.

    Attributes:
        reference: what was said.
        first: how it was heard at the start.
        now: how it is heard now.
        wer: share of wrong words now.
    """

    reference: str
    first: str
    now: str
    wer: float


@dataclass
class History:
    """Curves, sentences and warnings of one run, by step."""

    losses: list[Point] = field(default_factory=list)
    smooth: list[Point] = field(default_factory=list)
    dev_losses: list[Point] = field(default_factory=list)
    rates: list[Point] = field(default_factory=list)
    wers: list[Point] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    watched: dict[str, Watched] = field(default_factory=dict)
    baseline: float | None = None
    last: StepDone | None = None
    blank_share: float | None = None
    _heard_first: Mapping[str, str] = field(default_factory=dict)

    @property
    def n_steps(self) -> int:
        """About how many steps the whole run has."""
        if self.last is None or self.last.progress <= 0:
            return 0
        return max(self.last.step, round(self.last.step / self.last.progress))

    @property
    def blank_warning(self) -> Warned | None:
        """What is to be said of the blanks, as long as there are too many."""
        if self.blank_share is None or self.blank_share < 0.995:
            return None
        named = [warned for warned in self.warnings if warned.name in _BLANKS]
        return named[-1] if named else None

    @property
    def warning(self) -> Warned | None:
        """The last warning of anything but blanks, which have a place of their own."""
        others = [warned for warned in self.warnings if warned.name not in _BLANKS]
        return others[-1] if others else None

    def take(self, event: object) -> None:
        """Take note of what the run told."""
        match event:
            case RunStarted():
                self._go_back_to(event.step)
            case StepDone():
                self._take_step(event)
            case Evaluated():
                self.wers.append((event.step, event.wer))
                self.dev_losses.append((event.step, event.loss))
            case SentencesDecoded():
                self._take_sentences(event.sentences)
            case Warned():
                self.warnings.append(event)

    def begin_with(self, wer: float, heard: Mapping[str, str]) -> None:
        """Take note of how the model hears that the run begins with."""
        self.baseline = wer
        self._heard_first = dict(heard)
        for name, sentence in self.watched.items():
            sentence.first = self._heard_first.get(name, sentence.first)

    def _go_back_to(self, step: int) -> None:
        """A run goes on from a checkpoint: what came after it comes again."""
        for curve in (
            self.losses,
            self.smooth,
            self.dev_losses,
            self.rates,
            self.wers,
        ):
            curve[:] = [point for point in curve if point[0] <= step]
        if not step:
            self.watched.clear()
            self.warnings.clear()

    def _take_step(self, step: StepDone) -> None:
        self.last = step
        if math.isfinite(step.loss):
            before = self.smooth[-1][1] if self.smooth else step.loss
            faded = before + _FADE * (step.loss - before)
            self.losses.append((step.step, step.loss))
            self.smooth.append((step.step, faded))
        self.rates.append((step.step, step.learning_rate))
        self.blank_share = step.blank_share

    def _take_sentences(self, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            known = self.watched.get(sentence.id)
            if known is None:
                first = self._heard_first.get(sentence.id, sentence.hypothesis)
                self.watched[sentence.id] = Watched(
                    sentence.reference, first, sentence.hypothesis, sentence.wer
                )
            else:
                known.now, known.wer = sentence.hypothesis, sentence.wer


def restore(rows: Sequence[Mapping[str, Any]]) -> History:
    """What a run told before it was interrupted, from its log."""
    kinds = {
        "StepDone": StepDone,
        "Evaluated": Evaluated,
        "SentencesDecoded": SentencesDecoded,
        "Warned": Warned,
    }
    history = History()
    for row in rows:
        values = dict(row)
        kind = kinds.get(str(values.pop("event", "")))
        if kind is None:
            continue
        try:
            if kind is SentencesDecoded:
                values["sentences"] = tuple(Sentence(**s) for s in values["sentences"])
            history.take(kind(**values))
        except (TypeError, KeyError):  # a log of another version
            continue
    return history
