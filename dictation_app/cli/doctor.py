"""dictation-app doctor: is everything there that the program needs?"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dictation_app import system
from dictation_app.errors import DictationError

_OK, _FAILED = 0, 1

_PROBE = """
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication
print("Qt", qVersion(), "on", QApplication([]).platformName())
"""
_SPACE = 500_000_000
"""Bytes below which a disk counts as nearly full: five hours of dictation."""


@dataclass(frozen=True)
class Finding:
    """What a look at one thing gave.

    Attributes:
        name: what was looked at.
        ok: whether it works.
        message: how it is, or what to do about it.
        essential: whether the program's purpose depends on it.
    """

    name: str
    ok: bool
    message: str
    essential: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Look at everything; exit with 1 when something essential fails."""
    findings: list[Finding] = []
    for finding in examine():
        findings.append(finding)
        if not arguments.json:
            mark = "ok  " if finding.ok else "FAIL" if finding.essential else "note"
            print(f"{mark}  {finding.name}: {finding.message}", flush=True)
    if arguments.json:
        print(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
    failed = any(f.essential and not f.ok for f in findings)
    return _FAILED if failed else _OK


def examine() -> Iterator[Finding]:
    """Look at one thing after another."""
    yield _window()
    yield from _sound()
    yield _network()
    yield _recordings()
    yield _search()
    yield from _models()
    yield from _folders()
    yield _gpu()


def _window() -> Finding:
    problem = system.window_problem()
    if problem is not None:
        return Finding("window", False, problem)
    try:  # in a process of its own, as Qt may end it
        done = subprocess.run(
            [sys.executable, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("window", False, f"Qt does not answer ({error}).")
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it gave no reason"]
        return Finding(
            "window", False, f"Qt cannot open one ({lines[-1]}): install again."
        )
    return Finding("window", True, done.stdout.strip())


def _sound() -> Iterator[Finding]:
    from dictation_app.speech.microphone import list_devices

    try:
        devices = list_devices()
    except DictationError as error:
        yield Finding("microphone", False, str(error))
        return
    if devices:
        names = ", ".join(device.name for device in devices)
        yield Finding("microphone", True, names)
    else:
        yield Finding(
            "microphone", False, "there is none: connect one; recordings work without."
        )


def _network() -> Finding:
    """Whether torch and torchaudio are the pair that works."""
    try:
        import torch
        import torchaudio
    except (ImportError, OSError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Finding(
            "torch",
            False,
            f"cannot be loaded ({reason}): install torch and torchaudio, both 2.11.0, "
            "in one command.",
            essential=True,
        )
    return Finding(
        "torch",
        True,
        f"{torch.__version__} with torchaudio {torchaudio.__version__}, "
        f"{torch.get_num_threads()} threads",
        essential=True,
    )


def _recordings() -> Finding:
    """Whether a recording is decoded and speech is found in it."""
    from dictation_app.cli.bench import sample

    name = "recordings"
    try:
        from dictation_app.speech import media
        from dictation_app.speech.endpointing import segments

        seconds = sum(s.duration for s in segments(media.decode(sample())))
    except (ImportError, OSError, RuntimeError, DictationError) as error:
        reason = f"the sample cannot be read ({error}): install the program again."
        return Finding(name, False, reason, essential=True)
    if not seconds:
        reason = "no speech is found in the sample: install the program again."
        return Finding(name, False, reason, essential=True)
    return Finding(name, True, f"{seconds:.0f} s of speech in the sample", True)


def _search() -> Finding:
    """Whether there is a beam search, which language models need."""
    try:
        import ctc_beam_decoder  # noqa: F401 - a look whether it can be loaded
    except (ImportError, OSError):
        return Finding(
            "beam search",
            False,
            "ctc-beam-decoder is not installed, which not every system has: words are "
            "found greedily, without language model.",
        )
    return Finding("beam search", True, "ctc-beam-decoder is there")


def _models() -> Iterator[Finding]:
    from dictation_app.cli.models import verify
    from dictation_app.paths import model_folders
    from dictation_app.speech.store import CONFIG, find_models

    usable = 0
    for parent in model_folders():
        for config in sorted(parent.glob(f"*/{CONFIG}")):
            name = f"model {config.parent.name}"
            try:
                sha256 = verify(config.parent)
            except DictationError as error:
                yield Finding(name, False, str(error))
            else:
                usable += 1
                yield Finding(name, True, f"sha256 {sha256[:12]}… is right")
    if not usable or not find_models(model_folders()):
        yield Finding(
            "models",
            False,
            "there is none that works: import one, or install the program again.",
            essential=True,
        )


def _folders() -> Iterator[Finding]:
    from dictation_app import paths

    for name, folder in (
        ("your data", paths.user_data()),
        ("settings", paths.settings_file().parent),
        ("log", paths.log_file().parent),
    ):
        problem = _unwritable(folder)
        if problem:
            yield Finding(name, False, problem, name == "your data")
            continue
        free = shutil.disk_usage(_nearest(folder)).free
        if free < _SPACE:
            message = f"{folder}: only {free / 1e6:.0f} MB are free: make some space."
            yield Finding(name, False, message)
        else:
            yield Finding(name, True, f"{folder} ({free / 1e9:.0f} GB free)")


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that exists."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _unwritable(folder: Path) -> str | None:
    """Try to write; what the program would make anyway may be made."""
    from dictation_app.document import disk

    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return disk.explain(error, folder)
    return None


def _gpu() -> Finding:
    from dictation_app.speech.device import choose_device

    if sys.platform == "darwin":
        return Finding("GPU", True, "not used here: the CPU is")
    device, notice = choose_device("auto")
    if notice is not None:
        return Finding("GPU", False, notice.message)
    text = "an NVIDIA GPU is used" if device == "cuda" else "none: the CPU is used"
    return Finding("GPU", True, text)
