"""One recording in the queue, as a value that the queue changes and a card shows."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from dictation_app.transcript import Seconds


class FileState(Enum):
    """How far a recording is."""

    WAITING = auto()
    RUNNING = auto()
    PAUSED = auto()
    """Somebody is dictating, and that goes first."""
    DONE = auto()
    CANCELLED = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class FileItem:
    """A recording that was opened.

    Attributes:
        number: tells it from all others of this session.
        path: the file.
        state: how far it is.
        duration: seconds of sound, once known.
        done: seconds of it that are transcribed.
        left: seconds of work left, once that can be told.
        took: seconds of work it took, when it is done.
        n_words: words found so far.
        problem: what was wrong with it, when it was refused.
        start: where the work on it begins, in seconds.
        title: what it is called instead of its file's name.
    """

    number: int
    path: Path
    state: FileState = FileState.WAITING
    duration: Seconds | None = None
    done: Seconds = 0.0
    left: Seconds | None = None
    took: Seconds | None = None
    n_words: int = 0
    problem: str = ""
    start: Seconds = 0.0
    title: str = ""

    @property
    def name(self) -> str:
        """What it is called: the file's name unless it is one of a note."""
        return self.title or self.path.name

    @property
    def is_open(self) -> bool:
        """Whether there is work left to do on it."""
        return self.state in (FileState.WAITING, FileState.RUNNING, FileState.PAUSED)

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self.state == FileState.DONE:
            return 1.0
        return min(self.done / self.duration, 1.0) if self.duration else 0.0
