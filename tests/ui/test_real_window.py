"""The running program: a real screen, real keys, and a microphone that the system made."""

import contextlib
import difflib
import os
import shutil
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from dictation_app import paths
from dictation_app.document.library import Library
from dictation_app.speech import media

_TOOLS = ("Xvfb", "xdotool", "pulseaudio", "pactl", "paplay")
_MISSING = [tool for tool in _TOOLS if not shutil.which(tool)]
_PATIENCE = 120.0
"""Seconds for one step; a busy machine needs many of them."""

pytestmark = pytest.mark.skipif(
    bool(_MISSING) or not (paths.bundled("models") / "en-small").is_dir(),
    reason=f"LOUD: no real window was tested, as here is no {', '.join(_MISSING)}",
)


def wait_for(found, what):
    """Wait until something is there, and give it back."""
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        if value := found():
            return value
        time.sleep(0.1)
    pytest.fail(f"waited in vain for {what}")


@pytest.fixture
def machine(tmp_path):
    """The environment of a screen and a microphone of our own."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "QT_"))}
    places = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower())
        for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    environment = {
        **kept,
        **places,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QT_QPA_PLATFORM": "xcb",
    }
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x800x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with contextlib.ExitStack() as ends:
        ends.callback(screen.wait)
        ends.callback(screen.terminate)
        with os.fdopen(read) as number:
            environment["DISPLAY"] = f":{number.readline().strip()}"
        run(environment, "pulseaudio", "--start", "--exit-idle-time=-1")
        ends.callback(
            subprocess.run, ["pulseaudio", "--kill"], env=environment, check=False
        )
        run(environment, "pactl", "load-module", "module-null-sink", "sink_name=room")
        source = ("master=room.monitor", "source_name=headset")
        run(environment, "pactl", "load-module", "module-remap-source", *source)
        run(environment, "pactl", "set-default-source", "headset")
        yield environment


def run(environment, *command):
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_PATIENCE
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout.strip()


def spoken(folder: Path) -> Path:
    """The bundled sample as a file that paplay reads."""
    pieces = list(media.decode(paths.bundled("resources") / "sample.ogg"))
    samples = (np.concatenate(pieces).clip(-1, 1) * 32_767).astype("<i2")
    path = folder / "sample.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.tobytes())
    return path


def words(text):
    return text.lower().replace(".", " ").replace(",", " ").split()


def test_what_is_said_into_the_running_program_is_kept(machine, tmp_path):
    clip = spoken(tmp_path)
    data = Path(machine["XDG_DATA_HOME"]) / "Dictation"
    log = Path(machine["XDG_STATE_HOME"]) / "Dictation" / "log" / "dictation.log"
    begin = "from dictation_app.app import main; raise SystemExit(main([]))"
    program = subprocess.Popen([sys.executable, "-c", begin], env=machine)
    try:
        search = ("search", "--sync", "--onlyvisible", "--name", "Dictation")
        window = run(machine, "xdotool", *search).split()[0]
        run(machine, "xdotool", "windowfocus", "--sync", window)
        wait_for(lambda: log.is_file() and "is ready" in log.read_text(), "the model")
        run(machine, "xdotool", "key", "ctrl+r")
        wait_for(
            lambda: any(p.stat().st_size > 20_000 for p in data.glob("notes/*/*.wav")),
            "sound of the microphone",
        )
        run(machine, "paplay", "--device=room", str(clip))
        run(machine, "xdotool", "key", "ctrl+r")
        wait_for(lambda: Library(data).notes(), "the note")
        run(machine, "xdotool", "key", "ctrl+q")
        assert program.wait(timeout=_PATIENCE) == 0
    finally:
        program.kill()
        program.wait()
    (note,) = Library(data).notes()
    assert note.duration > 8.0
    transcribe = "from dictation_app.cli import main; raise SystemExit(main())"
    expected = run(machine, sys.executable, "-c", transcribe, "transcribe", str(clip))
    alike = difflib.SequenceMatcher(None, words(expected), words(note.text)).ratio()
    print(f"heard alike: {alike:.2f}\n{expected}\n{note.text}")  # noqa: T201
    assert len(words(note.text)) > 4  # a busy machine may lose some of the sound
