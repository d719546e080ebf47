import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from test_player import QuietSpeaker

from dictation_app.speech.peaks import Peaks
from dictation_app.ui.player import Player
from dictation_app.ui.player_bar import PlayerBar
from dictation_app.ui.waveform import Waveform


@pytest.fixture
def bar(qtbot):
    player = Player(make_speaker=QuietSpeaker)
    bar = PlayerBar(player)
    qtbot.addWidget(bar)
    bar.resize(800, 64)
    yield bar
    bar.stop()


def open_whole(bar, qtbot, path, duration):
    bar.open(path, duration)
    job = bar._jobs[-1]
    qtbot.waitUntil(job.isFinished)
    qtbot.waitUntil(lambda: bar.waveform.peaks.size > 0)


def test_the_waveform_of_a_recording_is_measured_beside_the_window(
    bar, qtbot, speech_wav
):
    open_whole(bar, qtbot, speech_wav, 0.0)
    qtbot.waitUntil(lambda: bar.waveform.maximum() == 3_000)
    assert bar.isVisible()
    assert bar.duration_label.text() == "0:03"
    assert 0.1 < bar.waveform.peaks.max() <= 1.0
    bar.grab()


def test_a_waveform_that_is_known_is_not_measured_again(bar, qtbot, speech_wav):
    open_whole(bar, qtbot, speech_wav, 3.0)
    qtbot.waitUntil(lambda: bool(bar._known))
    first = bar.waveform.peaks
    bar.open(None, 0.0)
    assert not bar.isVisible()
    assert bar.waveform.peaks.size == 0
    n_jobs = len(bar._jobs)
    bar.open(speech_wav, 3.0)
    assert len(bar._jobs) == n_jobs
    assert np.array_equal(bar.waveform.peaks, first)


def test_a_recording_that_cannot_be_measured_can_still_be_shown(bar, qtbot, tmp_path):
    path = tmp_path / "gone.wav"
    bar.open(path, 5.0)
    qtbot.waitUntil(bar._jobs[-1].isFinished)
    assert bar.waveform.maximum() == 5_000
    bar.grab()


def test_a_click_in_the_waveform_goes_there(bar, qtbot, speech_wav):
    open_whole(bar, qtbot, speech_wav, 3.0)
    bar.show()
    wave = bar.waveform
    middle = QPoint(wave.width() // 2, wave.height() // 2)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=middle)
    assert bar.player.position == pytest.approx(1.5, abs=0.05)
    assert bar.position_label.text() == "0:01"


def test_the_keys_of_a_slider_go_back_and_forward(bar, qtbot, speech_wav):
    open_whole(bar, qtbot, speech_wav, 3.0)
    QTest.keyClick(bar.waveform, Qt.Key.Key_Right)
    assert bar.player.position == 1.0
    QTest.keyClick(bar.waveform, Qt.Key.Key_End)
    assert bar.player.position == 3.0


def test_speed_is_chosen_from_a_menu_and_told(bar, qtbot):
    half = next(a for a in bar.speed_button.menu().actions() if a.text() == "0.5×")
    with qtbot.waitSignal(bar.speed_chosen) as told:
        half.trigger()
    assert told.args == [0.5]
    assert bar.speed_button.text() == "0.5×"
    assert half.isChecked()


def test_the_button_says_what_it_does(bar, speech_wav):
    bar.player.open(speech_wav)
    assert bar.play_button.accessibleName() == "Play"
    bar.play_button.click()
    assert bar.play_button.accessibleName() == "Pause"
    bar.play_button.click()
    assert bar.play_button.accessibleName() == "Play"


def test_bars_keep_the_loudest_moment_at_any_width(qtbot):
    wave = Waveform()
    qtbot.addWidget(wave)
    wave.set_duration(100.0)
    values = np.zeros(2_000, np.float32)
    values[1_234] = 0.7
    for width in (130, 333, 3_000):
        wave.resize(width, 40)
        wave.set_peaks(values)
        bars = wave.bars()
        assert bars.max() == 1.0
        assert np.argmax(bars) / len(bars) == pytest.approx(0.617, abs=0.05)


def test_parts_of_a_waveform_are_joined(qtbot):
    wave = Waveform()
    qtbot.addWidget(wave)
    wave.add_peaks(Peaks(0, np.array([0.1, 0.2], np.float32)))
    wave.add_peaks(Peaks(2, np.array([0.3], np.float32)))
    assert wave.peaks.tolist() == pytest.approx([0.1, 0.2, 0.3])
