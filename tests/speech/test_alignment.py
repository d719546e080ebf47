import numpy as np
import pytest

from dictation_app.errors import ModelError
from dictation_app.speech.alignment import align, align_labels, align_words
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.transcript import Emissions


def follow(path):
    """Log-probabilities (frames, labels) that prefer one path."""
    log_probs = np.full((len(path), len(ENGLISH)), -8.0, np.float32)
    log_probs[np.arange(len(path)), path] = -0.05
    return log_probs


BLANK = ENGLISH.blank
A, B, SPACE = ENGLISH.encode("ab ")
PATH = [BLANK, A, A, BLANK, A, B, BLANK, SPACE, B, B, B, BLANK]
"""Twelve frames that say "aab b"."""


def test_a_known_path_is_found_again():
    spans = align_labels(follow(PATH), ENGLISH.encode("aab b"), BLANK)
    assert [(s.label, s.first, s.last) for s in spans] == [
        (A, 1, 3),
        (A, 4, 5),
        (B, 5, 6),
        (SPACE, 7, 8),
        (B, 8, 11),
    ]
    assert all(s.logp == pytest.approx(-0.05) for s in spans)


def test_words_have_exact_times_and_a_confidence():
    heard = Emissions(follow(PATH).astype(np.float16), 10.0, 25.0)
    first, second = align_words(heard, "aab b", ENGLISH)
    assert (first.text, first.start, first.end) == ("aab", 10.04, 10.24)
    assert (second.start, second.end) == (10.32, 10.44)
    assert first.confidence == pytest.approx(np.exp(-0.05), abs=1e-3)
    assert align_words(heard, "", ENGLISH) == ()


def test_a_text_keeps_its_spelling_and_what_cannot_be_said_its_place():
    heard = Emissions(follow(PATH).astype(np.float16), 0.0, 25.0)
    words = align(heard, "7 AAB — B!", ENGLISH)
    assert [w.text for w in words] == ["7", "AAB", "—", "B!"]
    assert words[0].start == words[0].end == 0.0
    assert words[2].start == words[2].end == words[1].end
    assert words[0].confidence == words[2].confidence == 0.0


def test_another_text_than_was_said_fits_worse():
    heard = Emissions(follow(PATH).astype(np.float16), 0.0, 25.0)
    (right, *_), (wrong, *_) = (
        align(heard, text, ENGLISH) for text in ("aab b", "zzz b")
    )
    assert wrong.confidence < 0.1 < right.confidence


def test_a_text_longer_than_the_sound_is_told():
    short = Emissions(follow(PATH[:3]).astype(np.float16), 0.0, 25.0)
    with pytest.raises(ModelError, match="too long"):
        align(short, "aa a", ENGLISH)


def test_values_that_are_no_numbers_do_not_stop_it():
    log_probs = follow(PATH)
    log_probs[0] = np.nan
    log_probs[5, 3] = -np.inf
    assert len(align_labels(log_probs, ENGLISH.encode("aab b"), BLANK)) == 5
