"""A row a command: how often it was understood, and the threshold that suits it."""

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QTableWidget,
    QTableWidgetItem,
)

from dictation_app.lab.comparison import Comparison
from dictation_app.lab.results import LabelResult, Results
from dictation_app.ui.plain_table import make_plain

_KEYWORDS = 7
"""Column that is there only where a keyword model was asked."""


class ResultsTable(QTableWidget):
    """The commands that were said, the worst first."""

    def __init__(self) -> None:
        super().__init__()
        heads = (
            self.tr("Command"),
            self.tr("Said"),
            self.tr("Recall"),
            self.tr("p50"),
            self.tr("p95"),
            self.tr("Best threshold"),
            self.tr("In use"),
            self.tr("Keyword model"),
            self.tr("Taken for"),
        )
        make_plain(self, self.tr("Commands"), heads, (0, len(heads) - 1))

    def show_results(
        self,
        results: Results,
        in_use: Mapping[str, float],
        compared: Comparison | None = None,
    ) -> None:
        """Show other results.

        Args:
            results: of a session.
            in_use: thresholds of the commands that the set has now, by label.
            compared: what a keyword model made of the same trials, where one was asked.
        """
        self.setColumnHidden(_KEYWORDS, compared is None)
        self.setRowCount(0)
        rows = [row for row in results.rows if row.n]
        self.setRowCount(len(rows))
        for number, row in enumerate(sorted(rows, key=lambda row: row.recall)):
            for column, text in enumerate(_texts(row, in_use.get(row.label), compared)):
                self.setItem(number, column, QTableWidgetItem(text))


def _texts(
    row: LabelResult, in_use: float | None, compared: Comparison | None
) -> tuple[str, ...]:
    by_words = None if compared is None else compared.by_words(row.label)
    return (
        row.label,
        str(row.n),
        f"{row.recall:.0%}",
        f"{1000 * row.p50:.0f} ms",
        f"{1000 * row.p95:.0f} ms",
        "–" if row.false_accepts is None else f"{row.threshold:.2f}",
        "–" if in_use is None else f"{in_use:.2f}",
        "–" if by_words is None else f"{by_words:.0%}",
        ", ".join(row.taken_for),
    )
