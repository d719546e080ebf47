"""One line on the terminal that says how far the work has come."""

import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Generator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dictation_app.transcript import Progress

S = TypeVar("S")
R = TypeVar("R")

_EVERY = 0.1
"""Seconds between two drawings."""
_BAR = 24
"""Columns of the bar."""


class Meter:
    """Draws on standard error, and only where somebody watches."""

    def __init__(self) -> None:
        self._shown = False
        self._drawn = float("-inf")
        self._watched = sys.stderr.isatty()

    def __enter__(self) -> "Meter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, what: str, share: float, left: float | None = None) -> None:
        """Draw the line anew: what is done, which share of it, seconds left."""
        now = time.monotonic()
        if not self._watched or now - self._drawn < _EVERY:
            return
        self._drawn = now
        width = shutil.get_terminal_size().columns - 1
        line = draw(what, share, left, width)
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)
        self._shown = True

    def watch(self, what: str, steps: "Generator[Progress, None, R]") -> R:
        """Run a generator that yields its progress, and give what it returns."""

        def show(step: "Progress") -> None:
            self.show(what, step.done / (step.total or float("inf")), step.left)

        return follow(steps, show)

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False
            self._drawn = float("-inf")


def draw(what: str, share: float, left: float | None, width: int) -> str:
    """What is done, a bar, the share and the time left, in `width` columns at most."""
    share = min(max(share, 0.0), 1.0)
    end = f"  {100 * share:3.0f} %"
    if left is not None:
        end += f"  {time_left(left)}"
    room = width - len(end) - _BAR - 2
    if room < 8:  # a narrow terminal
        return f"{shorten(what, max(width - len(end), 1))}{end}"[:width]
    n_full = round(share * _BAR)
    return f"{shorten(what, room)}  {'━' * n_full}{'╌' * (_BAR - n_full)}{end}"


def shorten(text: str, width: int) -> str:
    """The text, its middle left out where it takes more than `width` columns."""
    if _columns(text) <= width:
        return text
    head = tail = ""
    for first, last in zip(text, reversed(text), strict=True):
        if _columns(f"{head}{first}…{tail}") > width:
            break
        head += first
        if _columns(f"{head}…{last}{tail}") > width:
            break
        tail = last + tail
    return f"{head}…{tail}"


def _columns(text: str) -> int:
    """Columns that a terminal needs; Chinese characters take two."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def follow(steps: Generator[S, None, R], show: Callable[[S], None]) -> R:
    """Run a generator, show what it yields, and give what it returns."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: R = end.value
            return result
        show(step)


def time_left(seconds: float) -> str:
    """Seconds of work left, as people say it."""
    if seconds < 60:
        return f"{max(round(seconds), 1)} s left"
    if seconds < 5_400:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"
