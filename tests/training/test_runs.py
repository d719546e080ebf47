"""Runs as folders: planned, interrupted, ended, installed, removed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.store import read_model
from dictation_app.training.installing import free_name, install
from dictation_app.training.metrics import Difference, Interval
from dictation_app.training.runs import (
    Changed,
    Judged,
    Outcome,
    Plan,
    Rate,
    discard,
    find_runs,
    new_folder,
    read_outcome,
    save_outcome,
    save_plan,
    tidy,
    waiting,
)

PLAN = Plan("adapt", "Zoë’s voice", "/models/en", minutes=3.0, data="12 clips, 1 min")


def outcome(model=Path("/nowhere")):
    before, after = Rate(0.4, Interval(0.3, 0.5)), Rate(0.2, Interval(0.1, 0.3))
    difference = Difference(-0.2, Interval(-0.3, -0.1), 0.0)
    return Outcome(
        model,
        7,
        0.5,
        60.0,
        is_complete=False,
        judged=(
            Judged("held-out", 3, 20, before, after, difference),
            Judged("bundled", 2, 10, None, after, None),
        ),
        changes=(Changed("c1", "one two", "one too", "one two", 1),),
    )


def test_a_plan_and_its_end_come_back_as_they_were(tmp_path):
    run = save_plan(new_folder(tmp_path), PLAN)
    assert find_runs(tmp_path) == [run]
    assert read_outcome(run) is None
    save_outcome(run, outcome())
    assert read_outcome(run) == outcome()


def test_what_waits_is_the_latest_that_took_a_step_or_ended(tmp_path):
    assert waiting(tmp_path) is None
    done, begun = (save_plan(new_folder(tmp_path), PLAN) for _ in range(2))
    assert waiting(tmp_path) is None
    save_outcome(done, outcome())
    assert waiting(tmp_path) == done
    checkpoints = begun.output / "checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "step-00000009.checkpoint").write_bytes(b"")
    assert waiting(tmp_path) == begun


def test_tidying_removes_only_what_came_to_nothing(tmp_path):
    done, begun, _ = (save_plan(new_folder(tmp_path), PLAN) for _ in range(3))
    save_outcome(done, outcome())
    checkpoints = begun.output / "checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "step-00000009.checkpoint").write_bytes(b"")
    looked_at = new_folder(tmp_path)
    (looked_at / "all.jsonl").write_text("", encoding="utf-8")
    features = tmp_path / "features"
    features.mkdir()
    tidy(tmp_path)
    assert set(tmp_path.iterdir()) == {done.folder, begun.folder, features}


def test_the_last_step_is_that_of_the_newest_checkpoint(tmp_path):
    run = save_plan(new_folder(tmp_path), PLAN)
    assert run.last_step == 0
    folder = run.output / "checkpoints"
    folder.mkdir(parents=True)
    for name in ("step-00000009.checkpoint", "step-00000120.checkpoint", ".x.part"):
        (folder / name).write_bytes(b"")
    assert run.last_step == 120


@pytest.mark.parametrize("content", ["", "[]", '{"goal": 1, "what": 2}'])
def test_a_damaged_plan_is_left_out(tmp_path, content):
    run = save_plan(new_folder(tmp_path), PLAN)
    (run.folder / "plan.json").write_text(content, encoding="utf-8")
    assert find_runs(tmp_path) == []


@pytest.mark.parametrize("content", ["", "[]", '{"model": "x", "judged": [1]}'])
def test_a_damaged_end_counts_as_none(tmp_path, content):
    run = save_plan(new_folder(tmp_path), PLAN)
    (run.folder / "outcome.json").write_text(content, encoding="utf-8")
    assert read_outcome(run) is None


def test_runs_of_the_same_second_have_folders_of_their_own(tmp_path):
    assert len({new_folder(tmp_path) for _ in range(5)}) == 5


def test_a_run_can_be_thrown_away_once(tmp_path):
    run = save_plan(new_folder(tmp_path), PLAN)
    discard(run)
    assert find_runs(tmp_path) == []
    with pytest.raises(TrainingError, match="cannot be removed"):
        discard(run)


def test_no_room_is_told_in_a_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(TrainingError, match="no room"):
        new_folder(blocked)


def test_an_installed_model_has_its_title_and_its_verdict(tmp_path, tiny_model):
    models = tmp_path / "mine"
    plan = replace(PLAN, goal="fine-tune")
    info = install(outcome(tiny_model), plan, models)
    assert (info.name, info.title) == ("zoes-voice", "Zoë’s voice")
    assert info.provenance["judged"]["held-out"]["wer_before"] == 0.4
    card = (info.folder / "README.md").read_text(encoding="utf-8")
    assert card.startswith("# Zoë’s voice\n")
    assert "WER 20.0 % (10.0–30.0), before 40.0 % (30.0–50.0)" in card
    assert read_model(tiny_model).title == "Tiny"
    assert install(outcome(tiny_model), PLAN, models).name == "zoes-voice-2"


def test_a_title_without_latin_letters_still_makes_a_folder(tmp_path):
    assert free_name("日本", tmp_path).name == "model"


def test_a_model_that_is_gone_or_damaged_is_not_installed(tmp_path, tiny_model):
    with pytest.raises(ModelError):
        install(outcome(tmp_path / "gone"), PLAN, tmp_path / "mine")
    config = tiny_model / "config.json"
    values = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps(values | {"provenance": "?"}), encoding="utf-8")
    with pytest.raises(ModelError):
        install(outcome(tiny_model), PLAN, tmp_path / "mine")
    assert not any((tmp_path / "mine").glob("*"))
