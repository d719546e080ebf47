"""What can befall a run: each fault costs little and is a sentence with a remedy."""

import os
import pickle
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from dictation_app.errors import DictationError, TrainingError
from dictation_app.training import checkpoint, learner
from dictation_app.training.checkpoint import find_checkpoints
from dictation_app.training.events import (
    DataSelected,
    RunStarted,
    StepDone,
    Warned,
)
from dictation_app.training.hearing import ctc
from dictation_app.training.trainer import TrainingRequest
from tests.training.run_parts import LEARNED, of, same, state


def test_a_full_disk_ends_the_run_with_the_last_checkpoint_intact(
    trained, tmp_path, monkeypatch
):
    trained(epochs=4, stop_after=2)

    def fail(descriptor):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(checkpoint.os, "fsync", fail)
    with pytest.raises(
        TrainingError, match=r"disk is full.*step 2 is intact.*--resume"
    ):
        trained(epochs=4, resume=True)
    monkeypatch.undo()
    assert state(tmp_path, "run")["position"]["step"] == 2
    assert trained(epochs=4, resume=True)[1].is_complete


KILLED = """
import itertools
import os
import pickle
import signal
import sys

from dictation_app.training import learner
from dictation_app.training.trainer import train

request, last = pickle.load(sys.stdin.buffer)
whole, steps, seconds = learner.ctc, itertools.count(1), itertools.count()


def ctc(*arguments):
    if next(steps) == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*arguments)


learner.ctc = ctc
for _ in train(request, clock=lambda: float(next(seconds))):
    pass
"""


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_power_lost_in_mid_step_costs_that_step_only(trained, tmp_path, tiny_config):
    more = {"epochs": 2, "checkpoint_minutes": 0.01}
    _, whole = trained("whole", **more)
    config = replace(tiny_config, run=replace(tiny_config.run, **more))
    request = TrainingRequest(config, tmp_path / "cut", tmp_path / "features")
    lost = whole.step - 1
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        input=pickle.dumps((request, lost)),
        check=False,
        # Sums of another number of threads differ in their last bit.
        env={**os.environ, "OMP_NUM_THREADS": str(torch.get_num_threads())},
    )
    assert done.returncode == -signal.SIGKILL
    assert state(tmp_path, "cut")["position"]["step"] == lost - 1
    events, resumed = trained("cut", resume=True, **more)
    assert of(RunStarted, events)[0].step == lost - 1
    assert resumed.is_complete
    for part in LEARNED:
        assert same(state(tmp_path, "whole")[part], state(tmp_path, "cut")[part])


def test_too_little_memory_is_named_and_the_run_goes_on(trained, monkeypatch):
    whole = learner.Learner._backward

    def run_out(self, batch, places):
        if self._n_parts == 1:
            raise torch.OutOfMemoryError("too much")
        return whole(self, batch, places)

    monkeypatch.setattr(learner.Learner, "_backward", run_out)
    events, result = trained(epochs=2)
    (warning,) = [w for w in of(Warned, events) if w.name == "GPU memory"]
    assert "in halves" in warning.message
    assert warning.remedy
    assert result.is_complete


def test_a_damaged_checkpoint_costs_steps_and_not_the_run(trained, tmp_path):
    trained(epochs=4, stop_after=2)
    trained(epochs=4, stop_after=2, resume=True)
    newest, _ = find_checkpoints(tmp_path / "run" / "checkpoints")
    newest.write_bytes(newest.read_bytes()[:-1])
    events, result = trained(epochs=4, resume=True)
    (warning,) = [w for w in of(Warned, events) if w.name == "damaged checkpoint"]
    assert "step-00000004.checkpoint is damaged" in warning.message
    assert of(RunStarted, events)[0].step == 2
    assert result.is_complete


def test_other_data_begin_the_pass_again_and_keep_the_weights(
    trained, tiny_config, spoken
):
    trained(epochs=2, stop_after=2)
    more = spoken("more", "abad", "cab")
    data = replace(tiny_config.data, train=(*tiny_config.data.train, str(more)))
    events, _ = trained("run", replace(tiny_config, data=data), resume=True, epochs=2)
    assert "data changed" in [w.name for w in of(Warned, events)]
    first = of(StepDone, events)[0]
    assert (first.step, first.epoch) == (3, 1)


def test_a_loss_that_stays_no_number_ends_the_run_with_a_sentence(trained, monkeypatch):
    monkeypatch.setattr(learner, "ctc", lambda *a: ctc(*a) * float("nan"))
    with pytest.raises(
        TrainingError, match=r"the loss is no number.*--from and a third"
    ):
        trained(epochs=50)


def test_what_cannot_begin_is_a_sentence(trained, tiny_config, tmp_path, spoken):
    def refused(match, config=tiny_config, **more):
        with pytest.raises(DictationError, match=match):
            trained("refused", config, **more)

    data = tiny_config.data
    refused("The run has no end: give --minutes", epochs=0)
    refused("nothing to resume", resume=True)
    refused(
        "no data to learn from: name some with --data",
        replace(tiny_config, data=replace(data, train=())),
    )
    refused(
        "features.n_mels is 80 and model.n_mels is 24",
        replace(tiny_config, features=replace(tiny_config.features, n_mels=80)),
    )
    long = spoken("long", "abcdefgh" * 40)
    refused(
        "No clip can be learned from: 1 too long.*dataset check",
        replace(tiny_config, data=replace(data, train=(str(long),))),
    )
    (tmp_path / "torn.jsonl").write_text('{"audio": "x.wav", "tex')
    refused(
        "torn.jsonl, line 1: this is not JSON",
        replace(tiny_config, data=replace(data, train=(str(tmp_path / "torn.jsonl"),))),
    )
    refused(
        "unknown.jsonl",
        replace(
            tiny_config, data=replace(data, train=(str(tmp_path / "unknown.jsonl"),))
        ),
    )
    trained("refused", epochs=1)
    refused("holds a run already: go on with --resume")


def test_unreadable_clips_are_left_out_and_told(trained, tiny_config, tmp_path):
    (tmp_path / "train" / "0.wav").write_bytes(b"RIFFnothing")
    events, result = trained(epochs=1)
    assert dict(of(DataSelected, events)[0].left_out) == {"unreadable": 1}
    assert "unreadable clips" in [w.name for w in of(Warned, events)]
    assert result.is_complete
