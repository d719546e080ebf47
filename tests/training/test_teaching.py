from dataclasses import replace

import numpy as np
import pytest

from dictation_app.errors import DictationError
from dictation_app.training import teaching as module
from dictation_app.training.manifest import Clip, read_samples
from dictation_app.training.mishearing import MISHEARING, Change
from dictation_app.training.teaching import Lesson, Teaching

CHANGE = Change("ann", "Ben", 2, 1, 3.0, 3.4, MISHEARING, -0.7)
LESSON = Lesson(
    recording="note-1",
    start=2.0,
    end=5.0,
    heard="i met ann",
    said="I met Ben.",
    changes=(CHANGE,),
    when=1_700_000_000.0,
    model="en-small",
    microphone="Headset",
)


@pytest.fixture
def teaching(tmp_path):
    return Teaching(tmp_path / "teaching")


def test_what_is_kept_is_there_again(teaching, babble):
    assert teaching.lessons() == []
    samples = babble(3.0)
    teaching.keep(LESSON, samples)
    other = replace(LESSON, recording="/a/talk.mp3", source="file", changes=())
    teaching.keep(other)
    assert teaching.lessons() == [LESSON, other]
    assert teaching.has_sound(LESSON)
    assert not teaching.has_sound(other)
    heard = read_samples(Clip("x", teaching.clip(LESSON), 3.0, ""))
    assert np.allclose(heard, samples, atol=1e-4)


def test_the_same_utterance_corrected_again_takes_the_place(teaching):
    teaching.keep(LESSON)
    teaching.keep(replace(LESSON, recording="note-2"))
    better = replace(LESSON, said="I met Bent.", when=LESSON.when + 5)
    teaching.keep(better)
    assert [lesson.said for lesson in teaching.lessons()] == [
        "I met Ben.",
        "I met Bent.",
    ]


def test_a_lesson_can_be_refused_and_taken_back(teaching):
    teaching.keep(LESSON)
    teaching.decide([LESSON], "refused")
    assert teaching.lessons()[0].state == "refused"
    teaching.decide(teaching.lessons(), "accepted")
    assert teaching.lessons() == [replace(LESSON, state="accepted")]


def test_what_is_removed_is_gone_with_its_sound(teaching, babble):
    other = replace(LESSON, start=9.0)
    teaching.keep(LESSON, babble(1.0))
    teaching.keep(other, babble(1.0))
    teaching.remove([LESSON])
    assert teaching.lessons() == [other]
    assert [p.name for p in (teaching.root / "clips").iterdir()] == [f"{other.id}.flac"]
    assert LESSON.id not in (teaching.root / "corrections.jsonl").read_text()


def test_a_torn_or_strange_line_costs_only_itself(teaching):
    teaching.keep(LESSON)
    path = teaching.root / "corrections.jsonl"
    with path.open("a") as file:
        file.write('[1]\n{"id": "x", "lesson": {"heard": 3}}\n{"id": "torn", "les')
    other = replace(LESSON, start=9.0)
    teaching.keep(other)
    assert teaching.lessons() == [LESSON, other]


def test_a_full_disk_leaves_what_was_there(teaching, monkeypatch):
    teaching.keep(LESSON)
    before = (teaching.root / "corrections.jsonl").read_bytes()

    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", fail)
    with pytest.raises(DictationError, match=r"cannot be kept.*Your text is unchanged"):
        teaching.keep(replace(LESSON, start=9.0))
    monkeypatch.undo()
    assert (teaching.root / "corrections.jsonl").read_bytes() == before
    assert teaching.lessons() == [LESSON]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DictationError, match="cannot be kept"):
        Teaching(tmp_path / "file" / "teaching").keep(LESSON)
