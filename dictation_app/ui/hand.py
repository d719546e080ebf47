"""The user's hands in a text that is being dictated."""

import math
import time

from dictation_app.document import seam
from dictation_app.document.document import Document
from dictation_app.document.operations import Change, Edit, Operation
from dictation_app.ui.binding import moved

_REST = 1.5
"""Seconds after a key from which on nobody is typing any more."""
_LONG_REST = 10.0
"""The same where a word may not be finished, or the key came while one was speaking."""


class Hand:
    """Knows where the caret belongs while hand and voice write in one place.

    What is said goes behind the word that is being typed: the caret stays where the
    typing is, and what is typed next stands before what was said. The border between
    the two is the seam.
    """

    def __init__(self) -> None:
        self.clock = time.monotonic
        self.forget()

    def forget(self) -> None:
        """Another text is shown: nobody has typed in it."""
        self._last_key = -math.inf
        self._speech_began = math.inf
        self._is_spoken_to = False
        self._seam: int | None = None
        self._goes_on = False

    def hear(self, guess: str) -> None:
        """Take note of what is being said; nothing for an empty text."""
        if guess and not self._is_spoken_to:
            self._speech_began = self.clock()
        self._is_spoken_to = bool(guess)

    def type(self, change: Change) -> None:
        """Take note of an edit that was just made by hand."""
        self._last_key = self.clock()
        if self._seam is None or change.at > self._seam:
            return
        if change.n_removed and change.at + change.n_removed > self._seam:
            self._seam = None  # what is said was edited, too: the user's own border
        else:
            self._seam += len(change.inserted) - change.n_removed
            self._goes_on = True

    def mend(self, document: Document, caret: int, *, capitals: bool) -> None:
        """Space what was said from what was just typed before it."""
        if caret == self._seam:
            seam.mend(document, caret, capitals=capitals)

    def follow(
        self,
        document: Document,
        operation: Operation,
        change: Change,
        selection: tuple[int, int],
    ) -> tuple[int, int]:
        """Where anchor and caret stand after a change that the hand did not make.

        Args:
            document: the text after the change.
            operation: what was done to it.
            change: what that changed on the page.
            selection: anchor and caret before.
        """
        anchor, caret = selection
        dictated = document.mark == change.at + len(change.inserted)
        if dictated and anchor == caret and isinstance(operation, Edit):
            if self._rests(document.text, caret):
                if caret == self._seam and not self._goes_on:
                    caret = anchor = change.at  # nobody went on with that word
                    self._seam = None
            elif not _has_blank(document.text[caret : change.at]):
                self._seam, self._goes_on, dictated = change.at, False, False
            self._speech_began = math.inf
        if self._seam is not None:
            self._seam = moved(self._seam, change, dictated=False)
        return (
            moved(anchor, change, dictated=dictated),
            moved(caret, change, dictated=dictated),
        )

    def _rests(self, text: str, caret: int) -> bool:
        in_word = text[max(caret - 1, 0) : caret].isalnum()
        is_long = in_word or self._last_key >= self._speech_began
        limit = _LONG_REST if is_long else _REST
        return self.clock() - self._last_key >= limit


def _has_blank(text: str) -> bool:
    return any(map(str.isspace, text))
