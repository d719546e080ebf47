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
from PySide6.QtWidgets import QHeaderView, QTableView

from dictation_app.errors import DictationError
from dictation_app.training.findings import Problem, ProblemKind
from dictation_app.training.gathering import USELESS
from dictation_app.ui import theme
from dictation_app.ui.plain_table import make_readable

Index = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractTableModel):
    """Problems as a table; those for which a clip is left out come first."""

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
            "same-audio": self.tr("Same recording twice"),
            "same-text": self.tr("Said twice"),
            "shared-speaker": self.tr("Speaker in both sets"),
            "shared-sentence": self.tr("Sentence in both sets"),
            "shared-audio": self.tr("Recording in both sets"),
        }
        self._heads = (self.tr("Problem"), self.tr("What"), self.tr("What to do"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self.problems = tuple(
            sorted(problems, key=lambda p: (p.kind not in USELESS, p.kind))
        )
        self.endResetModel()

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
            out = problem.kind in USELESS
            name, token = ("warning", "doubt") if out else ("info", "muted")
            return theme.icon(name, token)
        return None


class ProblemTable(QTableView):
    """A click, or Enter, plays the clip of a row."""

    clip_chosen = Signal(str)
    """Id of a clip."""

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
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        clip = self.problems.problems[index.row()].clip
        if clip:
            self.clip_chosen.emit(clip)
