"""The tables in which a set is written: a line a command, a line a list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dictation_app.lab.actions import ActionKind, CommandAction
from dictation_app.ui import theme
from dictation_app.ui.lab.draft import CommandLine, ListLine
from dictation_app.ui.plain_table import dress

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROW, _TALL = 36, 60
"""Pixels of a row, and of one that has a sentence beside it."""


class _Lines(QAbstractTableModel):
    """Lines with texts that can be written in, and an empty one at the end."""

    edited = Signal(int, object)
    """The user wrote: in which line, and what it is now."""

    def __init__(self, heads: Sequence[str], hints: Sequence[str]) -> None:
        super().__init__()
        self._heads = heads
        self._hints = hints
        self.lines: list[Any] = []
        self.problems: list[str] = []

    def show(self, lines: Sequence[Any], problems: Sequence[str]) -> None:
        """Show other lines, with the sentence beside each."""
        n, more = len(self.lines), len(lines) - len(self.lines)
        if more > 0 and list(lines[:n]) == self.lines:
            self.beginInsertRows(QModelIndex(), n + 1, n + more)
            self.lines, self.problems = list(lines), list(problems)
            self.endInsertRows()
        elif more:
            self.beginResetModel()
            self.lines, self.problems = list(lines), list(problems)
            self.endResetModel()
        else:
            self.lines, self.problems = list(lines), list(problems)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Any:
        """A line; the one at the end is empty."""
        raise NotImplementedError

    def text(self, line: Any, column: int) -> str:
        """What stands in a column."""
        raise NotImplementedError

    def changed(self, line: Any, column: int, text: str) -> Any:
        """The line with another text."""
        raise NotImplementedError

    @property
    def n_written(self) -> int:
        """Columns that can be written in, from the first."""
        return 2

    # What Qt asks for

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The lines and the empty one; Qt calls this."""
        return 0 if parent.isValid() else len(self.lines) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Columns; Qt calls this."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        """Names of columns; Qt calls this."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Which cells can be written in; Qt calls this."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() < self.n_written:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a view asks for; Qt calls this."""
        row, column = index.row(), index.column()
        text = self.text(self.line(row), column)
        if role == _Role.EditRole:
            return text
        is_hint = not text and column < self.n_written and self._hinted(row)
        if role == _Role.DisplayRole:
            return self._hints[column] if is_hint else text
        if role == _Role.ForegroundRole:
            return theme.colour("muted") if is_hint else None
        if role == _Role.ToolTipRole:
            return self.problem(row) or text
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take what was written; Qt calls this."""
        line = self.line(index.row())
        if role != _Role.EditRole or value == self.text(line, index.column()):
            return False
        self.edited.emit(index.row(), self.changed(line, index.column(), value))
        return True

    def problem(self, row: int) -> str:
        """The sentence beside a line."""
        return self.problems[row] if row < len(self.problems) else ""

    def _hinted(self, row: int) -> bool:
        return row >= len(self.lines)


class CommandTable(_Lines):
    """What is said, what it is called, what follows, and what is wrong."""

    SAID, LABEL, THEN, PROBLEM = range(4)

    def __init__(self) -> None:
        super().__init__(
            (
                self.tr("What is said"),
                self.tr("Command"),
                self.tr("Then"),
                "",
            ),
            (self.tr("such as: lights on, switch on"), ""),
        )

    def line(self, row: int) -> CommandLine:
        """A line; the one at the end is empty."""
        known: CommandLine
        known = self.lines[row] if row < len(self.lines) else CommandLine()
        return known

    def text(self, line: CommandLine, column: int) -> str:
        """What stands in a column; a sentence is found by its row."""
        if column == self.THEN:
            return self.told(line.action)
        return (line.said, line.label)[column] if column < self.THEN else ""

    def changed(self, line: CommandLine, column: int, text: str) -> CommandLine:
        """The line with another text."""
        if column == self.SAID:
            return replace(line, said=text)
        return replace(line, label=text)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a view asks for; Qt calls this."""
        row, column = index.row(), index.column()
        if column == self.PROBLEM:
            if role in (_Role.DisplayRole, _Role.ToolTipRole):
                return self.problem(row)
            if role == _Role.ForegroundRole:
                return theme.colour("doubt")
            if role == _Role.FontRole:
                return theme.current().font("caption")
        line = self.line(row)
        if column == self.LABEL and not line.label and line.name:
            if role == _Role.DisplayRole:
                return line.name
            if role == _Role.ForegroundRole:
                return theme.colour("muted")
        if column == self.THEN and role == _Role.ForegroundRole:
            waits = line.action is not None and not line.action.allowed
            return theme.colour("doubt") if waits else None
        return super().data(index, role)

    def told(self, action: CommandAction | None) -> str:
        """What follows, in words."""
        if action is None:
            return ""
        words = {
            ActionKind.TYPE: self.tr("types “{value}”"),
            ActionKind.KEYS: self.tr("presses {value}"),
            ActionKind.RUN: self.tr("runs {value}"),
            ActionKind.HTTP: self.tr("calls {value}"),
        }[action.kind].format(value=action.value)
        return words if action.allowed else self.tr("not allowed yet: ") + words


class ListTable(_Lines):
    """Lists for slots: the name and what can be said."""

    def __init__(self) -> None:
        super().__init__(
            (self.tr("List"), self.tr("Entries")),
            (self.tr("such as: room"), self.tr("kitchen, hall")),
        )

    def line(self, row: int) -> ListLine:
        """A line; the one at the end is empty."""
        known: ListLine
        known = self.lines[row] if row < len(self.lines) else ListLine()
        return known

    def text(self, line: ListLine, column: int) -> str:
        """What stands in a column."""
        return (line.name, line.entries)[column]

    def changed(self, line: ListLine, column: int, text: str) -> ListLine:
        """The line with another text."""
        if column == 0:
            return replace(line, name=text)
        return replace(line, entries=text)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a view asks for; Qt calls this."""
        if role == _Role.ForegroundRole and self.problem(index.row()):
            return theme.colour("doubt")
        return super().data(index, role)


class LinesView(QTableView):
    """Shows lines; any key begins to write, Delete takes lines away."""

    delete_pressed = Signal()

    def __init__(self, model: _Lines, name: str) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        dress(self, name, _ROW)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shares: tuple[int, ...] = ()
        self.activated.connect(self._begin)

    @property
    def rows(self) -> list[int]:
        """Selected lines, the empty one at the end left out."""
        found = {index.row() for index in self.selectedIndexes()}
        return sorted(row for row in found if row < len(self._lines.lines))

    def fit_rows(self) -> None:
        """Make room where a sentence stands beside a line."""
        for row in range(self._lines.rowCount()):
            high = _TALL if self._lines.problem(row) else _ROW
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def share_width(self, *shares: int) -> None:
        """Give each column a part of the width; one without a part is hidden."""
        self._shares = shares
        for column, share in enumerate(shares):
            self.setColumnHidden(column, not share)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew; Qt calls this."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        wide = self.viewport().width() / max(sum(self._shares), 1)
        for column, share in enumerate(self._shares):
            if share:
                self.setColumnWidth(column, int(share * wide))

    def choose(self, row: int, column: int = 0) -> None:
        """Go to a cell."""
        self.setCurrentIndex(self._lines.index(row, column))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that deletes; Qt calls this."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _begin(self, index: QModelIndex) -> None:
        """Write in the cell on which Enter was pressed."""
        writes = index.flags() & Qt.ItemFlag.ItemIsEditable
        if writes and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)
