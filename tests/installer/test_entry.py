"""Where the frozen program begins: a window, a command, or an interpreter."""

import runpy
import sys
from pathlib import Path

import pytest

ENTRY = Path(__file__).parents[2] / ".ci" / "packaging" / "entry.py"


@pytest.fixture
def entry():
    """The script's names."""
    return runpy.run_path(str(ENTRY), run_name="entry")


@pytest.fixture
def start(entry, monkeypatch):
    """Starts it with words, under one of its names."""

    def run(*words, name="dictation-app"):
        monkeypatch.setattr(sys, "executable", f"/opt/Größe und Maß/{name}")
        monkeypatch.setattr(sys, "argv", [name, *words])
        return entry["main"]()

    return run


def test_the_console_program_is_the_command_line(start, capsys):
    with pytest.raises(SystemExit) as ended:
        start("--version")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("dictation-app ")


def test_the_windowed_program_opens_its_files(start, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "dictation_app.cli.open_window", lambda words: opened.append(words) or 0
    )
    assert start("recording.m4a", name="Dictation") == 0
    assert opened == [["recording.m4a"]]


def test_either_is_an_interpreter_for_libraries(start, capsys):
    assert start("-c", "import sys; sys.stdout.write(sys.argv[1])", "Ü") == 0
    assert capsys.readouterr().out == "Ü"


def test_a_library_of_the_system_that_is_missing_is_one_sentence(
    start, monkeypatch, capsys
):
    def open_window(words):
        try:
            raise ImportError("libstdc++.so.6: cannot open shared object file")
        except ImportError as error:
            raise ImportError("\n\nIMPORTANT: PLEASE READ THIS\n" * 99) from error

    monkeypatch.setattr("dictation_app.cli.open_window", open_window)
    assert start(name="Dictation") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "(libstdc++.so.6: cannot open" in line
    assert "doctor" in line


def test_so_it_is_for_a_command(start, monkeypatch, capsys):
    def run(arguments):
        raise ImportError("libstdc++.so.6: cannot open shared object file")

    monkeypatch.setattr("dictation_app.cli.models.run", run)
    assert start("models") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "libstdc++.so.6" in line
