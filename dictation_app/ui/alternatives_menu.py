"""A numbered list of other ways to hear some words, chosen by a digit."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dictation_app.ui import controls

_WIDTH = 280


class AlternativesMenu(QFrame):
    """Pops up at a word; one key chooses, any letter goes to the page instead."""

    chosen = Signal(int)
    """The number of an alternative, from 1."""
    accepted = Signal()
    """What stands there is right."""
    play_requested = Signal()
    typed = Signal(str)
    """The user would rather write it."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "card")
        self.setAccessibleName(self.tr("Other ways to hear this"))
        self.heading = controls.label(role="strong")
        self.sure = controls.label(role="caption")
        self.play_button = controls.icon_button("play", self.tr("Play it (Space)"))
        self.play_button.clicked.connect(self.play_requested)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Other ways to hear this"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "choices")
        self.list.itemClicked.connect(self._choose_item)
        self.list.installEventFilter(self)
        self.hint = controls.label(role="caption")
        self.hint.setWordWrap(True)
        self.keep_button = controls.button(self.tr("It is right as it is"), kind="link")
        self.keep_button.clicked.connect(self._accept)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.sure)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.play_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.hint)
        column.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)

    def open(self, heard: str, confidence: float, *, can_play: bool) -> None:
        """Show what was heard, while the alternatives are looked for."""
        self.heading.setText(heard)
        self.sure.setText(self.tr("{} % sure").format(round(confidence * 100)))
        self.play_button.setVisible(can_play)
        self.list.clear()
        self._say(self.tr("Listening again…"))
        self._fit()

    def show_choices(self, choices: Sequence[str]) -> None:
        """Show the alternatives, the likeliest first."""
        self.list.clear()
        for number, choice in enumerate(choices, start=1):
            text = choice or self.tr("(nothing was said)")
            self.list.addItem(QListWidgetItem(f"{number}   {text}"))
        if choices:
            self.list.setCurrentRow(0)
            self._say("")
        else:
            self._say(self.tr("It cannot be heard any other way: type what was said."))
        self._fit()

    def explain(self, sentence: str) -> None:
        """Say why there are no alternatives."""
        self.list.clear()
        self._say(sentence)
        self._fit()

    @property
    def n_choices(self) -> int:
        """How many there are."""
        return self.list.count()

    def pop_up(self, word: QRect) -> None:
        """Appear below a word, a box on the screen, or above where there is no room."""
        self._fit()
        size = self.size()
        screen = (
            QGuiApplication.screenAt(word.center()) or QGuiApplication.primaryScreen()
        )
        room = screen.availableGeometry()
        x = max(room.left(), min(word.left() - 12, room.right() - size.width()))
        y = word.bottom() + 8
        if y + size.height() > room.bottom():
            y = max(word.top() - 8 - size.height(), room.top())
        self.move(x, y)
        self.show()
        self.list.setFocus()

    def _say(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    def _fit(self) -> None:
        n_rows = self.list.count()
        self.list.setVisible(n_rows > 0)
        self.list.setFixedHeight(n_rows * max(self.list.sizeHintForRow(0), 0) + 4)
        self.setFixedWidth(controls.grown(self, _WIDTH, 0).width())
        self.adjustSize()

    def eventFilter(self, watched: object, event: object) -> bool:
        """The list has the focus; its keys are ours."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._press(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by a digit; Qt calls this."""
        if not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control or self.list.currentRow() < 0:
                self._accept()
            else:
                self._choose(self.list.currentRow() + 1)
        elif key == Qt.Key.Key_Space:
            self.play_requested.emit()
        elif text and text in "123456789" and not control:
            self._choose(int(text))
        elif text == "0":
            self._accept()
        elif text.isprintable() and text and not control:
            self.close()
            self.typed.emit(text)
        else:
            return False
        return True

    @Slot(QListWidgetItem)
    def _choose_item(self, item: QListWidgetItem) -> None:
        self._choose(self.list.row(item) + 1)

    def _choose(self, number: int) -> None:
        if 1 <= number <= self.n_choices:
            self.close()
            self.chosen.emit(number)

    @Slot()
    def _accept(self) -> None:
        self.close()
        self.accepted.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is gone, however it went."""
        super().hideEvent(event)
        self.closed.emit()
