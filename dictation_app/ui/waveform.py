"""The sound as bars: what was played in the accent, and a click goes there."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSlider, QToolTip, QWidget

from dictation_app.speech.peaks import RATE, Peaks
from dictation_app.transcript import Seconds
from dictation_app.ui import theme
from dictation_app.ui.clock import clock

_PITCH, _BAR = 3, 2
_STEP, _PAGE = 1_000, 5_000
"""Milliseconds that the arrow keys and the page keys go."""


class Waveform(QSlider):
    """A slider over the time of a recording, in milliseconds."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(self.tr("Place in the recording"))
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setMinimumHeight(40)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._peaks: npt.NDArray[np.float32] = np.empty(0, np.float32)
        self._bars: npt.NDArray[np.float32] | None = None
        self.actionTriggered.connect(self._follow_keys)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, 40)

    @property
    def peaks(self) -> npt.NDArray[np.float32]:
        """All that is known of the sound so far."""
        return self._peaks

    def set_duration(self, duration: Seconds) -> None:
        """How long the recording is."""
        self.setRange(0, round(duration * 1_000))
        self._bars = None
        self.update()

    def set_position(self, time: Seconds) -> None:
        """Where it is heard now."""
        if not self.isSliderDown():
            self.setValue(round(time * 1_000))

    def set_peaks(self, values: npt.NDArray[np.float32]) -> None:
        """Show a whole waveform."""
        self._peaks, self._bars = values, None
        self.update()

    def add_peaks(self, part: Peaks) -> None:
        """Show the next part."""
        self.set_peaks(np.concatenate([self._peaks[: part.first], part.values]))

    def bars(self) -> npt.NDArray[np.float32]:
        """Heights from 0 to 1 for as many bars as there is room for."""
        if self._bars is None:
            n_bars = max((self.width() - 2 * _PITCH) // _PITCH, 1)
            n_all = max(round(self.maximum() / 1_000 * RATE), len(self._peaks), 1)
            values = np.zeros(max(n_all, n_bars), np.float32)
            values[: len(self._peaks)] = self._peaks
            edges = np.linspace(0, n_all, n_bars, endpoint=False).astype(np.intp)
            heights = np.maximum.reduceat(values[:n_all], edges)
            loudest = np.float32(heights.max() or 1.0)
            self._bars = np.power(heights / loudest, 0.8, dtype=np.float32)
        return self._bars

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, the part that was played, and the place as a stroke."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, x_now = self.height() / 2, self._x_of(self.value())
        played, rest = theme.colour("accent"), theme.colour("edge")
        for index, height in enumerate(self.bars()):
            x = _PITCH + index * _PITCH
            half = max(float(height) * (middle - 6), 1.0)
            painter.setBrush(played if x < x_now else rest)
            bar = QRectF(x, middle - half, _BAR, 2 * half)
            painter.drawRoundedRect(bar, 1, 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("text"), 1.5))
        painter.drawLine(QPointF(x_now, 2), QPointF(x_now, self.height() - 2))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, 7, 7)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the bars again."""
        self._bars = None

    def _x_of(self, milliseconds: int) -> float:
        room = self.width() - 2 * _PITCH
        return _PITCH + room * milliseconds / max(self.maximum(), 1)

    def _time_at(self, x: float) -> Seconds:
        share = (x - _PITCH) / max(self.width() - 2 * _PITCH, 1)
        return min(max(share, 0.0), 1.0) * self.maximum() / 1_000

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it is clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._seek(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is held, and tell the time below it."""
        if self.isSliderDown():
            self._seek(event)
        time = clock(self._time_at(event.position().x()))
        QToolTip.showText(event.globalPosition().toPoint(), time, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def _seek(self, event: QMouseEvent) -> None:
        time = self._time_at(event.position().x())
        self.setValue(round(time * 1_000))
        self.seek_requested.emit(time)

    @Slot(int)
    def _follow_keys(self, action: int) -> None:
        self.seek_requested.emit(self.sliderPosition() / 1_000)
