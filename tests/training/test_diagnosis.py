from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training import diagnosis
from dictation_app.training.diagnosis import (
    Physician,
    compared_with_parent,
    find_data_faults,
)
from dictation_app.training.events import Evaluated, StepDone, Warned
from dictation_app.training.manifest import Clip
from dictation_app.training.run_events import Baseline
from dictation_app.training.sampler import (
    FOREIGN,
    TOO_FAST,
    UNREADABLE,
    Example,
    Selection,
)

STEP = StepDone(
    step=1,
    epoch=1,
    progress=0.1,
    loss=1.0,
    learning_rate=6e-4,
    gradient_norm=1.0,
    blank_share=0.7,
    n_infinite=0,
    seconds=60.0,
    hours_seen=0.1,
    speed=50.0,
    remaining=100.0,
)
EVALUATED = Evaluated(
    step=1,
    hours_seen=1.0,
    wer=0.5,
    cer=0.2,
    loss=0.8,
    train_loss=0.9,
    blank_share=0.7,
    wer_by_corpus={},
    is_best=True,
)


def told(physician, *steps):
    return [warning for step in steps for warning in physician.see_step(step)]


def heard(physician, *evaluations):
    return [w for each in evaluations for w in physician.see_evaluation(each)]


def names(warnings):
    return [warning.name for warning in warnings]


def test_a_healthy_run_is_told_nothing():
    physician = Physician(warm=False)
    steps = [replace(STEP, step=n, loss=3 / n + 0.5) for n in range(1, 200)]
    assert told(physician, *steps) == []
    assert (
        heard(physician, *[replace(EVALUATED, wer=0.9 - n / 10) for n in range(5)])
        == []
    )


def test_blanks_are_normal_at_first_and_it_says_until_when():
    physician = Physician(warm=False)
    blank = replace(STEP, blank_share=1.0, step=50, hours_seen=1.0)
    first, *more = told(physician, blank, replace(blank, step=51, hours_seen=1.02))
    assert first.name == diagnosis.BLANK_COLLAPSE
    assert "normal until about step 200" in first.message
    assert more == []


def test_blanks_after_hours_are_stuck():
    physician = Physician(warm=False)
    blank = replace(STEP, blank_share=1.0, step=300, hours_seen=6.0)
    (warning,) = told(physician, blank, blank)
    assert warning.message.startswith("Stuck: after 6.0 hours")
    assert "--from" in warning.remedy


def test_a_trained_network_that_falls_silent_is_stuck_at_once_but_not_at_its_start():
    physician = Physician(warm=True)
    assert told(physician, replace(STEP, blank_share=1.0, step=5)) == []
    (warning,) = told(physician, replace(STEP, blank_share=1.0, step=60))
    assert warning.name == diagnosis.BLANKS_AGAIN
    assert "could write" in warning.message
    assert "2e-04" in warning.remedy


def test_a_network_that_wrote_and_falls_silent_is_not_told_to_wait():
    """From scratch, too: what it wrote at random at first does not count."""
    physician = Physician(warm=False)
    at_random = [replace(STEP, step=n, loss=8.0) for n in range(1, 10)]
    assert told(physician, *at_random) == []
    silent = replace(STEP, blank_share=1.0, loss=2.9)
    (first,) = told(physician, replace(silent, step=20))
    assert first.name == diagnosis.BLANK_COLLAPSE
    told(physician, *[replace(STEP, step=n, loss=1.2) for n in range(30, 160)])
    (again,) = told(physician, replace(silent, step=170, loss=1.2))
    assert again.name == diagnosis.BLANKS_AGAIN


def test_a_text_that_does_not_fit_is_an_infinite_loss_with_its_count():
    (warning,) = told(Physician(warm=False), replace(STEP, n_infinite=2, step=9))
    assert (warning.name, warning.step) == (diagnosis.LOSS_INFINITE, 9)
    assert warning.message.startswith("The text of 2 clips in step 9 does not fit")


@pytest.mark.parametrize("field", ["loss", "gradient_norm"])
def test_a_loss_that_is_no_number_is_told_once_and_hopeless_after_twenty(field):
    physician = Physician(warm=False)
    bad = replace(STEP, **{field: float("nan")})
    assert names(told(physician, *[bad] * 19)) == [diagnosis.LOSS_NAN]
    assert not physician.is_hopeless
    told(physician, STEP)
    told(physician, *[bad] * 19)
    assert not physician.is_hopeless
    told(physician, bad)
    assert physician.is_hopeless


