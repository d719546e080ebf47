"""Controls that hold one value of the settings, all with the same three words.

`content` gives the value, `set_content` shows another without telling anybody, and
`edited` tells that the user changed it.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QWidget,
)

from dictation_app.ui import controls, theme

_TRACK = QSize(36, 20)
_FIELD = 260
"""Pixels of a field for words."""


class Field(Protocol):
    """A control as the pages see it; each is a widget with a signal `edited`."""

    edited: Any

    def content(self) -> Any:
        """The value."""

    def set_content(self, value: Any) -> None:
        """Show another value."""


class Switch(QCheckBox):
    """On or off: the knob's place says it, the colour only helps."""

    RING = 4
    """Pixels around the track for the ring of the focus."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.edited)

    def content(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def set_content(self, value: bool) -> None:
        """Show it on or off."""
        self.setChecked(value)

    def sizeHint(self) -> QSize:
        """The track and its ring; Qt calls this."""
        return _TRACK + QSize(2 * self.RING, 2 * self.RING)

    def minimumSizeHint(self) -> QSize:
        """No smaller; Qt calls this."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        """All of it can be clicked; Qt asks this."""
        return self.rect().contains(place)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw track and knob; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.RING, self.RING, _TRACK.width(), _TRACK.height())
        radius = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2.0))
            ring = track.adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(ring, radius + 3, radius + 3)
        on = self.isChecked()
        strong = "accent" if self.isEnabled() else "muted"
        painter.setPen(QPen(theme.colour(strong if on else "edge"), 1.0))
        painter.setBrush(theme.colour(strong if on else "raised"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent" if on else "edge"))
        size = track.height() - (6 if on else 8)
        inset = (track.height() - size) / 2
        left = track.right() - inset - size if on else track.left() + inset
        painter.drawEllipse(QRectF(left, track.top() + inset, size, size))


class Choice(QComboBox):
    """One of several, by the value that stands for it."""

    edited = Signal()

    def __init__(self, choices: Iterable[tuple[Any, str]] = ()) -> None:
        """Make it of pairs: a value and its words."""
        super().__init__()
        self.setMinimumWidth(_FIELD)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(self.edited)

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer others; the value stays where it is still offered."""
        before = self.content()
        with QSignalBlocker(self):
            self.clear()
            for value, words in choices:
                self.addItem(words, value)
        self.set_content(before)

    def content(self) -> Any:
        """The value of what is chosen."""
        return self.currentData()

    def set_content(self, value: Any) -> None:
        """Choose what has this value; the first where nothing has."""
        for index in range(self.count()):
            if self.itemData(index) == value:
                self.setCurrentIndex(index)
                return
        self.setCurrentIndex(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll, unless the list is in use; Qt calls this."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(QDoubleSpinBox):
    """A number with its unit."""

    edited = Signal()

    def __init__(
        self,
        low: float,
        high: float,
        *,
        step: float = 1.0,
        decimals: int = 0,
        unit: str = "",
    ) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(unit)
        self.setMinimumWidth(_FIELD // 2)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._tell)

    def content(self) -> float | int:
        """The number; a whole one where there are no decimals."""
        return round(self.value()) if self.decimals() == 0 else self.value()

    def set_content(self, value: float) -> None:
        """Show another number."""
        with QSignalBlocker(self):
            self.setValue(value)

    @Slot(float)
    def _tell(self, _: float) -> None:
        self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll, unless the field is in use; Qt calls this."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class MaybeNumber(QWidget):
    """A number that may also be left to the program: a switch, and a field beside it."""

    edited = Signal()

    def __init__(self, number: Number, usual: float) -> None:
        """Take a field, and the number that it begins with when it is switched on."""
        super().__init__()
        self.switch = Switch()
        self.number = number
        self._usual = usual
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(number)
        row.addWidget(self.switch)
        self.setFocusProxy(self.switch)
        self.switch.edited.connect(self._switch)
        number.edited.connect(self.edited)
        self.set_content(None)

    def content(self) -> float | int | None:
        """The number, or None where it is switched off."""
        return self.number.content() if self.switch.isChecked() else None

    def set_content(self, value: float | None) -> None:
        """Show another number, or none."""
        self.switch.set_content(value is not None)
        self.number.setVisible(value is not None)
        self.number.set_content(self._usual if value is None else value)

    @Slot()
    def _switch(self) -> None:
        self.number.setVisible(self.switch.isChecked())
        self.edited.emit()


class Scale(QWidget):
    """A number on a line, with words or a figure beside it."""

    edited = Signal()

    def __init__(self, low: float, high: float, step: float) -> None:
        super().__init__()
        self._low, self._step = low, step
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, round((high - low) / step))
        self.slider.setPageStep(max(round((high - low) / step / 10), 1))
        self.slider.setFixedWidth(_FIELD - 56)
        self.words = controls.label(role="caption")
        self.words.setMinimumWidth(48)
        self.words.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider)
        row.addWidget(self.words)
        self.setFocusProxy(self.slider)
        # A change may cost something: it counts when the handle is let go.
        self.slider.setTracking(False)
        self.slider.sliderMoved.connect(self._show_words)
        self.slider.valueChanged.connect(self._tell)

    def content(self) -> float:
        """The number."""
        return self._number(self.slider.value())

    def _number(self, step: int) -> float:
        return round(self._low + step * self._step, 6)

    def set_content(self, value: float) -> None:
        """Show another number."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((value - self._low) / self._step))
        self.words.setText(self.told(self.content()))

    def told(self, value: float) -> str:
        """What stands beside the line; a page may say it otherwise."""
        return f"{value:g}"

    @Slot(int)
    def _show_words(self, step: int) -> None:
        self.words.setText(self.told(self._number(step)))

    @Slot(int)
    def _tell(self, step: int) -> None:
        self._show_words(step)
        self.slider.setAccessibleDescription(self.words.text())
        self.edited.emit()


class Percent(Scale):
    """A share, written in per cent."""

    def told(self, value: float) -> str:
        """The share in per cent."""
        return f"{round(value * 100)} %"


class _Slider(QSlider):
    """A slider that leaves the wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; Qt calls this."""
        event.ignore()


class Text(QLineEdit):
    """One line of text, taken when it is complete."""

    edited = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self.edited)

    def content(self) -> str:
        """The text."""
        return self.text().strip()

    def set_content(self, value: str) -> None:
        """Show another text, unless the user is writing one."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(value)


class Segments(controls.Segments):
    """One of a few, side by side."""

    edited = Signal()

    def __init__(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(name, choices)
        self.setMinimumWidth(_FIELD + 20)
        self.chosen.connect(self._pass_on)

    def content(self) -> str:
        """What is chosen."""
        return self.choice

    def set_content(self, value: str) -> None:
        """Choose another one."""
        self.choose(value)

    @Slot(str)
    def _pass_on(self, _: str) -> None:
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the part that is chosen; Qt calls this."""
        super().focusInEvent(event)
        self.part(self.choice).setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing lies between the parts; Qt calls this."""
        event.accept()
