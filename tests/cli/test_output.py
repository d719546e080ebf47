"""Where a transcript goes, and what is told of it."""

import pytest

from dictation_app.cli.output import Destination
from dictation_app.transcript import Transcript, Utterance, Word


@pytest.fixture
def hasty():
    """A line that is wider than any screen's."""
    words = (Word("a" * 50, 1.0, 1.1, 0.9),)
    return Transcript((Utterance(words, 1.0, 1.1),), 1.2, "talk.wav", "small")


@pytest.mark.parametrize("formats", [("srt",), ("txt", "srt", "vtt")])
def test_subtitles_nobody_can_read_in_time_are_told_once(
    hasty, formats, tmp_path, capsys
):
    where = Destination(formats, None, n_files=1)
    where.deliver(hasty, tmp_path / "talk.wav", "talk")
    told = capsys.readouterr().err
    assert told.count("talk.wav: Of 1 subtitles 1 are too quick to read") == 1


def test_text_is_never_too_quick(hasty, tmp_path, capsys):
    Destination(("txt", "json"), None, n_files=1).deliver(hasty, tmp_path / "a", "a")
    assert capsys.readouterr().err == ""
