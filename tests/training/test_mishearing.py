import numpy as np
import pytest

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training.mishearing import (
    MISHEARING,
    REWRITE,
    SPELLING,
    Change,
    find_changes,
    likelihoods,
)
from dictation_app.transcript import Emissions, Word


def words(text):
    return [Word(word, i, i + 0.8, 0.9) for i, word in enumerate(text.split())]


def sound(said, also=""):
    """Emissions of a text; where `also` has another letter, it is half as likely."""
    rows = []
    for number, letter in enumerate(said):
        row = np.full(29, np.log(1e-4), np.float32)
        row[ENGLISH.encode(letter)[0]] = np.log(0.6)
        if number < len(also):
            row[ENGLISH.encode(also[number])[0]] = np.log(0.3)
        blank = np.full(29, np.log(1e-4), np.float32)
        blank[ENGLISH.blank] = np.log(0.9)
        rows += [row, blank]
    return Emissions(np.array(rows, np.float16), 10.0, 25.0)


def changes(heard, said, emissions=None):
    return find_changes(words(heard), said, ENGLISH, emissions)


def test_what_is_as_it_was_heard_is_no_change():
    assert changes("hello there", "Hello, there!") == ()
    assert changes("", "") == ()


def test_words_that_the_sound_allows_were_misheard():
    emissions = sound("i met ann there", also="i met ben there")
    (change,) = changes("i met ann there", "I met Ben there.", emissions)
    assert (change.before, change.after, change.kind) == ("ann", "Ben", MISHEARING)
    assert (change.first, change.n_words) == (2, 1)
    assert (change.start, change.end) == (2, 2.8)
    assert -1 < change.fit < 0


def test_words_that_nobody_said_are_a_rewrite():
    emissions = sound("i met ann there")
    (change,) = changes("i met ann there", "I saw ann there", emissions)
    assert (change.before, change.after, change.kind) == ("met", "saw", REWRITE)
    assert change.fit < -4


def test_a_change_that_was_said_fits_better_than_what_was_heard():
    (change,) = changes("i met and there", "i met ann there", sound("i met ann there"))
    assert change.kind == MISHEARING
    assert change.fit > 1


def test_missing_and_invented_words_are_changes_with_a_place():
    emissions = sound("one two three")
    (change,) = changes("one three", "one two three", emissions)
    assert (change.before, change.after, change.kind) == ("", "two", MISHEARING)
    assert (change.first, change.n_words) == (1, 0)
    assert (change.start, change.end) == (0.8, 1)
    (change,) = changes("one two uh three", "one two three", emissions)
    assert (change.before, change.after, change.kind) == ("uh", "", MISHEARING)
    (change,) = changes("one two three", "one three", emissions)
    assert (change.after, change.kind) == ("", REWRITE)


@pytest.mark.parametrize(
    ("heard", "said", "before", "after"),
    [
        ("ask mcdonald now", "Ask McDonald now", "mcdonald", "McDonald"),
        ("the e mail", "the email", "e mail", "email"),
        ("agent seven", "agent 7", "seven", "7"),
        ("call a t and t", "call AT&T", "a t and t", "AT&T"),
    ],
)
def test_what_sounds_the_same_or_has_no_letters_is_spelling(heard, said, before, after):
    (change,) = changes(heard, said, sound(heard))
    assert (change.before, change.after, change.kind) == (before, after, SPELLING)


def test_the_capital_of_a_sentence_is_no_spelling():
    assert changes("well now", "Well now.") == ()


def test_without_emissions_every_change_counts_as_misheard():
    (change,) = changes("one two", "one too")
    assert change == Change("two", "too", 1, 1, 1, 1.8, MISHEARING, 0.0)


def test_several_changes_are_told_apart():
    emissions = sound("we saw ann in rome", also="we saw ben in rome")
    found = changes("we saw ann in rome", "We visited Ben in Rome", emissions)
    assert [(c.before, c.after) for c in found] == [("saw ann", "visited Ben")]
    found = changes("we saw ann in rome", "They saw Ben in Rome", emissions)
    assert [(c.before, c.kind) for c in found] == [("we", REWRITE), ("ann", MISHEARING)]


def test_the_likelihood_is_the_sum_over_all_ways_to_say_it():
    generator = np.random.default_rng(0)
    values = generator.normal(size=(4, 29))
    values -= np.log(np.exp(values).sum(1, keepdims=True))
    emissions = Emissions(values.astype(np.float16), 0.0, 25.0)
    a = ENGLISH.encode("a")[0]
    total = 0.0
    for start in range(4):
        for end in range(start + 1, 5):
            path = [a if start <= t < end else ENGLISH.blank for t in range(4)]
            total += np.exp(values[range(4), path].sum())
    (found,) = likelihoods(emissions, ["a"], ENGLISH)
    assert found == pytest.approx(np.log(total), abs=0.02)
    assert likelihoods(emissions, ["abcdefg"], ENGLISH) == [-np.inf]
    assert likelihoods(emissions, [""], ENGLISH)[0] == pytest.approx(
        values[:, ENGLISH.blank].sum(), abs=0.02
    )
