"""Small parts that several panes use, dressed by properties that the style sheet knows."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from dictation_app.ui import theme

_SHARE = 0.9
"""Of a screen, for a window that opens."""


def grown(window: QWidget, width: int, height: int) -> QSize:
    """A window's size at the text size of now, as far as its screen goes."""
    room = window.screen().availableGeometry().size() * _SHARE
    return (QSize(width, height) * theme.current().growth).boundedTo(room)


def label(text: str = "", role: str = "", tone: str = "") -> QLabel:
    """A piece of text: role "title", "heading", "strong", "section" or "caption"."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(text: str, icon: str = "", kind: str = "") -> QPushButton:
    """A button that says what will happen; kind "primary", "link", "quiet", "danger"."""
    made = QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        token = {"primary": "on_accent", "link": "accent", "danger": "recording"}
        made.setIcon(theme.icon(icon, token.get(kind, "text")))
    return made


def lead(made: QPushButton, icon: str, is_next: bool) -> None:
    """Let a button look like the next step, or not."""
    restyle(made, "kind", "primary" if is_next else "")
    made.setIcon(theme.icon(icon, "on_accent" if is_next else "text"))


def icon_button(icon: str, name: str, token: str = "muted") -> QToolButton:
    """A button that is only an icon; its name is read out and shown as a tool tip."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setIcon(theme.icon(icon, token))
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def field(hint: str) -> QLineEdit:
    """A line to write in; the hint stands in it while it is empty, and is its name."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    return made


def follow(made: QAbstractButton, action: QAction) -> None:
    """Let a button do what an action does; its tool tip tells the key."""
    _Follower(made, action)


class _Follower(QObject):
    """Keeps a button as its action is; lives as long as the button."""

    def __init__(self, made: QAbstractButton, action: QAction) -> None:
        super().__init__(made)
        self._button = made
        self._action = action
        made.clicked.connect(action.trigger)
        action.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        name = self._action.text().replace("&", "").rstrip("…")
        self._button.setToolTip(f"{name} ({keys})" if keys else name)
        self._button.setEnabled(self._action.isEnabled())


def line(across: bool = True) -> QFrame:
    """A thin line, only between surfaces."""
    made = QFrame()
    made.setProperty("line", "across" if across else "down")
    return made


class ElidedLabel(QLabel):
    """One line of text that ends, or in the middle has, an ellipsis when it is long."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._mode = mode
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        """All of the text, however much of it is seen."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show another text; all of it is the tool tip where it does not fit."""
        self._full = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text again; Qt calls this."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = self.fontMetrics().elidedText(self._full, self._mode, self.width())
        self.setText(fitting)
        self.setToolTip(self._full if fitting != self._full else "")


class Segments(QFrame):
    """One choice of a few, side by side; the arrow keys move it."""

    chosen = Signal(str)
    """The user chose; the choice's name."""

    def __init__(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Make it of pairs: a choice's name and its words."""
        super().__init__()
        self.setProperty("surface", "segments")
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._names: list[str] = []
        for number, (choice, words) in enumerate(choices):
            part = QPushButton(words)
            part.setProperty("kind", "segment")
            part.setCheckable(True)
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            part.setCursor(Qt.CursorShape.PointingHandCursor)
            part.setAccessibleName(f"{name}: {words}")
            self._group.addButton(part, number)
            self._names.append(choice)
            layout.addWidget(part, 1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._tell)

    @property
    def choice(self) -> str:
        """What is chosen."""
        return self._names[self._group.checkedId()]

    def choose(self, name: str) -> None:
        """Choose without telling anybody."""
        self._group.button(self._names.index(name)).setChecked(True)

    def part(self, name: str) -> QAbstractButton:
        """The button of a choice."""
        return self._group.button(self._names.index(name))

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.chosen.emit(self._names[number])
