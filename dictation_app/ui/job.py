"""Long work in the background: a generator in a thread of its own."""

import logging
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

logger = logging.getLogger(__name__)

Task = Callable[[], Generator[Any, None, Any]]
"""Begins long work; called in the thread that does it."""


class Job(QThread):
    """Run one generator in the background and relay what it yields.

    Whoever starts a job keeps it until `finished`, which is always emitted, and receives
    its signals in methods of a QObject, so that they run in the window's thread. A job
    runs once. What it emitted before it was stopped still arrives afterwards.
    """

    progressed = Signal(object)
    """What the generator yielded: a frozen dataclass."""
    succeeded = Signal(object)
    """What the generator returned; not emitted when it was stopped."""
    failed = Signal(object)
    """The exception that ended it."""

    def __init__(self, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task

    def run(self) -> None:
        """Do the work; Qt calls this in the new thread."""
        try:
            with closing(self._task()) as steps:
                while not self.isInterruptionRequested():
                    self.progressed.emit(next(steps))
        except StopIteration as end:
            self.succeeded.emit(end.value)
        except Exception as error:
            logger.info("a job failed", exc_info=error)
            self.failed.emit(error)

    def stop(self) -> None:
        """End it between two steps and wait for that; its clean-up is done then."""
        self.requestInterruption()
        self.wait()
