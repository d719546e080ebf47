"""The whole loop, on a tiny network that learns tones."""

import json
from dataclasses import replace

import pytest
import torch

from dictation_app.speech.store import load_network, read_model
from dictation_app.training.configuration import read_config
from dictation_app.training.events import (
    CheckpointSaved,
    DataSelected,
    EpochDone,
    Evaluated,
    ModelExported,
    RunStarted,
    SentencesDecoded,
    StepDone,
)
from dictation_app.training.metrics_log import read_metrics
from dictation_app.training.trainer import TrainingRequest, train
from tests.training.run_parts import LEARNED, of, same, state


@pytest.mark.parametrize("name", ["muon", "adamw"])
def test_six_steps_are_three_saved_and_loaded_and_three_more(
    trained, tmp_path, tiny_config, name
):
    config = replace(tiny_config, optimizer=replace(tiny_config.optimizer, name=name))
    more = {"accumulation": 2, "epochs": 2}
    events, whole = trained("whole", config, **more)
    steps = of(StepDone, events)
    assert len(steps) >= 6
    half = len(steps) // 2 - 1  # in the middle of a pass
    _, stopped = trained("halves", config, stop_after=half, **more)
    assert (stopped.step, stopped.is_complete) == (half, False)
    again, resumed = trained("halves", config, resume=True, **more)
    assert of(RunStarted, again)[0].step == half
    assert (resumed.step, resumed.is_complete) == (whole.step, True)
    for part in LEARNED:
        assert same(state(tmp_path, "whole")[part], state(tmp_path, "halves")[part])
    rates = [step.learning_rate for step in steps]
    assert [step.loss for step in of(StepDone, again)] == [s.loss for s in steps[half:]]
    assert [step.learning_rate for step in of(StepDone, again)] == rates[half:]


def test_the_seed_decides_everything(trained, tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        trained(name, seed=seed, epochs=1)
    a, b, c = (state(tmp_path, name) for name in "abc")
    assert same(a["network"], b["network"])
    assert not same(a["network"], c["network"])


def test_a_tiny_network_learns_four_sentences_by_heart(trained, spoken, tiny_config):
    texts = spoken("four", "abba", "cad dab", "bad cab", "a dad")
    config = replace(
        tiny_config,
        data=replace(tiny_config.data, train=(str(texts),), dev=(str(texts),)),
        model=replace(tiny_config.model, hidden=24, dropout=0.0),
        optimizer=replace(
            tiny_config.optimizer, learning_rate=8e-3, schedule="constant"
        ),
        augmentation=replace(
            tiny_config.augmentation,
            tempo=0.0,
            warp=0.0,
            pause=0.0,
            equaliser=0.0,
            low_pass=0.0,
            reverberation=0.0,
            frequency_masks=0,
            time_masks=0,
        ),
    )
    _, result = trained("heart", config, epochs=120, batch_seconds=9.0)
    assert result.best_wer == 0.0
    assert read_model(result.best).provenance["dev_wer_greedy"] == 0.0


def test_a_run_tells_what_it_does_and_leaves_a_model(trained, tmp_path, tiny_config):
    events, result = trained(epochs=2, evaluation_minutes=0.2, watch_seconds=5.0)
    kinds = [type(event) for event in events]
    assert kinds.index(DataSelected) < kinds.index(RunStarted) < kinds.index(StepDone)
    data = of(DataSelected, events)[0]
    assert (data.n_clips, data.n_dev, dict(data.left_out)) == (6, 2, {})
    assert of(RunStarted, events)[0].n_parameters == tiny_config.model.n_parameters
    steps = of(StepDone, events)
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1].progress == 1.0
    assert [done.epoch for done in of(EpochDone, events)] == [1, 2]
    evaluated = of(Evaluated, events)
    assert len(evaluated) >= 2
    assert set(evaluated[-1].wer_by_corpus) == {"tones"}
    assert result.is_complete
    assert result.best_wer == min(e.wer for e in evaluated)
    for folder in (result.model, result.best):
        info = read_model(folder)
        load_network(info)
        assert info.title == "Tones"
        assert info.provenance["corpora"] == ["tones"]
    assert of(ModelExported, events)[-1].folder.parent == tmp_path / "run"
    config = read_config(tmp_path / "run" / "config.toml")
    assert config.model == tiny_config.model
    assert config.data == tiny_config.data


