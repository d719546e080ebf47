"""A card that is one choice of several: a title, what it means, what it costs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from dictation_app.ui.controls import label, restyle


class ChoiceCard(QFrame):
    """Behaves as a radio button that is as large as a card."""

    def __init__(self, title: str, about: str, cost: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button = QRadioButton()
        self.button.setProperty("role", "card")
        self.button.setAccessibleName(title)
        self.button.setAccessibleDescription(f"{about} {cost}")
        self.button.toggled.connect(self._show)
        self.title = label(title, "strong")
        words = label(about)
        words.setWordWrap(True)
        price = label(cost, "caption")
        price.setWordWrap(True)
        text = QVBoxLayout()
        text.setSpacing(4)
        for part in (self.title, words, price):
            text.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)

    def _show(self, is_on: bool) -> None:
        restyle(self, "state", "chosen" if is_on else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it; Qt calls this."""
        self.button.setChecked(True)
        self.button.setFocus()
