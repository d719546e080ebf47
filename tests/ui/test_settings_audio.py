"""The audio page: microphones by name, channels, the test, and the last check."""

import time
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from settings_parts import BUILT_IN, INTERFACE, FileMicrophones, NoMicrophones
from test_player import QuietSpeaker

from dictation_app.settings import Audio, Dictation, Settings
from dictation_app.speech.soundcheck import SoundReport, keep_report
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.audio_page import AudioPage


@pytest.fixture
def preferences():
    return Preferences(Settings())


@pytest.fixture
def microphones(speech_wav):
    return FileMicrophones(speech_wav)


@pytest.fixture
def make(qtbot, preferences, microphones, tmp_path):
    pages = []
    check = QAction("Check microphone…")

    def build(source=microphones):
        page = AudioPage(
            preferences,
            source,
            check,
            tmp_path / "microphones.json",
            make_speaker=QuietSpeaker,
        )
        qtbot.addWidget(page)
        pages.append(page)
        page.show()
        page.opened()
        qtbot.waitUntil(lambda: page.device_list._job is None)
        return page

    yield build
    for page in pages:
        page.end()


def offered(box):
    return [box.itemText(index) for index in range(box.count())]


def pick(control, index):
    control.setCurrentIndex(index)
    control.activated.emit(index)


def test_microphones_are_offered_by_name(make, preferences):
    page = make()
    assert offered(page.device) == [
        "System default (Built-in microphone)",
        "Built-in microphone",
        "USB interface",
    ]
    assert page.device.content() is None
    pick(page.device, 2)
    audio = preferences.settings.audio
    assert (audio.microphone, audio.host_api) == ("USB interface", "ALSA")
    assert page.follow.isHidden()
    pick(page.device, 0)
    assert preferences.settings.audio.microphone == ""
    assert not page.follow.isHidden()


def test_a_microphone_that_is_gone_stays_chosen(make, preferences):
    preferences.change(Settings(audio=Audio("Old headset", "ALSA")))
    page = make()
    assert page.device.currentText() == "Old headset (not connected)"
    assert preferences.settings.audio.microphone == "Old headset"


def test_two_of_the_same_name_are_told_apart(make, speech_wav):
    twin = replace(BUILT_IN, host_api="JACK", is_default=False)
    page = make(FileMicrophones(speech_wav, [BUILT_IN, twin]))
    assert offered(page.device)[1:] == [
        "Built-in microphone (ALSA)",
        "Built-in microphone (JACK)",
    ]


def test_a_machine_without_any_says_so(make):
    page = make(NoMicrophones())
    assert page.device_row.problem.text() == "There is no microphone: connect one."


def test_looking_again_looks_for_new_ones(make, qtbot, microphones):
    page = make()
    page.refresh.click()
    qtbot.waitUntil(lambda: microphones.looked_anew == 1)
    qtbot.waitUntil(lambda: page.device_list._job is None)


def test_a_channel_of_an_interface_is_chosen(make, preferences):
    page = make()
    assert len(offered(page.channel)) == 3  # of the default's two channels
    pick(page.device, 2)
    assert len(offered(page.channel)) == 9
    pick(page.channel, 3)
    assert preferences.settings.audio.channel == 2
    pick(page.device, 1)  # another microphone has other channels
    assert preferences.settings.audio.channel is None


def test_a_microphone_with_one_channel_offers_none(make, speech_wav):
    page = make(FileMicrophones(speech_wav, [replace(BUILT_IN, n_channels=1)]))
    assert page.channel_row.isHidden()


def test_a_channel_that_the_microphone_has_not_is_told(make, preferences):
    preferences.change(Settings(audio=Audio(channel=5)))
    page = make()
    assert page.channel.currentText() == "Only channel 6"
    told = page.channel_row.problem.text()
    assert told == "This microphone has no such channel."


@pytest.mark.parametrize("mode", ["toggle", "push_to_talk", "always_on"])
def test_keeping_ready_can_be_chosen_before_its_mode_is(make, preferences, mode):
    preferences.change(Settings(dictation=Dictation(mode=mode)))
    page = make()
    page.keep_ready.control.click()
    assert not preferences.settings.audio.keep_ready


def test_keeping_ready_in_toggle_mode_is_another_choice(make, preferences):
    page = make()
    assert not preferences.settings.audio.keep_ready_toggle
    page.keep_ready_toggle.control.click()
    assert preferences.settings.audio.keep_ready_toggle
    assert preferences.settings.audio.keep_ready


def test_the_test_shows_a_level_and_plays_it_back(
    make, qtbot, preferences, microphones
):
    audio = Audio(INTERFACE.name, INTERFACE.host_api, channel=1)
    preferences.change(Settings(audio=audio))
    page = make()
    levels = []
    page.test.meter.show_level = levels.append
    with qtbot.waitSignal(page.test.ended):
        page.test.test_button.click()
        assert page.test.test_button.text() == "Stop"
    (opened,) = microphones.opened
    assert opened[0].name == "USB interface"
    assert opened[1] == 1
    assert max(level.peak for level in levels) > 0.1
    assert page.test.words.text() == "A good level."
    assert page.test.test_button.text() == "Test microphone"
    page.test.play_button.click()
    assert page.test._speaker.log == [("open", page.test._path), "play"]


def test_a_quiet_voice_is_told(make, qtbot, write_audio, tmp_path, babble):
    path = write_audio(tmp_path / "quiet.wav", samples=babble(1.0) * 0.02)
    page = make(FileMicrophones(path))
    with qtbot.waitSignal(page.test.ended):
        page.test.test_button.click()
    assert page.test.words.text().startswith("Too quiet")


def test_leaving_the_page_closes_the_microphone_and_forgets(make, qtbot):
    page = make()
    with qtbot.waitSignal(page.test.ended):
        page.test.test_button.click()
    path = page.test._path
    assert path.is_file()
    page.left()
    assert not path.exists()
    assert not page.test.play_button.isEnabled()


def test_a_microphone_that_cannot_be_opened_is_one_sentence(
    make, qtbot, tmp_path, microphones
):
    page = make()
    microphones.path = tmp_path / "gone.wav"
    with qtbot.waitSignal(page.test.ended):
        page.test.test_button.click()
    assert "gone.wav" in page.test.words.text()
    assert not page.test.play_button.isEnabled()


def test_the_last_check_of_the_microphone_is_told(make, tmp_path):
    report = SoundReport(
        -70.0, -25.0, 45.0, -3.0, 0.0, 7_500.0, None, None, BUILT_IN.name, "ALSA"
    )
    report = replace(report, checked_at=time.time())
    keep_report(tmp_path / "microphones.json", report)
    page = make()
    assert page.check.help.text().endswith(
        ": This microphone is good and the room is quiet."
    )
