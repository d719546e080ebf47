import errno
import os
import signal
import subprocess
import sys

import pytest
import torch

from dictation_app.errors import TrainingError
from dictation_app.training import checkpoint
from dictation_app.training.checkpoint import (
    find_checkpoints,
    read_checkpoint,
    read_newest,
    save_checkpoint,
)

STATE = {"step": 7, "weights": {"a": torch.arange(5.0)}, "name": "x"}


def test_what_is_saved_is_read_again(tmp_path):
    path = save_checkpoint(tmp_path / "new", 7, STATE)
    state = read_checkpoint(path)
    assert (state["step"], state["name"]) == (7, "x")
    assert torch.equal(state["weights"]["a"], STATE["weights"]["a"])


def test_the_two_newest_are_kept(tmp_path):
    for step in (5, 90, 100, 1_000_000_000):
        save_checkpoint(tmp_path, step, STATE)
    names = [path.name for path in find_checkpoints(tmp_path)]
    assert names == ["step-1000000000.checkpoint", "step-00000100.checkpoint"]


@pytest.mark.parametrize("damage", ["torn", "flipped", "empty", "other"])
def test_a_damaged_checkpoint_gives_way_to_the_one_before(tmp_path, damage):
    save_checkpoint(tmp_path, 1, {**STATE, "step": 1})
    path = save_checkpoint(tmp_path, 2, STATE)
    data = bytearray(path.read_bytes())
    if damage == "flipped":
        data[-3] ^= 1
    path.write_bytes(
        {
            "torn": data[: len(data) // 2],
            "flipped": data,
            "empty": b"",
            "other": b"PK something else",
        }[damage]
    )
    state, faults = read_newest(tmp_path)
    assert state["step"] == 1
    assert faults == ["The checkpoint step-00000002.checkpoint is damaged."]


def test_where_all_are_damaged_or_none_is_there_a_sentence_says_so(tmp_path):
    with pytest.raises(TrainingError, match=r"nothing to resume.*without --resume"):
        read_newest(tmp_path)
    save_checkpoint(tmp_path, 1, STATE).write_bytes(b"")
    with pytest.raises(TrainingError, match=r"is damaged. There is no other"):
        read_newest(tmp_path)
    with pytest.raises(TrainingError, match="cannot be read"):
        read_checkpoint(tmp_path / "step-00000009.checkpoint")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full.*step 1 is intact.*--resume"),
        (errno.EACCES, "cannot be written.*step 1 is intact.*another --output"),
    ],
)
def test_a_failing_disk_leaves_the_last_checkpoint(
    tmp_path, monkeypatch, number, sentence
):
    save_checkpoint(tmp_path, 1, STATE)

    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(checkpoint.os, "fsync", fail)
    with pytest.raises(TrainingError, match=sentence):
        save_checkpoint(tmp_path, 2, STATE)
    assert [path.name for path in tmp_path.iterdir()] == ["step-00000001.checkpoint"]
    assert read_newest(tmp_path)[1] == []


SAVING = """
import sys
from pathlib import Path
import torch
from dictation_app.training.checkpoint import save_checkpoint
state = {"weights": torch.zeros(1_000_000)}
for step in range(1, 1_000_000):
    save_checkpoint(Path(sys.argv[1]), step, {**state, "step": step})
    print(step, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_killed_at_any_moment_it_leaves_a_whole_checkpoint(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(tmp_path)], stdout=subprocess.PIPE
    ) as process:
        for _ in range(8):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
    state, faults = read_newest(tmp_path)
    assert state["step"] >= last
    assert faults == []


def test_code_in_a_checkpoint_is_not_run(tmp_path):
    class Evil:
        def __reduce__(self):
            return (os.system, ("echo",))

    path = save_checkpoint(tmp_path, 1, {"evil": Evil()})
    with pytest.raises(TrainingError, match="is damaged"):
        read_checkpoint(path)
