"""One line on the terminal that says how far the work has come."""

import shutil
import sys
import time
from collections.abc import Callable, Generator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dictation_app.transcript import Progress

S = TypeVar("S")
R = TypeVar("R")

_EVERY = 0.1


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
        line = f"{what}  {100 * min(max(share, 0.0), 1.0):3.0f} %"
        if left is not None:
            line += f"  {time_left(left)}"
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{line[:width]:<{width}}", end="", file=sys.stderr, flush=True)
        self._shown = True

    def watch(self, what: str, steps: "Generator[Progress, None, R]") -> R:
        """Run a generator that yields its progress, and give what it returns."""

        def show(step: "Progress") -> None:
            self.show(what, step.done / (step.total or float("inf")), step.left)

        return follow(steps, show)

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._shown:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{'':<{width}}\r", end="", file=sys.stderr, flush=True)
            self._shown = False
            self._drawn = float("-inf")


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
