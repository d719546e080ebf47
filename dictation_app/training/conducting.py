"""A run from its first step to its verdict, as one generator of events."""

import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.store import ModelInfo, read_model
from dictation_app.training import adaptation
from dictation_app.training.adaptation import (
    AdaptationPlanned,
    AdaptationRequest,
    AdaptationResult,
    adapt,
)
from dictation_app.training.adapting_recipe import RECIPE, plan_training
from dictation_app.training.configuration import OptimizerConfig, TrainingConfig
from dictation_app.training.diagnosis import WRONG_TRANSCRIPTS, compared_with_parent
from dictation_app.training.evaluation import Evaluation, EvaluationProgress, evaluate
from dictation_app.training.events import (
    DataSelected,
    RunStarted,
    StepDone,
    TrainEvent,
    Warned,
)
from dictation_app.training.manifest import Clip, read_manifest
from dictation_app.training.metrics import bootstrap
from dictation_app.training.presets import PRESETS
from dictation_app.training.processes import Crew, train_in_processes
from dictation_app.training.run_clock import RunClock
from dictation_app.training.run_events import (
    TIMED_STEPS,
    Baseline,
    Listening,
    Stage,
    Timed,
)
from dictation_app.training.runs import (
    ADAPTED,
    Changed,
    Judged,
    Outcome,
    Rate,
    Run,
    save_outcome,
)
from dictation_app.training.summary import Change, compare
from dictation_app.training.trainer import TrainingRequest
from dictation_app.training.voice_clips import MISFIT
from dictation_app.transcript import Seconds

NICENESS = 10
"""How far a run gives way to dictation and everything else."""
_MOST_PROCESSES = 8
_GREEDY = DecodingOptions(beam_width=1)


RunEvent = TrainEvent | Listening | Baseline


@dataclass(frozen=True)
class Place:
    """Where a run keeps what other runs may use, and the program's own clips.

    Attributes:
        cache: folder of features.
        replay: manifest of clips that are mixed in, so that nothing is forgotten.
        test: manifest of clips that must not be heard worse.
    """

    cache: Path
    replay: Path | None = None
    test: Path | None = None


def configure(run: Run) -> TrainingConfig:
    """The recipe of a run.

    Raises:
        ModelError: the model it begins with is gone.
    """
    plan = run.plan
    config = PRESETS.get(plan.preset, PRESETS["small"])
    if plan.parent:
        config = replace(PRESETS["small"], optimizer=_GENTLE)
    minutes = max(plan.minutes, 0.1)
    batch = 32.0 if plan.parent else config.run.batch_seconds
    return replace(
        config,
        title=plan.title,
        parent=plan.parent,
        data=replace(config.data, train=(str(run.train),), dev=(str(run.held_out),)),
        run=replace(
            config.run,
            epochs=0,
            hours_seen=0.0,
            minutes=minutes,
            batch_seconds=batch,
            device=plan.device,
            checkpoint_minutes=min(10.0, max(0.5, minutes / 10)),
            evaluation_minutes=min(20.0, max(0.25, minutes / 12)),
            dev_minutes=10.0,
            watch_seconds=min(60.0, max(5.0, 60 * minutes / 40)),
            tensorboard=False,
        ),
    )


_GENTLE = OptimizerConfig(learning_rate=2e-4, warm_up=20, ema_decay=0.99)
"""For a network that can hear already: it shall learn and not forget."""


def conduct(
    run: Run, place: Place, *, stop: Callable[[], bool] = lambda: False
) -> Generator[RunEvent, None, Outcome]:
    """Train, or go on with it, and judge the result; a `stop` that says yes judges early.

    Closing the generator leaves a checkpoint, from which the next call goes on.

    Raises:
        DictationError: it cannot begin or go on; the last checkpoint is intact.
    """
    clock = RunClock(run.folder)
    work = _adapt if run.plan.is_of_a_voice else _train
    outcome = yield from clock.timing(compared_with_parent(work(run, place, stop)))
    outcome = replace(outcome, seconds=clock.seconds)
    save_outcome(run, outcome)
    return outcome


