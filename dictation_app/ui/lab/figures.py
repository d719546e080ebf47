"""Three figures that a session comes to."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dictation_app.lab.results import Results
from dictation_app.ui.controls import label


class Figures(QWidget):
    """What was understood, how soon, and what the best threshold misses."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, tuple[QLabel, QLabel]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for name, about in (
            ("recall", self.tr("Understood as what was asked")),
            ("latency", self.tr("From the end of speech to the decision")),
            ("best", self.tr("With the threshold that misses least")),
        ):
            figure, caption = label("–", role="figure"), label(role="caption")
            caption.setToolTip(about)
            self.parts[name] = figure, caption
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(figure)
            part.addWidget(caption)
            row.addLayout(part)
        row.addStretch(1)

    def show_results(self, results: Results) -> None:
        """Show other results."""
        best = results.best
        has = results.n > 0
        accepts = self.tr("missed at best, {t:.1f}")
        if best.false_accepts is not None:
            accepts = self.tr("missed at {t:.1f}, {f:.2f} false/h")
        for name, figure, caption in (
            (
                "recall",
                f"{results.accuracy:.1%}",
                self.tr("{n} of {all} understood").format(
                    n=results.n_right, all=results.n
                ),
            ),
            (
                "latency",
                f"{1000 * results.p50:.0f} ms",
                self.tr("to decide, p95 {ms:.0f} ms").format(ms=1000 * results.p95),
            ),
            (
                "best",
                f"{best.misses:.1%}",
                accepts.format(t=best.threshold, f=best.false_accepts),
            ),
        ):
            shown, below = self.parts[name]
            shown.setText(figure if has else "–")
            below.setText(caption if has else self.tr("nothing was said yet"))
