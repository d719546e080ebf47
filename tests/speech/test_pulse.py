"""A real microphone path without hardware: a PulseAudio sink whose monitor is recorded."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.skipif(
    not (shutil.which("pulseaudio") and shutil.which("paplay")),
    reason="LOUD: no pulseaudio here, so no real microphone path was tested",
)

_LISTENER = """
import subprocess, sys
import numpy as np
from dictation_app.errors import AudioError
from dictation_app.speech.microphone import Block, Microphone, list_devices

clip, target, module = sys.argv[1:4]
assert any(d.is_default for d in list_devices())
samples = []
with Microphone() as microphone:
    blocks = iter(microphone)
    next(blocks)  # capture runs before anything is played
    player = subprocess.Popen(["paplay", "--device=vmic", clip])
    for block in blocks:
        if isinstance(block, Block):
            samples.append(block.samples)
        if player.poll() is not None:
            microphone.stop()
    print("dropped", microphone.n_dropped)
np.save(target, np.concatenate(samples))
with Microphone() as microphone:
    try:
        for number, _ in enumerate(microphone):
            if number == 5:
                subprocess.run(["pactl", "unload-module", module], check=True)
                subprocess.run(["pulseaudio", "--kill"], check=True)
    except AudioError as error:
        print("unplugged:", error)
"""


@pytest.fixture
def pulse(tmp_path):
    """A sound server of our own with a virtual microphone; the module's number."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("PULSE")},
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    def run(*command):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run("pulseaudio", "--start", "--exit-idle-time=-1")
    try:
        run("pactl", "load-module", "module-null-sink", "sink_name=vmic")
        source = ("master=vmic.monitor", "source_name=vmic_src")
        module = run("pactl", "load-module", "module-remap-source", *source)
        run("pactl", "set-default-source", "vmic_src")
        yield environment, module
    finally:
        subprocess.run(
            ["pulseaudio", "--kill"], env=environment, capture_output=True, check=False
        )


def test_what_is_played_is_what_arrives_until_it_is_unplugged(
    pulse, tmp_path, write_audio
):
    environment, module = pulse
    rate, seconds = 16_000, 2
    rng = np.random.default_rng(0)
    clip = rng.normal(0, 0.1, seconds * rate).clip(-0.9, 0.9).astype(np.float32)
    path = write_audio(tmp_path / "clip.wav", samples=clip)
    target = tmp_path / "heard.npy"
    done = subprocess.run(
        [sys.executable, "-c", _LISTENER, str(path), str(target), module],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert "dropped 0" in done.stdout
    assert "unplugged: The microphone stopped sending sound" in done.stdout
    heard = np.load(target)
    pieces = np.split(clip, 8)
    places = [_place(heard, piece) for piece in pieces]
    assert places[0] is not None  # neither end was cut off
    assert places[-1] is not None
    found = [place for place in places if place is not None]
    assert found == sorted(found)
    assert len(found) >= 7  # a busy machine's player may stumble once


def _place(heard, piece):
    """Where a piece lies in what was heard: the peak of their correlation, if clear."""
    size = len(heard) + len(piece)
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(piece, size))
    at = int(np.fft.irfft(product, size)[: len(heard) - len(piece) + 1].argmax())
    part = heard[at : at + len(piece)]
    return at if np.corrcoef(part, piece)[0, 1] > 0.6 else None
