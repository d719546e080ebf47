"""dictation-app bench --training: the trainer beside a plain loop, in one run."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.meter import Meter
from dictation_app.cli.options import tell

if TYPE_CHECKING:
    from dictation_app.training.processes import Crew

_OK = 0
_MOST_PROCESSES = 8

Numbers = dict[str, float | str]


def run(arguments: argparse.Namespace) -> int:
    """Measure both, and print a table or one flat JSON object."""
    numbers = measure(arguments.device, arguments.batch, arguments.seconds)
    if arguments.json:
        print(json.dumps(numbers, indent=1))
    else:
        print(_table(numbers))
    return _OK


def measure(device: str, batch_seconds: float, seconds: float) -> Numbers:
    """Train for so many seconds with each.

    Raises:
        DictationError: a training fails.
    """
    from dictation_app.speech.device import choose_device
    from dictation_app.training import benchmark

    device, notice = choose_device(device)
    if notice is not None:
        tell(notice.message)
    crew = _crew(device)
    with tempfile.TemporaryDirectory(prefix="dictation-bench-") as name, Meter() as m:
        folder = Path(name)
        clips = benchmark.make_clips(folder, batch_seconds)
        ours = m.watch(
            "training, small",
            benchmark.measure_trainer(
                folder,
                crew,
                batch_seconds=batch_seconds,
                device="cuda" if device == "cuda" else "cpu",
                seconds=seconds,
            ),
        )
        plain = m.watch(
            "plain loop, jiwidi",
            benchmark.measure_plain_loop(
                clips, batch_seconds=batch_seconds, device=device, seconds=seconds
            ),
        )
    return {
        "device": device,
        "processes": crew.size,
        "batch_s": batch_seconds,
        "training_x_realtime": ours.x_realtime,
        "training_step_s": ours.step_s,
        "training_steps": ours.n_steps,
        "plain_loop_x_realtime": plain.x_realtime,
        "plain_loop_step_s": plain.step_s,
        "plain_loop_steps": plain.n_steps,
        "training_speedup": ours.x_realtime / plain.x_realtime,
    }


def _crew(device: str) -> "Crew":
    """As many processes as a training takes: one a core, or one a GPU."""
    from dictation_app.speech.benchmark import n_cores
    from dictation_app.training.processes import Crew

    if device == "cuda":
        import torch

        return Crew(size=torch.cuda.device_count())
    cores = n_cores()
    size = min(cores, _MOST_PROCESSES)
    return Crew(size=size, threads=max(1, cores // size))


def _table(numbers: Numbers) -> str:
    """The numbers for people."""
    rows = (
        ("this trainer, small", "training_x_realtime", "× real time"),
        ("plain loop, jiwidi", "plain_loop_x_realtime", "× real time"),
        ("as fast", "training_speedup", "times"),
    )
    lines = [
        f"{numbers['device']}, {numbers['processes']} processes, batches of "
        f"{numbers['batch_s']:.0f} s"
    ]
    lines += [
        f"{title:<36}{f'{numbers[name]:.1f} {unit}':>18}" for title, name, unit in rows
    ]
    return "\n".join(lines)
