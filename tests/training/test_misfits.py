"""A model that hears a data set names the texts that are not said in it."""

import random

import pytest

from dictation_app.training.manifest import Clip
from dictation_app.training.misfits import doubt_texts, sample
from dictation_app.training.run_events import TextsHeard

SENTENCES = (
    "the ship was late again",
    "nobody knows my name",
    "ten men ran to see it",
    "put the red box there",
    "we had no bread at home",
    "an old hat lay on a mat",
    "she sang until morning",
    "rain fell over the hills",
    "give this to your mother",
    "his dog sleeps all day",
)


@pytest.fixture
def clips(tmp_path, write_audio):
    """Clips of different lengths, by which the parrot knows what is said in each."""
    return [
        Clip(
            f"c{i}",
            write_audio(tmp_path / f"{i}.wav", 3.0 + i / 10),
            3.0 + i / 10,
            text,
        )
        for i, text in enumerate(SENTENCES)
    ]


@pytest.fixture
def model(clips, parrot):
    return parrot({round(clip.duration * 16_000): clip.text for clip in clips})


def with_text(clip, text):
    return Clip(clip.id, clip.audio, clip.duration, text)


def test_texts_that_are_not_said_are_named_with_what_is_heard_and_a_remedy(
    clips, model, run_through
):
    """One in ten: the clip got the text of another one."""
    clips[3] = with_text(clips[3], SENTENCES[7])
    steps, found = run_through(doubt_texts(clips, model, name="Parrot"))
    (wrong,) = found.problems
    assert (wrong.clip, wrong.kind) == ("c3", "misfit")
    assert f"“{SENTENCES[7]}” is heard as “{SENTENCES[3]}”" in wrong.sentence
    assert "0 % in most clips" in wrong.sentence
    assert wrong.remedy.startswith("Hear it")
    assert not found.is_sample
    assert not found.is_lost
    assert steps[0] == TextsHeard(0, 10)
    assert (steps[-1].n_done, steps[-1].n_clips) == (10, 10)


def test_a_slip_by_a_line_is_found_everywhere_it_is(clips, model, run_through):
    slipped = [
        with_text(clip, SENTENCES[i + 1]) for i, clip in enumerate(clips[6:9], 6)
    ]
    _, found = run_through(doubt_texts([*clips[:6], *slipped], model, name="Parrot"))
    assert [p.clip for p in found.problems] == ["c6", "c7", "c8"]


def test_fine_texts_in_capitals_with_marks_are_not_doubted(clips, model, run_through):
    loud = [with_text(clip, f"{clip.text.upper()}!") for clip in clips]
    _, found = run_through(doubt_texts(loud, model, name="Parrot"))
    assert found.problems == ()


def test_a_model_that_understands_nothing_doubts_nothing(clips, parrot, run_through):
    _, found = run_through(doubt_texts(clips, parrot({}), name="Deaf"))
    assert found.problems == ()
    assert found.is_lost


def test_clips_that_cannot_be_read_do_no_harm(clips, model, run_through):
    clips[0].audio.unlink()
    clips[3] = with_text(clips[3], SENTENCES[7])
    _, found = run_through(doubt_texts(clips, model, name="Parrot"))
    assert [p.clip for p in found.problems] == ["c3"]


def test_of_many_clips_a_sample_is_heard_that_is_the_same_each_time(clips):
    drawn = sample(clips, 12.0)
    assert 0 < sum(clip.duration for clip in drawn) <= 12.0
    assert drawn == sample(clips, 12.0)
    assert drawn == sorted(drawn, key=clips.index)
    assert drawn != sample(clips, 12.0, seed=2)
    assert sample(clips) == clips
    assert len(sample(clips, 1.0)) == 1
    assert sample([]) == []


def test_a_sample_is_drawn_from_everywhere(clips):
    many = clips * 50
    random.Random(3).shuffle(many)
    assert {clip.id for clip in sample(many, 300.0)} == {clip.id for clip in clips}
