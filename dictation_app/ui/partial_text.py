"""What is being said now: drawn over the page, never in the text.

Behind the last word it stands in grey where its final text will stand. In the middle of
a text it stands on a small card below its place, so that nothing there moves.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit

from dictation_app.document.formatting import needs_space, with_capitals
from dictation_app.document.operations import Piece
from dictation_app.ui import theme
from dictation_app.ui.binding import LINE_HEIGHT
from dictation_app.ui.text_geometry import x_of

_PADDING = 8
_WIDEST_CARD = 480


class PartialText:
    """Lays out and paints text at a place of an editor.

    Attributes:
        text: what is shown, with the space before it where one belongs.
        at: the place, in UTF-16 units.
    """

    def __init__(self, edit: QTextEdit) -> None:
        self._edit = edit
        self.text = ""
        self.at = 0

    @property
    def bottom(self) -> float:
        """Height of the page that it reaches down to; 0 where nothing is shown."""
        if not self.text:
            return 0.0
        layout, origin = self._layout()
        rect = layout.boundingRect().translated(origin)
        return rect.bottom() + (0 if self._is_inline else _PADDING)

    @property
    def _is_inline(self) -> bool:
        """Whether nothing but blanks follows, so that there is room."""
        block, at = self._block()
        if block.text()[at:].strip():
            return False
        block = block.next()
        while block.isValid():
            if block.text().strip():
                return False
            block = block.next()
        return True

    def _block(self) -> tuple[QTextBlock, int]:
        # Qt asks in the middle of an edit, too, when the place is not yet up to date.
        document = self._edit.document()
        at = min(self.at, document.characterCount() - 1)
        block = document.findBlock(at)
        return block, at - block.position()

    def _line(self) -> tuple[QTextBlock, QTextLine, QPointF]:
        """The line on which it begins, and the line's corner on the page."""
        block, at = self._block()
        found = block.layout().lineForTextPosition(at)
        corner = self._edit.document().documentLayout().blockBoundingRect(block)
        return block, found, corner.topLeft()

    def _layout(self) -> tuple[QTextLayout, QPointF]:
        return self._continued() if self._is_inline else self._carded()

    def _continued(self) -> tuple[QTextLayout, QPointF]:
        """The line with the text behind it, broken as the final text will be."""
        block, line, corner = self._line()
        _, at = self._block()
        before = block.text()[line.textStart() : at] if line.isValid() else ""
        width = self._edit.document().textWidth() - 2 * corner.x()
        layout = self._broken(before + self.text, len(before), width)
        return layout, corner + QPointF(0, line.y() if line.isValid() else 0)

    def _carded(self) -> tuple[QTextLayout, QPointF]:
        """The text by itself, under the line."""
        _, line, corner = self._line()
        _, at = self._block()
        room = self._edit.document().textWidth() - 2 * corner.x() - 2 * _PADDING
        layout = self._broken(self.text.strip(), 0, min(room, _WIDEST_CARD))
        x = corner.x() + (x_of(line, at) if line.isValid() else 0.0)
        widest = corner.x() + room + _PADDING - layout.boundingRect().width()
        below = corner.y() + 2 * _PADDING
        if line.isValid():
            below += line.y() + line.height()
        return layout, QPointF(max(min(x, widest), corner.x() + _PADDING), below)

    def _broken(self, text: str, n_hidden: int, width: float) -> QTextLayout:
        layout = QTextLayout(text, self._edit.document().defaultFont())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(_colours(n_hidden, len(text)))
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height() * LINE_HEIGHT / 100
        layout.endLayout()
        return layout

    def paint(self, painter: QPainter) -> None:
        """Draw it, in the viewport's coordinates."""
        if not self.text:
            return
        layout, origin = self._layout()
        origin -= QPointF(0, self._edit.verticalScrollBar().value())
        if not self._is_inline:
            rect = layout.boundingRect().translated(origin)
            self._paint_card(painter, rect)
        painter.setPen(theme.colour("muted"))
        layout.draw(painter, origin)

    def _paint_card(self, painter: QPainter, rect: QRectF) -> None:
        card = QPainterPath()
        around = rect.adjusted(-_PADDING, -4, _PADDING, 4)
        card.addRoundedRect(around, 7, 7)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawPath(card)
        self._paint_mark(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        """A stroke in the accent where the words will go."""
        _, line, corner = self._line()
        _, at = self._block()
        if not line.isValid():
            return
        y = corner.y() + line.y() - self._edit.verticalScrollBar().value()
        painter.setPen(QPen(theme.colour("accent"), 2))
        x = corner.x() + x_of(line, at)
        painter.drawLine(QPointF(x, y), QPointF(x, y + line.height()))


def as_written(text: str, before: str, *, capitals: bool) -> str:
    """What is being said now as its final text would be written behind another."""
    if text and capitals:
        text = next(with_capitals([Piece(text)], before)).text
    return (" " if needs_space(before, text) else "") + text


def _colours(n_hidden: int, n: int) -> list[QTextLayout.FormatRange]:
    """The part that is on the page already is not drawn a second time."""
    hidden, shown = QTextLayout.FormatRange(), QTextLayout.FormatRange()
    for range_, start, length, colour in (
        (hidden, 0, n_hidden, QColor(Qt.GlobalColor.transparent)),
        (shown, n_hidden, n - n_hidden, theme.colour("muted")),
    ):
        format_ = QTextCharFormat()
        format_.setForeground(colour)
        range_.start, range_.length, range_.format = start, length, format_
    return [hidden, shown]
