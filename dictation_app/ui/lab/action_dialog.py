"""What follows when a command is heard: chosen, and confirmed in so many words."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import CommandSetError
from dictation_app.lab.actions import ActionKind, CommandAction
from dictation_app.ui.controls import Segments, button, field, label, restyle

_NOTHING = "nothing"
_WIDTH = 520


class ActionDialog(QDialog):
    """Asks what a command does; accepted, `action` is what the user allowed."""

    def __init__(
        self, command: str, action: CommandAction | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What follows"))
        self.setMinimumWidth(_WIDTH)
        self.action = action
        self._values = dict.fromkeys(ActionKind, "")
        self._build(command)
        if action is not None:
            self._values[action.kind] = action.value
            self.kinds.choose(action.kind)
        self._turn()

    def _build(self, command: str) -> None:
        self.kinds = Segments(
            self.tr("What follows"),
            [
                (_NOTHING, self.tr("Nothing")),
                (ActionKind.TYPE, self.tr("Type text")),
                (ActionKind.KEYS, self.tr("Press keys")),
                (ActionKind.RUN, self.tr("Run a command")),
                (ActionKind.HTTP, self.tr("Call an address")),
            ],
        )
        self.kinds.chosen.connect(self._turn)
        self.words = field("")
        self.words.textChanged.connect(self._follow)
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(self.tr("Keys that are pressed"))
        self.keys.keySequenceChanged.connect(self._follow)
        self.fields = QStackedWidget()
        for part in (QWidget(), self.words, self.keys):
            self.fields.addWidget(part)
        self.question = label(role="strong")
        self.question.setWordWrap(True)
        self.about = label(role="caption")
        self.about.setWordWrap(True)
        cancel = button(self.tr("Leave it as it is"))
        cancel.clicked.connect(self.reject)
        self.allow_button = button(self.tr("Allow it"), kind="primary")
        self.allow_button.setDefault(True)
        self.allow_button.clicked.connect(self._allow)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addStretch(1)
        feet.addWidget(cancel)
        feet.addWidget(self.allow_button)
        title = self.tr("When “{command}” is heard").format(command=command)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        heading = label(title, "heading")
        heading.setWordWrap(True)
        for part in (heading, self.kinds, self.fields, self.question, self.about):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(feet)

    @property
    def kind(self) -> ActionKind | None:
        """What is chosen; None for nothing."""
        chosen = self.kinds.choice
        return None if chosen == _NOTHING else ActionKind(chosen)

    @property
    def value(self) -> str:
        """What is written for it."""
        if self.kind is ActionKind.KEYS:
            portable = QKeySequence.SequenceFormat.PortableText
            return self.keys.keySequence().toString(portable)
        return self.words.text().strip()

    @Slot()
    def _turn(self) -> None:
        """Show the field of the chosen kind."""
        kind = self.kind
        hints = {
            ActionKind.TYPE: self.tr("The text; {number} is what was said in the slot"),
            ActionKind.RUN: self.tr("A program and its words, such as  mpc toggle"),
            ActionKind.HTTP: self.tr("http://localhost:8123/lights/on"),
        }
        if kind is None:
            self.fields.setCurrentIndex(0)
        elif kind is ActionKind.KEYS:
            self.fields.setCurrentWidget(self.keys)
            self.keys.setKeySequence(QKeySequence(self._values[kind]))
            self.keys.setFocus()
        else:
            self.fields.setCurrentWidget(self.words)
            self.words.setPlaceholderText(hints[kind])
            self.words.setAccessibleName(hints[kind])
            self.words.setText(self._values[kind])
            self.words.setFocus()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Ask about what is written now."""
        kind, value = self.kind, self.value
        if kind is not None:
            self._values[kind] = value
        questions = {
            ActionKind.TYPE: self.tr("Type “{value}” into the window in front?"),
            ActionKind.KEYS: self.tr("Press {value} in the window in front?"),
            ActionKind.RUN: self.tr("Run “{value}” on this computer?"),
            ActionKind.HTTP: self.tr("Call {value} on this computer?"),
        }
        asks, problem = "", ""
        if kind is not None and value:
            asks = questions[kind].format(value=value)
            try:
                CommandAction(kind, value)
            except CommandSetError as error:
                problem = str(error)
        self.question.setText(asks if not problem else "")
        self.about.setText(
            problem
            or self.tr("Nothing is done before actions are switched on in “Listen”.")
        )
        restyle(self.about, "tone", "doubt" if problem else "")
        self.allow_button.setEnabled(kind is None or bool(asks and not problem))
        does = self.tr("Do nothing") if kind is None else self.tr("Allow it")
        self.allow_button.setText(does)

    @Slot()
    def _allow(self) -> None:
        kind = self.kind
        made = None if kind is None else CommandAction(kind, self.value).confirmed()
        self.action = made
        self.accept()
