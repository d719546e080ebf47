"""Times beside the paragraphs of a recording's transcript; a click plays from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dictation_app.transcript import Seconds
from dictation_app.ui import theme
from dictation_app.ui.clock import clock
from dictation_app.ui.text_geometry import lines, visible_blocks

if TYPE_CHECKING:
    from dictation_app.ui.editor import Editor

WIDTH = 58
"""Pixels that the times take, with the space after them."""


class Gutter(QWidget):
    """Shows when each paragraph in view begins."""

    time_clicked = Signal(float)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Click a time to hear the recording from there"))
        self.setAccessibleName(self.tr("Times"))

    def sizeHint(self) -> QSize:
        """As wide as the longest time."""
        return QSize(WIDTH, 0)

    def times(self) -> Iterator[tuple[Seconds, QRectF, float]]:
        """The times in view: the moment, its box and its baseline."""
        editor, document = self._editor, self._editor.document_shown
        if document is None:
            return
        layout = editor.document().documentLayout()
        scrolled = editor.verticalScrollBar().value()
        for block in visible_blocks(editor, 0, self.height()):
            start = editor.characters(block.position())
            end = min(start + len(block.text()), len(document.text))
            pieces = document.pieces_of(start, end) if start < end else []
            word = next((p.word for p in pieces if p.word is not None), None)
            line = next(lines(block), None)
            if word is not None and line is not None:
                y = layout.blockBoundingRect(block).top() + line.y() - scrolled
                box = QRectF(0, y, self.width(), line.height())
                yield word.start, box, y + line.ascent()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the times on the baselines of their paragraphs."""
        painter = QPainter(self)
        painter.setFont(theme.current().font(tabular=True))
        painter.setPen(theme.colour("muted"))
        for time, _, baseline in self.times():
            painter.drawText(QPointF(0, baseline), clock(time))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which time was clicked."""
        for time, box, _ in self.times():
            wide = QFontMetricsF(self.font()).horizontalAdvance(clock(time)) + 16
            hit = box.adjusted(0, -4, wide - self.width(), 4)
            if hit.contains(event.position()):
                self.time_clicked.emit(time)
                return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click was ours; Qt calls this."""
        event.accept()
