"""A plot with its title and what it comes to, on a card."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.ui.controls import label


class PlotCard(QFrame):
    """Title at the left, a short note at the right, the plot below."""

    def __init__(self, title: str, plot: QWidget) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.title = label(title, "strong")
        self.note = label(role="caption")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 9, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(plot, 1)
