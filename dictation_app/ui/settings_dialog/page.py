"""What every page of the settings is made of: rows that keep a setting and show it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dictation_app.settings import Settings
from dictation_app.ui import controls, theme
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Field, MaybeNumber, Scale, Switch

Place = tuple[str, ...]
"""Where a setting stands: ("audio", "keep_audio"), or ("detailed_log",)."""

_WIDEST = 720
_DEFAULTS = Settings()


def value_at(settings: Settings, place: Place) -> Any:
    """The setting at a place."""
    value: Any = settings
    for name in place:
        value = getattr(value, name)
    return value


def with_value(settings: Settings, place: Place, value: Any) -> Settings:
    """The same settings with another value at a place."""
    if len(place) == 2:
        value = replace(getattr(settings, place[0]), **{place[1]: value})
    return replace(settings, **{place[0]: value})


class Row(QFrame):
    """What can be chosen in words on the left, and the control for it on the right."""

    def __init__(self, name: str, control: QWidget, help_: str = "") -> None:
        super().__init__()
        self.name = name
        self.control = control
        self.setProperty("role", "setting")
        self.title = _wrapping(name, role="")
        self.help = _wrapping(help_)
        self.problem = _wrapping("", "doubt")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for label in (self.title, self.help, self.problem):
            label.setVisible(bool(label.text()))
            words.addWidget(label)
        words.addStretch(1)
        name_control(control, name, help_)
        row = QHBoxLayout(self)
        # The ring of a switch reaches beyond the edge that controls share.
        ends_in_switch = isinstance(getattr(control, "switch", control), Switch)
        row.setContentsMargins(8, 4, 8 - Switch.RING * ends_in_switch, 4)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_help(self, words: str) -> None:
        """Explain it otherwise."""
        self.help.setText(words)
        self.help.setVisible(bool(words))
        self.control.setAccessibleDescription(words)

    def set_problem(self, words: str) -> None:
        """Say what is wrong with what was chosen; nothing for an empty text."""
        if words and words != self.problem.text() and self.isVisible():
            said = QAccessibleAnnouncementEvent(self.control, words)
            QAccessible.updateAccessibility(said)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def matches(self, query: str) -> bool:
        """Whether all words of a search are in it."""
        text = f"{self.name} {self.help.text()}".casefold()
        return all(word in text for word in query.casefold().split())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words turns the switch; Qt calls this."""
        super().mouseReleaseEvent(event)
        if isinstance(self.control, Switch) and self.control.isEnabled():
            self.control.click()


def name_control(control: QWidget, name: str, help_: str) -> None:
    """Give a control, and the parts that it is made of, words for screen readers."""
    parts = [control]
    if isinstance(control, MaybeNumber):
        parts += [control.switch, control.number]
    elif isinstance(control, Scale):
        parts.append(control.slider)
    for part in parts:
        part.setAccessibleName(name)
        part.setAccessibleDescription(help_)


