"""A run from its first step to its verdict, with a tiny network in this process."""

from dataclasses import replace
from pathlib import Path

import pytest

from dictation_app.training import adaptation, conducting
from dictation_app.training.conducting import Baseline, Listening, Place, conduct
from dictation_app.training.diagnosis import WORSE
from dictation_app.training.events import (
    CheckpointSaved,
    Evaluated,
    RunStarted,
    StepDone,
    Warned,
)
from dictation_app.training.findings import Target
from dictation_app.training.gathering import divide, gather, keep_useful
from dictation_app.training.manifest import Clip, read_manifest, write_manifest
from dictation_app.training.run_clock import SPENT, RunClock
from dictation_app.training.runs import Plan, read_outcome, save_plan
from dictation_app.training.trainer import train
from dictation_app.training.voice_clips import MISFIT, Checked

TRIED = Evaluated(1, 0.1, 0.5, 0.2, 0.8, 0.9, 0.7, {}, is_best=False)


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    def run(request, crew, *, stop=lambda: False):
        return train(request, stop=stop)

    monkeypatch.setattr(conducting, "train_in_processes", run)
    monkeypatch.setattr(conducting, "crew", lambda: None)


def finish(steps):
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def run(tmp_path, write_audio, tiny_model):
    clips = [
        Clip(
            f"c{i}",
            write_audio(tmp_path / "data" / f"{i}.wav", 1.5, seed=i),
            1.5,
            f"word {'abcdefgh'[i]}",
        )
        for i in range(8)
    ]
    write_manifest(tmp_path / "data" / "list.jsonl", clips)
    folder = tmp_path / "runs" / "one"
    source = tmp_path / "data" / "list.jsonl"
    _, found = finish(gather([source], folder, Target()))
    divide(found, folder, share=0.3)
    plan = Plan("fine-tune", "Mine", str(tiny_model), minutes=0.1, device="cpu")
    return save_plan(folder, plan)


def stop_after(n):
    """A stop that says yes after so many questions."""
    asked = iter(range(10_000))
    return lambda: next(asked) >= n - 1


def test_a_run_is_trained_and_judged_against_its_parent(tmp_path, run):
    events, outcome = finish(
        conduct(run, Place(tmp_path / "cache"), stop=stop_after(3))
    )
    kinds = [type(event) for event in events]
    assert kinds[0] is Listening
    assert kinds.index(Baseline) < kinds.index(StepDone) < kinds.index(CheckpointSaved)
    assert kinds[-1] is Listening
    (judged,) = outcome.judged
    assert judged.name == "held-out"
    assert judged.before is not None
    assert judged.difference is not None
    assert outcome.step == 3
    assert read_outcome(run) == outcome


def test_the_programs_own_clips_are_judged_too(tmp_path, run):
    test = tmp_path / "data" / "list.jsonl"
    place = Place(tmp_path / "cache", test=test)
    _, outcome = finish(conduct(run, place, stop=stop_after(1)))
    assert [judged.name for judged in outcome.judged] == ["held-out", "bundled"]


def test_from_scratch_there_is_nothing_to_compare_with(tmp_path, run, monkeypatch):
    run = save_plan(run.folder, replace(run.plan, goal="scratch", parent=""))
    config = conducting.configure(run)
    model = replace(
        config.model,
        n_mels=16,
        channels=4,
        residual_blocks=1,
        hidden=12,
        recurrent_layers=1,
    )
    small = replace(config, model=model, features=replace(config.features, n_mels=16))
    monkeypatch.setattr(conducting, "configure", lambda _: small)
    events, outcome = finish(
        conduct(run, Place(tmp_path / "cache"), stop=stop_after(1))
    )
    assert not any(isinstance(event, Baseline) for event in events)
    assert outcome.judged[0].before is None


def test_a_closed_run_goes_on_where_it_was(tmp_path, run):
    place = Place(tmp_path / "cache")
    steps = conduct(run, place)
    for event in steps:
        if isinstance(event, StepDone) and event.step == 2:
            break
    steps.close()
    assert run.last_step == 2
    assert read_outcome(run) is None
    events, outcome = finish(conduct(run, place, stop=stop_after(1)))
    assert [e.step for e in events if isinstance(e, StepDone)] == [3]
    assert outcome.step == 3


