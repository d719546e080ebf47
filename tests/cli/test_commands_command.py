"""dictation-app commands: phrases scored, sets tested, microphones followed."""

import csv
import json

import numpy as np
import pytest

from dictation_app import paths
from dictation_app.speech import media
from dictation_app.speech.network import DeepSpeech2Model

SAMPLE = paths.bundled("resources") / "sample.ogg"


@pytest.fixture
def said(tmp_path, write_audio):
    """Two seconds of the bundled sample."""
    samples = np.concatenate(list(media.decode(SAMPLE, end=2.0)))
    return write_audio(tmp_path / "said.wav", samples=samples)


def test_score_lists_the_phrases_best_first_with_none_among_them(cli, said, tiny_model):
    words = ("commands", "score", said, "--model", tiny_model, "--json")
    code, out, err = cli(*words, "--phrases", "yes", "no", "stop now")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert {row["phrase"] for row in found} == {"yes", "no", "stop now", "none"}
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True)


def test_what_may_be_a_command_is_heard_twice(cli, said, tiny_model, monkeypatch):
    heard, run = [], DeepSpeech2Model.emissions

    def spy(model, batch, warpings=()):
        heard.append(len(batch))
        return run(model, batch, warpings)

    monkeypatch.setattr(DeepSpeech2Model, "emissions", spy)
    words = ("commands", "score", said, "--model", tiny_model, "--json")
    code, _, _ = cli(*words, "--phrases", "yes", "no")
    assert code == 0
    assert heard == [2]


def test_score_reads_a_file_of_phrases(cli, said, tiny_model, tmp_path):
    (tmp_path / "p.txt").write_text("yes\n\n no \n", encoding="utf-8")
    words = ("commands", "score", said, "--model", tiny_model, "--phrases-file")
    code, out, _ = cli(*words, tmp_path / "p.txt")
    assert code == 0
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        (["go", "go"], "stands for both"),
        (["go", "Go"], "stands for both"),
        (["go", " "], "is empty"),
        (["?!"], "no letter"),
        (["привет"], "write it in letters"),
    ],
)
def test_bad_phrases_are_told(cli, said, tiny_model, phrases, words):
    asked = ("commands", "score", said, "--model", tiny_model, "--phrases", *phrases)
    code, out, err = cli(*asked)
    assert (code, out) == (1, "")
    assert err.startswith("dictation-app: ")
    assert len(err.splitlines()) == 1
    if words != "stands for both":
        assert words in err


def test_bad_recordings_are_told(cli, tiny_model, tmp_path):
    (tmp_path / "x.wav").write_bytes(b"")
    for name, words in (("x.wav", "empty"), ("y.wav", "no file")):
        asked = ("commands", "score", tmp_path / name, "--model", tiny_model)
        code, _, err = cli(*asked, "--phrases", "go")
        assert code == 1
        assert words in err


@pytest.fixture
def folder(tmp_path, write_audio):
    """Two labels with a recording each, and something else."""
    for label in ("1", "two", "_other"):
        write_audio(tmp_path / "clips" / label / "a.wav", 1.0)
    (tmp_path / "clips" / "1" / "broken.wav").write_bytes(b"no")
    return tmp_path / "clips"


@pytest.mark.parametrize("suffix", [".csv", ".json", ".html"])
def test_a_set_is_tested_on_recordings(cli, folder, tiny_model, tmp_path, suffix):
    target = tmp_path / f"r{suffix}"
    words = ("commands", "test", "digits", folder, "--model", tiny_model, "--json")
    code, out, err = cli(*words, "--report", target)
    assert code == 0
    assert "left out" in err
    found = json.loads(out)
    assert found["trials_n"] == 2
    assert {row["command"] for row in found["commands"]} == {"1", "2"}
    assert target.stat().st_size > 0
    if suffix == ".csv":
        with target.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) == 3


def test_a_folder_without_commands_is_told(cli, tmp_path, tiny_model):
    (tmp_path / "empty").mkdir()
    words = ("commands", "test", "digits", tmp_path / "empty", "--model", tiny_model)
    code, _, err = cli(*words)
    assert code == 1
    assert "no folder that is named as a command" in err


def test_an_unknown_set_and_report_are_told(cli, folder, tiny_model):
    code, _, err = cli("commands", "test", "nothing", folder, "--model", tiny_model)
    assert code == 1
    assert "digits" in err
    code, _, err = cli("commands", "test", "digits", folder, "--report", "r.txt")
    assert code == 2


def test_listening_tells_every_utterance(cli, tiny_model, tmp_path, write_audio):
    words = ("commands", "listen", "digits", "--model", tiny_model, "--json")
    code, out, _ = cli(*words, "--input", SAMPLE)
    assert code == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert found
    assert all(row["end"] > row["start"] and row["latency"] >= 0 for row in found)
