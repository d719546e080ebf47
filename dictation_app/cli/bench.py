"""dictation-app bench: how fast is it on this machine?"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
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
_START = "from dictation_app import app; app.measure_start()"
_PAUSE = 1.0
"""Seconds of silence after each sentence of the live measurement."""
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
        help="seconds of sentences and pauses to listen to live (default: 60)",
    )
    parser.add_argument(
        "--repeat",
        type=_count,
        default=1,
        metavar="N",
        help="transcribe it N times and give the median (default: 1)",
    )
    options.add_model(parser)
    options.add_device(parser)
    parser.add_argument(
        "--no-window", action="store_true", help="leave out the start of the window"
    )
    _add_training(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_training(parser: argparse.ArgumentParser) -> None:
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


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print a table or one flat JSON object."""
    if arguments.training:
        from dictation_app.cli import bench_training

        return bench_training.run(arguments)
    source = arguments.file or sample()
    numbers = _measure(arguments, source)
    if arguments.json:
        print(json.dumps(numbers, ensure_ascii=False, indent=1))
    else:
        print(_table(numbers))
    return _OK


def sample() -> Path:
    """Speech that ships with the program.

    Raises:
        AudioError: there is none.
    """
    from dictation_app.paths import bundled

    for path in sorted(bundled("resources").rglob("*")):
        if path.suffix in _SOUNDS and "sample" in path.stem:
            return path
    raise AudioError("There is no sample recording: name one with --file.")


def _sentences() -> list[Path]:
    """Short recordings that ship with the program, to be dictated one by one."""
    from dictation_app.paths import bundled

    found = sorted((bundled("resources") / "speech" / "test").glob("*.opus"))
    return found or [sample()]


def _measure(arguments: argparse.Namespace, source: Path) -> Numbers:
    from dictation_app.speech import benchmark

    info = options.find_model(arguments.model)
    numbers: Numbers = {"model": info.name, "cores": benchmark.n_cores()}
    with tempfile.TemporaryDirectory(prefix="dictation-bench-") as folder, Meter() as m:
        recording = Path(folder) / "recording.wav"
        benchmark.repeat_sounds([source], recording, arguments.minutes * 60)
        spoken = Path(folder) / "spoken.wav"
        sentences = [source] if arguments.file else _sentences()
        benchmark.repeat_sounds(sentences, spoken, arguments.live + 5, pause=_PAUSE)
        window: Numbers = {"window_shown_s": None, "model_ready_s": None}
        if not arguments.no_window:
            m.show("start of the window", 0.0)
            window = measure_start()
        numbers |= _measure_recognition(arguments, info, recording, spoken, m)
        numbers |= window
    return numbers


def _measure_recognition(
    arguments: argparse.Namespace,
    info: "ModelInfo",
    recording: Path,
    spoken: Path,
    meter: Meter,
) -> Numbers:
    """Measure the network and recordings, then the microphone's path."""
    from dictation_app.speech import benchmark
    from dictation_app.speech.recognizer import load_recognizer

    began = time.perf_counter()
    greedy, notice = load_recognizer(
        info, device=arguments.device, options=info.decoding.with_beam(1)
    )
    loaded = time.perf_counter() - began
    if notice is not None:
        options.tell(notice.message)
    greedy.recognise(_second_of_silence(), 0.0)  # the first run sets things up
    numbers: Numbers = {
        "minutes": arguments.minutes,
        "model_load_s": loaded,
        "matmul_gflops": benchmark.matmul_gflops(),
        "network_gflops": benchmark.network_gflops(greedy.model, info.architecture),
    }
    numbers |= _file_speed(greedy, recording, arguments.repeat, meter)
    numbers["file_x_realtime_beam"] = _beam_speed(arguments, info, recording, meter)
    numbers |= _live_speed(_as_used(arguments, info), spoken, arguments.live, meter)
    return numbers


def _file_speed(
    recognizer: "Recognizer", recording: Path, n_runs: int, meter: Meter
) -> Numbers:
    """The median of some runs, greedy."""
    from dictation_app.speech import benchmark

    speeds = [
        meter.watch("file, greedy", benchmark.measure_file(recognizer, recording))
        for _ in range(n_runs)
    ]
    firsts = [speed.first for speed in speeds if speed.first is not None]
    return {
        "file_x_realtime_greedy": statistics.median(s.x_realtime for s in speeds),
        "file_first_words_s": statistics.median(firsts) if firsts else None,
        "file_peak_rss_mb": _megabytes(benchmark.peak_rss()),
    }


def _beam_speed(
    arguments: argparse.Namespace, info: "ModelInfo", recording: Path, meter: Meter
) -> float | None:
    """The median with the model's own search; None without a language model."""
    from dictation_app.speech import benchmark
    from dictation_app.speech.recognizer import load_recognizer

    if info.language_model is None:
        return None
    recognizer, _ = load_recognizer(info, device=arguments.device)
    return statistics.median(
        meter.watch(
            "file, beam search", benchmark.measure_file(recognizer, recording)
        ).x_realtime
        for _ in range(arguments.repeat)
    )


def _live_speed(
    recognizer: "Recognizer", recording: Path, seconds: float, meter: Meter
) -> Numbers:
    """How old the text is while somebody speaks."""
    from dictation_app.speech import benchmark

    live = meter.watch("live", benchmark.measure_live(recognizer, recording, seconds))
    return {
        "partial_age_p50_s": benchmark.percentile(live.partial_ages, 0.5),
        "partial_age_p95_s": benchmark.percentile(live.partial_ages, 0.95),
        "final_latency_p50_s": benchmark.percentile(live.final_latencies, 0.5),
        "final_latency_p95_s": benchmark.percentile(live.final_latencies, 0.95),
        "peak_rss_mb": _megabytes(benchmark.peak_rss()),
    }


def _megabytes(n_bytes: int | None) -> float | None:
    return None if n_bytes is None else n_bytes / 1e6


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
    """Start the window of a new user in another process and wait until it can listen.

    None stands for what did not come to pass.
    """
    found: Numbers = {"window_shown_s": None, "model_ready_s": None}
    with tempfile.TemporaryDirectory(prefix="dictation-bench-") as home:
        environment = dict(os.environ)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            environment[name] = home
        if not system.platform():
            environment["QT_QPA_PLATFORM"] = "offscreen"
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", _START],
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
    ("file, beam with language model", "file_x_realtime_beam", "× real time", 0),
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
    lines = [f"model {numbers['model']}, {numbers['cores']} cores"]
    for title, name, unit, digits in _ROWS:
        value = numbers[name]
        shown = f"{value:.{digits}f} {unit}" if isinstance(value, float) else "–"
        lines.append(f"{title:<36}{shown:>18}")
    return "\n".join(lines)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of times")
    return int(text)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” is no number above zero")
    return value
