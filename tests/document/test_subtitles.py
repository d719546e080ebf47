import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.document.subtitles import (
    DEFAULT_RULES,
    NETFLIX_ENGLISH,
    SHORTS,
    subtitles,
    violations,
)
from dictation_app.transcript import Word


def spoken(text, *, pace=0.3, start=0.0, pause=0.05):
    """Words said one after another, `pace` seconds each, `|` being a second of rest."""
    words = []
    for token in text.split():
        if token == "|":
            start += 1.0
            continue
        words.append(Word(token, start, start + pace, 0.9))
        start += pace + pause
    return words


@st.composite
def timed_words(draw):
    """Any words with any times: pauses, overlaps, zero lengths and haste."""
    words = []
    now = 0.0
    for text in draw(st.lists(st.text("abcdefghij.,-", min_size=1, max_size=60))):
        now = max(now + draw(st.floats(-0.5, 4.0)), 0.0)
        words.append(Word(text, now, now + draw(st.floats(0.0, 9.0)), 0.5))
    return words


@settings(max_examples=150)
@given(timed_words(), st.sampled_from([DEFAULT_RULES, NETFLIX_ENGLISH, SHORTS]))
def test_every_word_is_there_once_and_nothing_overlaps(words, rules):
    shown = subtitles(words, rules)
    said = [
        word for subtitle in shown for line in subtitle.lines for word in line.split()
    ]
    assert said == [word.text for word in words]
    for before, after in itertools.pairwise(shown):
        assert before.end + rules.gap <= after.start
    for subtitle in shown:
        assert 0 <= subtitle.start < subtitle.end <= subtitle.start + rules.longest
        assert len(subtitle.lines) <= rules.n_lines
        for line in subtitle.lines:
            assert len(line) <= rules.line_length or " " not in line


@settings(max_examples=100)
@given(timed_words())
def test_broken_rules_are_listed(words):
    shown = subtitles(words)
    listed = {(v.number, v.rule) for v in violations(shown)}
    for number, subtitle in enumerate(shown, start=1):
        too_short = subtitle.end - subtitle.start < DEFAULT_RULES.shortest
        too_fast = subtitle.speed > DEFAULT_RULES.reading_limit
        too_wide = any(len(line) > DEFAULT_RULES.line_length for line in subtitle.lines)
        assert too_short == ((number, "shortest") in listed)
        assert too_fast == ((number, "reading_limit") in listed)
        assert too_wide == ((number, "line_length") in listed)
        assert (number, "gap") not in listed
        assert (number, "longest") not in listed


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=10), max_size=60))
def test_calm_speech_breaks_no_rule(texts):
    words = spoken(" ".join(texts), pace=0.75)
    assert list(violations(subtitles(words))) == []


def test_a_pause_parts_subtitles_and_they_keep_to_the_voice():
    shown = subtitles(spoken("the rain had stopped at last | | we went for a walk"))
    assert [s.lines for s in shown] == [
        ("the rain had stopped at last",),
        ("we went for a walk",),
    ]
    assert shown[0].start == 0
    assert shown[1].start == 6 * 350 + 2_000
    assert shown[0].end - 2_050 <= 500


def test_a_line_never_ends_with_an_article():
    text = "he told us that nobody had ever seen a finer and older house than the one"
    (first, *_) = subtitles(spoken(text, pace=0.35))
    assert first.lines[0].split()[-1] not in {"a", "the", "that", "us", "had", "than"}


def test_one_line_where_it_fits():
    assert [s.lines for s in subtitles(spoken("quite short"))] == [("quite short",)]


def test_a_short_word_stays_a_second():
    (only,) = subtitles([Word("yes", 2.0, 2.2, 1.0)])
    assert (only.start, only.end) == (2_000, 3_000)


def test_times_are_rounded_once():
    (only,) = subtitles([Word("yes", 1.0004, 2.5006, 1.0)])
    assert (only.start, only.end) == (1_000, 2_501)


@pytest.mark.parametrize("words", [[], [Word("  \0\n", 0.0, 1.0, 0.1)]])
def test_nothing_said_is_no_subtitle(words):
    assert subtitles(words) == []
