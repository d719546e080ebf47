"""Phrases against sound: sums over alignments, and when none of them was said."""

import itertools
import math

import numpy as np
import pytest

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.phrases import PhraseScorer, speakable
from dictation_app.transcript import Emissions

SMALL = Alphabet.from_symbols("ab ")


def emissions(log_probs: np.ndarray) -> Emissions:
    return Emissions(log_probs.astype(np.float16), 0.0, 25.0)


def spelled(text: str, alphabet: Alphabet, sure: float = 0.95) -> Emissions:
    """Sound in which each letter is clear, with a blank after it."""
    n_labels = len(alphabet)
    rows = []
    for label in itertools.chain.from_iterable(
        (i, alphabet.blank) for i in alphabet.encode(text)
    ):
        row = np.full(n_labels, (1 - sure) / (n_labels - 1))
        row[label] = sure
        rows.append(row)
    return emissions(np.log(np.array(rows)))


def brute_force(log_probs: np.ndarray, phrase: str) -> float:
    """Sum over every path that reads as the phrase."""
    total = 0.0
    n_frames, n_labels = log_probs.shape
    for path in itertools.product(range(n_labels), repeat=n_frames):
        joined = [k for k, _ in itertools.groupby(path) if k != SMALL.blank]
        if SMALL.decode(joined) == phrase:
            total += math.exp(sum(log_probs[t, k] for t, k in enumerate(path)))
    return math.log(total)


@pytest.mark.parametrize("phrase", ["a", "ab", "aa", "a b"])
def test_a_score_is_the_sum_over_all_alignments(phrase):
    generator = np.random.default_rng(1)
    values = generator.normal(size=(5, 4))
    log_probs = values - np.log(np.exp(values).sum(axis=1, keepdims=True))
    sound = emissions(log_probs)
    found = {s.phrase: s.score for s in PhraseScorer([phrase], SMALL).score(sound)}
    expected = brute_force(sound.log_probs.astype(np.float64), phrase)
    assert found[phrase] == pytest.approx(expected, abs=1e-3)


def test_many_phrases_score_as_each_alone():
    sound = spelled("go home", ENGLISH)
    phrases = ["go home", "go back", "stop", "home"]
    together = {s.phrase: s.score for s in PhraseScorer(phrases, ENGLISH).score(sound)}
    for phrase in phrases:
        alone = PhraseScorer([phrase], ENGLISH).score(sound)
        score = next(s.score for s in alone if s.phrase == phrase)
        assert together[phrase] == pytest.approx(score, abs=1e-3)


def test_the_phrase_that_was_said_wins():
    scorer = PhraseScorer(["go home", "go back", "stop"], ENGLISH)
    assert scorer.score(spelled("go home", ENGLISH))[0].phrase == "go home"


def test_none_wins_when_something_else_was_said():
    scorer = PhraseScorer(["go home", "go back"], ENGLISH)
    assert scorer.score(spelled("a quick brown fox", ENGLISH))[0].phrase is None


def test_none_is_among_the_results_exactly_once_and_they_are_in_order():
    found = PhraseScorer(["yes", "no"], ENGLISH).score(spelled("no", ENGLISH))
    assert [s.phrase for s in found].count(None) == 1
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_more_tolerance_lets_worse_phrases_pass():
    scorer, sound = PhraseScorer(["go hat"], ENGLISH), spelled("go home", ENGLISH)
    assert scorer.score(sound, tolerance=0.0)[0].phrase is None
    assert scorer.score(sound, tolerance=10.0)[0].phrase == "go hat"


def test_a_phrase_longer_than_the_sound_is_last_and_finite():
    found = PhraseScorer(["a very long phrase", "a"], ENGLISH).score(
        spelled("a", ENGLISH)
    )
    assert found[-1].phrase == "a very long phrase"
    assert math.isfinite(found[-1].score)


def test_silence_is_none():
    row = np.full(len(ENGLISH), -8.0)
    row[ENGLISH.blank] = -0.01
    silence = emissions(np.tile(row, (20, 1)))
    assert PhraseScorer(["stop"], ENGLISH).score(silence)[0].phrase is None


def test_values_that_are_no_numbers_change_nothing_else():
    sound = spelled("stop", ENGLISH)
    broken = sound.log_probs.copy()
    broken[-1, 3] = np.nan
    broken[-1, 4] = -np.inf
    found = PhraseScorer(["stop", "go"], ENGLISH).score(Emissions(broken, 0.0, 25.0))
    assert found[0].phrase == "stop"


def test_no_phrases_leave_none():
    found = PhraseScorer([], ENGLISH).score(spelled("stop", ENGLISH))
    assert [s.phrase for s in found] == [None]


def test_phrases_are_written_as_people_write_them():
    assert speakable("Go – Home!", ENGLISH) == "go home"
    assert speakable("Café", ENGLISH) == "cafe"


@pytest.mark.parametrize("phrase", ["", "  ", "?!", "—"])
def test_a_phrase_without_letters_is_told(phrase):
    with pytest.raises(ModelError, match="no letter"):
        speakable(phrase, ENGLISH)


@pytest.mark.parametrize("phrase", ["volume 11", "привет", "10"])
def test_characters_outside_the_alphabet_are_told(phrase):
    with pytest.raises(ModelError, match="write it in letters"):
        PhraseScorer([phrase], ENGLISH)
