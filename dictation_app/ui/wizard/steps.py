"""The quiet side of the wizard: which steps there are, which are done, which is now."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dictation_app.ui import theme
from dictation_app.ui.controls import label, restyle

WIDTH = 210


class _Step(QFrame):
    """One line of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "step")
        self.mark = QLabel()
        self.mark.setFixedWidth(16)
        self.name = label(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(self.mark)
        row.addWidget(self.name, 1)
        self.setMinimumHeight(30)

    def show_state(self, *, done: bool, current: bool) -> None:
        """Say it by a tick or a ground, not by colour alone."""
        self.mark.setVisible(done)
        self.mark.setPixmap(theme.icon("check", "muted").pixmap(QSize(14, 14)))
        restyle(self, "state", "current" if current else "")
        restyle(self.name, "state", "current" if current else "")
        said = self.tr("{}, now") if current else self.tr("{}, done") if done else "{}"
        self.setAccessibleName(said.format(self.name.text()))


class Steps(QWidget):
    """A title and the steps below one another."""

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__()
        self.setMinimumWidth(WIDTH)
        self.steps = [_Step(name) for name in names]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 18, 14, 16)
        column.setSpacing(4)
        column.addWidget(label(title, "heading"))
        column.addSpacing(6)
        for step in self.steps:
            column.addWidget(step)
        column.addStretch(1)
        self._at = 0

    def show_current(self, number: int) -> None:
        """Mark a step as the one that is now."""
        self._at = number
        self.setFixedWidth(max(WIDTH, self.sizeHint().width()))  # large type is wide
        for place, step in enumerate(self.steps):
            step.show_state(done=place < number, current=place == number)
