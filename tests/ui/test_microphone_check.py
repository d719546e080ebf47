"""The microphone check with a microphone that plays a recording."""

import numpy as np
import pytest
from settings_parts import BUILT_IN, INTERFACE, FileMicrophones, NoMicrophones

from dictation_app.settings import Audio, Settings
from dictation_app.speech.soundcheck import (
    SENTENCE,
    Finding,
    SoundReport,
    Stage,
    keep_report,
    load_reports,
)
from dictation_app.transcript import Level
from dictation_app.ui import verdicts
from dictation_app.ui.check_result import Moment, ReportTable, best, kilohertz
from dictation_app.ui.microphone_check import MicrophoneCheck
from dictation_app.ui.preferences import Preferences

RATE = 16_000


def sound(babble, *, noise=0.0005, gain=0.5):
    """Two seconds of a quiet room, two of speech, and the room again."""
    generator = np.random.default_rng(0)
    speech = babble(2.0) * gain
    parts = [np.zeros(2 * RATE), speech, np.zeros(2 * RATE)]
    samples = np.concatenate(parts)
    return (samples + generator.normal(0, noise, len(samples))).astype(np.float32)


@pytest.fixture
def reports(tmp_path):
    return tmp_path / "data" / "microphones.json"


@pytest.fixture
def preferences():
    return Preferences(Settings())


@pytest.fixture
def make(qtbot, tmp_path, write_audio, babble, reports, preferences):
    made = []

    def build(microphones=None, recognise=lambda samples: SENTENCE, **how):
        if microphones is None:
            path = write_audio(tmp_path / "room.wav", samples=sound(babble, **how))
            microphones = FileMicrophones(path)
        check = MicrophoneCheck(
            preferences, microphones, reports, lambda: recognise, silence=1.5
        )
        qtbot.addWidget(check)
        made.append(check)
        check.show()
        qtbot.waitUntil(lambda: check.device_list._job is None)
        return check

    yield build
    for check in made:
        check.end()


def run(qtbot, check):
    check.begin_button.click()
    qtbot.waitUntil(lambda: check._job is None, timeout=60_000)


def test_a_good_microphone_is_called_good_and_kept(make, qtbot, reports):
    check = make()
    assert not check.sentence.isHidden()
    assert check.pill.isHidden()
    run(qtbot, check)
    found = check.found
    assert found.verdict.text() in (
        "This microphone is good and the room is quiet.",
        "This microphone is good enough to dictate with.",
    )
    assert found.shown["words misheard"] == "0 %"
    assert found.shown["pieces lost"] == "0"
    assert found.heard.text() == f"Heard: “{SENTENCE}”"
    (kept,) = load_reports(reports).values()
    assert kept == check.report
    assert (kept.device, kept.host_api) == ("Built-in microphone", "ALSA")
    assert check.table.rowCount() == 1
    assert check.begin_button.text() == "Check again"
    check.grab()


def test_the_stages_are_shown_one_after_the_other(make, qtbot):
    check = make()
    seen = []
    follow = check._show_stage

    def note(stage):
        follow(stage)
        seen.append((stage, check.title.text(), check.sentence.isHidden()))

    check._show_stage = note
    run(qtbot, check)
    assert seen == [
        (Stage.SILENCE, "Be silent, please", True),
        (Stage.SPEECH, "Now read this aloud", False),
        (Stage.ANALYSIS, "One moment", True),
    ]
    stages = [moment.stage for moment in check._moments]
    assert stages == sorted(stages, key=lambda stage: stage.value)
    assert stages.count(Stage.SILENCE) == pytest.approx(1.5 / 0.064, abs=1)


@pytest.mark.parametrize(
    ("how", "beginning"),
    [
        ({"gain": 20.0}, "It is too loud"),
        ({"noise": 0.03}, "There is too much noise"),
        ({"gain": 0.0}, "Nobody was heard"),
    ],
)
def test_what_is_wrong_is_said_with_a_remedy(make, qtbot, how, beginning):
    check = make(**how)
    run(qtbot, check)
    assert check.found.verdict.text().startswith(beginning)
    assert check.found.verdict.property("tone") == "doubt"


def test_without_a_model_the_words_are_left_out(make, qtbot):
    check = make(recognise=None)
    run(qtbot, check)
    assert check.found.shown["words misheard"] == "–"
    assert check.found.heard.isHidden()


