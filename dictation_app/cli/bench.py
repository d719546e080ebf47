"""dictation-app bench: how fast is it on this machine?"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app import system
from dictation_app.cli import options
from dictation_app.cli.meter import Meter
from dictation_app.errors import AudioError

if TYPE_CHECKING:
    from dictation_app.speech.network import Samples
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.speech.store import ModelInfo

Numbers = dict[str, float | str | None]

_OK = 0
_SOUNDS = (".opus", ".ogg", ".flac", ".wav", ".mp3", ".m4a")
_PATIENCE = 60.0
"""Seconds after which a window that does not show counts as failed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help="speech to measure with, repeated as often as needed; the program's own "
        "sample unless given",
    )
    parser.add_argument(
        "--minutes",
        type=_positive,
        default=30.0,
        metavar="M",
        help="length of the recording to transcribe (default: 30)",
    )
    parser.add_argument(
        "--live",
        type=_positive,
        default=60.0,
        metavar="S",
        help="seconds of speech to listen to live (default: 60)",
    )
    options.add_model(parser)
    options.add_device(parser)
    parser.add_argument(
        "--no-window", action="store_true", help="leave out the start of the window"
    )
    parser.add_argument(
        "--training",
        action="store_true",
        help="measure the trainer instead, beside a plain loop as in tutorials",
    )
    parser.add_argument(
        "--seconds",
        type=_positive,
        default=60.0,
        metavar="S",
        help="with --training: seconds to train each of the two (default: 60)",
    )
    parser.add_argument(
        "--batch",
        type=_positive,
        default=96.0,
        metavar="S",
        help="with --training: seconds of audio in a batch (default: 96)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print a table or one flat JSON object."""
    if arguments.training:
        from dictation_app.cli import bench_training

        return bench_training.run(arguments)
    source = arguments.file or _sample()
    numbers = _measure(arguments, source)
    if arguments.json:
        print(json.dumps(numbers, ensure_ascii=False, indent=1))
    else:
        print(_table(numbers))
    return _OK


def _sample() -> Path:
    """Speech that ships with the program.

    Raises:
        AudioError: there is none.
    """
    from dictation_app.paths import bundled

    for path in sorted(bundled("resources").rglob("*")):
        if path.suffix in _SOUNDS and "sample" in path.stem:
            return path
    raise AudioError("There is no sample recording: name one with --file.")


def _measure(arguments: argparse.Namespace, source: Path) -> Numbers:
    from dictation_app.speech import benchmark

    info = options.find_model(arguments)
    numbers: Numbers = {"model": info.name, "threads": None}
    with tempfile.TemporaryDirectory(prefix="dictation-bench-") as folder, Meter() as m:
        recording = Path(folder) / "recording.wav"
        benchmark.repeat_sound(source, recording, arguments.minutes * 60)
        window: Numbers = {"window_shown_s": None, "model_ready_s": None}
        if not arguments.no_window:
            m.show("start of the window", 0.0)
            window = measure_start()
        numbers |= _measure_files(arguments, info, recording, m)
        numbers |= window
    return numbers


def _measure_files(
    arguments: argparse.Namespace, info: "ModelInfo", recording: Path, meter: Meter
) -> Numbers:
    import torch

    from dictation_app.speech import benchmark
    from dictation_app.speech.recognizer import load_recognizer

    began = time.perf_counter()
    greedy, notice = load_recognizer(
        info, device=arguments.device, options=replace(info.decoding, beam_width=1)
    )
    loaded = time.perf_counter() - began
    if notice is not None:
        options.tell(notice.message)
    greedy.recognise(_second_of_silence(), 0.0)  # the first run sets things up
    matmul = benchmark.matmul_gflops()
    speed = meter.watch("file, greedy", benchmark.measure_file(greedy, recording))
    after_file = benchmark.peak_rss()
    beam = _beam_speed(arguments, info, recording, meter)
    live = meter.watch(
        "live",
        benchmark.measure_live(_as_used(arguments, info), recording, arguments.live),
    )
    peak = benchmark.peak_rss()
    return {
        "threads": torch.get_num_threads(),
        "minutes": arguments.minutes,
        "file_x_realtime_greedy": speed.x_realtime,
        "file_x_realtime_beam": beam,
        "file_first_words_s": speed.first,
        "partial_age_p50_s": benchmark.percentile(live.partial_ages, 0.5),
        "partial_age_p95_s": benchmark.percentile(live.partial_ages, 0.95),
        "final_latency_p50_s": benchmark.percentile(live.final_latencies, 0.5),
        "final_latency_p95_s": benchmark.percentile(live.final_latencies, 0.95),
        "model_load_s": loaded,
        "file_peak_rss_mb": None if after_file is None else after_file / 1e6,
        "peak_rss_mb": None if peak is None else peak / 1e6,
        "network_gflops": benchmark.network_gflops(greedy.model, info.architecture),
        "matmul_gflops": matmul,
    }


def _beam_speed(
    arguments: argparse.Namespace, info: "ModelInfo", recording: Path, meter: Meter
) -> float | None:
    """Speed with beam 64 and the language model; None without one."""
    from dictation_app.speech import benchmark
    from dictation_app.speech.recognizer import load_recognizer

    if info.language_model is None:
        return None
    recognizer, _ = load_recognizer(
        info, device=arguments.device, options=replace(info.decoding, beam_width=64)
    )
    steps = benchmark.measure_file(recognizer, recording)
    return meter.watch("file, beam search", steps).x_realtime


def _as_used(arguments: argparse.Namespace, info: "ModelInfo") -> "Recognizer":
    """The recogniser as people have it, set up by a first run."""
    from dictation_app.speech.recognizer import load_recognizer

    recognizer, _ = load_recognizer(info, device=arguments.device)
    recognizer.recognise(_second_of_silence(), 0.0)
    return recognizer


def _second_of_silence() -> "Samples":
    import numpy as np

    return np.zeros(16_000, np.float32)


def measure_start() -> Numbers:
    """Start the window in a process of its own and wait until it is ready."""
    environment = dict(os.environ)
    if not system.platform():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    began = time.perf_counter()
    found: Numbers = {"window_shown_s": None, "model_ready_s": None}
    with subprocess.Popen(
        [sys.executable, "-m", "dictation_app.app", "--measure-start"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as window:
        guard = threading.Timer(_PATIENCE, window.kill)
        guard.start()
        assert window.stdout is not None
        for line in window.stdout:
            name = f"{line.strip()}_s"
            if name in found:
                found[name] = time.perf_counter() - began
        guard.cancel()
    return found


_ROWS = (
    ("file, greedy", "file_x_realtime_greedy", "× real time", 0),
    ("file, beam 64 with language model", "file_x_realtime_beam", "× real time", 0),
    ("first words of a file", "file_first_words_s", "s", 2),
    ("age of the partial text, p50", "partial_age_p50_s", "s", 2),
    ("age of the partial text, p95", "partial_age_p95_s", "s", 2),
    ("end of speech to final text, p50", "final_latency_p50_s", "s", 2),
    ("end of speech to final text, p95", "final_latency_p95_s", "s", 2),
    ("window shown after the start", "window_shown_s", "s", 2),
    ("model ready after the start", "model_ready_s", "s", 2),
    ("model loaded in", "model_load_s", "s", 2),
    ("most memory, file", "file_peak_rss_mb", "MB", 0),
    ("most memory, all", "peak_rss_mb", "MB", 0),
    ("network", "network_gflops", "GFLOP/s", 0),
    ("matrix product, fp32", "matmul_gflops", "GFLOP/s", 0),
)


def _table(numbers: Numbers) -> str:
    """The numbers for people."""
    lines = [f"model {numbers['model']}, {numbers['threads']} threads"]
    for title, name, unit, digits in _ROWS:
        value = numbers[name]
        shown = f"{value:.{digits}f} {unit}" if isinstance(value, float) else "–"
        lines.append(f"{title:<36}{shown:>18}")
    return "\n".join(lines)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” is no number above zero")
    return value
