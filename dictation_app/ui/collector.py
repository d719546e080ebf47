"""Looks over the user's shoulder: what is corrected on a page becomes lessons."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dictation_app.document import choices
from dictation_app.document.document import Document
from dictation_app.ui.collecting import ReadPage, collect
from dictation_app.ui.job import Job
from dictation_app.ui.open_note import OpenNote
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench

_QUIET = 15_000
"""Milliseconds without a change after which a page counts as read."""


class Collector(QObject):
    """Keeps what a page teaches once it was left or rested, in the background."""

    collected = Signal()
    """Lessons were kept."""
    failed = Signal(str)

    def __init__(
        self,
        workbench: Workbench,
        preferences: Preferences,
        root: Path,
        parent: QObject | None = None,
    ) -> None:
        """Begin to look.

        Args:
            workbench: has the page.
            preferences: have the rules of writing.
            root: folder of the lessons.
            parent: who owns it.
        """
        super().__init__(parent)
        self._workbench = workbench
        self._preferences = preferences
        self._root = root
        self._note: OpenNote | None = workbench.note
        self._is_touched = False
        self._pages: list[ReadPage] = []
        self._job: Job | None = None
        self.speed = 0.0
        """How fast the last recording was heard, in times real time."""
        self._later = QTimer(self, singleShot=True, interval=_QUIET)
        self._later.timeout.connect(self._rest)
        workbench.page_changed.connect(self._change_note)
        workbench.notebook.saved.connect(self._note_change)

    @Slot(object)
    def _change_note(self, note: OpenNote | None) -> None:
        self.collect()
        self._note = note

    @Slot(object, bool)
    def _note_change(self, note: OpenNote, _: bool) -> None:
        if note is self._note:
            self._is_touched = True
            self._later.start()

    @Slot()
    def _rest(self) -> None:
        """Nothing has changed for a while; but whoever dictates does not read."""
        if self._workbench.dictation.is_open:
            self._later.start()
        else:
            self.collect()

    def collect(self) -> None:
        """Keep what the page teaches now, unless nothing was changed since."""
        self._later.stop()
        note = self._note
        if note is None or not self._is_touched or note.is_empty:
            return
        self._is_touched = False
        settings = self._preferences.settings
        page = ReadPage(
            document=Document(note.document.pieces, note.document.utterances),
            recording=str(note.source or note.folder or ""),
            audio=note.audio,
            is_file=note.source is not None,
            model=note.model,
            microphone=settings.audio.microphone,
            rules=choices.style(settings).rules,
            speed=self.speed if note.source is not None else 0.0,
        )
        self._pages.append(page)
        if self._job is None:
            self._next()

    def stop(self) -> None:
        """Keep the last page too, and wait until all is written."""
        self.collect()
        while (job := self._job) is not None:
            job.wait()
            self._next()

    def _next(self) -> None:
        self._job = None
        loaded = self._workbench.engine.loaded
        if not self._pages or loaded is None:
            self._pages.clear()
            return
        page, alphabet = self._pages.pop(0), loaded.recognizer.model.alphabet
        root = self._root
        self._job = Job(lambda: collect(page, root, alphabet))
        self._job.progressed.connect(self._tell)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.start()

    @Slot(object)
    def _tell(self, _: object) -> None:
        self.collected.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))

    @Slot()
    def _finish(self) -> None:
        if self.sender() is self._job:  # else it was waited for already
            self._next()
