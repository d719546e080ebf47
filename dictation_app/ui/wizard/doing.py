"""What a run does besides taking steps: in words, how far it is, and how long it takes."""

import time
from collections.abc import Callable

from dictation_app.transcript import Seconds

_EARLY: Seconds = 1.5
"""Seconds before which nothing can be said of the time left."""


class Doing:
    """One thing after the other; the time left follows from the pace of each.

    Args:
        clock: seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = 0.0
        self._first = 0.0
        self.words = ""
        """What it is; empty for nothing."""
        self.share: float | None = None
        """How much of it is done, 0 to 1; None where nobody knows."""

    def tell(self, words: str, share: float | None = None) -> None:
        """Take note of how far something is; other words begin something else."""
        if words != self.words or share is None or self.share is None:
            self._began, self._first = self._clock(), share or 0.0
        self.words, self.share = words, share

    @property
    def left(self) -> Seconds | None:
        """Seconds that it still takes; None while it is too early to tell."""
        if self.share is None:
            return None
        took, done = self._clock() - self._began, self.share - self._first
        if took < _EARLY or done <= 0:
            return None
        return took * (1 - self.share) / done
