"""Data sets put together: checked, without useless clips, divided."""

import json

import numpy as np
import pytest

from dictation_app.errors import ManifestError
from dictation_app.training.findings import Target
from dictation_app.training.gathering import HELD_OUT, TRAIN, divide, gather
from dictation_app.training.manifest import read_manifest


def finish(steps):
    """Run a generator: what it yielded, and what it returned."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def data_set(tmp_path, write_audio):
    """Make a data set of so many clips, some of them replaced."""

    def make(name, n=6, *, texts=None, samples=None):
        folder = tmp_path / name
        rows = []
        for i in range(n):
            sound = None if samples is None else samples.get(i)
            write_audio(
                folder / f"{i}.wav", 2.0, samples=sound, seed=10 * len(name) + i
            )
            text = (texts or {}).get(i, f"sentence number {'abcdefgh'[i]}")
            rows.append({"id": f"c{i}", "audio": f"{i}.wav", "text": text})
        path = folder / "list.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return path

    return make


def test_two_sets_with_the_same_ids_become_one_manifest(tmp_path, data_set):
    sources = [data_set("one"), data_set("zwei ä")]
    _, found = finish(gather(sources, tmp_path / "run", Target()))
    assert len(found.clips) == len(found.useful) == 12
    assert found.n_left_out == 0
    assert found.duration == pytest.approx(24.0, abs=0.1)
    assert len(read_manifest(tmp_path / "run" / "all.jsonl")) == 12


def test_useless_clips_are_left_out_with_a_remedy_each(tmp_path, data_set):
    silence = np.zeros(32_000, np.float32)
    source = data_set(
        "set", texts={0: "", 1: "日本語", 2: "x" * 200}, samples={3: silence}
    )
    with source.open("a", encoding="utf-8") as file:
        file.write('\n{"audio": "gone.wav", "text": "gone"}\nno json\n')
    _, found = finish(gather([source], tmp_path / "run", Target()))
    assert set(found.useful) == {"c4", "c5"}
    kinds = {problem.kind for problem in found.audit.problems}
    assert kinds >= {"empty", "foreign", "short", "silent", "line"}
    assert all(problem.remedy for problem in found.audit.problems)


def test_capitals_and_punctuation_are_no_problem(tmp_path, data_set):
    source = data_set("set", texts={0: "HELLO, World!", 1: "Don’t stop."})
    _, found = finish(gather([source], tmp_path / "run", Target()))
    assert len(found.useful) == 6


def test_the_parts_share_no_clip_and_no_sentence(tmp_path, data_set):
    run = tmp_path / "run"
    _, found = finish(gather([data_set("set")], run, Target()))
    divide(found, run, share=0.3)
    train, held_out = read_manifest(run / TRAIN), read_manifest(run / HELD_OUT)
    assert len(train) + len(held_out) == 6
    assert held_out
    assert not {c.text for c in train} & {c.text for c in held_out}


def test_two_clips_are_enough_to_divide(tmp_path, data_set):
    run = tmp_path / "run"
    _, found = finish(gather([data_set("set", 2)], run, Target()))
    parts = divide(found, run)
    assert len(parts.train) == len(parts.dev) == 1


@pytest.mark.parametrize(
    ("n", "texts", "words"), [(1, {}, "Only one clip"), (2, {0: "", 1: ""}, "No clip")]
)
def test_too_few_clips_are_told(tmp_path, data_set, n, texts, words):
    run = tmp_path / "run"
    _, found = finish(gather([data_set("set", n, texts=texts)], run, Target()))
    with pytest.raises(ManifestError, match=words):
        divide(found, run)


def test_nothing_at_all_is_told_with_the_first_trouble(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"first trouble.*line 1"):
        finish(gather([path], tmp_path / "run", Target()))
