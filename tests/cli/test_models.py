"""dictation-app models."""

import json
import shutil
import sys

import pytest

from dictation_app import paths
from dictation_app.speech.store import read_model
from dictation_app.training.importance import read_importance


@pytest.fixture(autouse=True)
def bundled(tiny_model, monkeypatch):
    """What came with the program: a tiny model."""
    real = paths.bundled
    monkeypatch.setattr(
        paths, "bundled", lambda n: tiny_model.parent if n == "models" else real(n)
    )


def names(cli):
    return [model["name"] for model in json.loads(cli("models", "--json")[1])]


def test_what_is_there_is_listed(cli):
    code, out, err = cli("models")
    assert (code, err) == (0, "")
    assert out.startswith("tiny  Tiny: ")
    (about,) = json.loads(cli("models", "--json")[1])
    assert about["bundled"] is True
    assert about["language_model"] is False
    assert about["rescorer"] is False
    assert about["architecture"]["hidden"] == 12
    assert len(about["sha256"]) == 64


def test_presets_have_the_published_sizes(cli):
    presets = json.loads(cli("models", "--presets", "--json")[1])
    sizes = {preset["name"]: preset["parameters"] for preset in presets}
    assert sizes["jiwidi"] == 14_233_053
    assert sizes["assemblyai"] == 23_705_373
    assert sizes["small"] == 10_373_805
    assert "14,233,053 parameters" in cli("models", "--presets")[1]


def test_a_model_is_imported_exported_and_removed(cli, tiny_model, tmp_path):
    code, out, _ = cli("models", "import", tiny_model)
    assert (code, out) == (0, "tiny-2\n")  # the first name is taken
    assert names(cli) == ["tiny", "tiny-2"]
    (tmp_path / "out").mkdir()
    code, out, _ = cli("models", "export", "tiny-2", tmp_path / "out")
    assert code == 0
    assert (tmp_path / "out" / "tiny-2" / "model.safetensors").is_file()
    assert cli("models", "remove", "tiny-2", "--yes") == (0, "", "")
    assert names(cli) == ["tiny"]


def test_the_bundled_model_stays(cli):
    code, _, err = cli("models", "remove", "tiny", "--yes")
    assert code == 1
    assert "came with the program" in err
    assert names(cli) == ["tiny"]


@pytest.mark.parametrize(
    ("answer", "stays"), [("y\n", False), ("n\n", True), ("", True)]
)
def test_removing_is_asked_for_at_a_terminal(
    cli, tiny_model, monkeypatch, answer, stays
):
    def reply(question):
        assert question.startswith("Remove tiny-2")
        if not answer:
            raise EOFError  # Ctrl+D
        return answer.strip()

    cli("models", "import", tiny_model)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", reply)
    assert cli("models", "remove", "tiny-2")[0] == (1 if stays else 0)
    assert ("tiny-2" in names(cli)) == stays


def test_damage_is_found(cli, tiny_model):
    assert cli("models", "verify") == (0, "tiny: ok\n", "")
    copy = tiny_model.parent / "copy"
    shutil.copytree(tiny_model, copy)
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    code, out, _ = cli("models", "verify")
    assert code == 1
    assert "copy: " in out
    assert "tiny: ok" in out
    assert cli("models", "verify", "tiny")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("import", "gone"),
        ("import", "."),
        ("export", "gone", "there"),
        ("remove", "gone"),
        ("remove", "../models"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(cli, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = cli("models", *words)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert names(cli) == ["tiny"]


def test_a_model_is_protected_against_narrow_learning(cli, tiny_model, spoken):
    data = spoken("others", "abba", "cad", "dab")
    code, out, err = cli("models", "protect", "tiny", data, "--minutes", "1")
    assert (code, err) == (0, "")
    assert out == f"{tiny_model / 'importance.safetensors'}\n"
    assert read_importance(read_model(tiny_model)) is not None
    assert cli("models", "verify", "tiny")[0] == 0
