import json
import shutil
import sys

import pytest

from dictation_app.cli import main

KENLM = shutil.which("lmplz") and shutil.which("build_binary")


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("The cat sat.\nThe dog sat.\n7 cats\n" * 4, encoding="utf-8")
    return path


def test_without_a_place_to_go_it_is_misused(text, capsys):
    assert main(["language-model", str(text)]) == 2
    assert "--output DIR or --into MODEL" in capsys.readouterr().err


def test_without_kenlm_one_sentence_says_how_to_get_it(
    text, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["language-model", str(text), "--output", str(tmp_path / "lm")]) == 1
    error = capsys.readouterr().err
    assert "lmplz is missing" in error
    assert "Traceback" not in error
    assert not (tmp_path / "lm").exists()


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (["--order", "9"], "order must lie"),
        (["--prune", "3"], "begin with 0"),
        (["--into", "no-such-model"], "no model"),
        (["--words", "no-such-list"], "no-such-list cannot be read"),
        (["--lmplz", "no-such-program"], "no program"),
    ],
)
def test_wrong_options_get_a_sentence(text, tmp_path, capsys, extra, sentence):
    tools = ["--lmplz", sys.executable, "--build-binary", sys.executable]
    output = ["--output", str(tmp_path / "lm")]
    assert main(["language-model", str(text), *output, *tools, *extra]) == 1
    assert sentence in capsys.readouterr().err


def test_a_model_that_cannot_be_built_leaves_the_model_as_it_was(
    text, tiny_model, capsys
):
    before = sorted(path.name for path in tiny_model.iterdir())
    tools = ["--lmplz", sys.executable, "--build-binary", sys.executable]
    assert main(["language-model", str(text), "--into", str(tiny_model), *tools]) == 1
    assert "failed" in capsys.readouterr().err
    assert sorted(path.name for path in tiny_model.iterdir()) == before


@pytest.mark.skipif(
    not KENLM,
    reason="KenLM's lmplz and build_binary are not on the PATH: building is not tested",
)
def test_a_language_model_is_built_into_a_model(text, tiny_model, capsys):
    command = ["language-model", str(text), "--into", str(tiny_model), "--prune", "0"]
    held_out = text.with_name("held-out.txt")
    held_out.write_text("A cat sat.\n", encoding="utf-8")
    with text.open("a", encoding="utf-8") as file:
        file.write("a cat sat\n")
    assert main([*command, "--json", "--without", str(held_out)]) == 0
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert result["n_vocabulary"] == 4
    assert result["n_lines"] == 8
    assert result["n_held_out"] == 1
    assert "Sentences left out for --without: 1." in err
    assert "4 lines were left out" in err
    assert "greedily" in err
    words = (tiny_model / "words.txt").read_text(encoding="utf-8").split()
    assert words == ["cat", "dog", "sat", "the"]
    assert main(command) == 0
    assert "9 sentences, 27 words, 5 of them different" in capsys.readouterr().out
