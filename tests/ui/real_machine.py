"""A screen, a keyboard and a microphone that the system made, for the running program."""

import contextlib
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
from dictation_app.speech import media

_TOOLS = ("Xvfb", "xdotool", "pulseaudio", "pactl", "paplay")
_MISSING = [tool for tool in _TOOLS if not shutil.which(tool)]
PATIENCE = 120.0
"""Seconds for one step; a busy machine needs many of them."""

needs_machine = pytest.mark.skipif(
    bool(_MISSING) or not (paths.bundled("models") / "en-small").is_dir(),
    reason=f"LOUD: no real window was tested, as here is no {', '.join(_MISSING)}",
)


def wait_for(found, what):
    """Wait until something is there, and give it back."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if value := found():
            return value
        time.sleep(0.1)
    pytest.fail(f"waited in vain for {what}")


@contextlib.contextmanager
def machine(folder):
    """The environment of a screen and a microphone of our own."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "QT_"))}
    places = {
        f"XDG_{name}_HOME": str(folder / name.lower())
        for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    environment = {
        **kept,
        **places,
        "HOME": str(folder),
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
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout.strip()


def playable(source: Path, folder: Path) -> Path:
    """A recording as a file that paplay reads."""
    pieces = list(media.decode(source))
    samples = (np.concatenate(pieces).clip(-1, 1) * 32_767).astype("<i2")
    path = folder / f"{source.stem}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.tobytes())
    return path


@contextlib.contextmanager
def program(environment):
    """The program with its model loaded; gives its process, and its window's number."""
    log = Path(environment["XDG_STATE_HOME"]) / "Dictation" / "log" / "dictation.log"
    begin = "from dictation_app.app import main; raise SystemExit(main([]))"
    process = subprocess.Popen([sys.executable, "-c", begin], env=environment)
    try:
        window = find_window(environment, "^Dictation$")
        run(environment, "xdotool", "windowfocus", "--sync", window)
        wait_for(lambda: log.is_file() and "is ready" in log.read_text(), "the model")
        yield process, window
    finally:
        process.kill()
        process.wait()


def find_window(environment, name):
    """The number of a window, once it is on the screen."""
    search = ("search", "--sync", "--onlyvisible", "--name", name)
    return run(environment, "xdotool", *search).split()[0]
