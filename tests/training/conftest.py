"""A network that never errs, and runs of a tiny one."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import torch

from dictation_app.speech.alphabet import ENGLISH


class Parrot:
    """Emissions that spell the text of a recording of so many samples.

    Where it knows no text it hears nothing. `sure` is the probability of each letter.
    """

    alphabet = ENGLISH
    sample_rate = 16_000
    frame_rate = 25.0

    def __init__(self, texts: dict[int, str], sure: float = 0.9) -> None:
        self.texts = texts
        self.sure = sure
        self.batches: list[list[int]] = []

    def emissions(self, batch):
        self.batches.append([len(samples) for samples in batch])
        return [self._spell(len(s), self.texts.get(len(s), "")) for s in batch]

    def _spell(self, n_samples, text):
        labels = []
        for label in ENGLISH.encode(text):
            labels += [label, ENGLISH.blank]
        n_frames = max(n_samples // 640, len(labels), 1)
        labels += [ENGLISH.blank] * (n_frames - len(labels))
        rest = (1 - self.sure) / (len(ENGLISH) - 1)
        values = np.full((n_frames, len(ENGLISH)), np.log(rest), np.float32)
        values[np.arange(n_frames), labels] = np.log(self.sure)
        return values


@pytest.fixture
def parrot():
    return Parrot


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """Tiny networks are slower on several threads, above all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def finish(steps):
    """Run a generator to its end: what it yielded and what it returned."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def run_through():
    """Run a generator to its end: what it yielded and what it returned."""
    return finish


@pytest.fixture
def trained(tmp_path, tiny_config, run_through):
    """Train: events and result. A clock that goes on a second whenever it is asked."""

    from dictation_app.training.trainer import TrainingRequest, train

    def run(name="run", config=None, *, resume=False, stop_after=None, **run_changes):
        config = config or tiny_config
        config = replace(config, run=replace(config.run, **run_changes))
        seconds = itertools.count()
        steps = itertools.count(1)
        request = TrainingRequest(
            config, tmp_path / name, tmp_path / "features", resume=resume
        )
        return run_through(
            train(
                request,
                stop=lambda: next(steps) == stop_after,
                clock=lambda: float(next(seconds)),
            )
        )

    return run
