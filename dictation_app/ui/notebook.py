"""The notes that are open, and how they come to and from the library."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dictation_app.document import notes
from dictation_app.document.commands import CommandTable
from dictation_app.document.document import Document
from dictation_app.document.formatting import Style
from dictation_app.document.journal import Recovered
from dictation_app.document.library import Library, Retention
from dictation_app.document.operations import Change, Operation
from dictation_app.document.scribe import Scribe
from dictation_app.errors import DictationError
from dictation_app.ui import keeping
from dictation_app.ui.job import Job, Task
from dictation_app.ui.keeping import Snapshot
from dictation_app.ui.open_note import OpenNote

logger = logging.getLogger(__name__)

_SAVE_AFTER = 5_000
"""Milliseconds without a change after which a note goes to the library; what happens
before that is in its journal."""


class Notebook(QObject):
    """Makes, opens, keeps and closes notes; what is slow is done in the background."""

    saved = Signal(object, bool)
    """An OpenNote, and whether all of it is on the disk."""
    changed = Signal()
    """The library has other notes, or others' text, than before."""
    recovered = Signal(object)
    """A journal.Recovered: a dictation that was cut off."""
    noticed = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self._commands = CommandTable()
        self._style = Style()
        self._open: list[OpenNote] = []
        self._watchers: dict[OpenNote, Callable[[Operation, Change], None]] = {}
        self._unsaved: list[OpenNote] = []
        self._tasks: list[Task] = []
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._timer.timeout.connect(self._save_rested)
        self._is_held = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being written in the background."""
        return self._job is not None

    def set_writing(self, commands: CommandTable, style: Style) -> None:
        """Write as the user likes it from now on, in the open notes too."""
        self._commands, self._style = commands, style
        for note in self._open:
            note.scribe.style = style
            if note.source is None:
                note.scribe.commands = commands

    def new(self) -> OpenNote:
        """An empty note to dictate or type into."""
        return self._take(OpenNote(self._scribe(Document())))

    def new_from(self, recording: Path, *, title: str, model: str) -> OpenNote:
        """An empty note that a recording will fill; nothing said in it is a command."""
        scribe = self._scribe(Document(), is_recording=True)
        return self._take(OpenNote(scribe, title=title, source=recording, model=model))

    def open(self, note: str) -> OpenNote:
        """A note of the library; the same object if it is open already.

        Raises:
            DictationError: it is not there or damaged.
        """
        folder = self.library.folder(note)
        for known in self._open:
            if known.folder == folder:
                return known
        self._settle()
        document = self.library.open(note)
        about = notes.read(folder)
        audio = self.library.audio(note)
        is_recording = about is not None and bool(about.source)
        return self._take(
            OpenNote(
                self._scribe(document, is_recording=is_recording),
                folder=folder,
                title=about.title if about else "",
                shown_title=about.shown_title if about else "",
                source=audio if audio is not None and audio.parent != folder else None,
                model=about.model if about else "",
                duration=about.duration if about else 0.0,
            )
        )

    def open_recovered(self, found: Recovered) -> OpenNote:
        """A dictation that was cut off, to go on with."""
        scribe = self._scribe(found.document)
        note = OpenNote(scribe, folder=found.folder, duration=found.duration)
        return self._take(note)

    def keep(self, note: OpenNote) -> None:
        """Write down all that happens to a note from now on.

        Where the disk does not allow it, work goes on and one sentence says so.
        """
        try:
            note.keep(self.library, self.noticed.emit)
        except DictationError as error:
            self.noticed.emit(f"{error} Your text is safe while this window is open.")

    def save(self, note: OpenNote) -> None:
        """Put a note into the library as it is now."""
        if note not in self._unsaved:
            self._unsaved.append(note)
        self.save_changed()

    def hold(self, is_held: bool) -> None:
        """Save nothing of its own accord while one dictates: the journals have it all.

        Saving a long note takes turns from the window, time and again while one speaks.
        """
        self._is_held = is_held
        if not is_held and self._unsaved:
            self._timer.start()

    @Slot()
    def _save_rested(self) -> None:
        if not self._is_held:
            self.save_changed()

    def save_changed(self) -> None:
        """Save the notes that changed since they were saved last."""
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, []
        for note in unsaved:
            if note in self._open and (snapshot := _snapshot(note)) is not None:
                self._do(_task(keeping.save, self.library, snapshot))

    def close(self, note: OpenNote, *, keep_audio: bool = True) -> None:
        """Save a note for the last time and let go of it; an empty one goes away."""
        if note not in self._open:
            return
        self._open.remove(note)
        note.document.unwatch(self._watchers.pop(note))
        if note in self._unsaved:
            self._unsaved.remove(note)
        snapshot = _snapshot(note)
        opened, note.journal = note.journal, None
        if snapshot is not None and (opened is not None or not note.is_empty):
            self._do(
                _task(
                    keeping.close,
                    self.library,
                    snapshot,
                    opened,
                    keep_audio=keep_audio,
                    is_whole=note.is_whole,
                )
            )

    def close_all(self, *, keep_audio: bool = True) -> None:
        """Close every note and wait until all is written."""
        for note in list(self._open):
            self.close(note, keep_audio=keep_audio)
        self._settle()

    def _settle(self) -> None:
        """Wait until all that was to be written is."""
        while (job := self._job) is not None:
            job.wait()
            self._next()

    def tidy(self, retention: Retention) -> None:
        """Look for dictations that were cut off, and let old notes go."""
        self._do(_task(keeping.tidy, self.library, retention))

    def delete(self, note: str) -> None:
        """Move a note of the library to the bin, after what is being written."""
        self._do(_task(keeping.delete, self.library, note))

    def restore(self, note: str) -> None:
        """Take a note out of the bin."""
        self._do(_task(keeping.restore, self.library, note))

    def put_away(self, found: Recovered) -> None:
        """Save a dictation that was cut off without opening it."""
        snapshot = Snapshot(found.folder, found.document, found.duration)
        self._do(_task(keeping.close, self.library, snapshot, None, keep_audio=True))

    def _scribe(self, document: Document, *, is_recording: bool = False) -> Scribe:
        commands = CommandTable(()) if is_recording else self._commands
        return Scribe(document, commands, self._style)

    def _take(self, note: OpenNote) -> OpenNote:
        def watch(_: Operation, change: Change) -> None:
            self._note_change(note)

        self._open.append(note)
        self._watchers[note] = watch
        note.document.watch(watch)
        return note

    def _note_change(self, note: OpenNote) -> None:
        """Something happened to a note: from the first letter on it is kept."""
        if note.journal is None:
            self.keep(note)
        if note not in self._unsaved:
            self._unsaved.append(note)
        self.saved.emit(note, note.journal is not None)
        self._timer.start()

    def _do(self, task: Task) -> None:
        """Do something with the disk, after what is being done."""
        self._tasks.append(task)
        if self._job is None:
            self._next()

    @Slot()
    def _finish(self) -> None:
        if self.sender() is self._job:  # else it was waited for already
            self._next()

    def _next(self) -> None:
        if self._job is not None:
            self._job = None
            self.changed.emit()
        if self._tasks:
            self._job = Job(self._tasks.pop(0))
            self._job.progressed.connect(self._relay)
            self._job.failed.connect(self._fail)
            self._job.finished.connect(self._finish)
            self._job.start()

    @Slot(object)
    def _relay(self, step: Any) -> None:
        if isinstance(step, Recovered):
            self.recovered.emit(step)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.noticed.emit(str(error))


def _snapshot(note: OpenNote) -> Snapshot | None:
    """A note as it is now; None for one that has no folder yet."""
    if note.folder is None:
        return None
    document = Document(note.document.pieces, note.document.utterances)
    return Snapshot(
        folder=note.folder,
        document=document,
        duration=note.duration,
        title=note.title,
        model=note.model,
        source=note.source,
    )


def _task(make: Callable[..., Any], *arguments: Any, **named: Any) -> Task:
    return lambda: make(*arguments, **named)
