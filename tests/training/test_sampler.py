from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import ModelConfig
from dictation_app.training import sampler
from dictation_app.training.configuration import DataConfig
from dictation_app.training.manifest import Clip
from dictation_app.training.sampler import (
    Example,
    frames_needed,
    hours_an_epoch,
    plan_epoch,
    select,
    share,
)


def examples(*lengths, weight=1.0):
    return [Example(0, i, n, (2, 3), weight) for i, n in enumerate(lengths)]


lengths = st.lists(st.integers(1, 3_000), min_size=1, max_size=60)


@given(lengths, st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_a_pass_hears_every_clip_of_weight_one_once(lengths, epoch, seed, short_first):
    plan = plan_epoch(
        examples(*lengths),
        epoch=epoch,
        seed=seed,
        batch_frames=4_000,
        short_first=short_first,
    )
    heard = Counter(index for batch in plan for index in batch)
    assert heard == Counter(range(len(lengths)))
    for batch in plan:
        longest = max(lengths[i] for i in batch)
        assert len(batch) == 1 or longest * len(batch) <= 4_000


def plan(data, **more):
    wanted = {"epoch": 0, "seed": 1, "batch_frames": 1_000, "short_first": False}
    return plan_epoch(data, **{**wanted, **more})


def test_the_plan_is_a_function_of_seed_and_epoch():
    data = examples(*range(50, 250))
    assert plan(data) == plan(data)
    assert plan(data) != plan(data, epoch=1)
    assert plan(data) != plan(data, seed=2)


def test_short_first_goes_from_short_to_long():
    data = examples(*range(400, 10, -2))
    batches = plan(data, short_first=True)
    means = [np.mean([data[i].n_frames for i in batch]) for batch in batches]
    assert all(a < 1.2 * b for a, b in pairwise(means))  # lengths are blurred
    assert means[-1] > 5 * means[0]


def test_weights_are_how_often_a_clip_is_heard():
    data = [*examples(*[100] * 200, weight=0.4), Example(1, 0, 100, (2,), 2.5)]
    heard = Counter(
        i for e in range(40) for batch in plan(data, epoch=e) for i in batch
    )
    assert sum(heard[i] for i in range(200)) / 8_000 == pytest.approx(0.4, abs=0.03)
    assert heard[200] / 40 == pytest.approx(2.5, abs=0.3)
    assert hours_an_epoch(data, 100) == pytest.approx((200 * 0.4 + 2.5) / 3_600)


def test_a_pass_is_never_empty():
    assert sum(map(len, plan(examples(100, 100, weight=1e-9)))) == 1


@given(st.integers(0, 50), st.integers(1, 9))
def test_processes_divide_a_batch_without_rest(n, size):
    parts = [share(range(n), rank, size) for rank in range(size)]
    assert sorted(i for part in parts for i in part) == list(range(n))


def test_equal_neighbours_need_a_blank_between_them():
    assert frames_needed(ENGLISH.encode("abc")) == 3
    assert frames_needed(ENGLISH.encode("aabbb")) == 8
    assert frames_needed([]) == 0


def chosen(*clips, frames=None, **data):
    lengths = np.array(frames or [round(c.duration * 100) for c in clips])
    cache = SimpleNamespace(lengths=lengths)
    return select([(clips, cache)], ENGLISH, ModelConfig(), DataConfig(**data))


def clip(text, duration=3.0, **more):
    return Clip(text, Path("x"), duration, text, **more)


def test_clips_that_cannot_be_learned_from_are_counted_by_reason():
    clips = [
        clip("Good, text!"),
        clip("gone"),
        clip("short", 0.05),
        clip("long", 30.0),
        clip("..."),
        clip("agent 007"),
        clip("a sentence that nobody can speak within so little time", 0.5),
    ]
    frames = [300, 0, 5, 3_000, 300, 300, 50]
    found = chosen(*clips, frames=frames)
    assert [ENGLISH.decode(e.labels) for e in found.examples] == ["good text"]
    assert found.left_out == {
        sampler.UNREADABLE: 1,
        sampler.SHORT: 1,
        sampler.LONG: 1,
        sampler.WITHOUT_TEXT: 1,
        sampler.FOREIGN: 1,
        sampler.TOO_FAST: 1,
    }
    assert set(found.foreign) == {"0", "7"}


def test_words_alone_busy_speakers_and_corpora_are_weighted():
    clips = [
        clip("yes", 1.0),
        clip("four words of text", 1.0),
        clip("much from one", 1_800.0, speaker="a"),
        clip("more from one", 5_400.0, speaker="a"),
        clip("of another kind", corpus="b"),
    ]
    found = chosen(*clips, longest=9_999.0, corpus_weights={"b": 2.0})
    weights = [example.weight for example in found.examples]
    assert weights == pytest.approx([0.35, 1.0, 0.5, 0.5, 2.0])
    found = chosen(*clips, longest=9_999.0, word_weight=1.0, speaker_minutes=0.0)
    assert {example.weight for example in found.examples} == {1.0}
