"""Keyword models on the command line: trained, listed, compared, never transcribed with."""

import json

import numpy as np
import pytest
import torch

from dictation_app import paths
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.keyword_store import save_keyword_model
from dictation_app.speech.keywords import KeywordConfig, KeywordNet


@pytest.fixture
def spotter(tmp_path):
    """An untrained keyword model of two digits."""
    torch.manual_seed(0)
    folder = tmp_path / "models" / "two-digits"
    save_keyword_model(
        folder,
        KeywordNet(KeywordConfig(("one", "two"), channels=8, blocks=1)),
        title="Two digits",
        features=FeatureConfig(n_mels=40),
        provenance={},
        card="# Two digits\n",
    )
    return folder


@pytest.fixture
def folder(tmp_path, write_audio):
    """A recording each of a word that the keyword model knows, and of one it does not."""
    for label in ("1", "three", "_other"):
        write_audio(tmp_path / "clips" / label / "a.wav", 1.0)
    return tmp_path / "clips"


def test_a_set_is_compared_with_a_keyword_model(cli, folder, spotter, tiny_model):
    words = ("commands", "test", "digits", folder, "--model", tiny_model)
    code, out, _ = cli(*words, "--keyword-model", spotter, "--json")
    assert code == 0
    found = json.loads(out)["comparison"]
    assert found["recordings"] == 1
    assert found["unknown_to_keyword_model"] == ["3"]
    assert all(row["said"] == "1" for row in found["different"])
    code, out, _ = cli(*words, "--keyword-model", spotter)
    assert code == 0
    assert "1 recordings of words that the keyword model knows" in out


def test_score_tells_both(cli, folder, spotter, tiny_model):
    words = ("commands", "score", folder / "1" / "a.wav", "--model", tiny_model)
    phrases = ("--phrases", "one", "two", "three")
    code, out, _ = cli(*words, "--json", "--keyword-model", spotter, *phrases)
    assert code == 0
    rows = {row["phrase"]: row["keyword_model"] for row in json.loads(out)}
    assert rows["three"] is None
    assert rows["one"] + rows["two"] + rows["none"] == pytest.approx(1.0, abs=1e-3)


def test_it_is_listed_and_verified(cli, spotter, monkeypatch):
    folders = (spotter.parent, spotter.parent)
    monkeypatch.setattr(paths, "model_folders", lambda: folders[:1])
    code, out, _ = cli("models")
    assert code == 0
    assert "keyword model, tells 2 words apart" in out
    code, out, _ = cli("models", "--json")
    assert json.loads(out)[0]["words"] == ["one", "two"]
    code, out, _ = cli("models", "verify", spotter)
    assert (code, out) == (0, "two-digits: ok\n")


def test_it_is_imported_and_then_found(cli, spotter, home):
    code, out, _ = cli("models", "import", spotter)
    assert (code, out) == (0, "two-digits\n")
    code, out, _ = cli("models", "--json")
    assert [m["name"] for m in json.loads(out) if m.get("words")] == ["two-digits"]
    code, out, _ = cli("models", "import", spotter)
    assert out == "two-digits-2\n"
    (spotter / "model.safetensors").write_bytes(b"")
    code, _, err = cli("models", "import", spotter)
    assert code == 1
    assert "damaged" in err


def test_what_is_exported_elsewhere_is_imported_there_and_the_same(
    cli, spotter, home, tmp_path
):
    cli("models", "import", spotter)
    away = tmp_path / "stick"
    away.mkdir()
    code, out, _ = cli("models", "export", "two-digits", away)
    assert (code, out) == (0, f"{away / 'two-digits'}\n")
    for part in spotter.iterdir():
        assert (away / "two-digits" / part.name).read_bytes() == part.read_bytes()
    code, _, err = cli("models", "export", "two-digits", away)
    assert code == 1
    assert "exists already" in err
    code, out, _ = cli("models", "import", away / "two-digits")
    assert out == "two-digits-2\n"


def test_a_damaged_one_is_given_to_nobody(cli, spotter, home, tmp_path):
    cli("models", "import", spotter)
    kept = paths.user_models() / "two-digits" / "model.safetensors"
    kept.write_bytes(kept.read_bytes()[:-1])
    code, _, err = cli("models", "export", "two-digits", tmp_path / "away")
    assert code == 1
    assert "damaged" in err
    assert not (tmp_path / "away").exists()


def test_nobody_can_transcribe_with_it(cli, folder, spotter, tiny_model):
    sound = folder / "1" / "a.wav"
    code, _, err = cli("transcribe", sound, "--model", spotter)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "cannot transcribe" in err
    words = ("commands", "test", "digits", folder, "--model", tiny_model)
    code, _, err = cli(*words, "--keyword-model", tiny_model)
    assert code == 1
    assert "no keyword model" in err


def test_training_words(cli, tmp_path, write_audio):
    rows = []
    for number in range(6):
        for word, loud in (("yes", 0.3), ("no", 0.01)):
            name = f"{word}{number}.wav"
            samples = np.random.default_rng(number).normal(0, loud, 8_000)
            write_audio(tmp_path / name, samples=samples.astype(np.float32))
            rows.append(json.dumps({"audio": name, "text": word}))
    (tmp_path / "w.jsonl").write_text("\n".join(rows))
    words = ("train", "--task", "keywords", "--data", tmp_path / "w.jsonl")
    small = ("--set", "keywords.channels=8", "--set", "keywords.blocks=1")
    run = ("--output", tmp_path / "run", "--epochs", "1")
    code, out, _ = cli(*words, *small, *run)
    assert code == 0
    assert "done: 2 words, 1 epochs" in out
    code, out, _ = cli(*words, "--output", tmp_path / "x", "--show-config")
    assert code == 0
    assert "[keywords]" in out


@pytest.mark.parametrize("wrong", [("--preset", "small"), ("--hours-seen", "1")])
def test_what_belongs_to_text_is_refused(cli, tmp_path, wrong):
    words = ("train", "--task", "keywords", "--output", tmp_path / "run")
    code, _, err = cli(*words, *wrong)
    assert code == 2
    assert "does not go with --task keywords" in err
