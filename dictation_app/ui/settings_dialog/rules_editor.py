"""The user's own rules: what is heard, what is written for it, each tried at once."""

from dataclasses import asdict, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dictation_app.document.formatting import Rule
from dictation_app.errors import DictationError
from dictation_app.settings import Settings, WritingRule
from dictation_app.ui import controls
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Switch


class RulesEditor(QWidget):
    """A list of rules, used from the top to the bottom."""

    typed = Signal()
    """A rule is being written."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.lines: list[RuleLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        about = controls.label(
            self.tr(
                "Used in this order. \\n is a new line. A regular expression (.*) may "
                "write its groups as \\1, \\2."
            ),
            "caption",
        )
        about.setWordWrap(True)
        self.add_button = controls.button(self.tr("Add a rule"), "new")
        self.add_button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(about)
        column.addLayout(self._list)
        column.addLayout(row)
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def rules(self) -> tuple[WritingRule, ...]:
        """The rules as they are in the fields; empty lines are none."""
        rules = (line.rule() for line in self.lines)
        return tuple(rule for rule in rules if rule.pattern or rule.replacement)

    @Slot()
    def keep(self) -> None:
        """Make what is in the fields the user's rules."""
        settings = self._preferences.settings
        writing = replace(settings.writing, rules=self.rules())
        self._preferences.change(replace(settings, writing=writing))

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        if self.rules() == settings.writing.rules:
            return
        while self.lines:
            self._drop(self.lines[-1])
        for rule in settings.writing.rules:
            self._append(rule)
        self.typed.emit()

    @Slot()
    def _add(self) -> None:
        self._append(WritingRule()).pattern.setFocus()

    def _append(self, rule: WritingRule) -> "RuleLine":
        line = RuleLine(rule)
        self.lines.append(line)
        self._list.addWidget(line)
        line.typed.connect(self.typed)
        line.completed.connect(self.keep)
        line.removed.connect(self._remove)
        line.raised.connect(self._raise)
        return line

    def _drop(self, line: "RuleLine") -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()

    @Slot()
    def _remove(self) -> None:
        line = self.sender()
        if isinstance(line, RuleLine) and line in self.lines:
            self.add_button.setFocus()
            self._drop(line)
            self.keep()
            self.typed.emit()

    @Slot()
    def _raise(self) -> None:
        """Use a rule before the one above it."""
        line = self.sender()
        if not isinstance(line, RuleLine) or line not in self.lines:
            return
        index = self.lines.index(line)
        if index > 0:
            self.lines.insert(index - 1, self.lines.pop(index))
            self._list.insertWidget(index - 1, line)
            self.keep()
            self.typed.emit()


class RuleLine(QWidget):
    """One rule in fields."""

    typed = Signal()
    completed = Signal()
    removed = Signal()
    raised = Signal()

    def __init__(self, rule: WritingRule) -> None:
        super().__init__()
        self.pattern = controls.field(self.tr("heard"))
        self.pattern.setAccessibleName(self.tr("What is heard"))
        self.pattern.setText(rule.pattern)
        self.replacement = controls.field(self.tr("written"))
        self.replacement.setAccessibleName(self.tr("What is written for it"))
        self.replacement.setText(rule.replacement)
        self.regex = _sign(".*", self.tr("Regular expression"), rule.is_regex)
        self.case = _sign("Aa", self.tr("Capitals must be the same"), rule.match_case)
        self.enabled = Switch()
        self.enabled.setAccessibleName(self.tr("Use this rule"))
        self.enabled.setChecked(rule.enabled)
        self.up_button = controls.icon_button("chevron-up", self.tr("Use it earlier"))
        self.remove_button = controls.icon_button("trash", self.tr("Remove this rule"))
        self.problem = controls.label(role="caption", tone="doubt")
        self.problem.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._look()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.pattern, 1)
        arrow = controls.label("→", "caption")
        arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(arrow)
        row.addWidget(self.replacement, 1)
        for part in (
            self.regex,
            self.case,
            self.enabled,
            self.up_button,
            self.remove_button,
        ):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)

    def _connect(self) -> None:
        for text in (self.pattern, self.replacement):
            text.textEdited.connect(self._look)
            text.editingFinished.connect(self.completed)
        for button in (self.regex, self.case, self.enabled):
            button.clicked.connect(self._look)
            button.clicked.connect(self.completed)
        self.up_button.clicked.connect(self.raised)
        self.remove_button.clicked.connect(self.removed)

    def rule(self) -> WritingRule:
        """The rule as it is in the fields."""
        return WritingRule(
            self.pattern.text(),
            self.replacement.text(),
            is_regex=self.regex.isChecked(),
            match_case=self.case.isChecked(),
            enabled=self.enabled.isChecked(),
        )

    @Slot()
    def _look(self) -> None:
        """Say what is wrong with the rule; it is left out until it is right."""
        rule, problem = self.rule(), ""
        if rule.pattern or rule.replacement:
            try:
                Rule(**asdict(rule)).check()
            except DictationError as error:
                problem = str(error)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.typed.emit()


def _sign(text: str, name: str, checked: bool) -> QToolButton:
    """A small button that is on or off, with letters for a picture."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCheckable(True)
    made.setChecked(checked)
    made.setText(text)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made
