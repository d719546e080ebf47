"""What the training desk has done in the background, as plain generators."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app import paths
from dictation_app.errors import TrainingError
from dictation_app.speech.store import ModelInfo
from dictation_app.training.run_events import Listening
from dictation_app.transcript import Notice, Progress

if TYPE_CHECKING:
    from dictation_app.training.assessment import Assessing, Assessment
    from dictation_app.training.comparing import Compared, Comparing
    from dictation_app.training.conducting import RunEvent
    from dictation_app.training.findings import Doubts
    from dictation_app.training.manifest import Clip
    from dictation_app.training.run_events import TextsHeard, Timed
    from dictation_app.training.runs import Outcome, Run
    from dictation_app.training.teaching import Lesson, Teaching


MODULES = (
    "chart",
    "row_list",
    "wizard.training",
    "wizard.goal_page",
    "wizard.recordings_page",
    "wizard.check_page",
    "wizard.options_page",
    "wizard.run_page",
    "wizard.wizard",
    "teach_panel",
    "accuracy.window",
    "accuracy.compare_dialog",
    "settings_dialog.audio_page",
    "settings_dialog.models_page",
    "settings_dialog.dialog",
    "lab.edit_page",
    "lab.phrases_page",
    "lab.results_page",
    "lab.window",
)
"""What the windows of the desk, and the lab, are made of, in small pieces."""


@dataclass(frozen=True)
class Waiting:
    """A run of an earlier start.

    Attributes:
        run: the run.
        outcome: how it ended; None where it was interrupted.
    """

    run: "Run"
    outcome: "Outcome | None"


def lessons_folder() -> Path:
    """Where corrections are kept."""
    return paths.user_data() / "teaching"


def own_clips(name: str) -> Path | None:
    """A manifest of the program's own clips."""
    path = paths.bundled("resources") / "speech" / f"{name}.jsonl"
    return path if path.is_file() else None


def conduct(
    run: "Run", stop: Callable[[], bool]
) -> "Generator[RunEvent, None, Outcome]":
    """Train in processes of their own, beside everything else."""
    from dictation_app.training.apart import apart

    cache = paths.user_data() / "runs" / "features"
    own = own_clips("replay"), own_clips("test")
    steps = apart(_conduct, run, cache, *own, stop=stop, has_nothing_to_save=_is_check)
    return (yield from steps)


def _is_check(step: object) -> bool:
    """Whether a run is not yet further than looking at its clips."""
    return step is None or (isinstance(step, Listening) and step.stage == "checking")


def _conduct(
    run: "Run",
    cache: Path,
    replay: Path | None,
    test: Path | None,
    stop: Callable[[], bool],
) -> "Generator[RunEvent, None, Outcome]":
    from dictation_app.training import conducting

    place = conducting.Place(cache=cache, replay=replay, test=test)
    return conducting.conduct(run, place, stop=stop)


def time_steps(
    run: "Run", cache: Path, replay: Path | None
) -> "Generator[Timed | None, None, Timed]":
    """Measure how fast this machine learns, in a process of its own."""
    from dictation_app.training.apart import apart

    return (yield from apart(_time_steps, run, cache, replay))


def _time_steps(
    run: "Run", cache: Path, replay: Path | None, _: Callable[[], bool]
) -> "Generator[Timed, None, Timed]":
    from dictation_app.training import conducting

    return conducting.time_steps(run, conducting.Place(cache, replay=replay))


def compare(
    first: ModelInfo, second: ModelInfo, source: "Path | Teaching"
) -> "Generator[Comparing | None, None, Compared]":
    """Let two models hear the same sound, or all corrections, in a process of its own.

    Raises:
        DictationError: the sound or a model cannot be used.
    """
    from dictation_app.training.apart import apart

    sound = sound_to_compare(first, second, source)
    steps = apart(_compare, first, second, sound, has_nothing_to_save=_always)
    return (yield from steps)


def _always(_: object) -> bool:
    return True


def sound_to_compare(
    first: ModelInfo, second: ModelInfo, source: "Path | Teaching"
) -> "Path | list[Clip]":
    """A recording or data set, or the corrections that are a fair test of two models.

    Raises:
        DictationError: there is no correction that neither can have learned from.
    """
    from dictation_app.training.accuracy import corrected_clips

    if isinstance(source, Path):
        return source
    clips = corrected_clips(source, (first, second))
    if not clips:
        raise TrainingError(
            "There is no corrected sentence with its sound that neither model can have "
            "learned from: correct some more, or choose a recording."
        )
    return clips


