"""One line below the head while doubtful words are walked through."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.ui import controls


class ReviewStrip(QWidget):
    """Tells how many doubtful words are left, and the keys."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self.words = controls.label(role="strong", tone="doubt")
        self.keys = controls.label(role="caption")
        self.close_button = controls.icon_button("close", self.tr("End the review"))
        self.close_button.clicked.connect(self.hide)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(32, 4, 24, 4)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.keys, 1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(controls.line())
        self.hide()

    def show_left(self, n_left: int, keys: str) -> None:
        """Say how many are left, and which keys help."""
        if n_left == 0:
            text = self.tr("No doubtful words left")
        elif n_left == 1:
            text = self.tr("1 doubtful word left")
        else:
            text = self.tr("{} doubtful words left").format(f"{n_left:,}")
        self.words.setText(text)
        self.keys.setText(keys if n_left else "")
        self.show()