def test_another_microphone_is_checked_and_then_used(make, qtbot, preferences):
    preferences.change(Settings(audio=Audio(channel=1)))
    check = make()
    check.device.set_content((INTERFACE.name, INTERFACE.host_api))
    run(qtbot, check)
    ((device, channel),) = check._microphones.opened
    assert device == INTERFACE
    assert channel is None  # the chosen channel is that of the other microphone
    assert check.report.device == "USB interface"
    check.use_button.click()
    audio = preferences.settings.audio
    assert (audio.microphone, audio.channel) == ("USB interface", None)
    assert check.use_button.isHidden()


def test_the_chosen_channel_is_the_one_that_is_checked(make, qtbot, preferences):
    chosen = Audio(INTERFACE.name, INTERFACE.host_api, channel=3)
    preferences.change(Settings(audio=chosen))
    check = make()
    run(qtbot, check)
    ((device, channel),) = check._microphones.opened
    assert (device, channel) == (INTERFACE, 3)
    assert check.use_button.isHidden()


def test_a_recording_that_ends_too_soon_is_one_sentence(
    make, qtbot, write_audio, tmp_path, reports
):
    check = make(FileMicrophones(write_audio(tmp_path / "short.wav", 0.5)))
    run(qtbot, check)
    told = check.message.text()
    assert told.startswith("The microphone ended before the check was done")
    assert check.title.text() == "Check microphone"
    assert not reports.exists()
    assert not check.begin_button.isHidden()


def test_a_machine_without_a_microphone_says_so(make):
    check = make(NoMicrophones())
    assert check.message.text() == "There is no microphone: connect one."


def test_a_check_is_cancelled(make, qtbot, write_audio, tmp_path, reports):
    check = make(FileMicrophones(write_audio(tmp_path / "long.wav", 60.0)))
    check._silence = 50.0
    check.begin_button.click()
    assert check.device.isEnabled() is False
    qtbot.waitUntil(lambda: bool(check._moments))
    check.cancel_button.click()
    qtbot.waitUntil(lambda: check._job is None)
    assert check.report is None
    assert check.title.text() == "Check microphone"
    assert not reports.exists()


def test_closing_the_window_closes_the_microphone(make, qtbot, write_audio, tmp_path):
    check = make(FileMicrophones(write_audio(tmp_path / "long.wav", 60.0)))
    check._silence = 50.0
    check.begin_button.click()
    job = check._job
    check.reject()
    assert job.isFinished()
    qtbot.waitUntil(lambda: check._job is None)


# The words and the table


def report(**values):
    usual = {
        "noise_floor": -70.0,
        "speech_level": -25.0,
        "snr": 45.0,
        "peak": -5.0,
        "clipped": 0.0,
        "bandwidth": 7_500.0,
        "hum": None,
        "mains": None,
        "device": "A",
        "checked_at": 1_764_000_000.0,
    }
    return SoundReport(**(usual | values))


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_has_a_sentence_with_a_remedy(finding):
    words = verdicts.advice(finding)
    assert words.endswith(".")
    assert ":" in words


def test_microphones_are_compared_the_best_first(qtbot, reports):
    good = report(device="USB", host_api="ALSA", wer=0.05)
    headset = report(device="Headset", bandwidth=3_600.0, wer=0.3)
    for one in (headset, good):
        keep_report(reports, one)
    table = ReportTable()
    qtbot.addWidget(table)
    table.show_reports(load_reports(reports))
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(2)]
    assert rows == [
        ["USB (ALSA)", "5 %", "45 dB", "7.5 kHz"],
        ["Headset", "30 %", "45 dB", "3.6 kHz"],
    ]
    assert best([headset, good]) is good
    assert best([]) is None


def test_the_plot_says_its_levels_to_screen_readers(make):
    plot = make().found.plot
    moments = [
        Moment(Stage.SILENCE, 0.1, Level(0.0, 0.0)),
        Moment(Stage.SPEECH, 0.1, Level(0.5, 0.1)),
    ]
    plot.show_check(moments, report())
    assert plot.accessibleDescription() == "Noise −70 dB, voice −25 dB"
    assert [round(moment.decibels) for moment in moments] == [-90, -20]
    plot.grab()
    assert kilohertz(None) == "–"


def test_the_device_of_the_settings_is_chosen_first(make, preferences):
    preferences.change(Settings(audio=Audio(INTERFACE.name, INTERFACE.host_api)))
    assert make().device.currentText() == INTERFACE.name
    preferences.change(Settings())
    assert make().device.currentText() == f"System default ({BUILT_IN.name})"
