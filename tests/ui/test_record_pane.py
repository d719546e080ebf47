"""The upper part of the side: what is said of the microphone."""

import pytest
from settings_parts import BUILT_IN, INTERFACE

from dictation_app.speech.microphone import Device
from dictation_app.transcript import Level
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.record_pane import RecordPane

NAMELESS = Device("default", "ALSA", 2, 48_000, is_default=True)


@pytest.fixture
def pane(qtbot):
    pane = RecordPane()
    qtbot.addWidget(pane)
    return pane


def test_until_microphones_are_listed_it_says_that_it_looks(pane):
    assert pane.devices.currentText() == "Looking for microphones…"
    assert pane.pill.text() == "Ready"


@pytest.mark.parametrize(
    ("devices", "shown"),
    [
        ([BUILT_IN, INTERFACE], "Default: Built-in microphone"),
        ([NAMELESS, INTERFACE], "System default"),
        ([INTERFACE], "System default"),
    ],
)
def test_the_default_is_called_by_its_name_if_it_has_one(pane, devices, shown):
    pane.show_devices(devices, None)
    assert pane.devices.currentText() == shown


def test_without_a_microphone_it_says_what_to_do(pane):
    pane.set_keys(toggle="Ctrl+R", push_to_talk="F9")
    pane.show_devices([], None)
    assert pane.pill.text() == "No microphone"
    assert pane.caption.text() == "Connect a microphone to dictate"
    pane.show_devices([BUILT_IN], None)
    assert pane.pill.text() == "Ready"
    assert "Ctrl+R" in pane.caption.text()


def test_no_level_is_shown_once_the_microphone_is_lost(pane):
    pane.show_devices([BUILT_IN], None)
    pane.show_state(ListeningState.LISTENING)
    pane.show_level(Level(0.5, 0.3))
    assert pane.meter.share > 0
    pane.show_state(ListeningState.LOST)
    assert pane.meter.share == 0
