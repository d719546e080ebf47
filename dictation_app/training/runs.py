"""A training run as a folder: what it is to do, how far it came, how it ended."""

import json
import logging
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from dictation_app.errors import ManifestError, TrainingError
from dictation_app.training.gathering import ALL, HELD_OUT, TRAIN
from dictation_app.training.manifest import write_text
from dictation_app.training.metrics import Difference, Interval

logger = logging.getLogger(__name__)

Goal = Literal["adapt", "teach", "fine-tune", "scratch"]
PLAN, OUTCOME, ADAPTED = "plan.json", "outcome.json", "adapted"


@dataclass(frozen=True)
class Plan:
    """What a run is to do.

    Attributes:
        goal: adapt a model to a voice, do so with the user's corrections, go on with it
            on a data set, or begin with nothing.
        title: the new model's name for people.
        parent: folder of the model it begins with; empty for none.
        preset: the network and recipe, where it begins with none.
        minutes: time by the clock.
        device: where the network is trained.
        data: what it learns from, in words for the model's card.
    """

    goal: Goal
    title: str
    parent: str = ""
    preset: str = "small"
    minutes: float = 10.0
    device: Literal["auto", "cpu", "cuda"] = "auto"
    data: str = ""

    @property
    def is_of_a_voice(self) -> bool:
        """Whether it is kept only if one voice is heard better and none worse."""
        return self.goal in ("adapt", "teach")


@dataclass(frozen=True)
class Rate:
    """A word error rate and where it lies with 95 % confidence."""

    wer: float
    interval: Interval


@dataclass(frozen=True)
class Judged:
    """Two models on the same clips.

    Attributes:
        name: of the clips.
        n_clips: how many.
        n_words: that were said in them.
        before: the model that the run began with; None where it began with none.
        after: the new one.
        difference: after minus before; None where there is no before.
    """

    name: str
    n_clips: int
    n_words: int
    before: Rate | None
    after: Rate
    difference: Difference | None


@dataclass(frozen=True)
class Changed:
    """A held-out sentence that the new model hears in another way.

    Attributes:
        clip: its id.
        reference: what was said.
        before: what was heard.
        after: what is heard now.
        gained: wrong words fewer; negative where there are more.
    """

    clip: str
    reference: str
    before: str
    after: str
    gained: int


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        model: folder of the new model.
        step: steps that were taken.
        hours_seen: of audio.
        seconds: it took.
        is_complete: whether nobody stopped it.
        judged: on the held-out clips, and on the bundled ones where there are some.
        changes: held-out sentences heard differently, the greatest change first.
        kept: whether the new model is worth keeping, by the rule of adaptation.
        reason: why, or why not, in one sentence; empty where there is no rule.
    """

    model: Path
    step: int
    hours_seen: float
    seconds: float
    is_complete: bool
    judged: tuple[Judged, ...] = ()
    changes: tuple[Changed, ...] = ()
    kept: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Run:
    """A run in its folder."""

    folder: Path
    plan: Plan

    @property
    def train(self) -> Path:
        """Clips that it learns from."""
        return self.folder / TRAIN

    @property
    def held_out(self) -> Path:
        """Clips that it is judged by; an adaptation chooses them itself."""
        chosen = self.output if self.plan.is_of_a_voice else self.folder
        return chosen / HELD_OUT

    @property
    def output(self) -> Path:
        """Where the trainer writes."""
        return self.folder / "training"

    @property
    def last_step(self) -> int:
        """The step of the newest checkpoint; 0 where there is none to go on from."""
        names = (path.stem for path in (self.output / "checkpoints").glob("step-*"))
        steps = (name.removeprefix("step-") for name in names)
        return max((int(step) for step in steps if step.isdecimal()), default=0)


def new_folder(runs: Path) -> Path:
    """A name for the next run, by the time of day.

    Raises:
        TrainingError: it cannot be made.
    """
    name = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    folder = runs / name
    for number in range(2, 100):
        if not folder.exists():
            break
        folder = runs / f"{name}-{number}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise TrainingError(
            f"There is no room for a training run in {runs} ({error.strerror})."
        ) from error
    return folder


def save_plan(folder: Path, plan: Plan) -> Run:
    """Write down what a run is to do.

    Raises:
        TrainingError: the disk does not allow it.
    """
    _write(folder / PLAN, asdict(plan))
    return Run(folder, plan)


def save_outcome(run: Run, outcome: Outcome) -> None:
    """Write down how a run ended; it is not offered for going on any more.

    Raises:
        TrainingError: the disk does not allow it.
    """
    values = asdict(outcome) | {"model": str(outcome.model)}
    _write(run.folder / OUTCOME, values)


def read_outcome(run: Run) -> Outcome | None:
    """How a run ended; None where it has not, or its file is damaged."""
    try:
        values = json.loads((run.folder / OUTCOME).read_text(encoding="utf-8"))
        return Outcome(
            **values
            | {
                "model": Path(values["model"]),
                "judged": tuple(map(_judged, values["judged"])),
                "changes": tuple(Changed(**item) for item in values["changes"]),
            }
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("how a run ended cannot be read: %s", error)
        return None


def find_runs(runs: Path) -> list[Run]:
    """Runs that were begun, the latest first; damaged ones are logged and left out."""
    return sorted(_found(runs), key=lambda run: run.folder.name, reverse=True)


def waiting(runs: Path) -> Run | None:
    """The latest run that can go on, or ended and was neither installed nor discarded."""
    for run in find_runs(runs):
        if run.last_step or read_outcome(run) is not None:
            return run
    return None


def tidy(runs: Path) -> None:
    """Remove what was prepared and never came as far as a checkpoint.

    Not to be called while a run may be under way.
    """
    for folder in {
        path.parent for name in (PLAN, ALL) for path in runs.glob(f"*/{name}")
    }:
        run = Run(folder, Plan("scratch", ""))
        if not run.last_step and not (folder / OUTCOME).exists():
            shutil.rmtree(folder, ignore_errors=True)


def discard(run: Run) -> None:
    """Remove a run with all that it made.

    Raises:
        TrainingError: something of it cannot be removed.
    """
    try:
        shutil.rmtree(run.folder)
    except OSError as error:
        raise TrainingError(
            f"The run in {run.folder} cannot be removed ({error.strerror})."
        ) from error


def _found(runs: Path) -> Iterator[Run]:
    for path in runs.glob(f"*/{PLAN}"):
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            yield Run(path.parent, Plan(**values))
        except (OSError, ValueError, TypeError) as error:
            logger.warning("left out the run %s: %s", path.parent.name, error)


def _write(path: Path, values: dict[str, Any]) -> None:
    text = json.dumps(values, indent=1, ensure_ascii=False) + "\n"
    try:
        write_text(path, text)
    except ManifestError as error:
        raise TrainingError(str(error)) from error


def _judged(values: dict[str, Any]) -> Judged:
    before, difference = values["before"], values["difference"]
    return Judged(
        **values
        | {
            "before": None if before is None else _rate(before),
            "after": _rate(values["after"]),
            "difference": None if difference is None else _difference(difference),
        }
    )


def _rate(values: dict[str, Any]) -> Rate:
    return Rate(values["wer"], _interval(values["interval"]))


def _difference(values: dict[str, Any]) -> Difference:
    return Difference(values["value"], _interval(values["interval"]), values["p"])


def _interval(values: dict[str, Any]) -> Interval:
    return Interval(values["low"], values["high"])


def names(sources: Sequence[Path]) -> str:
    """What data sets are called in a sentence."""
    return ", ".join(source.stem or source.name for source in sources)
