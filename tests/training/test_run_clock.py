"""The time of a run over all its sittings."""

import json

import pytest

from dictation_app.training.run_clock import SPENT, RunClock


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def clock(tmp_path, now):
    return lambda: RunClock(tmp_path, lambda: now[0])


def work(now, *pauses):
    for pause in pauses:
        now[0] += pause
        yield pause
    return "done"


def test_sittings_add_up_and_the_time_between_them_does_not(
    clock, now, run_through, tmp_path
):
    assert run_through(clock().timing(work(now, 3.0, 4.0))) == ([3.0, 4.0], "done")
    now[0] += 1000.0
    again = clock()
    assert again.seconds == 7.0
    steps = again.timing(work(now, 2.0, 2.0))
    next(steps)
    steps.close()  # paused after the first
    assert clock().seconds == 9.0


def test_a_kill_forgets_a_few_seconds_at_most(clock, now):
    steps = clock().timing(work(now, *[1.0] * 60))
    for _ in range(58):
        next(steps)
    assert 52.0 <= clock().seconds <= 58.0  # a new start that knows the note alone
    steps.close()


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"seconds": "x"}', '{"other": 1}'])
def test_a_damaged_note_costs_the_time_and_not_the_run(clock, tmp_path, torn):
    (tmp_path / SPENT).write_text(torn, encoding="utf-8")
    assert clock().seconds == 0.0


def test_a_note_that_cannot_be_written_does_no_harm(tmp_path, now, run_through):
    (tmp_path / "file").write_text("", encoding="utf-8")
    clock = RunClock(tmp_path / "file", lambda: now[0])
    assert run_through(clock.timing(work(now, 9.0)))[1] == "done"


def test_the_note_is_plain(clock, now, run_through, tmp_path):
    run_through(clock().timing(work(now, 2.5)))
    assert json.loads((tmp_path / SPENT).read_text()) == {"seconds": 2.5}
