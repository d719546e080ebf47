"""First page: the set itself, written in tables; what is right is in use at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dictation_app.lab.actions import CommandAction
from dictation_app.speech.alphabet import Alphabet
from dictation_app.ui.controls import button, label, restyle
from dictation_app.ui.lab.action_dialog import ActionDialog
from dictation_app.ui.lab.draft import CommandLine, Draft, Problems, find_problems
from dictation_app.ui.lab.draft_tables import CommandTable, LinesView, ListTable

_WITHOUT, _WITH_PROBLEMS = (5, 3, 3, 0), (7, 4, 3, 9)
"""Parts of the table's width that its columns have."""
_MOST_STEPS = 100
"""Steps that can be taken back."""

Ask = Callable[[str, CommandAction | None, QWidget], CommandAction | None]
"""Asks what a command does; gives what it did before where the user changes nothing."""


def ask_action(
    command: str, action: CommandAction | None, parent: QWidget
) -> CommandAction | None:
    """Ask in a dialog."""
    dialog = ActionDialog(command, action, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.action


class EditPage(QWidget):
    """The commands at the left, the lists of their slots at the right."""

    changed = Signal(object)
    """The user wrote: the draft as it is now."""
    undo_offered = Signal(str)
    """What was taken away; `undo` brings it back."""

    def __init__(self, find_alphabet: Callable[[], Alphabet]) -> None:
        super().__init__()
        self._find_alphabet = find_alphabet
        self.ask: Ask = ask_action
        self.draft = Draft("")
        self.problems = Problems()
        self._before: list[Draft] = []
        self._after: list[Draft] = []
        self._build()
        for key, does in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(does)

    def _build(self) -> None:
        self.name = QLineEdit()
        self.name.setProperty("role", "page-title")
        self.name.setPlaceholderText(self.tr("Name of the set"))
        self.name.setAccessibleName(self.tr("Name of the set"))
        self.name.editingFinished.connect(self._rename)
        self.commands = CommandTable()
        self.commands.edited.connect(self._take_line)
        self.table = LinesView(self.commands, self.tr("Commands"))
        self.table.delete_pressed.connect(self.remove)
        self.table.activated.connect(self._activate)
        self.table.selectionModel().currentChanged.connect(self._show_buttons)
        self.add_button = button(self.tr("Add a command"), "new", "primary")
        self.add_button.clicked.connect(self.add)
        self.action_button = button(self.tr("What follows…"), "play")
        self.action_button.clicked.connect(self.choose_action)
        self.remove_button = button(self.tr("Remove"), "trash")
        self.remove_button.clicked.connect(self.remove)
        self.state = label(role="caption")
        self.foot = QWidget()
        feet = QHBoxLayout(self.foot)
        feet.setContentsMargins(0, 0, 0, 0)
        feet.setSpacing(8)
        for part in (self.add_button, self.action_button, self.remove_button):
            feet.addWidget(part)
        feet.addStretch(1)
        feet.addWidget(self.state)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.name)
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 7)
        row.addLayout(self._build_lists(), 3)

    def _build_lists(self) -> QVBoxLayout:
        self.lists = ListTable()
        self.lists.edited.connect(self._take_list)
        self.list_table = LinesView(self.lists, self.tr("Lists for slots"))
        self.list_table.share_width(4, 6)
        self.list_table.delete_pressed.connect(self._remove_lists)
        self.list_problem = label(role="caption", tone="doubt")
        self.list_problem.setWordWrap(True)
        about = label(
            self.tr(
                "Commas part what can be said for the same command. {number:0-99} is any "
                "number up to 99; {room} is one of the list “room”."
            ),
            "caption",
        )
        about.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(self.tr("Variants and slots"), "section"))
        column.addWidget(about)
        column.addWidget(self.list_table, 1)
        column.addWidget(self.list_problem)
        return column

    # What is shown

    def show_draft(self, draft: Draft) -> None:
        """Show another set."""
        self._before, self._after = [], []
        self.draft = draft
        self._show()
        self.table.setCurrentIndex(self.commands.index(0, 0))

    def _show(self) -> None:
        draft = self.draft
        self.problems = found = find_problems(draft, self._find_alphabet())
        if self.name.text() != draft.name:
            self.name.setText(draft.name)
        self.commands.show(draft.lines, found.lines)
        self.lists.show(draft.lists, found.lists)
        self.table.fit_rows()
        self.table.share_width(*(_WITH_PROBLEMS if any(found.lines) else _WITHOUT))
        self.list_problem.setText(next(filter(None, found.lists), ""))
        self.list_problem.setVisible(any(found.lists))
        self._show_state()
        self._show_buttons()

    def _show_state(self) -> None:
        found = self.problems
        n = sum(not line.is_empty for line in self.draft.lines)
        words = self.tr("Commands: {n}  ·  saved").format(n=n)
        if found.whole:
            words = found.whole
        elif found.n:
            words = self.tr("To put right before it is used: {n}").format(n=found.n)
        elif not n:
            words = self.tr("Write the first command.")
        self.state.setText(words)
        restyle(self.state, "tone", "doubt" if found.n else "")

    @Slot()
    def _show_buttons(self) -> None:
        row = self.table.currentIndex().row()
        has_line = 0 <= row < len(self.draft.lines)
        self.action_button.setEnabled(has_line)
        self.remove_button.setEnabled(has_line)

    # What the user does

    def change(self, draft: Draft) -> None:
        """Take another draft for the user's; it can be taken back."""
        if draft == self.draft:
            return
        self._before = [*self._before, self.draft][-_MOST_STEPS:]
        self._after = []
        self.draft = draft
        self._show()
        self.changed.emit(draft)

    def rename(self, name: str) -> None:
        """Call the set otherwise without telling anybody."""
        self.draft = replace(self.draft, name=name)
        self._show()

    def reword(self, phrase: str, other: str) -> None:
        """Let another phrase stand wherever a phrase stands."""
        lines = tuple(
            replace(
                line,
                said=", ".join(other if p == phrase else p for p in line.phrases),
                label=line.name,  # what follows from it stays what it was
            )
            if phrase in line.phrases
            else line
            for line in self.draft.lines
        )
        self.change(replace(self.draft, lines=lines))

    def set_thresholds(self, chosen: Mapping[str, float]) -> None:
        """Give commands thresholds, by label."""
        lines = tuple(
            replace(line, threshold=chosen.get(line.name, line.threshold))
            for line in self.draft.lines
        )
        self.change(replace(self.draft, lines=lines))

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self._step(self._before, self._after)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._after, self._before)

    def _step(self, source: list[Draft], target: list[Draft]) -> None:
        if source:
            target.append(self.draft)
            self.draft = source.pop()
            self._show()
            self.changed.emit(self.draft)

    @Slot()
    def _rename(self) -> None:
        name = self.name.text().strip()
        if name:
            self.change(replace(self.draft, name=name))
        else:
            self.name.setText(self.draft.name)

    @Slot(int, object)
    def _take_line(self, row: int, line: CommandLine) -> None:
        lines = list(self.draft.lines)
        lines[row : row + 1] = [line]
        self.change(replace(self.draft, lines=tuple(lines)))

    @Slot(int, object)
    def _take_list(self, row: int, line: object) -> None:
        lists = [*self.draft.lists]
        lists[row : row + 1] = [line]  # type: ignore[list-item]
        self.change(replace(self.draft, lists=tuple(lists)))

    @Slot()
    def add(self) -> None:
        """Write in the empty line at the end."""
        index = self.commands.index(len(self.draft.lines), CommandTable.SAID)
        self.table.choose(index.row())
        self.table.edit(index)

    @Slot()
    def remove(self) -> None:
        """Take the chosen commands away."""
        rows = self.table.rows
        if not rows:
            return
        lines = self.draft.lines
        gone = lines[rows[0]].name
        kept = tuple(line for row, line in enumerate(lines) if row not in rows)
        self.change(replace(self.draft, lines=kept))
        self.table.choose(min(rows[0], len(kept)))
        words = self.tr("“{name}” was removed.").format(name=gone)
        if len(rows) > 1:
            words = self.tr("Commands removed: {n}").format(n=len(rows))
        self.undo_offered.emit(words)

    @Slot()
    def _remove_lists(self) -> None:
        rows, lists = self.list_table.rows, self.draft.lists
        if rows:
            kept = tuple(line for row, line in enumerate(lists) if row not in rows)
            self.change(replace(self.draft, lists=kept))
            self.undo_offered.emit(self.tr("The list was removed."))

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        if index.column() == CommandTable.THEN:
            self.choose_action()

    @Slot()
    def choose_action(self) -> None:
        """Ask what follows the chosen command."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.draft.lines):
            return
        line = self.draft.lines[row]
        action = self.ask(line.name, line.action, self)
        self._take_line(row, replace(line, action=action))