def test_a_loss_that_rises_for_good_means_too_high_a_rate():
    physician = Physician(warm=False)
    steps = [replace(STEP, loss=1.0)] * 40 + [replace(STEP, loss=2.5)] * 40
    (warning,) = told(physician, *steps)
    assert warning.name == diagnosis.RATE_TOO_HIGH
    assert "from 1.00 to 2.50" in warning.message
    assert "2e-04" in warning.remedy
    assert told(physician, *steps[:40], *steps[40:]) != []  # over, and told again


def test_one_bad_batch_is_not_too_high_a_rate():
    steps = [replace(STEP, loss=9.0 if n % 15 == 14 else 1.0) for n in range(200)]
    assert told(Physician(warm=False), *steps) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"blank_share": 1.0}, "writes nothing yet"),
        ({"cer": 0.4}, "words are not yet whole"),
        ({"cer": 0.9, "loss": 3.0, "train_loss": 1.0}, "dev is another world"),
        ({"cer": 0.9}, "do not fit the sound yet"),
    ],
)
def test_a_word_error_rate_of_one_has_a_reason(changes, reason):
    physician = Physician(warm=False)
    bad = replace(EVALUATED, wer=1.0, **changes)
    (warning,) = heard(physician, bad, bad)
    assert warning.name == diagnosis.WER_ONE
    assert reason in warning.message
    assert len(heard(physician, EVALUATED, bad)) == 1


def test_dev_getting_worse_while_training_gets_better_is_overfit():
    physician = Physician(warm=False)
    losses = [(1.0, 1.2), (0.8, 0.9), (0.85, 0.7), (0.95, 0.5)]
    runs = [
        replace(EVALUATED, step=100 * n, loss=dev, train_loss=train)
        for n, (dev, train) in enumerate(losses, 1)
    ]
    (warning,) = heard(physician, *runs)
    assert warning.name == diagnosis.OVERFIT
    assert "from 0.80 (step 200) to 0.95" in warning.message


def test_a_rising_loss_with_fewer_wrong_words_is_no_overfitting():
    physician = Physician(warm=True)
    told_of = [(0.8, 0.9, 0.5), (0.85, 0.7, 0.45), (0.95, 0.5, 0.4)]
    runs = [
        replace(EVALUATED, step=100 * n, loss=dev, train_loss=train, wer=wer)
        for n, (dev, train, wer) in enumerate(told_of, 1)
    ]
    (warning,) = heard(physician, *runs)
    assert warning.name == diagnosis.LOSS_AND_WORDS
    assert warning.remedy.startswith("Go on")
    worse = replace(runs[-1], wer=0.6, loss=1.0)
    assert names(heard(physician, worse, worse)) == [diagnosis.OVERFIT]


def test_more_wrong_words_than_before_are_told_once_and_beyond_chance(run_through):
    def run(*rates):
        yield Baseline(0.4, {})
        for n, wer in enumerate(rates, 1):
            yield replace(EVALUATED, wer=wer, step=30 * n)
        return "done"

    told, result = run_through(compared_with_parent(run(0.42, 0.5, 0.6)))
    (warning,) = [event for event in told if isinstance(event, Warned)]
    assert result == "done"
    assert warning.name == diagnosis.WORSE
    assert "50.0 % of the words are wrong at step 60, and 40.0 % were" in (
        warning.message
    )
    assert "a third of" in warning.remedy
    told, _ = run_through(compared_with_parent(run(0.42, 0.3)))
    assert not any(isinstance(event, Warned) for event in told)


def test_fifty_clips_from_scratch_are_too_little_speech():
    clips = [Clip(str(i), Path("x"), 5.0, "a") for i in range(50)]
    chosen = Selection(tuple(Example(0, i, 125, (2,), 1.0) for i in range(50)), {}, {})
    found = partial(find_data_faults, chosen, ENGLISH, [clips])
    (warning,) = found(warm=False)
    assert warning.name == diagnosis.TOO_LITTLE
    assert warning.message.startswith("4 minutes of speech")
    assert "--from" in warning.remedy
    assert list(found(warm=True)) == []


def faults(left_out, foreign=None, n=100):
    clips = [Clip(str(i), Path("x"), 1.0, "") for i in range(n)]
    return list(
        find_data_faults(Selection((), left_out, foreign or {}), ENGLISH, [clips])
    )


def test_faults_of_the_data_are_told_where_they_matter():
    assert faults({FOREIGN: 5, TOO_FAST: 2}) == []
    (warning,) = faults({FOREIGN: 30}, {"ä": 3, "7": 20})
    assert warning.name == diagnosis.ALPHABET_MISMATCH
    assert "30 of 100 texts" in warning.message
    assert "such as 7 ä" in warning.message
    assert names(faults({UNREADABLE: 1, TOO_FAST: 3})) == [
        diagnosis.UNREADABLE_CLIPS,
        diagnosis.TEXT_TOO_LONG,
    ]
