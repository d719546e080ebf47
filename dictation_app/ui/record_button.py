"""The round button that opens the microphone, with a ring that follows the voice."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from dictation_app.transcript import Level
from dictation_app.ui import theme
from dictation_app.ui.level_meter import scale

_RADIUS = 34.0
_RING = 15.0
"""How far the ring reaches beyond the button when the voice is loudest."""
_ICON = 32.0


class RecordButton(QAbstractButton):
    """Blue with a microphone while closed, red with a square while open."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        self.is_open = False
        self._share = 0.0

    def sizeHint(self) -> QSize:
        """The button and room for its ring; Qt calls this."""
        side = round(2 * (_RADIUS + _RING + 1))
        return QSize(side, side)

    def hitButton(self, position: QPoint) -> bool:
        """Only the disc itself is the button; Qt calls this."""
        from_middle = QPointF(position) - QRectF(self.rect()).center()
        return QPointF.dotProduct(from_middle, from_middle) <= _RADIUS**2

    def set_open(self, is_open: bool) -> None:
        """Show whether the microphone is open."""
        self.is_open = is_open
        self._share = 0.0
        self.update()

    def show_level(self, level: Level) -> None:
        """Let the ring follow the voice; it stays where nothing may move."""
        target = scale(level.rms)
        self._share = target if target > self._share else 0.75 * self._share
        if theme.current().moves:
            self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw ring, disc and sign; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QRectF(self.rect()).center()
        token = "recording" if self.is_open else "accent"
        if self.is_open:
            share = self._share if theme.current().moves else 0.5
            ring = theme.colour(token)
            ring.setAlphaF(0.18)
            painter.setBrush(ring)
            reach = _RADIUS + 4.0 + (_RING - 4.0) * share
            painter.drawEllipse(middle, reach, reach)
        under = self.underMouse() or self.isDown()
        painter.setBrush(theme.colour(f"{token}_strong" if under else token))
        if not self.isEnabled():
            painter.setBrush(theme.colour("track"))
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2.0))
            painter.drawEllipse(middle, _RADIUS + 4.0, _RADIUS + 4.0)
        name = "stop" if self.is_open else "microphone"
        ink = "on_recording" if self.is_open else "on_accent"
        side = round(_ICON if not self.is_open else 30.0)
        box = QRectF(0.0, 0.0, side, side)
        box.moveCenter(middle)
        theme.icon(name, ink).paint(painter, box.toRect())