def doubt_texts(
    info: ModelInfo, clips: "Sequence[Clip]", *, all_of_them: bool = False
) -> "Generator[TextsHeard | None, None, Doubts]":
    """Hear clips, in a process of its own, and name texts that are not said in them.

    Of many clips a sample is heard, unless all of them are wanted.
    """
    from dictation_app.training.apart import apart
    from dictation_app.training.misfits import sample

    chosen = clips if all_of_them else sample(clips)
    steps = apart(_doubt, info, chosen, len(clips), has_nothing_to_save=_always)
    return (yield from steps)


def _doubt(
    info: ModelInfo, clips: "Sequence[Clip]", n_clips: int, _: Callable[[], bool]
) -> "Generator[TextsHeard, None, Doubts]":
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.training import misfits

    model = load_recognizer(info, device="cpu")[0].model
    return misfits.doubt_texts(clips, model, name=info.title, n_clips=n_clips)


def assess(
    info: ModelInfo, device: str, sample: Path
) -> "Generator[Assessing | Notice | Progress | None, None, Assessment]":
    """Find out what a model is worth here, in a process of its own."""
    from dictation_app.training.accuracy import corrected_clips
    from dictation_app.training.apart import apart
    from dictation_app.training.manifest import read_manifest
    from dictation_app.training.teaching import Teaching

    yield None
    bundled = own_clips("test")
    test = read_manifest(bundled) if bundled is not None else []
    own = corrected_clips(Teaching(lessons_folder()), (info,))
    steps = apart(_assess, info, device, sample, test, own, has_nothing_to_save=_always)
    return (yield from steps)


def _assess(
    info: ModelInfo,
    device: str,
    sample: Path,
    test: "Sequence[Clip]",
    own: "Sequence[Clip]",
    _: Callable[[], bool],
) -> "Generator[Assessing | Notice | Progress, None, Assessment]":
    from dictation_app.training import assessment

    return assessment.assess(info, device, sample, test, own)


def _compare(
    first: ModelInfo,
    second: ModelInfo,
    source: "Path | Sequence[Clip]",
    _: Callable[[], bool],
) -> "Generator[Comparing, None, Compared]":
    from dictation_app.training.comparing import compare_models

    return compare_models(first, second, source)


def look_for_run(runs: Path) -> "Generator[None, None, Waiting | None]":
    """Tidy up, and look for a run that can go on or whose result waits."""
    yield
    from dictation_app.training.runs import read_outcome, tidy, waiting

    tidy(runs)
    run = waiting(runs)
    return None if run is None else Waiting(run, read_outcome(run))


def warm_up() -> Generator[None, None, None]:
    """Have ready what the windows will need, so that they open at once."""
    yield
    from dictation_app.lab import report, session  # noqa: F401
    from dictation_app.speech import soundcheck  # noqa: F401
    from dictation_app.training import accuracy, gathering, prompts  # noqa: F401


def prepare(
    teaching: "Teaching", chosen: "list[Lesson]", parent: ModelInfo, runs: Path
) -> "Generator[object, None, Run]":
    """Cut clips of corrections into the folder of a new run."""
    from dictation_app.ui.loading import preload_torch

    preload_torch()
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.training.gathering import TRAIN
    from dictation_app.training.lessons import cut_clips
    from dictation_app.training.runs import Plan, new_folder, save_plan

    yield None
    recognizer, _ = load_recognizer(parent, device="cpu")
    folder = new_folder(runs)
    clips = yield from cut_clips(teaching, chosen, recognizer.model, folder / TRAIN)
    title = (
        parent.title if parent.title.endswith(", taught") else f"{parent.title}, taught"
    )
    plan = Plan(
        goal="teach",
        title=title,
        parent=str(parent.folder),
        minutes=12.0,
        data=f"{len(clips)} corrected sentences",
    )
    return save_plan(folder, plan)


def install(
    outcome: "Outcome", run: "Run", models: Path
) -> Generator[None, None, ModelInfo]:
    """Make the run's model one of the user's."""
    from dictation_app.training import installing

    yield
    return installing.install(outcome, run.plan, models)


def discard(run: "Run") -> Generator[None, None, None]:
    """Remove a run that is done with."""
    from dictation_app.training import runs

    yield
    runs.discard(run)
