"""Dictation: how to begin and end, what becomes of the text, what can be said."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from dictation_app.document import choices
from dictation_app.document.commands import COMMANDS, SpokenCommand
from dictation_app.settings import Settings
from dictation_app.ui import controls
from dictation_app.ui.borrowed_words import command_help
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Segments, Switch, Text
from dictation_app.ui.settings_dialog.page import Page, Row, name_control


class DictationPage(Page):
    """Modes, what happens at the end, and the list of spoken commands."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Dictation")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.set_about(
            self.tr("How you begin and end, and what you can say to the program.")
        )
        self._build_listening()
        self._build_end()
        self._build_commands(preferences)
        preferences.changed.connect(self._explain)
        self._explain(preferences.settings)

    def _build_listening(self) -> None:
        self.section(self.tr("Listening"))
        self.mode = self.setting(
            ("dictation", "mode"),
            self.tr("Listening mode"),
            Segments(
                self.tr("Listening mode"),
                [
                    ("toggle", self.tr("Toggle")),
                    ("push_to_talk", self.tr("Push to talk")),
                    ("always_on", self.tr("Always on")),
                ],
            ),
        )
        self.show_guess = self.setting(
            ("dictation", "show_guess"),
            self.tr("Show words while you speak"),
            Switch(),
            self.tr("Grey until they are final. Otherwise whole sentences appear."),
        )

    def _build_end(self) -> None:
        self.section(self.tr("When you stop"))
        self.copy = self.setting(
            ("dictation", "copy_on_finish"),
            self.tr("Copy what was said"),
            Switch(),
            self.tr("To the clipboard, ready to be pasted."),
        )
        self.insert = self.setting(
            ("dictation", "insert_on_finish"),
            self.tr("Type it into the last window"),
            Switch(),
            self.tr("On X11; the clipboard is as it was afterwards."),
        )

    def _build_commands(self, preferences: Preferences) -> None:
        self.section(self.tr("Spoken commands"))
        self.add(self._explanation())
        self.by_sound = self.setting(
            ("dictation", "commands_by_sound"),
            self.tr("Recognise commands by their sound too"),
            Switch(),
            self.tr("“New line” counts also where “knew line” was understood."),
        )
        self.commands = CommandRows(preferences, self)
        self.column.addWidget(self.commands)
        self.rows += self.commands.rows.values()
        self.covers(("dictation", "commands_off"), ("dictation", "phrases"))

    def _explanation(self) -> QWidget:
        words = controls.label(
            self.tr(
                "A phrase is a command only between two pauses; inside a sentence it "
                "stays text. Several phrases are separated by commas."
            ),
            "caption",
        )
        words.setWordWrap(True)
        return words

    @Slot(object)
    def _explain(self, settings: Settings) -> None:
        self.mode.set_help(
            {
                "toggle": self.tr("One press begins, another ends."),
                "push_to_talk": self.tr("Listens while a key is held."),
                "always_on": self.tr("Listens whenever somebody speaks."),
            }[settings.dictation.mode]
        )


class CommandRows(QWidget):
    """Every command with its phrases and a switch."""

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.rows: dict[str, Row] = {}
        self.parts: dict[str, CommandPart] = {}
        column = QGridLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, command in enumerate(COMMANDS):
            part = CommandPart(command)
            part.edited.connect(self._take)
            row = Row(command_help(command), part)
            self.parts[command.name] = part
            self.rows[command.name] = row
            name_control(part.switch, row.name, self.tr("Whether it is listened for"))
            name_control(part.phrases, row.name, self.tr("What is said for it"))
            column.addWidget(row, number, 0)
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        table = choices.commands(settings)
        for command in table.commands:
            self.parts[command.name].show_command(command)
        problems: Mapping[str, str] = {
            name: self.tr("“{phrase}” is said for two commands.").format(phrase=phrase)
            for phrase, *names in table.clashes()
            for name in names
        }
        for name, row in self.rows.items():
            row.set_problem(problems.get(name, ""))

    @Slot()
    def _take(self) -> None:
        part = self.sender()
        if not isinstance(part, CommandPart):
            return
        settings, name = self._preferences.settings, part.command.name
        off = [n for n in settings.dictation.commands_off if n != name]
        if not part.switch.isChecked():
            off.append(name)
        phrases = {k: v for k, v in settings.dictation.phrases.items() if k != name}
        if part.said and part.said != part.command.phrases:
            phrases[name] = part.said
        dictation = replace(
            settings.dictation, commands_off=tuple(off), phrases=phrases
        )
        self._preferences.change(replace(settings, dictation=dictation))
        self._show(self._preferences.settings)


class CommandPart(QWidget):
    """The phrases of one command and its switch."""

    edited = Signal()

    def __init__(self, command: SpokenCommand) -> None:
        super().__init__()
        self.command = command
        self.phrases = Text()
        self.phrases.setMinimumWidth(260)
        self.switch = Switch()
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        row.addWidget(self.phrases, 0, 0)
        row.addWidget(self.switch, 0, 1)
        self.setFocusProxy(self.phrases)
        self.phrases.edited.connect(self.edited)
        self.switch.edited.connect(self.edited)

    @property
    def said(self) -> tuple[str, ...]:
        """The phrases that are written in the field."""
        parts = (" ".join(p.split()) for p in self.phrases.text().lower().split(","))
        return tuple(part for part in parts if part)

    def show_command(self, command: SpokenCommand) -> None:
        """Show how it is set."""
        self.switch.set_content(command.enabled)
        self.phrases.setEnabled(command.enabled)
        self.phrases.setText(", ".join(command.phrases))
        self.phrases.setCursorPosition(0)
