"""How loud the microphone is: a row of segments on a scale of decibels."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dictation_app.transcript import Level
from dictation_app.ui import theme

_N_SEGMENTS = 40
_FLOOR = -54.0
"""Decibels below full scale at which the scale begins."""
_GAP = 2.0
_HOLD = 18
"""Levels, more than a second of them, for which the highest peak stays marked."""
_FALL = 0.12
"""Share of the scale by which the row falls at most from one level to the next."""


def scale(amplitude: float) -> float:
    """Where an amplitude stands between 0, not heard, and 1, full scale."""
    if amplitude <= 0.0:
        return 0.0
    return min(max(1.0 - 20.0 * math.log10(amplitude) / _FLOOR, 0.0), 1.0)


class LevelMeter(QWidget):
    """Segments up to the level, one that holds the peak, amber where sound is clipped."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Microphone level"))
        self.share = 0.0
        self.peak = 0.0
        self.clipped = False
        self._held = 0

    def sizeHint(self) -> QSize:
        """Wide enough to be read; Qt calls this."""
        return QSize(200, 8)

    def show_level(self, level: Level) -> None:
        """Take the level of the last moment."""
        now = scale(level.peak)
        self.share = max(now, self.share - _FALL)
        self._held -= 1
        if now >= self.peak or self._held <= 0:
            self.peak, self._held = now, _HOLD
            self.clipped = level.clipped
        self.clipped = self.clipped or level.clipped
        self.setAccessibleDescription(
            self.tr("{n} of 10").format(n=round(self.share * 10))
        )
        self.update()

    def clear(self) -> None:
        """Show that nothing is heard, as the microphone is closed."""
        self.share = self.peak = 0.0
        self.clipped = False
        self.setAccessibleDescription("")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the segments; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() + _GAP) / _N_SEGMENTS
        n_lit = round(self.share * _N_SEGMENTS)
        held = round(self.peak * _N_SEGMENTS) - 1
        for number in range(_N_SEGMENTS):
            token = "track"
            if number < n_lit or (number == held and held > 0):
                token = "done"
            if self.clipped and number >= _N_SEGMENTS - 3:
                token = "doubt"
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(
                QRectF(number * width, 0.0, width - _GAP, self.height()), 2.0, 2.0
            )
