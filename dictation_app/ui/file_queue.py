"""The queue of recordings: one after another becomes text, in the background."""

import contextlib
import logging
import threading
import time
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from dictation_app import system
from dictation_app.transcript import Progress, Seconds, Transcript, Utterance
from dictation_app.ui.file_item import FileItem, FileState
from dictation_app.ui.job import Job

if TYPE_CHECKING:
    from dictation_app.speech.recognizer import Recognizer

logger = logging.getLogger(__name__)

_NAP: Seconds = 0.05
_PATIENCE: Seconds = 0.1
"""How long an utterance waits for the one before it to be shown, at most."""


class FileQueue(QObject):
    """Takes recordings, and tells how each of them comes along.

    While somebody dictates, the recordings wait: the voice goes first.
    """

    changed = Signal(object)
    """The FileItem as it is now."""
    removed = Signal(int)
    heard = Signal(int, object)
    """An item's number and its next Utterance, in order."""
    progressed = Signal(int, object)
    """An item's number and the Progress."""
    ended = Signal(object)
    """The FileItem that is done, was cancelled, or was refused."""
    emptied = Signal(object)
    """Nothing is left to do; the FileItems that ended since the queue was empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: dict[int, FileItem] = {}
        self._next_number = 0
        self._recognizer: Recognizer | None = None
        self._job: Job | None = None
        self._running: int | None = None
        self._began = 0.0
        self._probing: Job | None = None
        self._unknown: list[FileItem] = []
        self._may_run = threading.Event()
        self._may_run.set()
        self._shown = threading.Semaphore()
        self._batch: list[int] = []

    def set_recognizer(self, recognizer: "Recognizer | None") -> None:
        """Who listens from the next recording on."""
        self._recognizer = recognizer
        self._proceed()

    @property
    def running(self) -> FileItem | None:
        """The recording that is being transcribed."""
        return None if self._running is None else self.items.get(self._running)

    def add(self, paths: Iterable[Path], title: str = "") -> list[FileItem]:
        """Put recordings at the end; those in a folder that is named, too."""
        added = []
        for path in _files(paths):
            item = FileItem(self._next_number, path, title=title)
            self._next_number += 1
            added.append(item)
            self._batch.append(item.number)
            self._unknown.append(item)
            self._set(item)
        self._probe()
        self._proceed()
        return added

    def add_rest(self, path: Path, start: Seconds) -> FileItem:
        """Put a recording at the end whose beginning is known already."""
        item = FileItem(self._next_number, path, start=start)
        self._next_number += 1
        self._batch.append(item.number)
        self._set(item)
        self._proceed()
        return item

    def cancel(self, number: int) -> None:
        """Stop the work on a recording; what was found stays."""
        item = self.items.get(number)
        if item is None or not item.is_open:
            return
        self._end(replace(item, state=FileState.CANCELLED, left=None))
        if self._running == number and self._job is not None:
            self._job.requestInterruption()
        self._proceed()

    def remove(self, number: int) -> None:
        """Take a recording that has ended away from the list."""
        item = self.items.get(number)
        if item is not None and not item.is_open:
            del self.items[number]
            self.removed.emit(number)

    def hold(self, held: bool) -> None:
        """Let the recordings wait, or go on, because somebody dictates or ends to."""
        (self._may_run.clear if held else self._may_run.set)()
        item = self.running
        if item is not None and item.is_open:
            state = FileState.PAUSED if held else FileState.RUNNING
            self._set(replace(item, state=state))

    def stop(self) -> None:
        """End all work; the window calls it before it closes."""
        self._recognizer = None
        self._unknown.clear()
        for job in (self._job, self._probing):
            if job is not None:
                job.stop()
        # What they had said already is kept now, while the notes are still open.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _set(self, item: FileItem) -> None:
        self.items[item.number] = item
        self.changed.emit(item)

    def _end(self, item: FileItem) -> None:
        self._set(item)
        self.ended.emit(item)

    def _probe(self) -> None:
        """Look how long the new recordings are, and whether they are any."""
        if self._probing is not None or not self._unknown:
            return
        files = [(item.number, item.path) for item in self._unknown]
        self._unknown.clear()
        self._probing = Job(lambda: _probe(files))
        self._probing.progressed.connect(self._take_probe)
        self._probing.finished.connect(self._probed)
        self._probing.start()

    @Slot(object)
    def _take_probe(self, found: Any) -> None:
        number, duration, problem = found
        item = self.items.get(number)
        if item is None or item.state != FileState.WAITING:
            return
        if problem:
            self._end(replace(item, state=FileState.REFUSED, problem=problem))
            self._proceed()
        else:
            self._set(replace(item, duration=duration))

    @Slot()
    def _probed(self) -> None:
        self._probing = None
        self._probe()

    def _proceed(self) -> None:
        """Begin with the next recording."""
        if self._job is not None:
            return
        item = next(
            (i for i in self.items.values() if i.state == FileState.WAITING), None
        )
        if item is None:
            self._finish_batch()
            return
        recognizer = self._recognizer
        if recognizer is None:
            return
        self._running, self._began = item.number, time.monotonic()
        state = FileState.RUNNING if self._may_run.is_set() else FileState.PAUSED
        path, start = item.path, item.start
        may_run, self._shown = self._may_run, threading.Semaphore()
        shown = self._shown
        self._job = Job(lambda: _transcribe(recognizer, path, start, may_run, shown))
        self._job.progressed.connect(self._relay)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._refuse)
        self._job.finished.connect(self._next)
        self._set(replace(item, state=state))
        self._job.start()

    @Slot(object)
    def _relay(self, step: Any) -> None:
        self._take(step)
        if isinstance(step, Utterance):
            self._shown.release()

    def _take(self, step: Progress | Utterance | None) -> None:
        item = self.running
        if item is None or not item.is_open:
            return
        match step:
            case Utterance():
                self._set(replace(item, n_words=item.n_words + len(step.words)))
                self.heard.emit(item.number, step)
            case Progress():
                self._set(
                    replace(
                        item,
                        done=step.done,
                        left=step.left,
                        duration=step.total or item.duration,
                    )
                )
                self.progressed.emit(item.number, step)

    @Slot(object)
    def _succeed(self, transcript: Transcript) -> None:
        item = self.running
        if item is not None and item.is_open:
            took = time.monotonic() - self._began
            self._end(
                replace(
                    item,
                    state=FileState.DONE,
                    duration=transcript.duration,
                    done=transcript.duration,
                    left=None,
                    took=took,
                )
            )

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        item = self.running
        if item is not None and item.is_open:
            problem = _without_name(str(error), item.path)
            self._end(replace(item, state=FileState.REFUSED, problem=problem))

    @Slot()
    def _next(self) -> None:
        self._job = self._running = None
        self._proceed()

    def _finish_batch(self) -> None:
        numbers, self._batch = self._batch, []
        ended = [self.items[number] for number in numbers if number in self.items]
        if ended:
            self.emptied.emit(ended)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: those in a folder in the order of their names."""
    found: list[Path] = []
    for path in paths:
        inside: list[Path] = []
        with contextlib.suppress(OSError):  # what cannot be read is refused later
            if path.is_dir():
                inside = sorted(p for p in path.iterdir() if p.is_file())
        found += [p for p in inside if not p.name.startswith(".")] or [path]
    return found