def test_the_same_sentences_are_watched_all_along(trained):
    events, _ = trained(epochs=2, watch_seconds=4.0)
    watched = of(SentencesDecoded, events)
    assert len(watched) > 2
    told = {tuple((s.id, s.reference) for s in each.sentences) for each in watched}
    assert told == {(("dev-0", "dab"), ("dev-1", "bad dad"))}


def test_a_limit_of_minutes_or_hours_ends_the_run(trained):
    _, by_clock = trained("clock", epochs=0, minutes=1.0)
    assert by_clock.is_complete
    assert 60 <= by_clock.seconds < 120
    _, by_hours = trained("hours", epochs=0, hours_seen=4 / 3600)
    assert by_hours.is_complete
    assert 4 <= by_hours.hours_seen * 3600 < 6


def test_what_is_told_is_kept_and_a_resumed_run_takes_the_torn_end_out(
    trained, tmp_path
):
    trained(epochs=4, stop_after=3)
    path = tmp_path / "run" / "metrics.jsonl"
    rows = [json.dumps({"event": "StepDone", "step": n, "loss": 99}) for n in (4, 5)]
    path.write_text(path.read_text() + "\n".join(rows) + '\n{"event": "Ste')
    trained(epochs=4, resume=True)
    steps = [
        row for row in read_metrics(tmp_path / "run") if row["event"] == "StepDone"
    ]
    assert [row["step"] for row in steps] == list(range(1, len(steps) + 1))
    assert all(row["loss"] != 99 for row in steps)


def test_tensorboard_gets_the_curves_where_it_is_installed(trained, tmp_path):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events, _ = trained(epochs=2)
    trained("without", epochs=1, tensorboard=False)
    log = EventAccumulator(str(tmp_path / "run" / "tensorboard"))
    log.Reload()
    losses = [scalar.value for scalar in log.Scalars("loss/train")]
    assert losses == pytest.approx([step.loss for step in of(StepDone, events)])
    assert log.Scalars("WER")
    assert not (tmp_path / "without" / "tensorboard").exists()


def test_closing_saves_a_checkpoint_at_the_step_it_was_at(tmp_path, tiny_config):
    request = TrainingRequest(tiny_config, tmp_path / "run", tmp_path / "features")
    steps = train(request)
    for event in steps:
        if isinstance(event, StepDone) and event.step == 2:
            break
    steps.close()
    assert state(tmp_path, "run")["position"]["step"] == 2


def test_checkpoints_are_written_as_time_passes(trained):
    events, _ = trained(epochs=3, checkpoint_minutes=0.3)
    saved = [event.step for event in of(CheckpointSaved, events)]
    assert len(saved) > 2
    assert saved == sorted(saved)


def test_a_run_begins_with_a_parent_and_its_network_features_and_alphabet(
    trained, tiny_config
):
    _, first = trained("first", epochs=1)
    config = replace(
        tiny_config,
        parent=str(first.model),
        model=replace(tiny_config.model, hidden=99),
        optimizer=replace(tiny_config.optimizer, learning_rate=1e-12),
    )
    events, second = trained("second", config, epochs=1)
    assert of(RunStarted, events)[0].parent == "model"
    old, new = (load_network(read_model(r.model)) for r in (first, second))
    for (name, a), b in zip(old.named_parameters(), new.parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-3), name
    info = read_model(second.model)
    assert info.provenance["parent"]["sha256"] == read_model(first.model).sha256
