import math

import pytest

from dictation_app.training.configuration import RunConfig
from dictation_app.training.learner import Position
from dictation_app.training.pace import Pace, fade


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_the_nearest_limit_counts(clock):
    pace = Pace(RunConfig(epochs=4, hours_seen=10.0, minutes=100.0), 0.0, clock)
    assert pace.progress(Position(hours_seen=1.0), 1.0) == 0.25
    assert pace.progress(Position(hours_seen=9.0), 1.0) == 0.9
    clock.now += 95 * 60
    assert pace.progress(Position(hours_seen=1.0), 1.0) == pytest.approx(0.95)
    assert not pace.time_is_up
    clock.now += 10 * 60
    assert pace.time_is_up
    assert pace.progress(Position(), 0.0) == 1.0


def test_limits_that_are_not_set_are_never_reached(clock):
    pace = Pace(RunConfig(epochs=2), 0.0, clock)
    clock.now += 1e9
    assert not pace.time_is_up
    assert not pace.reached(Position(hours_seen=1e9), 1.99)
    assert pace.reached(Position(), 2.0)


def test_speed_and_what_is_left(clock):
    pace = Pace(RunConfig(hours_seen=1.0), 0.0, clock)
    assert pace.remaining == math.inf
    place = Position()
    pace.progress(place, 0.0)
    for n in range(1, 11):
        clock.now += 2.0
        place = Position(hours_seen=n * 100 / 3600)
        pace.count(100.0, place, 0.0)
    assert pace.speed == pytest.approx(50.0)
    assert pace.remaining == pytest.approx(2_600 / 50)


def test_a_resumed_run_counts_its_time_on_and_guesses_by_the_present(clock):
    pace = Pace(RunConfig(hours_seen=1.0), 500.0, clock)
    pace.progress(Position(hours_seen=0.5), 0.0)
    clock.now += 10.0
    pace.count(180.0, Position(hours_seen=0.55), 0.0)
    assert pace.elapsed == 510.0
    assert pace.remaining == pytest.approx(90.0)


def test_things_are_due_after_their_interval_and_never_for_none(clock):
    pace = Pace(RunConfig(), 0.0, clock)
    assert not pace.is_due("save", 60.0)
    clock.now += 59
    assert not pace.is_due("save", 60.0)
    clock.now += 1
    assert pace.is_due("save", 60.0)
    assert not pace.is_due("save", 60.0)
    clock.now += 1e6
    assert not pace.is_due("watch", 0.0)


def test_a_running_mean_begins_with_the_first_and_forgets_what_is_no_number():
    assert fade(None, 3.0) == 3.0
    assert fade(3.0, math.nan) == 3.0
    assert fade(None, math.inf) is None
    mean = 0.0
    for _ in range(500):
        mean = fade(mean, 1.0)
    assert mean == pytest.approx(1.0, abs=1e-4)
