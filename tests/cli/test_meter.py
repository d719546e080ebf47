"""The line that says how far the work has come."""

import pytest

from dictation_app.cli.meter import Meter, draw, follow, shorten, time_left
from dictation_app.transcript import Progress


class Screen:
    """Standard error, watched or not."""

    def __init__(self, watched):
        self.watched = watched
        self.text = ""

    def isatty(self):
        return self.watched

    def write(self, text):
        self.text += text

    def flush(self):
        pass


@pytest.fixture(autouse=True)
def width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def steps():
    yield Progress(1.0, 4.0, None)
    yield Progress(2.0, None, 3.0)
    return "result"


def test_a_pipe_sees_nothing(monkeypatch):
    screen = Screen(watched=False)
    monkeypatch.setattr("sys.stderr", screen)
    with Meter() as meter:
        assert meter.watch("talk.ogg", steps()) == "result"
    assert screen.text == ""


def test_a_terminal_sees_one_line_that_is_gone_in_the_end(monkeypatch):
    screen = Screen(watched=True)
    monkeypatch.setattr("sys.stderr", screen)
    with Meter() as meter:
        meter.watch("talk.ogg", steps())
        meter.show("talk.ogg", 0.3)  # too soon to be drawn
    assert screen.text.count("talk.ogg") == 1
    assert " 25 %" in screen.text
    assert "\n" not in screen.text
    assert screen.text.endswith("\r\x1b[K")


def test_what_generators_tell_and_return_is_kept():
    told = []
    assert follow(steps(), told.append) == "result"
    assert [step.done for step in told] == [1.0, 2.0]


def test_the_bar_and_the_rest_fit_into_the_line():
    line = draw("talk.ogg", 0.5, 90.0, 79)
    assert line == f"talk.ogg  {'━' * 12}{'╌' * 12}   50 %  2 min left"
    for width in range(10, 100):
        assert len(draw("an interview of some length.mp3", 0.5, 90.0, width)) <= width
    assert "100 %" in draw("x", 7.0, None, 79)
    assert "  0 %" in draw("x", -1.0, None, 79)


def test_names_are_shortened_in_the_middle():
    assert shorten("short.mp3", 9) == "short.mp3"
    assert shorten("interview-2024.mp3", 10) == "inter….mp3"
    assert shorten("語音語音", 8) == "語音語音"
    assert shorten("語音語音", 7) == "語音…音"
    assert shorten("語音語音", 6) == "語…音"


def test_time_left_as_people_say_it():
    assert [time_left(s) for s in (0.2, 59, 100, 5_399, 9_000)] == [
        "1 s left",
        "59 s left",
        "2 min left",
        "90 min left",
        "2.5 h left",
    ]
