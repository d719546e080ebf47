"""The keys page: new keys, conflicts by name, keys that are needed for writing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from dictation_app.settings import Settings
from dictation_app.ui import actions
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.keys_page import KeysPage


@pytest.fixture
def made():
    found = {}
    for name, text, keys in (
        ("record", "Start dictating", "Ctrl+R"),
        ("new_note", "New note", "Ctrl+N"),
        ("redo", "Redo", "Ctrl+Shift+Z; Ctrl+Y"),
        ("about", "About", ""),
    ):
        action = QAction(text)
        action.setShortcuts(QKeySequence.listFromString(keys))
        found[name] = action
    return found


@pytest.fixture
def defaults(made):
    return actions.default_keys(made)


@pytest.fixture
def preferences(made, defaults):
    preferences = Preferences(Settings())
    preferences.changed.connect(
        lambda settings: actions.bind(made, defaults, settings.shortcuts)
    )
    return preferences


@pytest.fixture
def page(qtbot, preferences, made, defaults):
    page = KeysPage(preferences, made, defaults)
    qtbot.addWidget(page)
    page.resize(760, 600)
    page.show()
    return page


CONTROL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, page, name, key, modifiers=Qt.KeyboardModifier.NoModifier):
    button = page.fields[name].button
    button.click()
    assert button.text() == "Press the new key…"
    qtbot.keyClick(button, key, modifiers)


def keys(action):
    return [key.toString() for key in action.shortcuts() if not key.isEmpty()]


def test_keys_are_shown_as_they_are(page):
    shown = {name: field.button.text() for name, field in page.fields.items()}
    assert shown == {
        "push_to_talk": "F9",
        "record": "Ctrl+R",
        "new_note": "Ctrl+N",
        "redo": "Ctrl+Shift+Z, Ctrl+Y",
        "about": "none",
    }


def test_a_new_key_works_at_once(page, qtbot, preferences, made):
    press(qtbot, page, "record", Qt.Key.Key_F7)
    assert keys(made["record"]) == ["F7"]
    assert preferences.settings.shortcuts == {"record": "F7"}
    assert page.fields["record"].button.text() == "F7"
    page.fields["record"].restore_button.click()
    assert keys(made["record"]) == ["Ctrl+R"]
    assert preferences.settings.shortcuts == {}


def test_a_key_that_has_a_meaning_is_named_and_can_be_taken(page, qtbot, made):
    press(qtbot, page, "new_note", Qt.Key.Key_R, CONTROL)
    row = page.key_rows["new_note"]
    assert row.problem.text() == "Ctrl+R already means “Start dictating”."
    assert keys(made["new_note"]) == ["Ctrl+N"]
    page.fields["new_note"].take_button.click()
    assert keys(made["new_note"]) == ["Ctrl+R"]
    assert keys(made["record"]) == []
    assert row.problem.isHidden()


def test_further_keys_of_an_action_stay_and_are_no_conflict(page, qtbot, made):
    press(qtbot, page, "redo", Qt.Key.Key_F6)
    assert keys(made["redo"]) == ["F6", "Ctrl+Y"]
    press(qtbot, page, "redo", Qt.Key.Key_Y, CONTROL)
    assert keys(made["redo"]) == ["Ctrl+Y"]
    assert page.key_rows["redo"].problem.isHidden()


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Return]
)
def test_a_key_that_is_needed_for_writing_is_refused(page, qtbot, made, key):
    press(qtbot, page, "record", key)
    assert "is needed for writing" in page.key_rows["record"].problem.text()
    assert keys(made["record"]) == ["Ctrl+R"]


def test_escape_leaves_a_key_and_backspace_takes_it_away(page, qtbot, made):
    press(qtbot, page, "record", Qt.Key.Key_Escape)
    assert keys(made["record"]) == ["Ctrl+R"]
    press(qtbot, page, "record", Qt.Key.Key_Backspace)
    assert keys(made["record"]) == []
    assert page.fields["record"].button.text() == "none"


def test_tab_is_a_key_only_while_one_is_waited_for(page, qtbot, made):
    press(qtbot, page, "record", Qt.Key.Key_Tab, CONTROL)
    assert keys(made["record"]) == ["Ctrl+Tab"]
    assert not page.fields["record"].button.isChecked()


def test_modifiers_alone_are_waited_out(page, qtbot):
    button = page.fields["record"].button
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_Control, CONTROL)
    assert button.isChecked()
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusOut))
    assert not button.isChecked()
    assert button.text() == "Ctrl+R"


def test_the_key_that_is_held_is_one_of_them(page, qtbot, preferences, made):
    press(qtbot, page, "push_to_talk", Qt.Key.Key_F8)
    assert preferences.settings.dictation.push_to_talk_key == "F8"
    press(qtbot, page, "record", Qt.Key.Key_F8)
    assert page.key_rows["record"].problem.text() == "F8 already means “Push to talk”."


def test_a_conflict_in_old_settings_is_told(page, preferences):
    preferences.change(replace(Settings(), shortcuts={"new_note": "Ctrl+R"}))
    told = page.key_rows["new_note"].problem.text()
    assert told == "Ctrl+R already means “Start dictating”."


def test_the_defaults_come_back_for_all(page, qtbot, preferences, made):
    press(qtbot, page, "record", Qt.Key.Key_F7)
    press(qtbot, page, "push_to_talk", Qt.Key.Key_F8)
    page.reset_button.click()
    assert keys(made["record"]) == ["Ctrl+R"]
    assert preferences.settings.dictation.push_to_talk_key == "F9"
