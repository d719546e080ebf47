"""Plots in the look of the window: lines over time, and bars that can be clicked."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dictation_app.ui import theme

_GAP = 8.0
_MOST_POINTS = 600
"""Points that a line is drawn with; more would not be seen."""


@dataclass(frozen=True)
class Line:
    """A curve of a plot.

    Attributes:
        name: what it shows, for the tool tip.
        points: x and y of each, by rising x.
        token: its colour.
        width: pixels.
        dots: whether each point is marked, as where there are few.
    """

    name: str
    points: Sequence[tuple[float, float]]
    token: str = "accent"
    width: float = 2.0
    dots: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: below it.
        value: its height.
        low: lower end of its interval; None for no interval.
        high: upper end.
        token: its colour.
        tip: said of it when the pointer rests there.
        key: what `clicked` tells; nothing happens without one.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    token: str = "accent"
    tip: str = ""
    key: object = None


def ticks(low: float, high: float, n: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`."""
    span = max(high - low, 1e-12)
    rough = span / max(n, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


class _Plot(QWidget):
    """The ground of a plot: grid lines, their numbers, and room for what is drawn."""

    def __init__(self, name: str, describe: Callable[[float], str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._describe = describe
        self._bottom, self._top = 0.0, 1.0
        self._levels: list[float] = [0.0, 1.0]
        self.empty_text = ""

    def sizeHint(self) -> QSize:
        """Wide and not high; Qt calls this."""
        return QSize(320, 150)

    def _scale(self, low: float, high: float) -> None:
        n = max(2, min(4, self.height() // 36))
        self._levels = ticks(low, high if high > low else low + 1.0, n)
        self._bottom, self._top = self._levels[0], self._levels[-1]

    @property
    def _ground(self) -> QRectF:
        """Where values are drawn."""
        metrics = QFontMetricsF(theme.current().font("caption", tabular=True))
        left = max(metrics.horizontalAdvance(self._describe(v)) for v in self._levels)
        left += _GAP
        foot = metrics.height() + 4.0
        return QRectF(
            left, 6.0, max(self.width() - left - 4.0, 1.0), self.height() - foot - 8.0
        )

    def _y(self, value: float) -> float:
        ground = self._ground
        share = (value - self._bottom) / max(self._top - self._bottom, 1e-12)
        return ground.bottom() - share * ground.height()

    def _draw_grid(self, painter: QPainter) -> None:
        ground = self._ground
        painter.setFont(theme.current().font("caption", tabular=True))
        for value in self._levels:
            y = round(self._y(value)) + 0.5
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setPen(theme.colour("muted"))
            place = QRectF(0, y - 10, ground.left() - _GAP, 20)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, self._describe(value))

    def _draw_foot(self, painter: QPainter, x: float, text: str) -> None:
        """A number below the plot, kept within it."""
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(text)
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QPointF(left, self.height() - 4.0), text)

    def _draw_empty(self, painter: QPainter) -> None:
        painter.setFont(theme.current().font("caption"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(
            QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.empty_text
        )


class LinePlot(_Plot):
    """Curves that grow, over a range that is known beforehand."""

    def __init__(
        self,
        name: str,
        *,
        describe: Callable[[float], str] = "{:g}".format,
        describe_x: Callable[[float], str] = "{:,.0f}".format,
        from_zero: bool = True,
    ) -> None:
        """Make an empty plot.

        Args:
            name: for screen readers.
            describe: writes a value.
            describe_x: writes a place.
            from_zero: whether the scale begins at zero.
        """
        super().__init__(name, describe)
        self._describe_x = describe_x
        self._from_zero = from_zero
        self._last = 1.0
        self.lines: tuple[Line, ...] = ()
        self.level: float | None = None

    def show_lines(
        self, lines: Sequence[Line], *, last: float, level: float | None = None
    ) -> None:
        """Show other curves.

        Args:
            lines: drawn in this order.
            last: x at the right end.
            level: a value to compare with, drawn as a dashed line.
        """
        self.lines = tuple(lines)
        self._last = max(last, 1e-9)
        self.level = level
        values = [y for line in lines for _, y in line.points if math.isfinite(y)]
        values += [level] if level is not None else []
        high = max(values, default=1.0)
        low = 0.0 if self._from_zero else min(values, default=0.0)
        self._scale(low, max(high, low + 1e-9))
        self.update()

    def _x(self, value: float) -> float:
        ground = self._ground
        return ground.left() + value / self._last * ground.width()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(line.points for line in self.lines) and self.level is None:
            self._draw_empty(painter)
            return
        self._draw_grid(painter)
        has_points = any(line.points for line in self.lines)
        for share in (0.0, 0.5, 1.0) if has_points else ():
            place = share * self._last
            self._draw_foot(painter, self._x(place), self._describe_x(place))
        if self.level is not None:
            pen = QPen(theme.colour("muted"), 1.2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            y, ground = self._y(self.level), self._ground
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
        for line in self.lines:
            self._draw_line(painter, line)

    def _draw_line(self, painter: QPainter, line: Line) -> None:
        pen = QPen(theme.colour(line.token), line.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        step = max(1, len(line.points) // _MOST_POINTS)
        shown = [*line.points[::step], *line.points[-1:]]
        drawn = [QPointF(self._x(x), self._y(y)) for x, y in shown if math.isfinite(y)]
        painter.drawPolyline(QPolygonF(drawn))
        if line.dots or len(line.points) == 1:
            painter.setBrush(theme.colour(line.token))
            for point in drawn:
                painter.drawEllipse(point, 2.5, 2.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the values below the pointer; Qt calls this."""
        place = (event.position().x() - self._ground.left()) / self._ground.width()
        at = place * self._last
        told = [
            f"{line.name} {self._describe(min(line.points, key=lambda p: abs(p[0] - at))[1])}"
            for line in self.lines
            if line.points
        ]
        if told and 0.0 <= place <= 1.0:
            words = " · ".join([self._describe_x(at), *told])
            QToolTip.showText(event.globalPosition().toPoint(), words, self)


class BarPlot(_Plot):
    """Bars side by side, with intervals where they have some; arrow keys move, Enter clicks."""

    clicked = Signal(object)
    """The key of a bar."""

    def __init__(
        self, name: str, *, describe: Callable[[float], str] = "{:,.0f}".format
    ) -> None:
        super().__init__(name, describe)
        self.bars: tuple[Bar, ...] = ()
        self._at = -1
        self.marked: object = None
        self.top: float | None = None

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self.bars = tuple(bars)
        self._at, self.marked = -1, None
        clickable = any(bar.key is not None for bar in bars)
        policy = Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        highest = max((bar.high or bar.value for bar in bars), default=1.0)
        self._scale(0.0, self.top or max(highest, 1e-9))
        told = ", ".join(f"{b.label} {self._describe(b.value)}" for b in bars)
        self.setAccessibleDescription(told)
        self.update()

    def mark(self, key: object) -> None:
        """Show that the bar with this key was chosen; None for none."""
        self.marked = key
        self.update()

    def place(self, number: int) -> QRectF:
        """The column of a bar, from top to bottom."""
        ground = self._ground
        wide = ground.width() / max(len(self.bars), 1)
        left = ground.left() + number * wide
        return QRectF(left, ground.top(), wide, ground.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw them; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.bars:
            self._draw_empty(painter)
            return
        self._draw_grid(painter)
        wide = self.place(0).width()
        metrics = QFontMetricsF(painter.font())
        room = max((metrics.horizontalAdvance(b.label) for b in self.bars), default=0)
        every = max(1, math.ceil((room + 8) / max(wide, 1)))
        for number, bar in enumerate(self.bars):
            column = self.place(number)
            self._draw_bar(painter, column, bar, number == self._at)
            if number % every == 0:
                self._draw_foot(painter, column.center().x(), bar.label)

    def _draw_bar(
        self, painter: QPainter, column: QRectF, bar: Bar, chosen: bool
    ) -> None:
        if bar.key is not None and bar.key is self.marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(column.adjusted(1, -2, -1, 0), 5, 5)
        wide = max(min(column.width() - 4.0, 44.0), 2.0)
        top = self._y(bar.value)
        body = QRectF(
            column.center().x() - wide / 2, top, wide, self._ground.bottom() - top
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(bar.token))
        if body.height() > 0.5:
            round_by = min(3.0, body.height() / 2, wide / 2)
            painter.drawRoundedRect(body, round_by, round_by)
        if bar.low is not None and bar.high is not None:
            self._draw_interval(painter, column.center().x(), bar.low, bar.high)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text"), 1.5))
            painter.drawRoundedRect(column.adjusted(1, -2, -1, 2), 5, 5)

    def _draw_interval(
        self, painter: QPainter, x: float, low: float, high: float
    ) -> None:
        painter.setPen(QPen(theme.colour("text"), 1.4))
        top, bottom = self._y(min(high, self._top)), self._y(low)
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for y in (top, bottom):
            painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))

    def _number_at(self, x: float) -> int:
        for number in range(len(self.bars)):
            column = self.place(number)
            if column.left() <= x < column.right():
                return number
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the bar below the pointer; Qt calls this."""
        number = self._number_at(event.position().x())
        can_click = number >= 0 and self.bars[number].key is not None
        shape = (
            Qt.CursorShape.PointingHandCursor
            if can_click
            else Qt.CursorShape.ArrowCursor
        )
        self.setCursor(shape)
        if number >= 0 and self.bars[number].tip:
            place = event.globalPosition().toPoint()
            QToolTip.showText(place, self.bars[number].tip, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar below the pointer; Qt calls this."""
        self._choose(self._number_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from bar to bar and choose; Qt calls this."""
        keys = Qt.Key
        if event.key() in (keys.Key_Left, keys.Key_Right) and self.bars:
            step = 1 if event.key() == keys.Key_Right else -1
            self._at = min(max(self._at + step, 0), len(self.bars) - 1)
            self.update()
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No bar is marked any more; Qt calls this."""
        self._at = -1
        self.update()
        super().focusOutEvent(event)

    def _choose(self, number: int) -> None:
        if number >= 0 and self.bars[number].key is not None:
            self.clicked.emit(self.bars[number].key)
