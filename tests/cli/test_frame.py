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
    assert max(map(len, out.splitlines())) <= 90


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


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as shells do")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_error(closed, tmp_path):
    command = f"{sys.executable} -m dictation_app models --presets"
    done = subprocess.run(
        ["bash", "-c", f"{command} {closed} && {command} --json {closed}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (OK, "")


def test_what_is_said_beside_the_output_never_gets_into_it(tmp_path):
    command = f"{sys.executable} -m dictation_app transcribe {tmp_path}/gone.wav 2>&-"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (FAILED, "")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied", "/x/y"), "/x/y cannot be used"),
        (RuntimeError("a tensor\nis odd"), "(RuntimeError: a tensor is odd)"),
    ],
)
def test_a_fault_of_the_program_is_told_without_a_traceback(
    cli, monkeypatch, error, sentence
):
    def fail(_):
        raise error

    monkeypatch.setattr("dictation_app.cli.devices.run", fail)
    code, out, err = cli("devices")
    assert (code, out) == (FAILED, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_the_window_says_why_it_cannot_open(program, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = program()
    assert done.returncode == FAILED
    assert len(done.stderr.splitlines()) == 1
    assert "window" in done.stderr
