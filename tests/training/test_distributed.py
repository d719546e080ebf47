"""Processes that share steps: two of them take the steps of one."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from torch import nn

from dictation_app.errors import TrainingError
from dictation_app.speech.store import load_network, read_model
from dictation_app.training import distributed
from dictation_app.training.distributed import Team, join_by_environment, join_by_file
from dictation_app.training.events import RunStarted, StepDone
from dictation_app.training.processes import Crew, train_in_processes
from dictation_app.training.trainer import TrainingRequest, train


@pytest.fixture
def request_for(tmp_path, tiny_config):
    """A run of three passes without dropout, whose draws differ between processes."""
    model = replace(tiny_config.model, dropout=0.0)
    run = replace(tiny_config.run, epochs=3)
    config = replace(tiny_config, model=model, run=run)

    def make(name, consistency=0.0, **run_changes):
        changed = replace(
            config,
            optimizer=replace(config.optimizer, consistency=consistency),
            run=replace(config.run, **run_changes),
        )
        return TrainingRequest(changed, tmp_path / name, tmp_path / "features")

    return make


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def assert_same_model(first, second):
    pairs = zip(
        load_network(read_model(first)).named_parameters(),
        load_network(read_model(second)).parameters(),
        strict=True,
    )
    for (name, a), b in pairs:
        if name.endswith("cnn1.bias"):  # the norm behind it takes it out again, so
            continue  # that its gradient is nothing but rounding
        assert torch.allclose(a, b, atol=2e-3), name


def assert_same_steps(first, second):
    first, second = of(StepDone, first), of(StepDone, second)
    assert len(first) == len(second) > 3
    for a, b in zip(first, second, strict=True):
        assert (a.step, a.epoch, a.n_infinite) == (b.step, b.epoch, b.n_infinite)
        assert a.loss == pytest.approx(b.loss, rel=1e-3)
        assert a.gradient_norm == pytest.approx(b.gradient_norm, rel=0.02)
        assert a.hours_seen == pytest.approx(b.hours_seen)


@pytest.mark.parametrize("consistency", [0.0, 0.2])
def test_two_processes_take_the_steps_of_one(request_for, run_through, consistency):
    alone, one = run_through(train(request_for("one", consistency)))
    together, two = run_through(
        train_in_processes(request_for("two", consistency), Crew(size=2, niceness=1))
    )
    assert of(RunStarted, together)[0].n_processes == 2
    assert_same_steps(alone, together)
    assert (one.step, two.step) == (two.step, one.step)
    assert one.best_wer == pytest.approx(two.best_wer)
    assert_same_model(one.model, two.model)


def test_each_process_does_its_share_and_the_sum_is_the_whole(monkeypatch):
    monkeypatch.setattr(distributed.dist, "all_reduce", lambda tensor: None)
    items, done = torch.randn(5, 2, 3), []

    def work(mine):
        done.append(len(mine))
        return mine * 2

    shares = [Team(rank, 3).divide(work, items) for rank in range(3)]
    assert torch.equal(sum(shares), items * 2)
    assert done == [2, 2, 1]
    few = [Team(rank, 3).divide(work, items[:1]) for rank in range(3)]
    assert torch.equal(sum(few), items[:1] * 2)
    assert done == [2, 2, 1, 1]  # those without an item did nothing


def test_torchrun_takes_the_steps_of_one(request_for, run_through, tmp_path):
    _, one = run_through(train(request_for("one")))
    config = tmp_path / "one" / "config.toml"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
            *("--nproc-per-node", "2", "-m", "dictation_app", "train"),
            *("--config", config, "--output", tmp_path / "torchrun"),
            *("--cache", tmp_path / "features"),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert "2 processes" in done.stdout
    assert done.stdout.count("done: ") == 1  # only the leader speaks
    assert_same_model(one.model, tmp_path / "torchrun" / "model")


def test_stopping_ends_all_with_a_checkpoint(request_for, run_through):
    n_seen = 0

    def stop():
        return n_seen > 3

    steps = train_in_processes(request_for("run", epochs=10_000), Crew(), stop=stop)
    while True:
        try:
            event = next(steps)
        except StopIteration as end:
            result = end.value
            break
        n_seen += isinstance(event, StepDone)
    assert not result.is_complete
    request = replace(request_for("run", epochs=10_000), resume=True)
    again = train(request)
    started = next(event for event in again if isinstance(event, RunStarted))
    again.close()
    assert started.step == result.step > 3


def test_closing_ends_the_processes(request_for, tmp_path):
    steps = train_in_processes(request_for("run", epochs=10_000), Crew())
    next(event for event in steps if isinstance(event, StepDone))
    steps.close()
    assert list((tmp_path / "run" / "checkpoints").glob("*.checkpoint"))


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_process_that_dies_is_a_sentence(request_for):
    import multiprocessing

    steps = train_in_processes(request_for("run", epochs=10_000), Crew())
    next(event for event in steps if isinstance(event, StepDone))
    (worker,) = multiprocessing.active_children()
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(
        TrainingError, match=r"ended unexpectedly \(signal 9\).*--resume"
    ):
        for _ in steps:
            pass


def test_what_goes_wrong_in_a_process_is_told_as_it_is(request_for, run_through):
    request = request_for("run", epochs=0)
    with pytest.raises(TrainingError, match="The run has no end"):
        run_through(train_in_processes(request, Crew()))


def test_one_alone_is_a_team_of_one():
    team = Team()
    parameter = nn.Parameter(torch.ones(2))
    parameter.grad = torch.tensor([1.0, 2.0])
    team.add_gradients([parameter])
    assert parameter.grad.tolist() == [1.0, 2.0]
    assert team.leads
    assert team.add([1, 2.5]) == [1, 2.5]
    assert team.gather("x") == ["x"]
    team.wait()
    team.leave()
    assert join_by_environment().size == 1


def test_processes_that_cannot_meet_are_a_sentence(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("no route")

    monkeypatch.setattr(distributed.dist, "init_process_group", fail)
    with pytest.raises(TrainingError, match=r"cannot reach each other \(no route\)"):
        join_by_file(tmp_path / "meeting", 0, 2)
