"""dictation-app devices."""

import json

import pytest

from dictation_app.errors import AudioError
from dictation_app.speech import microphone
from dictation_app.speech.microphone import Device

DEVICES = [
    Device("Mikrofon “Ä”", "ALSA", 1, 48_000, True),
    Device("Headset", "ALSA", 2, 16_000, False),
]


@pytest.fixture
def devices(monkeypatch):
    found = list(DEVICES)
    monkeypatch.setattr(microphone, "list_devices", lambda: found)
    return found


@pytest.mark.usefixtures("devices")
def test_the_default_one_is_marked(cli):
    code, out, err = cli("devices")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "* Mikrofon “Ä”  (ALSA, 1 channel, 48000 Hz)",
        "  Headset  (ALSA, 2 channels, 16000 Hz)",
    ]


def test_json(cli, devices):
    code, out, _ = cli("devices", "--json")
    assert code == 0
    first, second = json.loads(out)
    assert (first["name"], first["is_default"]) == ("Mikrofon “Ä”", True)
    assert second["sample_rate"] == 16_000
    devices.clear()
    assert json.loads(cli("devices", "--json")[1]) == []


def test_no_microphone_is_told_and_no_failure(cli, devices):
    devices.clear()
    code, out, err = cli("devices")
    assert (code, out) == (0, "")
    assert "there is no microphone" in err


def test_a_missing_sound_library_is_one_sentence(cli, monkeypatch):
    def fail():
        raise AudioError("Install libportaudio2.")

    monkeypatch.setattr(microphone, "list_devices", fail)
    assert cli("devices") == (1, "", "dictation-app: Install libportaudio2.\n")