def _train(
    run: Run, place: Place, stop: Callable[[], bool]
) -> Generator[RunEvent, None, Outcome]:
    """Learn from a data set, and compare with the model before."""
    config = configure(run)
    held_out = read_manifest(run.held_out)
    if run.plan.parent:
        yield from _baseline(run, held_out, "before")
    request = TrainingRequest(config, run.output, place.cache, resume=run.last_step > 0)
    result = yield from train_in_processes(request, crew(), stop=stop)
    outcome = Outcome(
        model=result.best or result.model,
        step=result.step,
        hours_seen=result.hours_seen,
        seconds=result.seconds,
        is_complete=result.is_complete,
    )
    test = read_manifest(place.test) if place.test else []
    return (yield from _judge(run, outcome, held_out, test))


def _baseline(
    run: Run, held_out: Sequence[Clip], stage: Stage
) -> Generator[Listening | Baseline, None, None]:
    """How the model that the run begins with hears what is held out."""
    parent = read_model(Path(run.plan.parent))
    before = yield from _listen(parent, held_out, stage, greedy=True)
    yield Baseline(before.words.rate, {c.id: c.hypothesis for c in before.clips})


def _adapt(
    run: Run, place: Place, stop: Callable[[], bool]
) -> Generator[RunEvent, None, Outcome]:
    """Learn a voice; kept only if it is heard better and the others are not worse."""
    title = read_model(Path(run.plan.parent)).title
    yield Listening(title, 0.0, "checking")  # the first batch is long
    request = AdaptationRequest(
        data=run.train,
        parent=Path(run.plan.parent),
        output=run.folder / ADAPTED,
        work=run.output,
        replay=place.replay,
        test=place.test,
        title=run.plan.title,
        minutes=run.plan.minutes,
    )
    step, hours = 0, 0.0
    doubts: list[Warned] = []
    steps = adapt(request, crew=crew(), stop=stop)
    with closing(steps):
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result: AdaptationResult = end.value
                break
            match event:
                case adaptation.Listening(stage, share):
                    name = run.plan.title if stage == "after" else title
                    yield Listening(name, share, stage)
                    continue
                case AdaptationPlanned():
                    doubts = list(_doubts(event))
                    continue
                case RunStarted():
                    held_out = read_manifest(run.held_out)
                    yield from _baseline(run, held_out, "curve")
                    yield event  # what is told before it is of an earlier run
                    yield from doubts
                    continue
                case StepDone():
                    step, hours = event.step, event.hours_seen
            yield event
    return _adapted(result, step, hours, is_complete=not stop())


def _doubts(planned: AdaptationPlanned) -> Iterator[Warned]:
    """Say how many texts were doubted, as the check before the run cannot tell."""
    n = planned.left_out.get(MISFIT, 0)
    if n:
        n_clips = planned.n_train + planned.n_held_out + sum(planned.left_out.values())
        yield Warned(
            WRONG_TRANSCRIPTS,
            f"Left out for texts that do not fit their sound: {n} of {n_clips} clips.",
            "Hear them and correct their texts: they may have slipped by a line.",
        )


def _adapted(
    result: AdaptationResult, step: int, hours: float, *, is_complete: bool
) -> Outcome:
    before, after = result.before, result.after
    judged = [_compared("held-out", before.held_out, after.held_out)]
    if before.test is not None and after.test is not None:
        judged.append(_compared("bundled", before.test, after.test))
    changes = compare(before.held_out, after.held_out).changes
    return Outcome(
        model=result.model,
        step=step,
        hours_seen=hours,
        seconds=result.seconds,
        is_complete=is_complete,
        judged=tuple(judged),
        changes=tuple(map(_changed, changes)),
        kept=result.kept,
        reason=result.reason,
    )


