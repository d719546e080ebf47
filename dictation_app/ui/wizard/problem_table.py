"""What is wrong with a data set, a row each: what, where, and what to do about it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from dictation_app.errors import DictationError
from dictation_app.training.findings import Problem, ProblemKind
from dictation_app.training.gathering import USELESS
from dictation_app.ui import theme
from dictation_app.ui.plain_table import make_readable

Index = QModelIndex | QPersistentModelIndex
DOUBTED: ProblemKind = "misfit"
LEAVE_OUT = 3
"""The column in which one chooses."""


class ProblemModel(QAbstractTableModel):
    """Problems as a table; those for which a clip is left out come first."""

    choice_changed = Signal()
    """Other clips are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: tuple[Problem, ...] = ()
        self._names: dict[ProblemKind, str] = {
            "line": self.tr("Damaged entry"),
            "unreadable": self.tr("Unreadable"),
            "silent": self.tr("Silence"),
            "clipped": self.tr("Cut off, too loud"),
            "duration": self.tr("Wrong duration"),
            "long": self.tr("Too long"),
            "empty": self.tr("No text"),
            "foreign": self.tr("Foreign letters"),
            "short": self.tr("Too short for its text"),
            "misfit": self.tr("Text is not what is said"),
            "same-audio": self.tr("Same recording twice"),
            "same-text": self.tr("Said twice"),
            "shared-speaker": self.tr("Speaker in both sets"),
            "shared-sentence": self.tr("Sentence in both sets"),
            "shared-audio": self.tr("Recording in both sets"),
        }
        self._heads = (
            self.tr("Problem"),
            self.tr("What"),
            self.tr("What to do"),
            self.tr("Leave out"),
        )
        self._kept: set[str] = set()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self.problems = tuple(sorted(problems, key=_rank))
        self.endResetModel()

    @property
    def doubted(self) -> list[str]:
        """Ids of the clips whose text is doubted."""
        return [p.clip for p in self.problems if p.kind == DOUBTED]

    @property
    def left_out(self) -> frozenset[str]:
        """Those of them that are not to be learned from."""
        return frozenset(self.doubted) - self._kept

    def leave_out(self, row: int, *, is_out: bool) -> None:
        """Choose whether a clip whose text is doubted is learned from."""
        problem = self.problems[row]
        if problem.kind != DOUBTED:
            return
        change = self._kept.discard if is_out else self._kept.add
        change(problem.clip)
        cell = self.index(row, LEAVE_OUT)
        self.dataChanged.emit(cell, cell)
        self.choice_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Problems; Qt calls this."""
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Kind, sentence and remedy; Qt calls this."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The names of the columns; Qt calls this."""
        if (
            role == Qt.ItemDataRole.DisplayRole
            and orientation == Qt.Orientation.Horizontal
        ):
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; Qt calls this."""
        if not index.isValid():
            return None
        problem = self.problems[index.row()]
        if index.column() == LEAVE_OUT:
            return self._choice(problem, role)
        say = DictationError.in_language
        texts = (
            self._names[problem.kind],
            say(problem.sentence),
            say(problem.remedy),
        )
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.ToolTipRole):
            return texts[index.column()]
        if role == roles.DecorationRole and index.column() == 0:
            out = problem.kind in USELESS or problem.kind == DOUBTED
            name, token = ("warning", "doubt") if out else ("info", "muted")
            return theme.icon(name, token)
        return None

    def _choice(self, problem: Problem, role: int) -> Any:
        """Whether a clip is left out: chosen where its text is doubted, else given."""
        roles = Qt.ItemDataRole
        if problem.kind != DOUBTED:
            is_out = problem.kind in USELESS and role == roles.DisplayRole
            return self.tr("always") if is_out else None
        if role == roles.CheckStateRole:
            kept = problem.clip in self._kept
            return Qt.CheckState.Unchecked if kept else Qt.CheckState.Checked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell; Qt calls this."""
        flags = super().flags(index)
        can_choose = index.isValid() and index.column() == LEAVE_OUT
        if can_choose and self.problems[index.row()].kind == DOUBTED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Choose by the box of a cell; Qt calls this."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        is_out = Qt.CheckState(value) == Qt.CheckState.Checked
        self.leave_out(index.row(), is_out=is_out)
        return True


def _rank(problem: Problem) -> tuple[bool, bool, str]:
    is_out = problem.kind in USELESS or problem.kind == DOUBTED
    return not is_out, problem.kind != DOUBTED, problem.kind


class ProblemTable(QTableView):
    """A click, or Enter, plays the clip of a row; Space chooses what is left out."""

    clip_chosen = Signal(str)
    """Id of a clip."""
    told = Signal(str)
    """All that is to be said of the row one is in; a cell has no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.problems = ProblemModel()
        self.setModel(self.problems)
        make_readable(self, self.tr("Problems"))
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(LEAVE_OUT, QHeaderView.ResizeMode.ResizeToContents)
        self.problems.modelReset.connect(self._begin)
        self._begin()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @Slot()
    def _begin(self) -> None:
        """Other problems are shown: the first is told."""
        self.setColumnHidden(LEAVE_OUT, not self.problems.doubted)
        first = self.problems.index(0, 0)
        self.setCurrentIndex(first)
        self._tell(first)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of the row one is in; Qt calls this."""
        super().currentChanged(current, previous)
        self._tell(current)

    def _tell(self, index: Index) -> None:
        if not index.isValid():
            self.told.emit("")
            return
        problem = self.problems.problems[index.row()]
        say = DictationError.in_language
        self.told.emit(f"{say(problem.sentence)} {say(problem.remedy)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Space, wherever in the row one is; Qt calls this."""
        index = self.currentIndex()
        if event.key() != Qt.Key.Key_Space or not index.isValid():
            super().keyPressEvent(event)
            return
        clip = self.problems.problems[index.row()].clip
        is_out = clip in self.problems.left_out
        self.problems.leave_out(index.row(), is_out=not is_out)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.column() == LEAVE_OUT and self.problems.flags(index) & (
            Qt.ItemFlag.ItemIsUserCheckable
        ):
            return
        clip = self.problems.problems[index.row()].clip
        if clip:
            self.clip_chosen.emit(clip)
