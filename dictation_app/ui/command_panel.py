"""Beside the page: what was understood, and everything that can be said."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dictation_app.document.commands import CommandTable
from dictation_app.document.scribe import Understood
from dictation_app.ui import borrowed_words, theme
from dictation_app.ui.controls import icon_button, label, line

_WIDTH = 264
_GROWTH = 0.5
"""How much of the growth of the text it takes part in, as the side does."""
_KEPT = 6
"""Utterances that are shown."""


class CommandPanel(QWidget):
    """Shows the last utterances with what was done, and the spoken commands."""

    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 0)
        head.addWidget(label(self.tr("What was understood"), "section"), 1)
        self.close_button = icon_button("close", self.tr("Close"))
        self.close_button.clicked.connect(self.close_requested)
        head.addWidget(self.close_button)
        self._heard = QVBoxLayout()
        self._heard.setContentsMargins(16, 0, 16, 12)
        self._heard.setSpacing(8)
        self.nothing = label(self.tr("Nothing was said yet."), "caption")
        self._heard.addWidget(self.nothing)
        self.utterances: list[QWidget] = []
        column = QVBoxLayout()
        column.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(line(across=False))
        row.addLayout(column, 1)
        column.addLayout(head)
        column.addLayout(self._heard)
        column.addWidget(line())
        column.addWidget(self._list(), 1)

        self.fit()

    def fit(self) -> None:
        """Be as wide as the text size asks for."""
        share = 1.0 + _GROWTH * (theme.current().growth - 1.0)
        self.setFixedWidth(round(_WIDTH * share))

    def _list(self) -> QScrollArea:
        self._commands = QVBoxLayout()
        self._commands.setContentsMargins(16, 12, 12, 16)
        self._commands.setSpacing(8)
        inside = QWidget()
        inside.setProperty("surface", "clear")
        inside.setLayout(self._commands)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("What can be said"))
        area.setWidget(inside)
        return area

    def show_commands(self, table: CommandTable) -> None:
        """List the commands that are listened for."""
        while (item := self._commands.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._commands.addWidget(label(self.tr("What can be said"), "section"))
        about = label(
            self.tr("Say it alone, between two pauses. Within a sentence it is text."),
            "caption",
        )
        about.setWordWrap(True)
        self._commands.addWidget(about)
        for command in table.commands:
            if not command.enabled:
                continue
            ending = " …" if command.takes_words else ""
            said = " / ".join(f"{phrase}{ending}" for phrase in command.phrases)
            self._commands.addWidget(_pair(said, borrowed_words.command_help(command)))
        self._commands.addStretch(1)

    @Slot(object)
    def show_understood(self, understood: Understood) -> None:
        """Show what was made of the last utterance, above those before it."""
        command = understood.command
        if command is None:
            done, tone = self.tr("Written as text"), ""
        else:
            done, tone = borrowed_words.command_help(command.spoken), "done"
        pair = _pair(f"“{understood.said}”", done, tone)
        self.nothing.hide()
        self._heard.insertWidget(0, pair)
        self.utterances.insert(0, pair)
        while len(self.utterances) > _KEPT:
            old = self.utterances.pop()
            self._heard.removeWidget(old)
            old.deleteLater()


def _pair(first: str, second: str, tone: str = "") -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    strong, about = label(first, "strong"), label(second, "caption", tone)
    for part in (strong, about):
        part.setWordWrap(True)
        column.addWidget(part)
    return made
