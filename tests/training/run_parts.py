"""What the tests of whole runs share: looking at events and at states."""

import torch

from dictation_app.training.checkpoint import read_newest


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def state(tmp_path, name):
    return read_newest(tmp_path / name / "checkpoints")[0]


def same(first, second):
    """Whether two states are equal bit for bit."""
    if isinstance(first, torch.Tensor):
        return torch.equal(first, second)
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(
            same(value, second[key]) for key, value in first.items()
        )
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(map(same, first, second))
    return first == second


LEARNED = ("network", "averaged", "optimizers", "fingerprint")
