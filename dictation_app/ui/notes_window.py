"""Past notes: found by their words, opened, heard anew, and put into the bin or back."""

from collections.abc import Generator

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dictation_app.document.library import Library
from dictation_app.document.notes import Note
from dictation_app.ui import controls
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.note_list import NoteList

_REST = 120
"""Milliseconds without typing after which a search begins."""


class NotesWindow(QDialog):
    """Lists the library and the bin; a deletion can be taken back for thirty days."""

    opened = Signal(str)
    again_requested = Signal(str)
    delete_requested = Signal(str)
    restore_requested = Signal(str)
    """Each with the id of a note."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Past notes"))
        self.resize(controls.grown(self, 620, 640))
        self._library = library
        self._work = LatestJob(self)
        self._work.succeeded.connect(self._list)
        self._work.failed.connect(self._fail)
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self.refresh)
        self._build()

    def _build(self) -> None:
        self.search = controls.field(self.tr("Search in all notes"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._timer.start)
        self.search.installEventFilter(self)
        self.places = controls.Segments(
            self.tr("Where to look"),
            [("notes", self.tr("Notes")), ("bin", self.tr("Bin"))],
        )
        self.places.setFixedWidth(160)
        self.places.chosen.connect(self._change_place)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.places)
        self.list = NoteList()
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._enable)
        self.nothing = controls.label(role="caption")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self._show_place()

    def _foot(self) -> QHBoxLayout:
        self.count = controls.label(role="caption")
        self.delete_button = controls.button(
            self.tr("Move to the bin"), "trash", "danger"
        )
        self.again_button = controls.button(self.tr("Transcribe again"), "refresh")
        self.open_button = controls.button(self.tr("Open"), kind="primary")
        self.restore_button = controls.button(self.tr("Put back"), "undo", "primary")
        self.delete_button.clicked.connect(self._delete)
        self.again_button.clicked.connect(self._transcribe_again)
        self.open_button.clicked.connect(self._open)
        self.restore_button.clicked.connect(self._restore)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        for made in (
            self.delete_button,
            self.again_button,
            self.open_button,
            self.restore_button,
        ):
            made.setAutoDefault(False)
            foot.addWidget(made)
        return foot

    @property
    def _in_bin(self) -> bool:
        return self.places.choice == "bin"

    @Slot()
    def refresh(self) -> None:
        """List what there is now."""
        if self._in_bin:
            self._work.start(lambda: _binned(self._library, self.search.text()))
        else:
            self._work.start(lambda: _found(self._library, self.search.text()))

    @Slot(object)
    def _list(self, notes: list[Note]) -> None:
        self.list.show_notes(notes)
        self.stack.setCurrentIndex(0 if notes else 1)
        if self.search.text().strip():
            nothing = self.tr("No note has these words.")
        elif self._in_bin:
            nothing = self.tr(
                "The bin is empty. What is deleted stays here for a while."
            )
        else:
            nothing = self.tr("No notes yet. What you dictate is kept here by itself.")
        self.nothing.setText(nothing)
        words = self.tr("1 note") if len(notes) == 1 else self.tr("{n} notes")
        self.count.setText(words.format(n=len(notes)))
        self._enable()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.nothing.setText(str(error))
        self.stack.setCurrentIndex(1)

    @Slot()
    def _enable(self) -> None:
        chosen = self.list.current is not None
        for made in (self.open_button, self.again_button, self.delete_button):
            made.setEnabled(chosen and not self._in_bin)
        self.restore_button.setEnabled(chosen and self._in_bin)

    @Slot()
    def _change_place(self) -> None:
        self._show_place()
        self.refresh()

    def _show_place(self) -> None:
        for made in (self.open_button, self.again_button, self.delete_button):
            made.setVisible(not self._in_bin)
        self.restore_button.setVisible(self._in_bin)
        self._enable()

    @Slot()
    def _open(self) -> None:
        note = self.list.current
        if note is None:
            return
        if self._in_bin:
            self._restore()
            return
        self.opened.emit(note.id)
        self.close()

    @Slot()
    def _transcribe_again(self) -> None:
        if (note := self.list.current) is not None:
            self.again_requested.emit(note.id)
            self.close()

    @Slot()
    def _delete(self) -> None:
        if (note := self.list.current) is not None and not self._in_bin:
            self.delete_requested.emit(note.id)

    @Slot()
    def _restore(self) -> None:
        if (note := self.list.current) is not None:
            self.restore_requested.emit(note.id)

    @Slot()
    def follow(self) -> None:
        """The library is another than before."""
        if self.isVisible():
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter in the search reach the list; Qt calls this."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus()
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete on the list moves a note to the bin; Qt calls this."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._delete()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """List anew; Qt calls this."""
        super().showEvent(event)
        self.search.setFocus()
        self.search.selectAll()
        self.list.setCurrentIndex(QModelIndex())
        self.refresh()

    def done(self, result: int) -> None:
        """End the work in the background; Qt calls this however it is closed."""
        self._work.stop()
        super().done(result)


def _found(library: Library, search: str) -> Generator[None, None, list[Note]]:
    yield None
    return library.notes(search)


def _binned(library: Library, search: str) -> Generator[None, None, list[Note]]:
    yield None
    words = search.casefold().split()
    return [
        note
        for note, _ in library.binned()
        if all(word in f"{note.title}\n{note.text}".casefold() for word in words)
    ]
