"""What a model is worth here: found out, kept, and honest about what it learned from."""

import math
from dataclasses import replace

import pytest

from dictation_app.errors import TrainingError
from dictation_app.speech.store import read_model
from dictation_app.training.assessment import (
    Assessing,
    Assessment,
    Score,
    assess,
    keep_assessment,
    learned_until,
    read_assessments,
)
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import Interval

FOUND = Assessment(12.5, Score(0.3, Interval(0.2, 0.4), 60, 500), None, "2026-11-25")


@pytest.fixture
def info(tiny_model):
    return read_model(tiny_model)


def finish(steps):
    told = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return told, end.value


def test_speed_test_clips_and_own_sentences_are_told_apart(info, speech_wav):
    test = [Clip(f"t{n}", speech_wav, 2.0, "one two three") for n in range(3)]
    own = [Clip("mine", speech_wav, 2.0, "four five")]
    told, found = finish(assess(info, "cpu", speech_wav, test, own))
    assert found.speed > 0
    assert (found.test.n_clips, found.test.n_words) == (3, 9)
    assert (found.own.n_clips, found.own.n_words) == (1, 2)
    shares = [step.share for step in told if isinstance(step, Assessing)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == pytest.approx(1.0)


def test_without_own_sentences_there_is_no_rate_of_them(info, speech_wav):
    test = [Clip("t", speech_wav, 2.0, "one two three")]
    _, found = finish(assess(info, "cpu", speech_wav, test))
    assert found.test is not None
    assert found.own is None


def test_what_was_found_is_kept_by_the_weights(tmp_path, info):
    path = tmp_path / "models" / "evaluations.json"
    other = replace(FOUND, own=Score(0.1, Interval(0.0, 0.2), 3, 20))
    keep_assessment(path, info, FOUND)
    keep_assessment(path, replace(info, sha256="other"), other)
    assert read_assessments(path) == {info.sha256: FOUND, "other": other}
    keep_assessment(path, info, other)
    assert read_assessments(path)[info.sha256] == other


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"a": 1}', '{"a": {"speed": 0, "test": null, "own": null}}'],
)
def test_what_is_damaged_counts_as_not_known(tmp_path, content):
    path = tmp_path / "evaluations.json"
    path.write_text(content)
    assert read_assessments(path) == {}


def test_what_cannot_be_kept_is_a_sentence(tmp_path, info):
    (tmp_path / "own").write_text("a file in the place of the folder")
    with pytest.raises(TrainingError, match="cannot be kept"):
        keep_assessment(tmp_path / "own" / "evaluations.json", info, FOUND)


def test_a_model_is_not_judged_by_what_it_may_have_learned_from(info):
    def until(**provenance):
        return learned_until(replace(info, provenance=provenance))

    parent = {"name": "a", "sha256": "b"}
    assert until() == until(trained="2026-11-25") == 0.0
    moment = "2026-11-25T12:00:00+00:00"
    exactly = until(parent=parent, trained=moment)
    assert until(parent=parent, trained="2026-11-25T13:00:00+00:00") == exactly + 3600
    whole_day = until(parent=parent, trained="2026-11-25")
    assert whole_day == until(parent=parent, trained="2026-11-24") + 86_400
    assert whole_day > exactly
    assert until(parent=parent) == until(parent=parent, trained="soon") == math.inf
