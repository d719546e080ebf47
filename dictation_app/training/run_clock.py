"""How long a run has worked in all its sittings, however each of them ended."""

import json
import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from dictation_app.errors import DictationError
from dictation_app.training.manifest import write_text
from dictation_app.transcript import Seconds

SPENT = "spent.json"
_EVERY: Seconds = 5.0
"""Between two notes: what a killed run forgets at most."""

Told = TypeVar("Told")
R = TypeVar("R")


class RunClock:
    """Counts the seconds of this sitting on top of those before it.

    Args:
        folder: of the run; a note in it outlives a pause, a restart and a kill.
        clock: seconds.
    """

    def __init__(
        self, folder: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._note = folder / SPENT
        self._clock = clock
        self._before = _read(self._note)
        self._began = self._noted = clock()

    @property
    def seconds(self) -> Seconds:
        """Of all sittings; the time between them does not count."""
        return self._before + self._clock() - self._began

    def timing(self, steps: Generator[Told, None, R]) -> Generator[Told, None, R]:
        """Pass on what the work tells, and take note of the time now and then."""
        try:
            with closing(steps):
                while True:
                    try:
                        told = next(steps)
                    except StopIteration as end:
                        result: R = end.value
                        return result
                    if self._clock() - self._noted > _EVERY:
                        self._write()
                    yield told
        finally:
            self._write()

    def _write(self) -> None:
        self._noted = self._clock()
        with suppress(DictationError):  # a full disk is the trainer's to tell of
            write_text(self._note, json.dumps({"seconds": round(self.seconds, 1)}))


def _read(note: Path) -> Seconds:
    try:
        return max(float(json.loads(note.read_text(encoding="utf-8"))["seconds"]), 0.0)
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
