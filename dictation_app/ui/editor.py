"""The page's text: a standard text widget that shows and edits a document."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QWidget

from dictation_app.document.document import Document
from dictation_app.document.operations import Change, Operation
from dictation_app.transcript import Hypothesis
from dictation_app.ui import marks
from dictation_app.ui.binding import Binding
from dictation_app.ui.gutter import WIDTH, Gutter
from dictation_app.ui.hand import Hand
from dictation_app.ui.partial_text import PartialText, as_written
from dictation_app.ui.plain_text_edit import PlainTextEdit

_MARGIN = 32
"""Pixels between the page's edge and the text."""
_TOP = 24
_BOTTOM = 200
"""Pixels below the last line, where the text not yet final has room."""
_LONGEST_LINE = 80
"""Characters in a line, at most."""
_SAMPLE = "the quick brown fox jumps over the lazy dog and then it takes a rest"


class Editor(PlainTextEdit):
    """Shows a document; what is typed, pasted or cut becomes the document's edit.

    Positions are characters of the document. Undo is the document's.
    """

    edited = Signal()
    """The user's own hands changed the text."""
    changed = Signal(object)
    """A Change, whoever made it."""
    word_clicked = Signal(int)
    time_clicked = Signal(float)
    caret_moved = Signal(int)
    loaded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setProperty("surface", "page")
        self.setAccessibleName(self.tr("Transcript"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.gutter = Gutter(self)
        self.gutter.time_clicked.connect(self.time_clicked)
        self.document_shown: Document | None = None
        self.marks = marks.Marks()
        self.doubt = 0.5
        self.hand = Hand()
        self._timed = False
        self._capitals = True
        self._binding: Binding | None = None
        self._partial = PartialText(self)
        self._guess = ""
        self._at_end = True
        self._pressed_at = -1
        self._keep: tuple[int, int] | None = None
        self.cursorPositionChanged.connect(self._tell_caret)
        self.verticalScrollBar().valueChanged.connect(self.gutter.update)
        self.document().setDocumentMargin(0)

    def show_document(
        self, document: Document | None, *, timed: bool = False, capitals: bool = True
    ) -> None:
        """Show another text, from its beginning; None shows an empty page."""
        self.close_document()
        self.document_shown, self._timed, self._capitals = document, timed, capitals
        self._place_margins()
        if document is None:
            return
        self._binding = Binding(self.document(), document, self)
        self._binding.changing.connect(self._before_change)
        self._binding.changed.connect(self._after_change)
        self._binding.settled.connect(self._mend)
        self._binding.loaded.connect(self._finish_loading)
        self.setReadOnly(not self._binding.complete)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._binding.complete:
            self.loaded.emit()

    def close_document(self) -> None:
        """Let go of the text that is shown."""
        self._guess = self._partial.text = ""
        self.marks = marks.Marks()
        self.hand.forget()
        self.document_shown = None
        if self._binding is not None:
            self._binding.close()
            self._binding.deleteLater()
            self._binding = None
        self._clear()

    def _clear(self) -> None:
        """An empty page with its white space above and below."""
        self.document().clear()
        root = self.document().rootFrame().frameFormat()
        root.setMargin(0)
        root.setTopMargin(_TOP)
        root.setBottomMargin(_BOTTOM)
        self.document().rootFrame().setFrameFormat(root)

    @Slot()
    def _finish_loading(self) -> None:
        self.setReadOnly(False)
        self.loaded.emit()

    # Places

    @property
    def caret(self) -> int:
        """Where the user types."""
        return self.characters(self.textCursor().position())

    @property
    def selection(self) -> tuple[int, int]:
        """First and last end of what is selected; the same twice where nothing is."""
        cursor = self.textCursor()
        return (
            self.characters(cursor.selectionStart()),
            self.characters(cursor.selectionEnd()),
        )

    def select(self, start: int, end: int) -> None:
        """Select characters and bring them into view."""
        cursor = self.textCursor()
        cursor.setPosition(self.units(start))
        cursor.setPosition(self.units(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def units(self, position: int) -> int:
        """Qt's place of a character."""
        return position if self._binding is None else self._binding.units(position)

    def characters(self, units: int) -> int:
        """The document's place of Qt's."""
        return units if self._binding is None else self._binding.characters(units)

    def word_at(self, position: int) -> tuple[int, int] | None:
        """The characters of the word at a place, or the one that ends there."""
        text = self.document_shown.text if self.document_shown else ""
        start = end = position
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        return (start, end) if start < end else None

    def rect_of(self, start: int, end: int) -> QRectF:
        """The box of the first line of some characters, in the viewport."""
        rects = marks.rects(self, self.units(start), self.units(end))
        return next(iter(rects), QRectF(self.cursorRect()))

    # What is shown

    def _set_font(self) -> None:
        self.document().setDefaultFont(QFont(self.font()))
        self._place_margins()

    def show_mark(self) -> None:
        """Show at once where dictation writes now."""
        self._place_partial()
        self.viewport().update()

    def show_hypothesis(self, hypothesis: Hypothesis | None) -> None:
        """Show what is being said now at the document's mark; None for nothing."""
        follow = self._follows()
        self._guess = hypothesis.text if hypothesis else ""
        self.hand.hear(self._guess)
        self._place_partial()
        if follow:
            self._scroll_to_end()
        self.viewport().update()

    @property
    def hypothesis_shown(self) -> str:
        """The text not yet final that is on the screen."""
        return self._partial.text

    def set_playing(self, place: tuple[int, int] | None) -> None:
        """Mark the word that is heard; a reader who can see it is kept there."""
        if place == self.marks.playing:
            return
        was, self.marks.playing = self.marks.playing, place
        if place is not None and (was is None or self._in_view(*was)):
            self._bring_into_view(*place)
        self.viewport().update()

    def set_matches(self, places: Sequence[tuple[int, int]]) -> None:
        """Mark what was found."""
        self.marks.matches = places
        self.viewport().update()

    def mark_changed(self, places: Iterable[tuple[int, int]]) -> None:
        """Mark words that are heard differently now, until `clear_changed`."""
        for start, end in places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self.units(start))
            cursor.setPosition(self.units(end), QTextCursor.MoveMode.KeepAnchor)
            self.marks.changed.append(cursor)
        self.viewport().update()

    def clear_changed(self) -> None:
        """Mark none of them any more."""
        self.marks.changed.clear()
        self.viewport().update()

    def set_doubt(self, doubt: float) -> None:
        """Dot the words that are less sure than this."""
        self.doubt = doubt
        self.viewport().update()

    # Changes

    @Slot(object, object)
    def _before_change(self, operation: Operation, change: Change) -> None:
        """Remember what must not jump: the caret, and where the reader is."""
        self._at_end = self._follows()
        cursor, document = self.textCursor(), self.document_shown
        assert document is not None
        place = self.characters
        selection = place(cursor.anchor()), place(cursor.position())
        self._keep = self.hand.follow(document, operation, change, selection)

    @Slot(object, bool)
    def _after_change(self, change: Change, by_hand: bool) -> None:
        if by_hand:
            self.hand.type(change)
        else:
            self._restore_caret()
            if self._at_end:
                self._scroll_to_end()
        self._place_partial()
        self.gutter.update()
        self.viewport().update()
        self.changed.emit(change)
        if by_hand:
            self.edited.emit()

    @Slot()
    def _mend(self) -> None:
        """Space what was said from the word that is being typed before it."""
        document, (start, end) = self.document_shown, self.selection
        if document is not None and start == end:
            self.hand.mend(document, end, capitals=self._capitals)

    def _restore_caret(self) -> None:
        if self._keep is None:
            return
        bar = self.verticalScrollBar()
        scrolled, (anchor, position) = bar.value(), self._keep
        self._keep = None
        cursor = self.textCursor()
        cursor.setPosition(self.units(anchor))
        cursor.setPosition(self.units(position), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        bar.setValue(scrolled)

    # Scrolling

    def _end(self) -> float:
        """Height of the page at which the text, and what is being said, ends."""
        block = self.document().lastBlock()
        box = self.document().documentLayout().blockBoundingRect(block)
        return max(box.bottom(), self._partial.bottom)

    def _follows(self) -> bool:
        """Whether the reader sees the end, and so wants to see it grow."""
        bar = self.verticalScrollBar()
        return bar.value() + _BOTTOM >= bar.maximum()

    def _scroll_to_end(self) -> None:
        bar = self.verticalScrollBar()
        wanted = round(self._end()) + _TOP - self.viewport().height()
        if wanted > bar.value():
            bar.setValue(wanted)

    def _in_view(self, start: int, end: int) -> bool:
        rect = self.rect_of(start, end)
        return rect.bottom() > 0 and rect.top() < self.viewport().height()

    def _bring_into_view(self, start: int, end: int) -> None:
        """Scroll so that a word stands in the upper half, unless it can be seen."""
        rect, height = self.rect_of(start, end), self.viewport().height()
        if rect.top() < 0 or rect.bottom() > height - _TOP:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(rect.top() - height / 3))

    def _place_partial(self) -> None:
        """Put it at the mark, as its final text would be written there."""
        document, partial = self.document_shown, self._partial
        if document is None:
            partial.text, partial.at = "", 0
            return
        before = document.text[max(document.mark - 80, 0) : document.mark]
        partial.text = as_written(self._guess, before, capitals=self._capitals)
        partial.at = self.units(document.mark)

    def _place_margins(self) -> None:
        left = WIDTH + _MARGIN if self._timed else _MARGIN
        metrics = QFontMetricsF(self.document().defaultFont())
        column = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * _LONGEST_LINE
        room = self.contentsRect().width() - left - _MARGIN
        right = max(room - round(column), 0) + _MARGIN
        bar = self.verticalScrollBar()
        self.setViewportMargins(left, 0, max(right - bar.sizeHint().width(), 0), 0)
        self.gutter.setVisible(self._timed)
        self.gutter.setGeometry(_MARGIN, 0, WIDTH, self.contentsRect().height())
        self._fit_width()

    def _fit_width(self) -> None:
        """Lay the lines out for the viewport; Qt forgets to while it is hidden."""
        width = self.viewport().width()
        if self.document().textWidth() != width:
            self.document().setTextWidth(width)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to read."""
        follow = self._follows()
        super().resizeEvent(event)
        self._place_margins()
        if follow:
            self._scroll_to_end()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight; Qt calls this."""
        super().showEvent(event)
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_font()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks below the text, and doubt and partial text above it."""
        self._paint(lambda painter: marks.paint_below(self, painter, event.rect()))
        super().paintEvent(event)
        self._paint(lambda painter: marks.paint_above(self, painter, event.rect()))
        self._paint(self._partial.paint)

    def _paint(self, paint: Callable[[QPainter], None]) -> None:
        """Qt cannot bear a painter that is not ended."""
        painter = QPainter(self.viewport())
        try:
            paint(painter)
        finally:
            painter.end()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text: just what the document holds."""
        data = QMimeData()
        document = self.document_shown
        data.setText(document.text[slice(*self.selection)] if document else "")
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed_at = self.textCursor().position() if left else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click that selects nothing."""
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if not cursor.hasSelection() and cursor.position() == self._pressed_at:
            self.word_clicked.emit(self.characters(cursor.position()))
        self._pressed_at = -1

    @Slot()
    def _tell_caret(self) -> None:
        self.caret_moved.emit(self.caret)
