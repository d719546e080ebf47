from dataclasses import replace

import numpy as np
import pytest

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training.lessons import (
    cut_clips,
    spoken_words,
    suggest_rules,
    suggest_words,
)
from dictation_app.training.manifest import read_manifest
from dictation_app.training.mishearing import find_changes
from dictation_app.training.teaching import Lesson, Teaching
from dictation_app.transcript import Emissions, Word


def lesson(heard, said, *, start=0.0, also=None, **more):
    """A lesson; words of `said` that `also` holds were really said."""
    words = [
        Word(w, start + i, start + i + 0.8, 0.9) for i, w in enumerate(heard.split())
    ]
    changes = find_changes(words, said, ENGLISH, sound(also or said))
    return Lesson("note", start, start + 5.0, heard, said, changes, **more)


def sound(said):
    rows = []
    for letter in ENGLISH.normalise(said):
        row = np.full(29, np.log(1e-4), np.float32)
        row[ENGLISH.encode(letter)[0]] = np.log(0.9)
        blank = np.full(29, np.log(1e-4), np.float32)
        blank[ENGLISH.blank] = np.log(0.9)
        rows += [row, blank]
    return Emissions(np.array(rows, np.float16), 0.0, 25.0)


def test_a_word_is_suggested_after_two_hits():
    first = lesson("ask sean about it", "Ask Shauna about it")
    second = lesson("shawna came", "Shauna came", start=9.0)
    assert suggest_words([first]) == []
    (found,) = suggest_words([first, second])
    assert (found.term, found.heard) == ("Shauna", ("sean", "shawna"))
    assert found.lessons == (first, second)
    assert suggest_words([first, second], known=["shauna"]) == []
    assert suggest_words([first, replace(second, state="refused")]) == []


def test_a_name_that_was_misheard_with_its_neighbours_counts_too():
    first = lesson("ambush make farm", "Ambrosch make farm")
    second = lesson("he struck emerson the back", "He struck Ambrosch on the back")
    third = lesson("it lay on the bed", "It lay on the bed", start=9.0)
    (found,) = suggest_words([first, second, third])
    assert (found.term, found.heard) == ("Ambrosch", ("ambush", "emerson"))


def test_a_name_of_two_words_is_suggested_once():
    twice = [
        lesson("mister bean her came", "Mister Vienna Hurst came", start=float(n))
        for n in (0, 9)
    ]
    (found,) = suggest_words(twice)
    assert found.term == "Vienna Hurst"


def test_a_rewrite_suggests_nothing():
    twice = [
        lesson("it was big", "it was enormous", start=float(n), also="it was big")
        for n in (0, 9)
    ]
    assert suggest_words(twice) == []
    assert suggest_rules(twice) == []


def test_a_rule_is_suggested_where_the_same_is_always_put_right():
    twice = [
        lesson("the e mail came", "The email came", start=float(n)) for n in (0, 9)
    ]
    (found,) = suggest_rules(twice)
    assert (found.pattern, found.replacement) == ("e mail", "email")
    assert suggest_rules(twice[:1]) == []


def test_no_rule_where_the_words_are_right_elsewhere_or_wanted_in_two_ways():
    there = [lesson("their it is", "There it is", start=float(n)) for n in (0, 9)]
    right = lesson("their house", "Their house", start=20.0)
    assert suggest_rules(there) != []
    assert suggest_rules([*there, right]) == []
    other = lesson("their it is", "They're it is", start=30.0)
    assert suggest_rules([*there, other]) == []


def test_what_was_said_is_what_was_heard_with_its_mishearings_put_right():
    found = lesson(
        "we saw ann in a rome today",
        "We saw Ben in Rome!",
        also="we saw ben in rome today",
    )
    assert [c.kind for c in found.changes] == ["mishearing", "mishearing", "rewrite"]
    assert " ".join(spoken_words(found)).split() == [
        "we",
        "saw",
        "Ben",
        "in",
        "rome",
        "today",
    ]
    assert spoken_words(lesson("one three", "one two three")) == ["one", "two three"]
    assert spoken_words(lesson("one", "one two")) == ["one two"]
    assert spoken_words(lesson("", "hello")) == ["hello"]


def cut(teaching, model, tmp_path, run_through):
    yielded, clips = run_through(
        cut_clips(teaching, teaching.lessons(), model, tmp_path / "out.jsonl")
    )
    assert yielded[-1].n_done == yielded[-1].n_lessons
    return clips


def test_lessons_with_sound_become_clips(tmp_path, babble, parrot, run_through):
    teaching = Teaching(tmp_path / "teaching")
    teaching.keep(lesson("i met ann", "I met Ben."), babble(5.0))
    teaching.keep(lesson("no sound", "no sounds", start=9.0))
    refused = lesson("not this", "not those", start=20.0, state="refused")
    teaching.keep(refused, babble(5.0))
    right = lesson("all right", "All right.", start=30.0)
    teaching.keep(right, babble(5.0))
    clips = cut(teaching, parrot({}), tmp_path, run_through)
    assert [clip.text for clip in clips] == ["i met ben", "all right"]
    assert [clip.start for clip in clips] == [None, None]
    assert read_manifest(tmp_path / "out.jsonl") == clips


def test_a_rewritten_part_is_cut_away_by_alignment(
    tmp_path, babble, parrot, run_through
):
    heard = "we all went home and it was so very late"
    found = lesson(heard, "we all went back and it was so very late", also=heard)
    assert [c.kind for c in found.changes] == ["rewrite"]
    teaching = Teaching(tmp_path / "teaching")
    teaching.keep(found, babble(5.0))
    model = parrot({5 * 16_000: heard})
    (clip,) = cut(teaching, model, tmp_path, run_through)
    assert clip.text == "and it was so very late"
    # Each letter takes two frames of a twenty-fifth of a second.
    assert clip.start == pytest.approx(len("we all went home ") * 2 / 25, abs=0.1)
    assert clip.start + clip.duration == pytest.approx(5.0)


def test_nothing_to_learn_from_is_a_sentence(tmp_path, parrot, run_through):
    teaching = Teaching(tmp_path / "teaching")
    with pytest.raises(TrainingError, match="no correction with its sound"):
        run_through(cut_clips(teaching, [], parrot({}), tmp_path / "out.jsonl"))
