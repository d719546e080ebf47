"""A matrix whose cells are the stronger coloured the more they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dictation_app.ui import theme

_GAP = 2.0
_WIDEST, _HIGHEST = 72.0, 52.0
"""Pixels of a cell at most."""
_LABEL = 112.0
"""Pixels of a row's name at most."""
_TURNED = 84.0
"""Pixels of a column's name at most, where it stands upright."""
_FAINT = 0.08
_READABLE = 0.55
"""Strength from which text on a cell is written in the page's colour."""


@dataclass(frozen=True)
class Cell:
    """One place of the matrix.

    Attributes:
        strength: 0, as the ground, to 1.
        token: its colour.
        text: written in it.
        tip: said of it when the pointer rests there.
    """

    strength: float
    token: str = "accent"
    text: str = ""
    tip: str = ""


class HeatMap(QWidget):
    """Rows and columns with names; the arrow keys move, a click or Enter chooses."""

    chosen = Signal(int, int)
    """Row and column of a cell that is filled."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(220, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: tuple[str, ...] = ()
        self.columns: tuple[str, ...] = ()
        self.cells: Mapping[tuple[int, int], Cell] = {}
        self.empty_text = ""
        self._at = (0, 0)
        self._corner = QPointF()
        self._size = (_WIDEST, _HIGHEST)
        self._is_turned = False

    def sizeHint(self) -> QSize:
        """As large as there is room; Qt calls this."""
        return QSize(420, 340)

    def show_cells(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Mapping[tuple[int, int], Cell],
    ) -> None:
        """Show another matrix; places without a cell stay empty."""
        self.rows, self.columns, self.cells = tuple(rows), tuple(columns), cells
        self._at = (0, 0)
        strongest = sorted(cells.values(), key=lambda cell: -cell.strength)[:5]
        self.setAccessibleDescription("; ".join(c.tip for c in strongest if c.tip))
        self._measure()
        self.update()

    def place(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        wide, high = self._size
        corner = self._corner
        return QRectF(
            corner.x() + column * wide,
            corner.y() + row * high,
            wide - _GAP,
            high - _GAP,
        )

    # Where everything is

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(theme.current().font("caption"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew; Qt calls this."""
        self._measure()
        super().resizeEvent(event)

    def _measure(self) -> None:
        """Find the corner of the cells, their size, and how columns' names stand."""
        metrics = self._metrics

        def widest(names: Sequence[str]) -> float:
            return max(map(metrics.horizontalAdvance, names), default=0.0)

        left = min(widest(self.rows), _LABEL) + 8.0
        wide = (self.width() - left) / max(len(self.columns), 1)
        wide = min(max(wide, 1.0), _WIDEST)
        names = widest(self.columns)
        self._is_turned = names > wide - 4.0
        top = min(names, _TURNED) + 8.0 if self._is_turned else metrics.height() + 6.0
        high = (self.height() - top) / max(len(self.rows), 1)
        self._corner = QPointF(left, top)
        self._size = wide, min(max(high, 1.0), _HIGHEST)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        wide, high = self._size
        inside = point - self._corner
        row, column = int(inside.y() // high), int(inside.x() // wide)
        if 0 <= row < len(self.rows) and 0 <= column < len(self.columns):
            return row, column
        return None

    # What is seen

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("caption"))
        if not self.rows:
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.empty_text
            )
            return
        self._draw_names(painter)
        painter.setFont(theme.current().font("caption", tabular=True))
        for row in range(len(self.rows)):
            for column in range(len(self.columns)):
                self._draw_cell(painter, row, column)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2.0))
            painter.drawRoundedRect(self.place(*self._at), 3.0, 3.0)

    def _draw_names(self, painter: QPainter) -> None:
        metrics, corner = self._metrics, self._corner
        wide, high = self._size
        end = Qt.TextElideMode.ElideRight
        painter.setPen(theme.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        row_step = max(1, round(metrics.height() * 0.8 / high + 0.49))
        for number in range(0, len(self.rows), row_step):
            place = QRectF(0, corner.y() + number * high, corner.x() - 8.0, high - _GAP)
            place.adjust(0, -8, 0, 8)
            text = metrics.elidedText(self.rows[number], end, _LABEL)
            painter.drawText(place, right, text)
        if not self._is_turned:
            for number, name in enumerate(self.columns):
                place = QRectF(corner.x() + number * wide, 0, wide - _GAP, corner.y())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
            return
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        column_step = max(1, round(metrics.height() * 0.8 / wide + 0.49))
        for number in range(0, len(self.columns), column_step):
            painter.save()
            painter.translate(corner.x() + (number + 0.5) * wide - 1.0, corner.y() - 6)
            painter.rotate(-90.0)
            text = metrics.elidedText(self.columns[number], end, _TURNED)
            painter.drawText(QRectF(0, -10, _TURNED + 8, 20), left, text)
            painter.restore()

    def _draw_cell(self, painter: QPainter, row: int, column: int) -> None:
        place = self.place(row, column)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(place, 2.0, 2.0)
        cell = self.cells.get((row, column))
        if cell is None:
            return
        strength = min(max(cell.strength, 0.0), 1.0)
        colour = theme.colour(cell.token)
        colour.setAlphaF(_FAINT + (1 - _FAINT) * strength if strength else 0.0)
        painter.setBrush(colour)
        painter.drawRoundedRect(place, 2.0, 2.0)
        if cell.text and painter.fontMetrics().height() <= place.height() + 6:
            painter.setPen(theme.colour("page" if strength >= _READABLE else "text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.text)

    # What the user does

    def event(self, event: QEvent) -> bool:
        """Tell of the cell below the pointer; Qt calls this."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._cell_at(QPointF(event.pos()))
            cell = self.cells.get(at) if at is not None else None
            QToolTip.showText(event.globalPos(), cell.tip if cell else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the cell below the pointer; Qt calls this."""
        at = self._cell_at(event.position())
        if at is not None:
            self._at = at
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from cell to cell and choose; Qt calls this."""
        keys = Qt.Key
        steps = {
            keys.Key_Left: (0, -1),
            keys.Key_Right: (0, 1),
            keys.Key_Up: (-1, 0),
            keys.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.rows:
            row, column = self._at[0] + step[0], self._at[1] + step[1]
            self._at = (
                min(max(row, 0), len(self.rows) - 1),
                min(max(column, 0), len(self.columns) - 1),
            )
            self.update()
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark a cell; Qt calls this."""
        self.update()
        super().focusInEvent(event)

    def _choose(self) -> None:
        self.update()
        if self._at in self.cells:
            self.chosen.emit(*self._at)