class _Binding(QObject):
    """Keeps a setting as its control is, and the control as the setting is."""

    def __init__(
        self, preferences: Preferences, place: Place, control: Any, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._preferences = preferences
        self._place = place
        self._control: Field = control
        self.show_setting(preferences.settings)
        control.edited.connect(self._take)
        preferences.changed.connect(self.show_setting)

    @Slot()
    def _take(self) -> None:
        settings, value = self._preferences.settings, self._control.content()
        if value_at(settings, self._place) != value:
            self._preferences.change(with_value(settings, self._place, value))

    @Slot(object)
    def show_setting(self, settings: Settings) -> None:
        value = value_at(settings, self._place)
        if self._control.content() != value:
            self._control.set_content(value)


class Page(QScrollArea):
    """One page: a title, sections of rows, and the way back to the defaults.

    Attributes:
        TITLE: what it is called, to be translated.
    """

    TITLE: Any = ""  # Qt's stubs call a marked text an object

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.rows: list[Row] = []
        self._covered: list[Place] = []
        self._before: list[Any] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.setAccessibleName(self.title())
        self._about = _wrapping("")
        self._build()

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return QCoreApplication.translate("Settings", cls.TITLE)

    def set_about(self, words: str) -> None:
        """Say in a line what the page is for."""
        self._about.setText(words)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(controls.label(self.title(), "title"))
        words.addWidget(self._about)
        self.head.addLayout(words, 1)
        self.reset_button = controls.button(self.tr("Reset this page"), "undo", "quiet")
        self.reset_button.clicked.connect(self._reset)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.reset_button)
        self.foot.addStretch(1)
        inner = self._inner = QWidget()
        inner.setProperty("surface", "clear")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(0)
        head = QWidget()
        head.setLayout(self.head)
        self.head.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(head)
        layout.addSpacing(8)
        layout.addLayout(self.column)
        layout.addStretch(1)
        layout.addSpacing(16)
        layout.addLayout(self.foot)
        self.setWidget(inner)
        self.fit()
        self.reset_button.hide()
        self.preferences.changed.connect(self._show_reset)

    def fit(self) -> None:
        """Let lines be as long as the text size asks for."""
        self._inner.setMaximumWidth(round(_WIDEST * theme.current().growth))

    def section(self, title: str) -> None:
        """Begin a group of rows."""
        made = controls.label(title, "section")
        made.setContentsMargins(8, 16, 8, 4)
        self.column.addWidget(made)

    def add(self, part: QWidget) -> None:
        """Put in a part of another kind, aligned with the words of the rows."""
        inside = part.layout()
        if inside is None:
            part.setContentsMargins(8, 4, 8, 4)
        else:
            inside.setContentsMargins(8, 4, 8, 4)
        self.column.addWidget(part)

    def row(self, name: str, control: QWidget, help_: str = "") -> Row:
        """Put in a row whose control is nobody's setting, or a setting of its own."""
        made = Row(name, control, help_)
        self.rows.append(made)
        self.column.addWidget(made)
        return made

    def setting(
        self, place: Place, name: str, control: QWidget, help_: str = ""
    ) -> Row:
        """Put in a row for one setting."""
        made = self.row(name, control, help_)
        _Binding(self.preferences, place, control, self)
        self.covers(place)
        return made

    def covers(self, *places: Place) -> None:
        """Say which settings the page is about; they are reset with it."""
        self._covered += places
        self._show_reset()

    def change(self, place: Place, value: Any) -> None:
        """Change one setting."""
        self.preferences.change(with_value(self.preferences.settings, place, value))

    # What the dialog asks for

    def opened(self) -> None:
        """The page is on screen from now on."""

    def left(self) -> None:
        """The page is no longer on screen: let go of what costs something."""

    def end(self) -> None:
        """The program ends: wait for what still runs in the background."""
        self.left()

    def found(self, query: str) -> Sequence[Row]:
        """Mark the rows that a search finds, and give them back."""
        hits = [row for row in self.rows if query and row.matches(query)]
        for row in self.rows:
            controls.restyle(row, "found", row in hits)
        return hits

    # Back to the defaults

    def _values(self, settings: Settings) -> list[Any]:
        return [value_at(settings, place) for place in self._covered]

    def _set_values(self, values: list[Any]) -> None:
        settings = self.preferences.settings
        for place, value in zip(self._covered, values, strict=True):
            settings = with_value(settings, place, value)
        self.preferences.change(settings)

    @Slot()
    def _reset(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._set_values(before)
            return
        kept = self._values(self.preferences.settings)
        self._set_values(self._values(_DEFAULTS))
        self._before = kept
        self._show_reset()

    @Slot()
    def _show_reset(self) -> None:
        is_default = self._values(self.preferences.settings) == self._values(_DEFAULTS)
        if not is_default:
            self._before = None
        words = self.tr("Take the reset back")
        if self._before is None:
            words = self.tr("Reset this page")
        self.reset_button.setText(words)
        self.reset_button.setVisible(not is_default or self._before is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the colours of the theme; Qt calls this."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().setAutoFillBackground(False)


def _wrapping(text: str, tone: str = "", role: str = "caption") -> QLabel:
    made = controls.label(text, role, tone)
    made.setWordWrap(True)
    return made
