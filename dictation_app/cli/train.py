"""dictation-app train: make a network, or go on with one."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dictation_app.cli.meter import Meter, follow
from dictation_app.errors import TrainingError

if TYPE_CHECKING:
    from dictation_app.training.configuration import TrainingConfig
    from dictation_app.training.events import (
        DataSelected,
        Evaluated,
        StepDone,
        TrainEvent,
        TrainResult,
    )
    from dictation_app.training.trainer import TrainingRequest

_LINE_EVERY = 30.0
"""Seconds between lines where nobody watches the meter, as in a log file."""
_MOST_PROCESSES = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    recipe = parser.add_mutually_exclusive_group()
    recipe.add_argument("--config", type=Path, metavar="FILE", help="a recipe in TOML")
    recipe.add_argument(
        "--preset", metavar="NAME", help="small (default), jiwidi or assemblyai"
    )
    parser.add_argument(
        "--data", nargs="+", type=Path, metavar="DATA", help="data sets to learn from"
    )
    parser.add_argument(
        "--dev", nargs="+", type=Path, metavar="DATA", help="data sets to choose by"
    )
    parser.add_argument(
        "--noise", nargs="+", type=Path, metavar="DATA", help="noise to mix in"
    )
    parser.add_argument(
        "--output", type=Path, required=True, metavar="RUN", help="folder of the run"
    )
    parser.add_argument(
        "--from", dest="parent", type=Path, metavar="MODEL", help="begin with a model"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the run in --output"
    )
    parser.add_argument(
        "--minutes", type=float, metavar="N", help="end after N minutes"
    )
    parser.add_argument(
        "--hours-seen", type=float, metavar="H", help="end after H hours of audio heard"
    )
    parser.add_argument(
        "--epochs", type=int, metavar="N", help="end after N passes over the data"
    )
    parser.add_argument(
        "--processes",
        type=int,
        metavar="N",
        help="processes that share each step (default: one a core, or one a GPU)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="folder of features (default: beside RUN)",
    )
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change one value of the recipe, such as optimizer.learning_rate=3e-4",
    )
    parser.add_argument(
        "--show-config", action="store_true", help="print the whole recipe and end"
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, and tell how it goes."""
    from dictation_app.training.configuration import write_toml
    from dictation_app.training.trainer import TrainingRequest

    config = _configure(arguments)
    if arguments.show_config:
        print(write_toml(config), end="")
        return 0
    output = arguments.output.absolute()
    request = TrainingRequest(
        config=config,
        output=output,
        cache=(arguments.cache or output.parent / "features").absolute(),
        resume=arguments.resume,
    )
    return _train(request, arguments.processes)


def _configure(arguments: argparse.Namespace) -> "TrainingConfig":
    """The recipe with what the command line says on top."""
    from dictation_app.training.configuration import read_config, with_setting
    from dictation_app.training.presets import PRESETS
    from dictation_app.training.trainer import CONFIG

    if arguments.config:
        config = read_config(arguments.config)
    elif arguments.preset:
        if arguments.preset not in PRESETS:
            raise TrainingError(
                f'There is no preset "{arguments.preset}": choose '
                f"{', '.join(PRESETS)}, or name a TOML file with --config."
            )
        config = PRESETS[arguments.preset]
    elif arguments.resume:
        config = read_config(arguments.output / CONFIG)
    else:
        config = PRESETS["small"]
    given = {"train": arguments.data, "dev": arguments.dev, "noise": arguments.noise}
    data: dict[str, Any] = {
        name: tuple(str(path.absolute()) for path in paths)
        for name, paths in given.items()
        if paths is not None
    }
    limits = {
        "minutes": arguments.minutes,
        "hours_seen": arguments.hours_seen,
        "epochs": arguments.epochs,
    }
    named: dict[str, Any] = {
        name: value for name, value in limits.items() if value is not None
    }
    if named:  # what is said here is all that holds
        named = {"minutes": 0.0, "hours_seen": 0.0, "epochs": 0} | named
    config = replace(
        config,
        data=replace(config.data, **data),
        run=replace(config.run, **named),
    )
    if arguments.parent is not None:
        config = replace(config, parent=str(arguments.parent.absolute()))
    for setting in arguments.settings:
        config = with_setting(config, setting)
    return config


def _train(request: "TrainingRequest", processes: int | None) -> int:
    stop = _StopSignal()
    steps = _start(request, processes, stop)
    with Meter() as meter:
        told = _Teller(meter)
        result = follow(steps, told.show)
    best = (
        "" if result.best_wer is None else f", best WER {100 * result.best_wer:.1f} %"
    )
    end = "done" if result.is_complete else "stopped; go on with --resume"
    print(
        f"{end}: {result.step} steps, {result.hours_seen:.1f} hours heard in "
        f"{result.seconds / 60:.0f} minutes{best}"
    )
    print(f"model: {result.best or result.model}")
    return 0


