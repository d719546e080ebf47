"""Find and replace in the page."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.ui import controls
from dictation_app.ui.editor import Editor

Place = tuple[int, int]

_FIELD = 96
"""Pixels of width in which one sees what one writes, at least."""
_MOST = 5_000
"""Places that are looked for, at most."""


def places(
    text: str, wanted: str, *, match_case: bool, whole_words: bool
) -> list[Place]:
    """Where something stands in a text; any white space in it stands for any other."""
    parts = [re.escape(part) for part in re.split(r"\s+", wanted)]
    pattern = r"\s+".join(parts)
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found = re.finditer(pattern, text, 0 if match_case else re.IGNORECASE)
    matches = (match.span() for match in found if match[0])
    return [place for place, _ in zip(matches, range(_MOST), strict=False)]


def replaced(document: Document, found: Sequence[Place], new: str) -> Iterator[Piece]:
    """The pieces from the first place to the last, with other words in the places.

    A word that is replaced as a whole keeps the time at which it was heard.
    """
    places = iter(found)
    start, end = next(places)
    position, inside = start, list[Piece]()
    for piece in document.pieces_of(start, found[-1][1]):
        while piece.text:
            border = start if position < start else end
            n_letters = min(len(piece.text), border - position)
            part, piece = piece.cut(0, n_letters), piece.cut(n_letters)
            if position < start:
                yield part
            else:
                inside.append(part)
            position += n_letters
            if position == end:
                yield from _instead(inside, new)
                inside = []
                start, end = next(places, (position + 1, position + 1))


def _instead(pieces: Sequence[Piece], new: str) -> Iterator[Piece]:
    (first, *more) = pieces
    heard = first.word
    if more or heard is None or not new.strip() or len(new.split()) != 1:
        yield Piece(new)
        return
    word = type(heard)(new, heard.start, heard.end, 1.0)
    yield Piece(new, first.utterance, word)


class FindBar(QWidget):
    """Looks for words while they are typed; all places are marked on the page."""

    closed = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self._editor = editor
        self._places: list[Place] = []
        self._current = -1
        self.wanted = self._field(self.tr("Find"))
        self.instead = self._field(self.tr("Replace with"))
        self.count = controls.label(role="caption")
        self.count.setAccessibleName(self.tr("Places found"))
        self.case = QCheckBox(self.tr("Match case"))
        self.whole = QCheckBox(self.tr("Whole words"))
        self.previous_button = controls.icon_button(
            "chevron-up", self.tr("Previous place (Shift+Enter)")
        )
        self.next_button = controls.icon_button(
            "chevron-down", self.tr("Next place (Enter)")
        )
        self.close_button = controls.icon_button("close", self.tr("Close (Esc)"))
        self.replace_button = controls.button(self.tr("Replace"))
        self.replace_all_button = controls.button(self.tr("Replace all"))
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._search)
        self._connect()
        self.hide()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(32, 8, 24, 8)
        grid.setSpacing(8)
        grid.addWidget(self.wanted, 0, 0)
        grid.addLayout(
            _row(
                self.count,
                self.previous_button,
                self.next_button,
                self.case,
                self.whole,
                None,
                self.close_button,
            ),
            0,
            1,
        )
        grid.addWidget(self.instead, 1, 0)
        grid.addLayout(_row(self.replace_button, self.replace_all_button, None), 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self.count.setMinimumWidth(72)
        self.wanted.setMinimumWidth(_FIELD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid)
        column.addWidget(controls.line())

    def _connect(self) -> None:
        self.wanted.textChanged.connect(self._search_anew)
        self.case.toggled.connect(self._search_anew)
        self.whole.toggled.connect(self._search_anew)
        self.previous_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.close_bar)
        self.replace_button.clicked.connect(self.replace_one)
        self.replace_all_button.clicked.connect(self.replace_all)
        self._editor.changed.connect(self._search_later)

    @property
    def found(self) -> Sequence[Place]:
        """Where it stands."""
        return self._places

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar; what is selected is looked for."""
        document = self._editor.document_shown
        start, end = self._editor.selection
        if document is not None and start < end <= start + 100:
            selected = document.text[start:end]
            if "\n" not in selected:
                self.wanted.setText(selected)
        self._show_replacing(replacing)
        self.show()
        self._search_anew()
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _show_replacing(self, replacing: bool) -> None:
        for part in (self.instead, self.replace_button, self.replace_all_button):
            part.setVisible(replacing)

    @Slot()
    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._places, self._current = [], -1
        self._editor.set_matches(())
        self._editor.setFocus()
        self.closed.emit()

    @Slot()
    def go_on(self) -> None:
        """Select the next place."""
        self._search()
        start, end = self._editor.selection
        self._go(bisect_left(self._places, (max(end, start + 1), 0)))

    @Slot()
    def go_back(self) -> None:
        """Select the place before."""
        self._search()
        start, _ = self._editor.selection
        self._go(bisect_left(self._places, (start, 0)) - 1)

    def _go(self, index: int) -> None:
        if self._places:
            self._current = index % len(self._places)
            self._editor.select(*self._places[self._current])
        self._show_count()

    @Slot()
    def replace_one(self) -> None:
        """Replace the selected place and go on to the next."""
        self._search()
        place = self._editor.selection
        if place in self._places:
            self._replace([place])
            self._editor.select(*(place[0] + len(self.instead.text()),) * 2)
        self.go_on()

    @Slot()
    def replace_all(self) -> None:
        """Replace every place; one step of undo."""
        self._search()
        n_places = len(self._places)
        if n_places:
            self._replace(self._places)
            self._search()
            self.count.setText(self.tr("{} replaced").format(n_places))

    def _replace(self, found: Sequence[Place]) -> None:
        document = self._editor.document_shown
        if document is not None and not self._editor.isReadOnly():
            pieces = list(replaced(document, found, self.instead.text()))
            document.replace(found[0][0], found[-1][1], pieces)

    @Slot()
    def _search_later(self) -> None:
        if self.isVisible():
            self._places, self._current = [], -1
            self._editor.set_matches(())
            self._later.start()

    @Slot()
    def _search_anew(self) -> None:
        """Search, and select the first place from the caret on."""
        self._search()
        start, _ = self._editor.selection
        self._go(bisect_left(self._places, (start, 0)))

    @Slot()
    def _search(self) -> None:
        self._later.stop()
        document, wanted = self._editor.document_shown, self.wanted.text()
        self._places = []
        if document is not None and wanted.strip():
            self._places = places(
                document.text,
                wanted.strip(),
                match_case=self.case.isChecked(),
                whole_words=self.whole.isChecked(),
            )
        self._editor.set_matches(self._places)
        place = self._editor.selection
        self._current = self._places.index(place) if place in self._places else -1
        self._show_count()

    def _show_count(self) -> None:
        n_places = len(self._places)
        if not self.wanted.text().strip():
            text = ""
        elif not n_places:
            text = self.tr("not found")
        else:
            text = self.tr("{} of {}").format(self._current + 1, n_places)
        self.count.setText(text)
        for button in (self.replace_button, self.replace_all_button):
            button.setEnabled(bool(n_places))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._press(watched, event)
        return False

    def _press(self, field: object, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if field is self.instead:
                self.replace_one()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.go_back()
            else:
                self.go_on()
        else:
            return False
        return True


def _row(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