@pytest.mark.parametrize("goal", ["fine-tune", "adapt"])
def test_the_time_of_a_run_is_that_of_all_its_sittings(
    tmp_path, run, monkeypatch, goal
):
    clip_list = tmp_path / "data" / "list.jsonl"
    _, found = finish(gather([clip_list], run.folder, Target()))
    if goal == "adapt":
        keep_useful(found, run.folder)
    run = save_plan(run.folder, replace(run.plan, goal=goal))
    (run.folder / SPENT).write_text('{"seconds": 3600.0}', encoding="utf-8")
    place = Place(tmp_path / "cache")
    steps = conduct(run, place)
    for event in steps:
        if isinstance(event, StepDone):
            break
    steps.close()  # paused
    first = RunClock(run.folder).seconds
    assert first > 3600
    _, outcome = finish(conduct(run, place, stop=stop_after(1)))
    assert first < outcome.seconds < first + 60
    assert read_outcome(run).seconds == outcome.seconds


def test_steps_are_timed_and_nothing_of_them_stays(tmp_path, run):
    steps, timed = finish(
        conducting.time_steps(run, Place(tmp_path / "cache"), n_steps=3)
    )
    assert [step.n_steps for step in steps] == [0, 1, 2, 3]
    assert timed.speed > 0
    assert timed.step_seconds > 0
    assert timed.passes(2.0) == pytest.approx(2 * timed.passes(1.0))
    assert run.last_step == 0


def test_a_voice_is_learned_by_the_rule_of_adaptation(tmp_path, run):
    _, found = finish(gather([tmp_path / "data" / "list.jsonl"], run.folder, Target()))
    assert keep_useful(found, run.folder) == 8
    run = save_plan(run.folder, replace(run.plan, goal="adapt"))
    listed = tmp_path / "data" / "list.jsonl"
    place = Place(tmp_path / "cache", replay=listed, test=listed)
    steps, timed = finish(conducting.time_steps(run, place, n_steps=2))
    assert steps[-1] == timed
    assert timed.hours_wanted > 0

    events, outcome = finish(conduct(run, place, stop=stop_after(2)))
    kinds = [type(event) for event in events]
    stages = list(dict.fromkeys(e.stage for e in events if isinstance(e, Listening)))
    assert stages == ["checking", "before", "curve", "after"]
    assert kinds.index(Baseline) < kinds.index(StepDone)
    assert [judged.name for judged in outcome.judged] == ["held-out", "bundled"]
    assert outcome.reason
    assert outcome.kept == (outcome.model != Path(run.plan.parent))
    assert not outcome.is_complete
    assert read_outcome(run) == outcome
    assert run.held_out.is_file()


def test_wrong_transcripts_are_named_once_the_run_has_begun(tmp_path, run, monkeypatch):
    """A window forgets what was told before RunStarted: it is of an earlier run."""
    _, found = finish(gather([tmp_path / "data" / "list.jsonl"], run.folder, Target()))
    keep_useful(found, run.folder)
    run = save_plan(run.folder, replace(run.plan, goal="adapt"))

    def check(data, model):
        yield 1.0
        clips = read_manifest(data)
        return Checked(tuple(clips[:7]), {MISFIT: len(clips) - 7})

    monkeypatch.setattr(adaptation, "check_clips", check)
    events, _ = finish(conduct(run, Place(tmp_path / "cache"), stop=stop_after(1)))
    told = [event for event in events if isinstance(event, RunStarted | Warned)]
    assert isinstance(told[0], RunStarted)
    (warning,) = [w for w in told[1:] if w.name == "wrong transcripts"]
    assert "1 of 8 clips" in warning.message
    assert warning.remedy


def test_a_run_that_makes_the_model_worse_says_so_once(tmp_path, run, monkeypatch):
    def trained(request, crew, *, stop=lambda: False):
        result = None
        steps = train(request, stop=stop)
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result = end.value
                break
            if isinstance(event, StepDone):
                yield replace(TRIED, wer=9.0, step=event.step)
            yield event
        return result

    monkeypatch.setattr(conducting, "train_in_processes", trained)
    events, _ = finish(conduct(run, Place(tmp_path / "cache"), stop=stop_after(3)))
    told = [w.name for w in events if isinstance(w, Warned)]
    assert told.count(WORSE) == 1