def time_steps(
    run: Run, place: Place, *, n_steps: int = TIMED_STEPS, longest: Seconds = 60.0
) -> Generator[Timed, None, Timed]:
    """Take some steps as the run would, and measure them; nothing of it is kept.

    Args:
        run: what is planned.
        place: of features, which the run will find filled, and of replay clips.
        n_steps: how many.
        longest: seconds after which fewer steps must do.

    Raises:
        DictationError: the data or the model cannot be used.
    """
    hours, first, heard, begun = 0.0, 0.0, 0.0, 0.0
    timed = Timed(0, n_steps)
    yield timed
    with tempfile.TemporaryDirectory(prefix="dictation-") as folder:
        request = _trial(run, place, Path(folder) / "trial")
        wanted = request.config.run.hours_seen
        with closing(train_in_processes(request, crew())) as steps:
            for event in steps:
                if isinstance(event, DataSelected):
                    hours = event.hours_an_epoch
                if not isinstance(event, StepDone):
                    continue
                now = time.monotonic()
                if event.step == 1:  # the first is slower: memory is laid out
                    first, begun = event.hours_seen, now
                heard = (event.hours_seen - first) * 3600
                took = max(now - begun, 1e-9)
                steps_done = max(event.step - 1, 1)
                timed = Timed(
                    n_steps=event.step,
                    n_wanted=n_steps,
                    speed=heard / took,
                    step_seconds=took / steps_done,
                    hours_an_epoch=hours,
                    hours_wanted=wanted,
                )
                yield timed
                if event.step >= n_steps or took > longest:
                    break
    return timed


def _trial(run: Run, place: Place, folder: Path) -> TrainingRequest:
    """The same steps as the run would take, in a folder that is thrown away."""
    if not run.plan.is_of_a_voice:
        return TrainingRequest(configure(run), folder, place.cache)
    clips = read_manifest(run.train)
    planned = plan_training(
        RECIPE,
        parent=read_model(Path(run.plan.parent)),
        learned=clips,
        held_out=clips[:1],
        replay=place.replay,
        work=folder,
        minutes=run.plan.minutes,
        seed=1,
    )
    return replace(planned, cache=run.output / "features")  # where the run looks


def crew() -> Crew:
    """As many processes of one thread as there are cores; they give way to others."""
    if hasattr(os, "sched_getaffinity"):
        n_cores = len(os.sched_getaffinity(0))
    else:
        n_cores = os.cpu_count() or 1
    size = min(n_cores, _MOST_PROCESSES)
    return Crew(size=size, threads=max(1, n_cores // size), niceness=NICENESS)


def _listen(
    info: ModelInfo,
    clips: Sequence[Clip],
    stage: Stage = "after",
    *,
    greedy: bool = False,
) -> Generator[Listening, None, Evaluation]:
    """How a model hears clips."""
    from dictation_app.speech.recognizer import load_recognizer

    yield Listening(info.title, 0.0, stage)
    options = _GREEDY if greedy else None
    recognizer, _ = load_recognizer(info, device="cpu", options=options)
    steps = evaluate(recognizer.model, recognizer.decoder, clips, name=info.name)
    while True:
        try:
            progress: EvaluationProgress = next(steps)
        except StopIteration as end:
            result: Evaluation = end.value
            return result
        yield Listening(info.title, progress.done / max(progress.total, 1e-9), stage)


def _judge(
    run: Run, outcome: Outcome, held_out: Sequence[Clip], test: Sequence[Clip]
) -> Generator[Listening, None, Outcome]:
    """Compare the new model with the old one."""
    new = read_model(outcome.model)
    old = read_model(Path(run.plan.parent)) if run.plan.parent else None
    judged: list[Judged] = []
    changes: tuple[Changed, ...] = ()
    for name, clips in (("held-out", held_out), ("bundled", test)):
        if not clips:
            continue
        before = (yield from _listen(old, clips)) if old is not None else None
        after = yield from _listen(new, clips)
        judged.append(_compared(name, before, after))
        if before is not None and name == "held-out":
            found = compare(before, after).changes
            changes = tuple(map(_changed, found))
    return replace(outcome, judged=tuple(judged), changes=changes)


def _compared(name: str, before: Evaluation | None, after: Evaluation) -> Judged:
    return Judged(
        name=name,
        n_clips=len(after.clips),
        n_words=after.words.n_reference,
        before=None if before is None else _rate(before),
        after=_rate(after),
        difference=None if before is None else compare(before, after).wer,
    )


def _rate(evaluation: Evaluation) -> Rate:
    errors = [clip.words for clip in evaluation.clips]
    return Rate(evaluation.words.rate, bootstrap(errors))


def _changed(change: Change) -> Changed:
    return Changed(
        change.id, change.reference, change.first, change.second, change.gained
    )