def _probe(
    files: list[tuple[int, Path]],
) -> Generator[tuple[int, Seconds | None, str], None, None]:
    """Each recording's number, length if it tells, and what is wrong with it, if so."""
    from dictation_app.errors import AudioError
    from dictation_app.speech import media

    for number, path in files:
        try:
            duration = media.probe(path).duration
        except AudioError as error:
            yield number, None, _without_name(str(error), path)
        else:
            yield number, duration, ""


def _transcribe(
    recognizer: "Recognizer",
    path: Path,
    start: Seconds,
    may_run: threading.Event,
    shown: threading.Semaphore,
) -> Generator[Progress | Utterance | None, None, Transcript]:
    """Transcribe, with rests while somebody dictates; the window goes first.

    A fast machine finds utterances in bursts. They are handed over one by one, so that
    the window has its turn between them.
    """
    system.stand_back()
    steps = recognizer.transcribe(path, start=start)
    try:
        while True:
            while not may_run.wait(_NAP):
                yield None
            try:
                step = next(steps)
            except StopIteration as end:
                transcript: Transcript = end.value
                return transcript
            if isinstance(step, Utterance):
                shown.acquire(timeout=_PATIENCE)
            yield step
    finally:
        steps.close()


def _without_name(message: str, path: Path) -> str:
    """An error as it reads below the file's name."""
    start = QCoreApplication.translate("FileQueue", "{name} is ")
    rest = message.removeprefix(start.format(name=path.name))
    rest = rest.removeprefix(f"{path.name} ")
    return rest[:1].upper() + rest[1:]
