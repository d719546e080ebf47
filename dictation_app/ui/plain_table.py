"""The look that the window's tables share: rows without a grid, below a quiet head."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget

_ROW = 28
"""Pixels of a row."""


def dress(table: QTableView, name: str, row: int = _ROW) -> None:
    """Give a table the look that all have.

    Args:
        table: the table.
        name: what screen readers call it.
        row: pixels of a row.
    """
    table.setAccessibleName(name)
    table.setProperty("role", "plain")
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )


def make_readable(table: QTableView, name: str) -> None:
    """Make a table one of rows that are only read, with its look.

    Args:
        table: the table.
        name: what screen readers call it.
    """
    dress(table, name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)  # the key leads on to the next control


def make_plain(
    table: QTableWidget, name: str, heads: Sequence[str], wide: Sequence[int]
) -> None:
    """Make a table one of rows that are only read, with its look and its columns.

    Args:
        table: the table.
        name: what screen readers call it.
        heads: the columns' titles.
        wide: numbers of the columns that take the room that is left.
    """
    table.setColumnCount(len(heads))
    table.setHorizontalHeaderLabels(heads)
    make_readable(table, name)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in wide:
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
