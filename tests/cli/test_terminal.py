"""The line that is written again and again."""

import io

import pytest

from dictation_app.cli.terminal import LiveLine


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")
    return Terminal()


def test_a_line_is_drawn_over_the_last_and_then_stays(terminal):
    line = LiveLine(terminal)
    line.show("one", "tw")
    line.show("one two", "")
    line.print("one two")
    assert terminal.getvalue() == (
        "\r\x1b[Kone\x1b[2m tw\x1b[22m\r\x1b[Kone two\x1b[2m\x1b[22m\r\x1b[Kone two\n"
    )


def test_the_end_of_a_long_line_is_seen(terminal):
    LiveLine(terminal).show("a beginning that", "goes on and on")
    shown = terminal.getvalue().removeprefix("\r\x1b[K").replace("\x1b[22m", "")
    firm, tail = shown.split("\x1b[2m")
    assert firm + tail == "…hat goes on and on"
    assert firm == "…hat"


def test_nothing_that_may_change_reaches_a_pipe_or_a_dumb_terminal(
    terminal, monkeypatch
):
    pipe = io.StringIO()
    monkeypatch.setenv("TERM", "dumb")
    for stream in (pipe, terminal):
        line = LiveLine(stream)
        line.show("one", "tw")
        line.clear()
        line.print("one two")
        assert stream.getvalue() == "one two\n"