def _start(
    request: "TrainingRequest", processes: int | None, stop: "_StopSignal"
) -> "Generator[TrainEvent, None, TrainResult]":
    """Begin in this process, in several, or as one of those torchrun started."""
    from dictation_app.training.distributed import join_by_environment
    from dictation_app.training.processes import Crew, train_in_processes
    from dictation_app.training.trainer import train

    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        team = join_by_environment()
        if not team.leads:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return train(request, team=team, stop=stop)
    if processes is not None and processes < 1:
        raise TrainingError("--processes must be at least 1.")
    cores = _n_cores()
    size = processes or _default_processes(request.config, cores)
    crew = Crew(size=size, threads=max(1, cores // size))
    return train_in_processes(request, crew, stop=stop)


def _default_processes(config: "TrainingConfig", cores: int) -> int:
    from dictation_app.speech.device import choose_device

    if choose_device(config.run.device)[0] == "cuda":
        import torch

        return torch.cuda.device_count()
    return min(cores, _MOST_PROCESSES)


def _n_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _StopSignal:
    """Says yes once Ctrl+C or a polite kill has come; a second Ctrl+C ends at once."""

    def __init__(self) -> None:
        self._stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def __call__(self) -> bool:
        return self._stopped

    def _note(self, number: int, _frame: Any) -> None:
        self._stopped = True
        signal.signal(number, signal.SIG_DFL)
        print("\nstopping after this step, saving …", file=sys.stderr, flush=True)


class _Teller:
    """Puts events into lines, and steps into the meter."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._told = float("-inf")

    def show(self, event: "TrainEvent") -> None:
        """Tell of one event."""
        from dictation_app.training import events

        match event:
            case events.StepDone():
                self._step(event)
            case events.FeaturesRead():
                share = event.n_done / max(1, event.n_clips)
                self._meter.show(f"reading {event.name}", share)
            case events.DataSelected():
                self._say(_data(event))
            case events.RunStarted():
                start = f"step {event.step}" if event.step else "the beginning"
                parent = f" with {event.parent}" if event.parent else ""
                self._say(
                    f"from {start}{parent}: {event.n_parameters:,} parameters, "
                    f"{event.device}, {event.precision}, {event.n_processes} processes"
                )
            case events.Evaluated():
                self._say(_evaluated(event))
            case events.SentencesDecoded():
                for sentence in event.sentences:
                    self._say(f"    {sentence.reference}\n  → {sentence.hypothesis}")
            case events.EpochDone():
                self._say(f"epoch {event.epoch} done, loss {event.loss:.3f}")
            case events.CheckpointSaved():
                self._say(f"saved step {event.step}")
            case events.Warned():
                self._say(f"note: {event.message} {event.remedy}")

    def _step(self, step: "StepDone") -> None:
        what = (
            f"step {step.step}, epoch {step.epoch}: loss {step.loss:.2f}, "
            f"{step.hours_seen:.2f} h heard, {step.speed:.0f}× real time"
        )
        self._meter.show(what, step.progress, step.remaining)
        if not sys.stderr.isatty() and time.monotonic() - self._told > _LINE_EVERY:
            self._told = time.monotonic()
            rate, norm = step.learning_rate, step.gradient_norm
            left = f"{100 * step.progress:.1f} %, {step.remaining / 60:.0f} min left"
            self._say(f"{what}, rate {rate:.1e}, gradient {norm:.2f}, {left}")

    def _say(self, text: str) -> None:
        self._meter.clear()
        print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def _data(data: "DataSelected") -> str:
    text = (
        f"{data.n_clips} clips, {data.hours:.2f} hours, {data.n_speakers} speakers; "
        f"{data.hours_an_epoch:.2f} hours heard in an epoch; {data.n_dev} clips of dev"
    )
    if data.left_out:
        reasons = ", ".join(f"{n} {why}" for why, n in data.left_out.items())
        text += f"\n         left out: {reasons}"
    return text


def _evaluated(event: "Evaluated") -> str:
    corpora = ", ".join(
        f"{name} {100 * wer:.1f}" for name, wer in event.wer_by_corpus.items()
    )
    best = " (best)" if event.is_best else ""
    return (
        f"step {event.step}, {event.hours_seen:.2f} h: WER {100 * event.wer:.2f} %{best}, "
        f"CER {100 * event.cer:.2f} %, loss {event.loss:.3f}; by corpus: {corpora}"
    )
