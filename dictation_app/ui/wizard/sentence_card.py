"""A sentence that is watched: what was said, how it was heard first, how it is now."""

from PySide6.QtWidgets import QFrame, QGridLayout

from dictation_app.ui.controls import label
from dictation_app.ui.word_diff import MarkedLabel


class SentenceCard(QFrame):
    """Three lines that do not jump while they change."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.reference = label(role="strong")
        self.first = label(role="caption")
        self.now = MarkedLabel()
        self.now.setWordWrap(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 46)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.reference, 0, 0, 1, 2)
        grid.addWidget(label(self.tr("start"), "caption"), 1, 0)
        grid.addWidget(self.first, 1, 1)
        grid.addWidget(label(self.tr("now"), "caption"), 2, 0)
        grid.addWidget(self.now, 2, 1)
        for part in (self.reference, self.first, self.now):
            part.setMinimumWidth(1)

    def show_sentence(self, reference: str, first: str, now: str) -> None:
        """Show how a sentence is heard."""
        self.reference.setText(reference)
        self.first.setText(first or "–")
        self.now.show_heard(reference, now)
        self.setAccessibleName(
            self.tr("Said: {}. Heard now: {}.").format(reference, now)
        )
