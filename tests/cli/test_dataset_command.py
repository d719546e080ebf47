import json

import numpy as np
import pytest

from dictation_app.training import misfits
from dictation_app.training.findings import Doubts, problem
from dictation_app.training.manifest import read_manifest
from dictation_app.training.run_events import TextsHeard


@pytest.fixture
def folder(tmp_path, write_audio):
    """Twelve recordings with same-named texts."""
    for i in range(12):
        write_audio(tmp_path / "voice" / f"{i:02d}.wav", 1.0, seed=i)
        text = tmp_path / "voice" / f"{i:02d}.txt"
        text.write_text(f"sentence {'abcdefghijkl'[i]}", encoding="utf-8")
    return tmp_path / "voice"


def test_check_prints_what_is_there_and_what_is_wrong(cli, folder):
    code, out, _ = cli("dataset", "check", folder)
    assert code == 0
    assert "voice: 12 clips" in out
    assert "Nothing is wrong with it." in out
    (folder / "03.txt").write_text("in 1984", encoding="utf-8")
    code, out, _ = cli("dataset", "check", folder)
    assert code == 0
    assert "Texts with characters outside the alphabet: 1" in out
    assert cli("dataset", "check", folder, "--strict")[0] == 1


def test_check_gives_json_and_a_report_and_knows_dev(cli, folder, tmp_path):
    code, out, _ = cli("dataset", "check", folder, "--dev", folder, "--json")
    assert code == 0
    found = json.loads(out)
    assert found["n_clips"] == found["dev"]["n_clips"] == 12
    assert {p["kind"] for p in found["problems"]} == {"shared-audio"}
    cli("dataset", "check", folder, "--report", tmp_path / "r.html")
    assert "Check of voice" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_check_counts_frames_of_the_named_model(cli, folder, tiny_model):
    (folder / "03.txt").write_text("e" * 20, encoding="utf-8")
    out = cli("dataset", "check", folder, "--model", tiny_model)[1]
    assert "Clips too short for their text: 1" in out


def test_check_lets_a_model_hear_the_clips(cli, folder, tiny_model, monkeypatch):
    def doubt(clips, model, *, name, n_clips):
        yield TextsHeard(len(clips), len(clips))
        wrong = problem(clips[2].id, "misfit", "It is heard as something else.")
        return Doubts(name, len(clips), 2 * n_clips, 0.2, (wrong,))

    monkeypatch.setattr(misfits, "doubt_texts", doubt)
    code, out, err = cli("dataset", "check", folder, "--model", tiny_model, "--hear")
    assert code == 0
    assert "Texts that are not what is heard: 1" in out
    assert "It is heard as something else." in out
    assert "A sample of 12 of 24 clips was heard." in err


def test_convert_and_split_write_manifests(cli, folder, tmp_path):
    (folder / "05.txt").unlink()
    code, out, err = cli("dataset", "convert", folder, tmp_path / "all.jsonl")
    assert code == 0
    assert "11 clips" in out
    assert "left out: 05.wav has no text" in err
    assert len(read_manifest(tmp_path / "all.jsonl")) == 11
    parts = (tmp_path / "train.jsonl", tmp_path / "dev.jsonl")
    code, out, _ = cli(
        "dataset", "split", tmp_path / "all.jsonl", *parts, "--share", ".3"
    )
    assert code == 0
    assert "only sentences were kept apart" in out
    train, dev = map(read_manifest, parts)
    assert len(train) + len(dev) == 11
    assert not {c.id for c in train} & {c.id for c in dev}


def test_cut_with_a_network_that_never_learnt_keeps_what_is_asked_for(
    cli, tmp_path, write_audio, babble, tiny_model
):
    pause = np.zeros(16_000, np.float32)
    sound = np.concatenate((pause, babble(3.0, 1), pause, babble(3.0, 2), pause))
    write_audio(tmp_path / "talk.wav", samples=sound)
    (tmp_path / "talk.txt").write_text("one two three four", encoding="utf-8")
    command = ("dataset", "cut", tmp_path / "talk.wav", tmp_path / "talk.txt")
    code, out, _ = cli(
        *command, tmp_path / "out", "--model", tiny_model, "--min-fit", 0
    )
    assert code == 0
    clips = read_manifest(tmp_path / "out" / "manifest.jsonl")
    assert " ".join(c.text for c in clips).split() == ["one", "two", "three", "four"]
    command = (*command, tmp_path / "none", "--model", tiny_model, "--min-fit", "1.1")
    code, out, _ = cli(*command)
    assert code == 1
    assert "left out" in out
    assert json.loads(cli(*command, "--json")[1])["clips"] == []


def test_nonsense_is_told_in_a_sentence(cli, folder, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    for words, code, sentence in (
        (("check", tmp_path / "no"), 1, "There is no data set no"),
        (("check", folder, "--report", "r.pdf"), 2, "must end in .html or .md"),
        (("check", folder, "--jobs", "0"), 2, "1 or more"),
        (("check", empty), 1, "holds no clip"),
        (("split", folder, "a", "b", "--share", "2"), 2, "between 0 and 1"),
        (("split", folder, "a", "b", "--share", "nan"), 2, "between 0 and 1"),
        (("split", folder, "a", "./a"), 2, "two files"),
        (("cut", folder / "no.wav", folder / "no.txt", tmp_path), 1, "cannot be read"),
        ((), 2, "required"),
    ):
        found, _, err = cli("dataset", *words)
        assert found == code, words
        assert sentence in err
        assert "Traceback" not in err
