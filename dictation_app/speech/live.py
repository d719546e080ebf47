"""One dictation: the utterance being spoken, word by word, and then as a whole."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dictation_app.speech.endpointing import Endpointer, Segment
from dictation_app.speech.network import Samples
from dictation_app.transcript import Hypothesis, Notice, Seconds, Utterance, Word

if TYPE_CHECKING:
    from dictation_app.speech.recognizer import Recognizer

_PARTIAL_EVERY = 0.3
"""Seconds of new sound between two looks at a running utterance."""
_MAYBE_PAUSE = 0.06
"""Seconds of silence from which no look begins that would keep the next one waiting."""
_QUICK_PAUSE = 0.13
"""Seconds of silence after which the utterance is decoded in case it has ended."""


class Live:
    """The state of one dictation: the utterance being spoken and those before it."""

    def __init__(self, recognizer: "Recognizer") -> None:
        self.found: list[Utterance] = []
        self._recognizer = recognizer
        self._endpointer = Endpointer(sample_rate=recognizer.model.sample_rate)
        self._n_samples = 0
        self._looked_at = 0
        self._not_before = 0.0
        self._seen: Utterance | None = None
        self._guess: Utterance | None = None
        self._shown = Hypothesis("", "")

    @property
    def heard(self) -> Seconds:
        """Seconds of sound so far."""
        return self._n_samples / self._recognizer.model.sample_rate

    def accept(self, samples: Samples) -> Iterator[Hypothesis | Utterance | Notice]:
        """Take the next block and tell what has changed."""
        self._n_samples += len(samples)
        for segment in self._endpointer.accept(samples):
            yield from self._end(segment)
        yield from self._look()
        notice = self._recognizer.take_notice()
        if notice is not None:
            yield notice

    def finish(self) -> Iterator[Hypothesis | Utterance]:
        """Take what is left as the last utterance."""
        for segment in self._endpointer.finish():
            yield from self._end(segment)

    def _end(self, segment: Segment) -> Iterator[Hypothesis | Utterance]:
        guess, self._guess = self._guess, None
        self._shown = Hypothesis("", "")
        if guess is None or not _same_stretch(guess, segment):
            guess = self._recognizer.recognise(segment.samples, segment.start)
        else:  # the silence that came since belongs to it
            guess = replace(guess, end=segment.end)
        if guess.words:
            self.found.append(guess)
            yield guess
        else:
            yield self._shown  # what was shown of it has gone

    def _look(self) -> Iterator[Hypothesis]:
        """Decode the running utterance when there is something new and time for it."""
        segment = self._endpointer.current
        if segment is None:
            return
        pausing = self._endpointer.silence >= _QUICK_PAUSE
        if not pausing:
            self._guess = None
        elif self._guess is not None:
            return
        if not (pausing or self._is_time()):
            return
        began = time.monotonic()
        self._looked_at = self._n_samples
        # What may be final is heard as a whole.
        before = None if pausing else self._known_of(segment)
        utterance = self._recognizer.recognise(
            segment.samples, segment.start, before=before
        )
        # A slow machine looks less often, so that it never falls behind.
        self._not_before = time.monotonic() + (time.monotonic() - began)
        self._seen = utterance
        self._guess = utterance if pausing else None
        shown = _hypothesis(self._shown, utterance.words)
        if shown != self._shown:
            self._shown = shown
            yield shown

    def _is_time(self) -> bool:
        """Whether a look at an utterance that goes on is worth it now."""
        new = (self._n_samples - self._looked_at) / self._recognizer.model.sample_rate
        return (
            new >= _PARTIAL_EVERY
            and self._endpointer.silence < _MAYBE_PAUSE
            and time.monotonic() >= self._not_before
        )

    def _known_of(self, segment: Segment) -> Utterance | None:
        """What the last look has heard of the same utterance."""
        seen = self._seen
        return seen if seen is not None and seen.start == segment.start else None


def _hypothesis(before: Hypothesis, words: tuple[Word, ...]) -> Hypothesis:
    """The words of two runs in a row are firm; the last word never is."""
    old, new = before.text.split(), [word.text for word in words]
    n_firm = 0
    for was, now in zip(old, new[:-1], strict=False):
        if was != now:
            break
        n_firm += 1
    return Hypothesis(" ".join(new[:n_firm]), " ".join(new[n_firm:]))


def _same_stretch(guess: Utterance, segment: Segment) -> bool:
    """Whether a guess made in the pause already heard all of the segment's speech."""
    return guess.start == segment.start and guess.end >= segment.end - _QUICK_PAUSE
