"""Hear a clip of a data set, wherever it lies: a file, a part of one, or a shard."""

import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.ui.job import Job
from dictation_app.ui.player import Player

if TYPE_CHECKING:
    from dictation_app.training.manifest import Clip


class ClipPlayer(QObject):
    """Plays one clip at a time; playing the same again stops it."""

    playing_changed = Signal(str)
    """Id of the clip that is heard now; empty for none."""
    failed = Signal(str)

    def __init__(
        self, parent: QObject | None = None, *, player: Player | None = None
    ) -> None:
        super().__init__(parent)
        self.player = player or Player(self)
        self.player.back_step = 0.0
        self.player.playing_changed.connect(self._follow)
        self.player.failed.connect(self.failed)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._job: Job | None = None
        self._next: Clip | None = None
        self._current = ""

    @property
    def current(self) -> str:
        """Id of the clip that is heard, or about to be."""
        return self._current

    def toggle(self, clip: "Clip") -> None:
        """Play a clip, or stop it where it is the one that plays."""
        if clip.id == self._current and self.player.playing:
            self.player.pause()
            return
        self.player.pause()
        self._next = clip
        if self._job is None:
            self._begin()

    def stop(self) -> None:
        """Be silent and leave nothing behind; whoever owns it calls this at the end."""
        self._next = None
        if self._job is not None:
            self._job.stop()
        self.player.open(None)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _begin(self) -> None:
        clip, self._next = self._next, None
        if clip is None:
            return
        self._current = clip.id
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="dictation-")
        path = Path(self._folder.name) / "clip.flac"
        self.player.open(None)
        self._job = Job(lambda: _extract(clip, path))
        self._job.succeeded.connect(self._play)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.start()

    @Slot(object)
    def _play(self, path: Path) -> None:
        if self._next is None and self._folder is not None:
            self.player.open(path)
            self.player.play()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._current = ""
        self.failed.emit(str(error))

    @Slot()
    def _finish(self) -> None:
        self._job = None
        self._begin()

    @Slot(bool)
    def _follow(self, playing: bool) -> None:
        self.playing_changed.emit(self._current if playing else "")


def _extract(clip: "Clip", path: Path) -> Generator[None, None, Path]:
    """Write a clip as a file of its own."""
    from dictation_app.training.manifest import read_samples, write_flac

    yield
    write_flac(path, read_samples(clip))
    return path
