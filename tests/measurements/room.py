"""A room to measure in: a screen, a sound server with a virtual microphone, a speaker.

Shared by the measurements here that drive the real window. Needs Xvfb, xdotool and
PulseAudio. The speaker plays clips of a data set's manifest.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from dictation_app.training.manifest import Clip, read_manifest, read_samples

RATE = 16_000
NOISE = 1e-3
"""Root mean square, 60 decibels below full scale, of a quiet room: no real microphone
sends the perfect silence between two clips."""
PATIENCE = 180.0
"""Seconds for one step on a busy machine."""


@contextlib.contextmanager
def room() -> Iterator[dict[str, str]]:
    """Make the room; gives the environment of programs in it."""
    missing = [
        tool for tool in ("Xvfb", "xdotool", "pulseaudio") if not shutil.which(tool)
    ]
    if missing:
        raise SystemExit(f"Install {', '.join(missing)} first.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # clears up, too
    with contextlib.ExitStack() as ends:
        home = ends.enter_context(
            tempfile.TemporaryDirectory(prefix="room-", ignore_cleanup_errors=True)
        )
        environment = _environment(Path(home))
        _show_screen(environment, ends)
        _connect_sound(environment, ends)
        yield environment


def _environment(home: Path) -> dict[str, str]:
    (home / "run").mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "QT_"))}
    places = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    return (
        kept
        | places
        | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path]),
            "QT_QPA_PLATFORM": "xcb",
        }
    )


def _show_screen(environment: dict[str, str], ends: contextlib.ExitStack) -> None:
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x800x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    ends.callback(screen.wait)
    ends.callback(screen.terminate)
    with os.fdopen(read) as number:
        environment["DISPLAY"] = f":{number.readline().strip()}"


def _connect_sound(environment: dict[str, str], ends: contextlib.ExitStack) -> None:
    server = subprocess.Popen(
        ["pulseaudio", "--exit-idle-time=-1", "--daemonize=no"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    ends.callback(server.wait)
    ends.callback(server.terminate)
    pactl = ("pactl", "load-module")
    sink = ("module-null-sink", "sink_name=room", "rate=16000", "channels=1")
    wait_for(lambda: _runs(environment, *pactl, *sink), "the sound server")
    source = ("module-remap-source", "master=room.monitor", "source_name=headset")
    run(environment, *pactl, *source)
    run(environment, "pactl", "set-default-source", "headset")


def _runs(environment: dict[str, str], *command: str) -> bool:
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def run(environment: dict[str, str], *command: str) -> str:
    """Run a program in the room to its end; what it wrote."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()


def play(environment: dict[str, str], path: Path) -> "subprocess.Popen[bytes]":
    """Begin to speak a WAV file into the microphone.

    What is ahead in the sound server's memory is not torn where the machine is busy.
    """
    command = ["paplay", "--latency-msec=1500", "--device=room", str(path)]
    return subprocess.Popen(command, env=environment)


def wait_for(found: Callable[[], object], what: str, patience: float = PATIENCE):
    """Wait until something is there, and give it back."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if value := found():
            return value
        time.sleep(0.05)
    raise SystemExit(f"Waited in vain for {what}.")


def choose_clips(
    manifest: Path,
    seconds: float,
    *,
    corpus: str = "",
    shortest: float = 0.0,
    longest: float = 1e9,
    seed: int = 0,
) -> list[Clip]:
    """Clips of some seconds in all, in an order that a seed decides."""
    clips = [
        clip
        for clip in read_manifest(manifest)
        if corpus in ("", clip.corpus)
        and shortest <= clip.duration <= longest
        and clip.text.strip()
    ]
    if not clips:
        raise SystemExit(f"{manifest.name} has no such clip.")
    order = np.random.default_rng(seed).permutation(len(clips))
    chosen: list[Clip] = []
    while sum(clip.duration for clip in chosen) < seconds:
        chosen.append(clips[order[len(chosen) % len(clips)]])
    return chosen


def write_speech(path: Path, clips: Sequence[Clip], pause: float) -> None:
    """Write clips to a WAV file, one after the other with a pause behind each."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for number, clip in enumerate(clips):
            samples = np.pad(read_samples(clip), (0, round(pause * RATE)))
            file.writeframes(pcm(samples, number))


def pcm(samples: np.ndarray, seed: int) -> bytes:
    """16-bit samples with the noise of a quiet room."""
    noise = np.random.default_rng(seed).normal(0, NOISE, len(samples))
    return ((samples + noise).clip(-1, 1) * 32_767).astype("<i2").tobytes()
