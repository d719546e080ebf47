"""A take as bars: growing while it is recorded, whole when it is done."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dictation_app.ui import theme
from dictation_app.ui.level_meter import scale

_PITCH, _BAR = 4, 2


class TakeView(QWidget):
    """Bars about a middle line; amber where the sound is cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The take"))
        self._peaks: list[float] = []
        self._is_whole = False

    def sizeHint(self) -> QSize:
        """As wide as there is room; Qt calls this."""
        return QSize(320, 56)

    def clear(self) -> None:
        """There is no take."""
        self._peaks, self._is_whole = [], False
        self.update()

    def add_level(self, peak: float) -> None:
        """One more moment of the take that is being recorded."""
        self._peaks.append(peak)
        self.update()

    def show_take(self, samples: npt.NDArray[np.float32]) -> None:
        """Show all of a take."""
        n_bars = max(self.width() // _PITCH, 1)
        parts = np.array_split(np.abs(samples), n_bars) if len(samples) else []
        self._peaks = [float(part.max(initial=0.0)) for part in parts]
        self._is_whole = True
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        n_bars = self.width() // _PITCH
        shown = self._peaks if self._is_whole else self._peaks[-n_bars:]
        left = (self.width() - len(shown) * _PITCH) / 2 if not self._is_whole else 0.0
        if not shown:
            painter.setBrush(theme.colour("track"))
            painter.drawRoundedRect(QRectF(0, middle - 1, self.width(), 2), 1, 1)
        for number, peak in enumerate(shown):
            half = max(scale(peak) * (middle - 2), 1.0)
            token = "doubt" if peak >= 0.999 else "accent" if self._is_whole else "edge"
            painter.setBrush(theme.colour(token))
            bar = QRectF(left + number * _PITCH, middle - half, _BAR, 2 * half)
            painter.drawRoundedRect(bar, 1, 1)
