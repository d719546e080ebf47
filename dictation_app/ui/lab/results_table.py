"""A row a command: how often it was understood, and the threshold that suits it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from dictation_app.lab.results import LabelResult, Results


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
            self.tr("Taken for"),
        )
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setAccessibleName(self.tr("Commands"))
        self.setProperty("role", "plain")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)

    def show_results(self, results: Results, in_use: Mapping[str, float]) -> None:
        """Show other results.

        Args:
            results: of a session.
            in_use: thresholds of the commands that the set has now, by label.
        """
        self.setRowCount(0)
        rows = [row for row in results.rows if row.n]
        self.setRowCount(len(rows))
        for number, row in enumerate(sorted(rows, key=lambda row: row.recall)):
            for column, text in enumerate(_texts(row, in_use.get(row.label))):
                self.setItem(number, column, QTableWidgetItem(text))


def _texts(row: LabelResult, in_use: float | None) -> tuple[str, ...]:
    return (
        row.label,
        str(row.n),
        f"{row.recall:.0%}",
        f"{1000 * row.p50:.0f} ms",
        f"{1000 * row.p95:.0f} ms",
        "–" if row.false_accepts is None else f"{row.threshold:.2f}",
        "–" if in_use is None else f"{in_use:.2f}",
        ", ".join(row.taken_for),
    )
