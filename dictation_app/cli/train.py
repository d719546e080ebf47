"""dictation-app train: make a network, or go on with one."""

import argparse
import logging
import os
import sys
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import tell_usage
from dictation_app.cli.progress import StopSignal, Teller
from dictation_app.errors import TrainingError

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.configuration import TrainingConfig
    from dictation_app.training.events import TrainEvent, TrainResult
    from dictation_app.training.processes import Crew
    from dictation_app.training.trainer import TrainingRequest

OK, USAGE = 0, 2
_MOST_PROCESSES = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "--task",
        choices=("text", "keywords"),
        default="text",
        help="text: a network that transcribes (default); keywords: a small one that "
        "tells single words apart, those of the data or of "
        '--set \'keywords.words=["yes", "no"]\'',
    )
    _add_recipe(parser)
    _add_data(parser)
    _add_limits(parser)
    adapting = parser.add_argument_group("adapting a model to a voice")
    adapting.add_argument(
        "--adapt",
        type=Path,
        metavar="DATA",
        help="learn the voice in DATA, and keep the result only if it is better",
    )
    adapting.add_argument(
        "--json",
        action="store_true",
        help="with --adapt, print the word error rates before and after as JSON",
    )


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    recipe = parser.add_mutually_exclusive_group()
    recipe.add_argument("--config", type=Path, metavar="FILE", help="a recipe in TOML")
    recipe.add_argument(
        "--preset", metavar="NAME", help="small (default), jiwidi or assemblyai"
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


def _add_data(parser: argparse.ArgumentParser) -> None:
    for name, what in (
        ("--data", "data sets to learn from"),
        ("--dev", "data sets to choose by"),
        ("--noise", "noise to mix in"),
    ):
        parser.add_argument(name, nargs="+", type=Path, metavar="DATA", help=what)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="RUN",
        help="folder of the run; with --adapt, of the new model (default: among the "
        "installed ones)",
    )
    parser.add_argument(
        "--from",
        dest="parent",
        metavar="MODEL",
        help="begin with a model, by its name or folder",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="folder of features (default: beside RUN)",
    )


def _add_limits(parser: argparse.ArgumentParser) -> None:
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


def run(arguments: argparse.Namespace) -> int:
    """Train, or adapt, and tell how it goes."""
    problem = _misuse(arguments)
    if problem is not None:
        tell_usage("train", problem)
        return USAGE
    if arguments.task == "keywords":
        from dictation_app.cli.train_keywords import train

        return train(arguments)
    if arguments.adapt is not None:
        from dictation_app.cli.adapt import adapt

        return adapt(arguments)
    from dictation_app.training.configuration import write_toml
    from dictation_app.training.trainer import TrainingRequest

    config = _configure(arguments)
    if arguments.show_config:
        print(write_toml(config), end="")
        return OK
    _check(config)
    output = arguments.output.absolute()
    request = TrainingRequest(
        config=config,
        output=output,
        cache=(arguments.cache or output.parent / "features").absolute(),
        resume=arguments.resume,
    )
    code = _train(request, arguments.processes)
    if _is_in_team():
        _end(code)
    return code


def _misuse(arguments: argparse.Namespace) -> str | None:
    """Say what is wrong with the arguments, if anything is."""
    if arguments.processes is not None and arguments.processes < 1:
        return "--processes must be at least 1."
    if arguments.task == "keywords":
        from dictation_app.cli.train_keywords import misuse

        problem = misuse(arguments)
        if problem is not None:
            return problem
    if arguments.adapt is None:
        if arguments.json:
            return "--json belongs to --adapt."
        if arguments.output is None and not arguments.show_config:
            return "name the folder of the run with --output."
        if arguments.output is None and arguments.resume:
            return "name the run to go on with: --output."
        return None
    foreign = {
        "--data": arguments.data,
        "--dev": arguments.dev,
        "--config": arguments.config,
        "--preset": arguments.preset,
        "--set": arguments.settings,
        "--epochs": arguments.epochs,
        "--hours-seen": arguments.hours_seen,
    }
    wrong = [name for name, value in foreign.items() if value]
    if wrong:
        return f"{wrong[0]} does not go with --adapt, which has a recipe of its own."
    if arguments.minutes is not None and not arguments.minutes > 0:
        return "--minutes must be above 0."
    return None


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
        config = replace(config, parent=str(find_parent(arguments.parent).folder))
    for setting in arguments.settings:
        config = with_setting(config, setting)
    return config


def _check(config: "TrainingConfig") -> None:
    """Refuse at once what would be refused when all processes run.

    Raises:
        DictationError: says what is missing.
    """
    from dictation_app.training.configuration import check_end
    from dictation_app.training.importers import find_layout

    check_end(config.run)
    if not config.data.train:
        raise TrainingError("There is no data to learn from: name some with --data.")
    for source in (*config.data.train, *config.data.dev, *config.data.noise):
        if not Path(source).exists():
            find_layout(Path(source))  # says so


def _train(request: "TrainingRequest", processes: int | None) -> int:
    with Meter() as meter, StopSignal() as stop:
        steps = _start(request, processes, stop)
        result = follow(steps, Teller(meter).show)
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
    request: "TrainingRequest", processes: int | None, stop: "StopSignal"
) -> "Generator[TrainEvent, None, TrainResult]":
    """Begin in this process, in several, or as one of those torchrun started."""
    from dictation_app.training.processes import train_in_processes

    if _is_in_team():
        return _train_in_team(request, stop)
    crew = choose_crew(processes, request.config.run.device)
    return train_in_processes(request, crew, stop=stop)


def _is_in_team() -> bool:
    """Whether torchrun started this process as one of several."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


def _end(code: int) -> NoReturn:
    """End this process at once, with all that was written.

    Now and then a native thread of torch.distributed still runs at the usual end of a
    process and aborts it, although the run succeeded.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _train_in_team(
    request: "TrainingRequest", stop: "StopSignal"
) -> "Generator[TrainEvent, None, TrainResult]":
    """Be one of the processes that torchrun started; only the leader speaks."""
    from dictation_app.training.distributed import join_by_environment
    from dictation_app.training.trainer import train

    team = join_by_environment()
    if not team.leads:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    try:
        return (yield from train(request, team=team, stop=stop))
    finally:
        team.leave()


def find_parent(name: str | None) -> "ModelInfo":
    """A model by its name or folder, or the one that is there first.

    Raises:
        ModelError: there is none.
    """
    from dictation_app.paths import model_folders
    from dictation_app.speech.store import choose_model, find_models

    info = choose_model(find_models(model_folders()), name)
    return replace(info, folder=info.folder.absolute())


def choose_crew(processes: int | None, device: str) -> "Crew":
    """Processes that share the steps: one a GPU, or one a core with a thread each."""
    from dictation_app.speech.device import choose_device
    from dictation_app.training.processes import Crew

    cores = _n_cores()
    if processes is not None:
        size = processes
    elif choose_device(device)[0] == "cuda":
        import torch

        size = torch.cuda.device_count()
    else:
        size = min(cores, _MOST_PROCESSES)
    return Crew(size=size, threads=max(1, cores // size))


def _n_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
