"""The settings dialog as a whole: pages, search, resetting, and that changes arrive."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit
from settings_parts import NoMicrophones, whereabouts

from dictation_app import settings as files
from dictation_app.settings import Settings, Writing, WritingRule
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog import SettingsDialog
from dictation_app.ui.settings_dialog.advanced_page import AdvancedPage
from dictation_app.ui.settings_dialog.appearance_page import AppearancePage
from dictation_app.ui.settings_dialog.dictation_page import DictationPage
from dictation_app.ui.settings_dialog.general_page import GeneralPage
from dictation_app.ui.settings_dialog.storage_page import StoragePage
from dictation_app.ui.settings_dialog.text_page import TextPage


@pytest.fixture
def preferences(tmp_path):
    return Preferences(Settings(), tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot, tmp_path, preferences):
    actions = {
        name: QAction(name.capitalize()) for name in ("record", "check_microphone")
    }
    actions["record"].setShortcut("Ctrl+R")
    keys = {name: action.shortcuts() for name, action in actions.items()}
    dialog = SettingsDialog(
        preferences,
        NoMicrophones(),
        actions,
        keys,
        [tmp_path / "models"],
        where=whereabouts(tmp_path),
    )
    dialog.kept = actions
    qtbot.addWidget(dialog)
    yield dialog
    dialog.end()


def kinds(dialog):
    return list(dialog._kinds)


def test_every_page_opens_and_has_a_name(dialog, qtbot):
    dialog.show()
    for row, kind in enumerate(kinds(dialog)):
        dialog.list.setCurrentRow(row)
        page = dialog.page(kind)
        assert dialog.stack.currentWidget() is page
        assert dialog.list.item(row).text() == page.title() == page.accessibleName()
        dialog.grab()


def test_pages_are_made_when_they_are_wanted_or_may_be_searched(dialog, qtbot):
    dialog.show()
    assert dialog.stack.count() == 1
    dialog.search.entered.emit()
    qtbot.waitUntil(lambda: dialog.stack.count() == len(kinds(dialog)))
    qtbot.waitUntil(lambda: not dialog._rest.isActive())


def test_every_control_has_a_name_for_screen_readers(dialog):
    for kind in kinds(dialog):
        page = dialog.page(kind)
        for control in (
            *page.findChildren(QAbstractButton),
            *page.findChildren(QComboBox),
            *page.findChildren(QAbstractSpinBox),
            *page.findChildren(QLineEdit),
        ):
            if control.objectName().startswith("qt_"):
                continue  # a part of a control that has one
            name = control.accessibleName() or getattr(control, "text", str)()
            assert name, (kind.__name__, control)


def test_every_control_can_be_reached_by_the_keyboard(dialog):
    for kind in kinds(dialog):
        for row in dialog.page(kind).rows:
            control = row.control
            proxy = control.focusProxy() or control
            reachable = proxy.focusPolicy() & Qt.FocusPolicy.TabFocus
            parts = control.findChildren(QAbstractButton)
            assert reachable or any(
                part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in parts
            ), row.name


def setting(settings, place):
    for name in place:
        settings = getattr(settings, name)
    return settings


SWITCHES = [
    (GeneralPage, "resume", ("desktop", "resume_last")),
    (GeneralPage, "tray", ("desktop", "tray_icon")),
    (GeneralPage, "close_to_tray", ("desktop", "close_to_tray")),
    (GeneralPage, "notifications", ("desktop", "notifications")),
    (GeneralPage, "on_top", ("desktop", "mini_on_top")),
    (GeneralPage, "doubtful_first", ("page", "doubtful_first")),
    (DictationPage, "copy", ("dictation", "copy_on_finish")),
    (DictationPage, "insert", ("dictation", "insert_on_finish")),
    (TextPage, "capitals", ("writing", "capitals")),
    (TextPage, "inline", ("writing", "inline_punctuation")),
    (TextPage, "numbers", ("writing", "numbers")),
    (TextPage, "dates", ("writing", "dates")),
    (TextPage, "times", ("writing", "times")),
    (TextPage, "money", ("writing", "money")),
    (AppearancePage, "reduced_motion", ("appearance", "reduced_motion")),
    (StoragePage, "keep_audio", ("audio", "keep_audio")),
    (AdvancedPage, "detailed_log", ("detailed_log",)),
]


@pytest.mark.parametrize(("kind", "name", "place"), SWITCHES)
def test_a_switch_changes_its_setting_at_once_and_on_the_disk(
    dialog, preferences, tmp_path, kind, name, place
):
    row = getattr(dialog.page(kind), name)
    before = setting(preferences.settings, place)
    assert row.control.isChecked() is before
    row.control.click()
    assert setting(preferences.settings, place) is not before
    saved, problem = files.load(tmp_path / "settings.json")
    assert problem is None
    assert saved == preferences.settings


NUMBERS = [
    (GeneralPage, "back_step", ("page", "back_step"), 3.0),
    (GeneralPage, "second_speed", ("page", "second_speed"), 0.5),
    (AppearancePage, "transcript_size", ("appearance", "transcript_size"), 20),
]


@pytest.mark.parametrize(("kind", "name", "place", "value"), NUMBERS)
def test_a_number_changes_its_setting(dialog, preferences, kind, name, place, value):
    getattr(dialog.page(kind), name).control.setValue(value)
    got = setting(preferences.settings, place)
    assert got == value
    assert type(got) is type(setting(Settings(), place))


def test_a_pause_for_paragraphs_can_be_switched_on_set_and_off(dialog, preferences):
    control = dialog.page(TextPage).paragraphs.control
    assert preferences.settings.writing.paragraph_pause is None
    control.switch.click()
    assert preferences.settings.writing.paragraph_pause == 3.0
    control.number.setValue(2.5)
    assert preferences.settings.writing.paragraph_pause == 2.5
    control.switch.click()
    assert preferences.settings.writing.paragraph_pause is None


def test_choices_change_their_settings(dialog, preferences):
    advanced = dialog.page(AdvancedPage)
    advanced.search.control.setCurrentIndex(1)
    advanced.search.control.activated.emit(1)
    assert preferences.settings.recognition.search == "greedy"
    assert not advanced.beam_width.isEnabled()
    appearance = dialog.page(AppearancePage)
    appearance.theme.control.part("dark").click()
    assert preferences.settings.appearance.theme == "dark"
    appearance.text_scale.control.slider.setValue(7)
    assert preferences.settings.appearance.text_scale == 1.5
    assert appearance.text_scale.control.words.text() == "150 %"


def test_an_age_that_is_not_offered_is_shown_as_it_is(dialog, preferences):
    storage = replace(preferences.settings.storage, notes=45.0)
    preferences.change(replace(preferences.settings, storage=storage))
    control = dialog.page(StoragePage).notes.control
    assert control.currentText() == "after 45 days"
    assert control.content() == 45.0


def test_a_change_made_elsewhere_is_shown(dialog, preferences):
    row = dialog.page(DictationPage).copy
    dictation = replace(preferences.settings.dictation, copy_on_finish=True)
    preferences.change(replace(preferences.settings, dictation=dictation))
    assert row.control.isChecked()


def test_a_page_is_reset_and_the_reset_taken_back(dialog, preferences):
    page = dialog.page(AppearancePage)
    assert page.reset_button.isHidden()
    changed = replace(Settings().appearance, theme="dark", transcript_size=30)
    settings = replace(
        Settings(),
        appearance=changed,
        audio=replace(Settings().audio, keep_audio=False),
    )
    preferences.change(settings)
    assert not page.reset_button.isHidden()
    page.reset_button.click()
    assert preferences.settings.appearance == Settings().appearance
    assert not preferences.settings.audio.keep_audio  # another page's
    assert page.reset_button.text() == "Take the reset back"
    page.reset_button.click()
    assert preferences.settings.appearance == changed


def test_a_reset_cannot_be_taken_back_after_another_change(dialog, preferences):
    page = dialog.page(AppearancePage)
    page.reduced_motion.control.click()
    page.reset_button.click()
    page.transcript_size.control.setValue(20)
    assert page.reset_button.text() == "Reset this page"


def test_a_search_shows_where_something_is(dialog, qtbot):
    dialog.show()
    qtbot.keyClicks(dialog.search, "tray")
    shown = [
        dialog.list.item(row).text()
        for row in range(dialog.list.count())
        if not dialog.list.item(row).isHidden()
    ]
    assert shown == ["General"]
    general = dialog.page(GeneralPage)
    assert general.tray.property("found") is True
    assert general.language.property("found") is False
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() is general.tray.control
    dialog.search.clear()
    assert all(
        not dialog.list.item(row).isHidden() for row in range(dialog.list.count())
    )
    assert general.tray.property("found") is False


def test_a_search_turns_to_the_page_that_has_it(dialog, qtbot):
    dialog.show()
    qtbot.keyClicks(dialog.search, "money")
    assert dialog.list.currentItem().text() == "Text and vocabulary"
    dialog.search.setText("xyzzy")
    assert not dialog.nothing.isHidden()


def test_pages_are_turned_with_the_arrow_keys(dialog, qtbot):
    dialog.show()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.currentItem().text() == "Audio"


def test_the_search_has_the_usual_key(dialog):
    dialog.show()
    (find,) = dialog.findChildren(
        QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    assert find.key() == QKeySequence(QKeySequence.StandardKey.Find)
    find.activated.emit()
    assert dialog.focusWidget() is dialog.search


def test_enter_in_a_field_presses_no_button(dialog, qtbot, preferences):
    preferences.change(Settings(writing=Writing(rules=(WritingRule("a", "b"),))))
    dialog.show()
    dialog.show_page(TextPage)
    page = dialog.page(TextPage)
    for field in (page.rules.lines[0].pattern, page.preview.heard, dialog.search):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(page.rules.lines) == 1
    assert preferences.settings.writing.rules == (WritingRule("a", "b"),)
    assert dialog.isVisible()


def test_a_click_on_the_words_turns_the_switch(dialog, qtbot, preferences):
    dialog.show()
    row = dialog.page(GeneralPage).tray
    qtbot.mouseClick(row.title, Qt.MouseButton.LeftButton)
    assert not preferences.settings.desktop.tray_icon


def test_hints_can_be_shown_again(dialog, preferences):
    page = dialog.page(GeneralPage)
    assert page.hints.isHidden()
    preferences.change(replace(preferences.settings, hints_dismissed=("welcome",)))
    assert not page.hints.isHidden()
    page.hints_button.click()
    assert preferences.settings.hints_dismissed == ()
