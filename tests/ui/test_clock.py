import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.ui.clock import clock, moment, span


@pytest.mark.parametrize(
    ("time", "text"),
    [(0, "0:00"), (17.9, "0:17"), (2_886, "48:06"), (3_723, "1:02:03")],
)
def test_moments_are_written_as_people_do(time, text):
    assert clock(time) == text


@given(st.integers(0, 10**6))
def test_a_written_moment_is_read_again(time):
    assert moment(clock(time)) == time


@pytest.mark.parametrize("text", ["", "a", "1:2:3:4", "-1", "1:b", "²"])
def test_what_is_no_moment_is_none(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (0, "0 s"),
        (42.4, "42 s"),
        (80, "1 min 20 s"),
        (120, "2 min"),
        (18 * 60, "18 min"),
        (47 * 60 + 40, "48 min"),
        (72 * 60, "1 h 12 min"),
    ],
)
def test_lengths_are_said_as_people_do(duration, text):
    assert span(duration) == text
