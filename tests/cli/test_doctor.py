"""dictation-app doctor."""

import json
import sys

import numpy as np
import pytest

from dictation_app.cli import doctor
from dictation_app.errors import AudioError
from dictation_app.speech import microphone


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No window in another process, and no microphone of this machine."""
    monkeypatch.setattr("dictation_app.system.window_problem", lambda: "no screen")
    monkeypatch.setattr(microphone, "list_devices", list)


def findings(cli):
    code, out, _ = cli("doctor", "--json")
    return code, {finding["name"]: finding for finding in json.loads(out)}


def test_everything_that_matters_is_there(cli):
    code, found = findings(cli)
    assert code == 0  # no window and no microphone: files still become text
    assert not found["window"]["ok"]
    assert not found["microphone"]["ok"]
    for name in ("torch", "recordings", "model en-small", "your data", "settings"):
        assert found[name]["ok"], found[name]
    code, out, err = cli("doctor")
    assert (code, err) == (0, "")
    assert "note  window: no screen" in out
    assert len(out.splitlines()) == len(found)


def test_a_missing_sound_library_is_a_note(cli, monkeypatch):
    def fail():
        raise AudioError("Install libportaudio2.")

    monkeypatch.setattr(microphone, "list_devices", fail)
    code, found = findings(cli)
    assert code == 0
    assert found["microphone"]["message"] == "Install libportaudio2."


def test_without_a_working_model_it_fails(cli, tiny_model, monkeypatch):
    (tiny_model / "model.safetensors").write_bytes(b"damaged")
    folders = (tiny_model.parent, tiny_model.parent / "none")
    monkeypatch.setattr("dictation_app.paths.model_folders", lambda: folders)
    code, found = findings(cli)
    assert code == 1
    assert not found["model tiny"]["ok"]
    assert found["models"]["essential"]
    assert "FAIL  models" in cli("doctor")[1]


def test_a_folder_that_cannot_be_written_is_named(cli, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    code, found = findings(cli)
    assert code == 1
    assert not found["your data"]["ok"]
    assert str(tmp_path / "file") in found["your data"]["message"]


def test_a_sample_without_speech_is_no_good_sign(
    cli, tmp_path, write_audio, monkeypatch
):
    quiet = write_audio(tmp_path / "q.wav", samples=np.zeros(16_000, np.float32))
    monkeypatch.setattr("dictation_app.cli.bench.sample", lambda: quiet)
    code, found = findings(cli)
    assert code == 1
    assert "no speech" in found["recordings"]["message"]


def test_a_missing_search_is_a_note(cli, monkeypatch):
    monkeypatch.setitem(sys.modules, "ctc_beam_decoder", None)
    code, found = findings(cli)
    assert code == 0
    assert "greedily" in found["beam search"]["message"]


def test_a_window_that_fails_says_why(monkeypatch):
    monkeypatch.setattr("dictation_app.system.window_problem", lambda: None)
    monkeypatch.setattr(doctor, "_PROBE", "raise SystemExit('no such plugin')")
    finding = doctor._window()
    assert not finding.ok
    assert "no such plugin" in finding.message
