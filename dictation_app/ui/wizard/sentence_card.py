"""A sentence that is watched: what was said, how it was heard first, how it is now."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout

from dictation_app.ui.controls import ElidedLabel, label
from dictation_app.ui.word_diff import MarkedLabel


class SentenceCard(QFrame):
    """Three lines that do not jump while they change; a long one ends early."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._shown = "", ""
        self.reference = ElidedLabel(role="strong")
        self.first = ElidedLabel(role="caption")
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
        self.now.setMinimumWidth(1)

    def show_sentence(self, reference: str, first: str, now: str) -> None:
        """Show how a sentence is heard."""
        self._shown = reference, now
        self.reference.set_full_text(reference)
        self.first.set_full_text(first or "–")
        self._fit()
        self.setAccessibleName(
            self.tr("Said: {}. Heard now: {}.").format(reference, now)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut what is heard again; Qt calls this."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many words of what is heard as the line holds."""
        reference, now = self._shown
        words, width = now.split(), self.now.contentsRect().width()
        n = len(words)
        metrics = self.now.fontMetrics()
        while n > 1 and metrics.horizontalAdvance(f"{' '.join(words[:n])} …") > width:
            n -= 1
        shown = " ".join(words[:n]) if n == len(words) else f"{' '.join(words[:n])} …"
        self.now.show_heard(f"{reference} …", shown)
        self.now.setToolTip(now if n < len(words) else "")
