"""The list of spoken commands: switched off, renamed, and clashes named."""

import pytest

from dictation_app.document import choices
from dictation_app.document.commands import COMMANDS
from dictation_app.settings import Settings
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.dictation_page import DictationPage


@pytest.fixture
def preferences():
    return Preferences(Settings())


@pytest.fixture
def page(qtbot, preferences):
    page = DictationPage(preferences)
    qtbot.addWidget(page)
    return page


def say(page, name, words):
    field = page.commands.parts[name].phrases
    field.setText(words)
    field.editingFinished.emit()


def test_every_command_is_listed_with_what_it_does(page):
    assert list(page.commands.parts) == [command.name for command in COMMANDS]
    assert page.commands.rows["scratch_that"].name == "Removes what you said last"
    assert page.commands.parts["full_stop"].phrases.text() == "full stop, period"


def test_a_command_is_switched_off_and_on(page, preferences):
    part = page.commands.parts["comma"]
    part.switch.click()
    assert preferences.settings.dictation.commands_off == ("comma",)
    assert choices.commands(preferences.settings).parse("comma") is None
    assert not part.phrases.isEnabled()
    part.switch.click()
    assert preferences.settings.dictation.commands_off == ()


def test_a_command_is_said_another_way(page, preferences):
    say(page, "new_line", "  Next   Line, line break ")
    assert preferences.settings.dictation.phrases == {
        "new_line": ("next line", "line break")
    }
    table = choices.commands(preferences.settings)
    assert table.parse("line break").spoken.name == "new_line"
    assert page.commands.parts["new_line"].phrases.text() == "next line, line break"
    say(page, "new_line", "")
    assert preferences.settings.dictation.phrases == {}
    assert page.commands.parts["new_line"].phrases.text() == "new line"


def test_a_phrase_for_two_commands_is_named_at_both(page):
    say(page, "colon", "comma")
    for name in ("colon", "comma"):
        told = page.commands.rows[name].problem.text()
        assert told == "“comma” is said for two commands."
    page.commands.parts["comma"].switch.click()
    assert page.commands.rows["colon"].problem.isHidden()


def test_the_mode_is_explained(page, preferences):
    page.mode.control.part("push_to_talk").click()
    assert preferences.settings.dictation.mode == "push_to_talk"
    assert page.mode.help.text() == "Listens while a key is held."


def test_a_reset_brings_all_commands_back(page, preferences):
    page.commands.parts["comma"].switch.click()
    say(page, "colon", "two dots")
    page.reset_button.click()
    assert preferences.settings == Settings()
    assert page.commands.parts["comma"].switch.isChecked()
    assert page.commands.parts["colon"].phrases.text() == "colon"
