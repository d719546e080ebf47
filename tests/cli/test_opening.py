"""Which words open the window."""

import pytest

from dictation_app import cli


@pytest.fixture
def opened(monkeypatch):
    """The words that the window was opened with."""
    calls = []
    monkeypatch.setattr(cli, "open_window", lambda words: calls.append(words) or 0)
    return calls


def test_files_and_safe_mode_open_it(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    recording = tmp_path / "Gespräch mit Jörg.m4a"
    recording.touch()
    for words in (
        [],
        ["--safe-mode"],
        ["--safe-mode", "later.wav"],
        [str(recording)],
        [recording.name, "--safe-mode"],
    ):
        assert cli.main(words) == 0
        assert opened.pop() == words


def test_a_command_or_a_wrong_word_does_not(opened, capsys):
    assert cli.main(["no-such-recording.wav"]) == 2
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert opened == []
    assert "neither a command nor a file" in capsys.readouterr().err


def test_every_listed_command_has_its_module():
    assert {"transcribe", "dictate", "doctor"} <= {c.name for c in cli.COMMANDS}
