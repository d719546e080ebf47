"""What holds for every command."""

import subprocess
import sys

import pytest

from dictation_app import __version__
from dictation_app.cli import COMMANDS, FAILED, OK, USAGE, output
from dictation_app.document.exporters import FORMATS


def test_the_version_is_answered_without_loading_anything_heavy():
    code = (
        "import sys; from dictation_app.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('torch', 'numpy', 'PySide6', 'av') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == [f"dictation-app {__version__}", "[]"]


@pytest.mark.parametrize(
    "name", ["transcribe", "dictate", "redecode", "align", "devices", "models", "bench"]
)
def test_help_loads_nothing_heavy(name):
    code = (
        "import sys; from dictation_app.cli import main\n"
        f"try: main([{name!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('torch', 'PySide6', 'av') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert len(done.stdout.splitlines()) > 3


def test_every_command_is_listed_once():
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_explains_itself(cli, name):
    code, out, err = cli(name, "--help")
    assert (code, err) == (OK, "")
    assert f"dictation-app {name}" in out


def test_a_mistyped_command_opens_no_window(cli):
    code, out, err = cli("transcrib", "talk.mp3")
    assert (code, out) == (USAGE, "")
    assert "did you mean transcribe?" in err
    assert "neither a command nor a file" in cli("gone.mp3")[2]


def test_the_formats_of_the_help_are_the_exporters():
    assert set(output.FORMATS) == set(FORMATS)


def test_misuse_is_told_and_ends_with_2(cli):
    for words in (["--nonsense"], ["transcribe"], ["models", "frobnicate"]):
        code, out, err = cli(*words)
        assert (code, out) == (USAGE, "")
        assert "usage:" in err


def test_a_reader_who_leaves_is_no_error(program, tmp_path):
    script = f"{sys.executable} -m dictation_app models --presets --json | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (OK, "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_one_sentence():
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"{sys.executable} -m dictation_app models --presets >/dev/full",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FAILED
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_window_says_why_it_cannot_open(program, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = program()
    assert done.returncode == FAILED
    assert len(done.stderr.splitlines()) == 1
    assert "window" in done.stderr
