"""The window opens its settings and the check, and follows what is changed there."""

import logging

import pytest
from PySide6.QtGui import QKeySequence
from settings_parts import BUILT_IN, INTERFACE, FileMicrophones

from dictation_app.document.library import Library
from dictation_app.errors import ModelError
from dictation_app.settings import Settings
from dictation_app.ui import theme
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.microphones import open_chosen
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.appearance_page import AppearancePage
from dictation_app.ui.settings_dialog.audio_page import AudioPage
from dictation_app.ui.settings_dialog.keys_page import KeysPage
from dictation_app.ui.settings_dialog.models_page import ModelsPage
from dictation_app.ui.workbench import Workbench


def no_model(name):
    raise ModelError("There is no model.")


@pytest.fixture
def microphones(write_audio, tmp_path):
    return FileMicrophones(write_audio(tmp_path / "minute.wav", 60.0))


@pytest.fixture
def preferences():
    return Preferences(Settings())


@pytest.fixture
def window(qtbot, qapp, tmp_path, monkeypatch, preferences, microphones):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    def open_microphone(anew):
        return open_chosen(microphones, preferences.settings, anew=anew)

    bench = Workbench(
        preferences.settings, Library(tmp_path / "library"), open_microphone, no_model
    )
    window = MainWindow(bench, preferences, microphones)
    qtbot.addWidget(window, before_close_func=MainWindow.close)
    window.show()
    yield window
    window.close()
    theme.apply(qapp, "light")
    logging.getLogger("dictation_app").setLevel(logging.NOTSET)


def open_page(window, kind):
    window.actions_by_name["settings"].trigger()
    dialog = window.settings_desk.dialog
    dialog.show_page(kind)
    return dialog.page(kind)


def test_the_settings_are_opened_once_and_stay_where_they_were(window):
    page = open_page(window, AppearancePage)
    dialog = window.settings_desk.dialog
    assert dialog.isVisible()
    dialog.reject()
    window.actions_by_name["settings"].trigger()
    assert window.settings_desk.dialog is dialog
    assert dialog.stack.currentWidget() is page


def test_the_window_shows_a_change_of_its_looks_at_once(window):
    page = open_page(window, AppearancePage)
    page.theme.control.part("dark").click()
    assert theme.current().is_dark
    page.transcript_size.control.setValue(24)
    assert theme.current().size("transcript") == 24


def test_a_new_key_counts_in_the_window_at_once(window):
    page = open_page(window, KeysPage)
    field = page.fields["new_note"]
    field.chosen.emit(QKeySequence("F7"))
    assert window.actions_by_name["new_note"].shortcut().toString() == "F7"
    field.restored.emit()
    assert window.actions_by_name["new_note"].shortcut().toString() == "Ctrl+N"


def test_a_detailed_log_is_written_while_it_is_wanted(window, preferences):
    logger = logging.getLogger("dictation_app.ui")
    assert not logger.isEnabledFor(logging.DEBUG)
    preferences.change(Settings(detailed_log=True))
    assert logger.isEnabledFor(logging.DEBUG)
    preferences.change(Settings())
    assert not logger.isEnabledFor(logging.DEBUG)


def test_models_and_keys_can_be_opened_directly(window):
    desk = window.settings_desk
    for open_it, kind in ((desk.open_models, ModelsPage), (desk.open_keys, KeysPage)):
        open_it()
        assert desk.dialog.stack.currentWidget() is desk.dialog.page(kind)


def test_the_list_of_keys_leads_to_where_they_are_changed(window):
    window.actions_by_name["keys"].trigger()
    window.shelf_desk.keys.change_requested.emit()
    dialog = window.settings_desk.dialog
    assert dialog.stack.currentWidget() is dialog.page(KeysPage)


def test_the_check_is_opened_and_closed_with_the_window(window, qtbot):
    window.actions_by_name["check_microphone"].trigger()
    check = window.settings_desk.check
    assert check.isVisible()
    qtbot.waitUntil(lambda: check.device_list._job is None)
    check.begin_button.click()
    job = check._job
    window.close()
    assert job.isFinished()
    assert not check.isVisible()


def test_a_dictation_goes_on_with_the_microphone_and_channel_chosen_meanwhile(
    window, qtbot, microphones
):
    page = open_page(window, AudioPage)
    qtbot.waitUntil(lambda: page.device_list._job is None)
    window.workbench.start_dictation()
    qtbot.waitUntil(lambda: len(microphones.opened) == 1)
    page.device.set_content((INTERFACE.name, INTERFACE.host_api))
    page.device.edited.emit()
    qtbot.waitUntil(lambda: len(microphones.opened) == 2)
    page.channel.set_content(3)
    page.channel.edited.emit()
    qtbot.waitUntil(lambda: len(microphones.opened) == 3)
    devices = [
        (device and device.name, channel) for device, channel in microphones.opened
    ]
    assert devices == [(None, None), (INTERFACE.name, None), (INTERFACE.name, 3)]
    assert window.workbench.dictation.is_open
    assert BUILT_IN.name in page.device.itemText(0)
