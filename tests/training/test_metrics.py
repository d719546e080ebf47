import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.speech.confidence import calibrated
from dictation_app.training.metrics import (
    Edit,
    Errors,
    align,
    bootstrap,
    calibration,
    character_errors,
    count,
    fit_confidence,
    paired_difference,
    total,
    word_errors,
)

texts = st.lists(st.sampled_from(["a", "bee", "sea", "d"]), max_size=8).map(" ".join)
counts = st.builds(Errors, *[st.integers(0, 9)] * 4)


def edit_distance(one, other):
    """The textbook's table, as an oracle."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@pytest.mark.parametrize(
    ("reference", "hypothesis", "errors", "rate"),
    [
        ("the cat sat", "the cat sat", Errors(3, 0, 0, 0), 0.0),
        ("the cat sat", "the bat sat down", Errors(2, 1, 0, 1), 2 / 3),
        ("the cat sat", "", Errors(0, 0, 3, 0), 1.0),
        ("", "", Errors(), 0.0),
        ("", "oh no", Errors(0, 0, 0, 2), 1.0),
        ("go", "one two three", Errors(0, 1, 0, 2), 3.0),
        ("  spaces   do not count ", "spaces do not count", Errors(4), 0.0),
    ],
)
def test_word_errors(reference, hypothesis, errors, rate):
    assert word_errors(reference, hypothesis) == errors
    assert errors.rate == pytest.approx(rate)


def test_character_errors_count_spaces_between_words():
    assert character_errors("ab cd", "abcd") == Errors(4, 0, 1, 0)


@given(texts)
def test_a_text_has_no_errors_against_itself(text):
    assert (
        word_errors(text, text).n_errors == character_errors(text, text).n_errors == 0
    )


@given(texts, texts)
def test_the_errors_are_the_edit_distance_and_symmetric(one, other):
    errors = word_errors(one, other)
    assert errors.n_errors == edit_distance(one.split(), other.split())
    assert errors.n_errors == word_errors(other, one).n_errors
    assert errors.n_reference == len(one.split())
    assert character_errors(one, other).n_errors == edit_distance(one, other)


@given(texts, texts)
def test_an_alignment_spells_both_texts(one, other):
    edits = align(one, other)
    assert [e.reference for e in edits if e.reference] == one.split()
    assert [e.hypothesis for e in edits if e.hypothesis] == other.split()
    assert all((e.kind == "equal") == (e.reference == e.hypothesis) for e in edits)
    assert count(edits) == word_errors(one, other)


def test_an_alignment_names_what_happened():
    assert align("a b c", "a x c d") == (
        Edit("equal", "a", "a"),
        Edit("substitute", "b", "x"),
        Edit("equal", "c", "c"),
        Edit("insert", "", "d"),
    )


@given(st.lists(counts, max_size=6))
def test_counts_add_up(errors):
    assert total(errors).n_errors == sum(e.n_errors for e in errors)
    assert total(errors).n_reference == sum(e.n_reference for e in errors)


CLIPS = [
    Errors(8, 2, 0, 0),
    Errors(5, 0, 5, 0),
    Errors(10, 0, 0, 1),
    Errors(1, 3, 0, 0),
]


def test_the_same_seed_gives_the_same_interval():
    assert bootstrap(CLIPS, seed=1) == bootstrap(CLIPS, seed=1)
    assert bootstrap(CLIPS, seed=1) != bootstrap(CLIPS, seed=2)
    first = paired_difference(CLIPS, CLIPS[::-1], seed=3)
    assert first == paired_difference(CLIPS, CLIPS[::-1], seed=3)


@given(st.lists(counts, min_size=1, max_size=8), st.integers(0, 5))
def test_an_interval_lies_within_the_extremes(errors, seed):
    interval = bootstrap(errors, seed=seed, n_rounds=50)
    rates = [error.rate for error in errors if error.n_reference]
    if len(rates) == len(errors):
        assert min(rates) - 1e-9 <= interval.low <= interval.high <= max(rates) + 1e-9


def test_an_interval_is_as_wide_as_the_binomial_law_says():
    errors = [Errors(1, 0, 0, 0)] * 300 + [Errors(0, 1, 0, 0)] * 100
    interval = bootstrap(errors, n_rounds=4_000)
    wanted = 1.96 * (0.25 * 0.75 / 400) ** 0.5
    assert interval.low == pytest.approx(0.25 - wanted, abs=0.006)
    assert interval.high == pytest.approx(0.25 + wanted, abs=0.006)


def test_drawing_speakers_widens_the_interval_where_clips_of_a_speaker_are_alike():
    errors = [Errors(1, 0, 0, 0)] * 50 + [Errors(0, 1, 0, 0)] * 50
    by_clip = bootstrap(errors)
    by_speaker = bootstrap(errors, ["ann"] * 50 + ["ben"] * 50)
    assert by_speaker.high - by_speaker.low > 3 * (by_clip.high - by_clip.low)
    # Clips of nobody knows whom are drawn alone.
    assert bootstrap(errors, [""] * 100) == by_clip


def test_no_clips_have_no_errors():
    assert bootstrap([]).high == 0.0
    assert total([]) == Errors()


def test_a_clear_difference_is_clear_and_none_is_none():
    worse = [Errors(5, 5, 0, 0)] * 40
    better = [Errors(6, 4, 0, 0)] * 40
    difference = paired_difference(worse, better)
    assert difference.value == pytest.approx(-0.1)
    assert difference.interval.low == pytest.approx(-0.1)
    assert difference.p == 0.0
    same = paired_difference(worse, worse)
    assert (same.value, same.p) == (0.0, 1.0)


def test_a_difference_by_chance_has_a_large_p():
    one = [Errors(1, 0, 0, 0), Errors(0, 1, 0, 0)] * 20
    other = [Errors(0, 1, 0, 0), Errors(1, 0, 0, 0)] * 19 + [Errors(1, 0, 0, 0)] * 2
    difference = paired_difference(one, other)
    assert difference.value < 0
    assert difference.p > 0.3
    assert difference.interval.low < 0 < difference.interval.high


def test_pairs_must_be_pairs():
    with pytest.raises(ValueError, match="same clips"):
        paired_difference(CLIPS, CLIPS[1:])


def test_honest_confidence_has_no_calibration_error():
    found = calibration([0.75] * 4 + [0.25] * 4, [True] * 3 + [False] * 4 + [True])
    assert found.ece == pytest.approx(0.0)
    assert sum(b.n for b in found.bins) == 8


def test_boasting_is_measured_by_its_gap():
    found = calibration(
        [0.95] * 10 + [0.15] * 10, [True] * 5 + [False] * 5 + [True] * 10
    )
    assert found.ece == pytest.approx((10 * 0.45 + 10 * 0.85) / 20)
    filled = {b.low: (b.n, b.confidence, b.accuracy) for b in found.bins if b.n}
    assert filled == {
        0.9: (10, pytest.approx(0.95), 0.5),
        0.1: (10, pytest.approx(0.15), 1.0),
    }


def test_full_confidence_falls_into_the_last_bin_and_nothing_is_no_error():
    assert calibration([1.0], [True]).bins[-1].n == 1
    assert calibration([], []).ece == 0.0


def drawn(slope, offset, n=20_000):
    """Scores whose words are right as often as slope and offset say."""
    generator = np.random.default_rng(3)
    scores = generator.uniform(0.02, 0.98, n)
    chances = [calibrated(score, slope, offset) for score in scores]
    return scores.tolist(), (generator.uniform(size=n) < chances).tolist()


def test_a_fit_finds_the_slope_and_the_offset_of_the_confidence():
    scores, correct = drawn(0.5, -1.0)
    fitted = fit_confidence(scores, correct)
    assert fitted == pytest.approx((0.5, -1.0), abs=0.1)
    before = calibration(scores, correct).ece
    after = calibration([calibrated(s, *fitted) for s in scores], correct).ece
    assert after < 0.02 < 0.1 < before


def test_where_sure_words_are_not_righter_nothing_is_fitted():
    assert fit_confidence([0.9] * 10 + [0.1] * 10, [False] * 10 + [True] * 10) is None
    assert fit_confidence([], []) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_a_fit_to_any_words_gives_probabilities_that_rise(words):
    scores, correct = zip(*words, strict=True)
    fitted = fit_confidence(scores, correct)
    if fitted is not None:
        found = [calibrated(score, *fitted) for score in sorted(scores)]
        assert found == sorted(found)
        assert 0 <= found[0] <= found[-1] <= 1
