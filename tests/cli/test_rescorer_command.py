import json

import pytest

from dictation_app.cli import main
from dictation_app.speech.store import read_model


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("The cat sat.\nThe dog sat.\n7 cats\n" * 4, encoding="utf-8")
    return path


def test_without_a_place_to_go_it_is_misused(text, capsys):
    assert main(["rescorer", str(text)]) == 2
    assert "--output DIR or --into MODEL" in capsys.readouterr().err


def test_a_network_is_trained_into_a_model(text, tiny_model, tmp_path, capsys):
    held_out = tmp_path / "held-out.txt"
    held_out.write_text("A cat sat.\n", encoding="utf-8")
    with text.open("a", encoding="utf-8") as file:
        file.write("a cat sat\n")
    short = ["--minutes", "0.01", "--without", str(held_out)]
    command = ["rescorer", str(text), "--into", str(tiny_model), *short]
    assert main([*command, "--json"]) == 0
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert result["n_lines"] == 8
    assert result["n_held_out"] == 1
    assert result["n_foreign"] == 4
    assert result["perplexity"] > 1
    assert "4 lines were left out" in err
    assert "gives it no weight yet" in err
    assert read_model(tiny_model).rescorer is not None
    output = tmp_path / "out"
    again = [
        "--from",
        str(tiny_model / "rescorer.safetensors"),
        "--output",
        str(output),
    ]
    assert main(["rescorer", str(text), *short, *again]) == 0
    assert "8 sentences, 24 words, read" in capsys.readouterr().out
    assert (output / "rescorer.safetensors").is_file()


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (["--minutes", "0"], "minutes and learning rate"),
        (["--into", "no-such-model"], "no model"),
        (["--from", "no-such-file"], "is damaged"),
        (["--without", "no-such-text"], "There is no text"),
    ],
)
def test_wrong_options_get_a_sentence(text, tmp_path, capsys, extra, sentence):
    output = ["--output", str(tmp_path / "out")]
    assert main(["rescorer", str(text), *output, *extra]) == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
