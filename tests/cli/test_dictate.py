"""dictation-app dictate with a recording in the microphone's place."""

import json
import os
import signal
import subprocess
import sys
import wave

import numpy as np
import pytest

from dictation_app.cli import dictate, options
from dictation_app.errors import AudioError, ModelError

RATE = 16_000
LISTENING = "dictation-app: listening; Ctrl+C ends the dictation.\n"


@pytest.fixture
def spoken(tmp_path, write_audio, babble):
    """Two utterances with a pause between them."""
    pause = np.zeros(RATE, np.float32)
    parts = (babble(3.0), pause, babble(3.0, seed=1), pause)
    return write_audio(tmp_path / "spoken.wav", samples=np.concatenate(parts))


@pytest.fixture
def heard(cli, spoken, tiny_model):
    """Dictate `spoken`."""

    def run(*words):
        return cli("dictate", "--input", spoken, "--model", tiny_model, *words)

    return run


def test_final_lines_go_to_the_output_and_nothing_else_does(heard):
    code, out, err = heard()
    assert (code, err) == (0, LISTENING)
    assert out.split()
    assert "\x1b" not in out


def test_the_text_is_saved_in_the_format_of_the_name(heard, tmp_path):
    out = heard("--save", tmp_path / "größe.txt")[1]
    assert (tmp_path / "größe.txt").read_text(encoding="utf-8").split() == out.split()
    code, out, _ = heard("--save", tmp_path / "note.json")
    saved = json.loads((tmp_path / "note.json").read_text(encoding="utf-8"))
    assert code == 0
    assert saved["text"].split() == out.split()
    assert saved["model"] == "tiny"
    assert saved["duration"] == pytest.approx(8.0, abs=0.1)
    assert not list(tmp_path.glob("*.wav.*")), "sound is kept only when it is wanted"


def test_the_sound_is_kept_whole_beside_the_text(heard, spoken, tmp_path):
    assert heard("--save", tmp_path / "note.txt", "--keep-audio")[0] == 0
    with wave.open(str(tmp_path / "note.wav")) as kept, wave.open(str(spoken)) as said:
        assert kept.getframerate() == RATE
        assert kept.readframes(RATE * 9) == said.readframes(RATE * 9)
    assert sorted(p.name for p in tmp_path.glob("note*")) == ["note.txt", "note.wav"]


def test_an_earlier_note_is_kept(heard, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("mine")
    code, _, err = heard("--save", note)
    assert code == 0
    assert note.with_name("note.txt.~1~").read_text() == "mine"
    assert "is kept as note.txt.~1~" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--keep-audio",), "--keep-audio needs --save"),
        (("--save", "note.mp3"), "must end in one of .txt"),
        (("--channel", "0"), "they begin with 1"),
        (("--channel", "left"), "they begin with 1"),
        (("--hearings", "5"), "“5” is no number from 1 to 4"),
        (("--hotword", *["Ada"] * 1_001), "give at most 1000 hotwords"),
    ],
)
def test_wrong_arguments_end_with_2_before_anybody_speaks(cli, words, sentence):
    code, out, err = cli("dictate", *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "listening" not in err


def test_what_cannot_work_is_told_before_anybody_speaks(heard, tmp_path):
    for words, sentence in (
        (("--model", "gone"), 'There is no model "gone"'),
        (("--save", tmp_path / "none" / "x.txt"), "does not exist"),
        (("--save", tmp_path), "is a folder"),
    ):
        code, out, err = heard(*words)
        assert (code, out) == (1, "")
        assert sentence in err
        assert len(err.splitlines()) == 1


def test_a_microphone_that_is_not_there_is_one_sentence(cli, tiny_model, monkeypatch):
    def refuse(name, *, channel):
        assert (name, channel) == ("Headset", 1)
        raise AudioError("The microphone Headset is not connected.")

    monkeypatch.setattr("dictation_app.speech.steady.SteadyMicrophone", refuse)
    words = ("--device", "Headset", "--channel", "2", "--model", tiny_model)
    code, out, err = cli("dictate", *words)
    assert (code, out) == (1, "")
    assert err == "dictation-app: The microphone Headset is not connected.\n"


def test_sound_outlives_a_model_that_fails(heard, spoken, tmp_path, monkeypatch):
    def fail(arguments):
        raise ModelError("The weights are damaged.")

    monkeypatch.setattr(options, "open_recognizer", fail)
    code, _, err = heard("--save", tmp_path / "note.txt")
    assert code == 1
    assert "The weights are damaged." in err
    assert "the sound is kept in note.wav" in err
    with wave.open(str(tmp_path / "note.wav")) as kept:
        assert kept.getnframes() > 0


def test_a_dictation_that_was_killed_is_brought_back(heard, tmp_path, monkeypatch):
    def die(self, *, whole):
        self._journal.close()

    note = tmp_path / "note.txt"
    with monkeypatch.context() as patch:
        patch.setattr("dictation_app.cli.note.SavedNote.close", die)
        said = heard("--save", note)[1]
    assert not note.exists()
    code, _, err = heard("--save", note)
    assert code == 0
    assert "an earlier dictation was cut off" in err
    recovered = tmp_path / "note.recovered.txt"
    assert recovered.read_text(encoding="utf-8").split() == said.split()
    assert (tmp_path / "note.recovered.wav").stat().st_size > 3 * RATE


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_with_what_was_said(tmp_path, write_audio, babble, tiny_model):
    utterance = np.concatenate((babble(2.0), np.zeros(RATE, np.float32)))
    sound = write_audio(tmp_path / "long.wav", samples=np.tile(utterance, 20))
    note = tmp_path / "note.txt"
    command = [sys.executable, "-m", "dictation_app", "dictate", "--realtime"]
    command += ["--input", sound, "--model", tiny_model, "--save", note, "--keep-audio"]
    with subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == LISTENING
    text = note.read_text(encoding="utf-8")
    assert text.split() == (first + rest).split()
    assert first.strip()
    with wave.open(str(tmp_path / "note.wav")) as kept:
        assert kept.getnframes() < len(utterance) * 20


@pytest.fixture
def interruptible():
    """A program in the background of a shell may have been told to ignore Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_signal_stops_the_microphone_once_and_is_itself_afterwards():
    before = signal.getsignal(signal.SIGINT)
    stops = []
    with dictate.ended_by_signals(lambda: stops.append(True)):
        signal.raise_signal(signal.SIGINT)
        assert stops == [True]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
