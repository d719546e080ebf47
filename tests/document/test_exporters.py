"""The parsers here are written from the formats' descriptions, not from our writers."""

import csv
import errno
import io
import json
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app import atomic
from dictation_app.document.document import Document
from dictation_app.document.exporters import FORMATS, export, paragraphs, remark, render
from dictation_app.document.subtitles import DEFAULT_RULES, subtitles
from dictation_app.errors import ExportError
from dictation_app.transcript import Transcript, Utterance, Word

SRT_TIMES = re.compile(
    r"(\d\d+):([0-5]\d):([0-5]\d),(\d{3}) --> (\d\d+):([0-5]\d):([0-5]\d),(\d{3})"
)
VTT_TIMES = re.compile(SRT_TIMES.pattern.replace(",", r"\."))


def said(text, start=0.0, pace=0.4):
    words = tuple(
        Word(t, start + i * pace, start + (i + 0.9) * pace, 0.875)
        for i, t in enumerate(text.split())
    )
    return Utterance(words, words[0].start, words[-1].end)


def transcript(*utterances):
    return Transcript(utterances, 3_700.0, "ein Höhlenbär.wav", "en-small")


EXAMPLE = transcript(
    said("the kettle is on", 0.5),
    said("tea or <coffee> & cake --> both", 3.0),
    said('= not a formula, "really"', 3_661.25),
)


def clock(hours, minutes, seconds, milliseconds):
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        milliseconds
    )


def read_blocks(body, times):
    """Cues of (start, end, lines); every block is a time line and some text."""
    cues = []
    for block in body:
        first, *lines = block
        match = times.fullmatch(first)
        assert match, first
        assert lines
        assert all(line.strip() == line != "" for line in lines)
        groups = match.groups()
        cues.append((clock(*groups[:4]), clock(*groups[4:]), tuple(lines)))
    return cues


def blocks_of(lines):
    blocks = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            assert blocks[-1], "two empty lines in a row"
            blocks.append([])
    return [block for block in blocks if block]


def parse_srt(text):
    if not text:
        return []
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    blocks = blocks_of(text[:-1].split("\n"))
    assert [block[0] for block in blocks] == [str(n + 1) for n in range(len(blocks))]
    assert not any("-->" in line for block in blocks for line in block[2:])
    return read_blocks([block[1:] for block in blocks], SRT_TIMES)


def parse_vtt(text):
    lines = text.split("\n")
    assert lines[0] == "WEBVTT"
    assert lines[1] == ""
    assert "\r" not in text
    cues = read_blocks(blocks_of(lines[2:-1]) if lines[2:] else [], VTT_TIMES)
    for _, _, shown in cues:
        for line in shown:
            assert "<" not in line
            assert ">" not in line
            assert not re.search(r"&(?!amp;|lt;|gt;)", line)
    return [
        (start, end, tuple(unescape(line) for line in shown))
        for start, end, shown in cues
    ]


def unescape(line):
    return line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_cues(content):
    return [(s.start, s.end, s.lines) for s in subtitles(content.words)]


texts = st.lists(
    st.text(min_size=1, max_size=12).filter(lambda t: t.replace("\0", "").split()),
    min_size=1,
    max_size=12,
)


@st.composite
def transcripts(draw):
    now, utterances = 0.0, []
    for group in draw(st.lists(texts, max_size=6)):
        words = []
        for text in group:
            now += draw(st.floats(0.0, 3.0))
            words.append(Word(text, now, now + draw(st.floats(0.01, 2.0)), 0.5))
        utterances.append(Utterance(tuple(words), words[0].start, words[-1].end))
    return transcript(*utterances)


@settings(max_examples=100)
@given(transcripts())
def test_subtitle_files_hold_the_subtitles(content):
    assert parse_vtt(render(content, "vtt")) == as_cues(content)
    expected = [
        (start, end, tuple(line.replace("-->", "->") for line in lines))
        for start, end, lines in as_cues(content)
    ]
    assert parse_srt(render(content, "srt")) == expected


@settings(max_examples=50)
@given(transcripts())
def test_json_holds_every_word(content):
    data = json.loads(render(content, "json"))
    assert [w["word"] for w in data["words"]] == [w.text for w in content.words]
    for written, word in zip(data["words"], content.words, strict=True):
        assert written["start"] == pytest.approx(word.start, abs=0.0006)
        assert written["end"] == pytest.approx(word.end, abs=0.0006)
        assert written["confidence"] == word.confidence
    assert data["text"] == "\n\n".join(paragraphs(content))


def test_json_says_what_it_is():
    data = json.loads(render(EXAMPLE, "json"))
    assert data["version"] == 1
    assert data["media"] == "ein Höhlenbär.wav"
    assert data["model"] == "en-small"
    assert data["duration"] == 3_700.0
    assert data["utterances"][0] == {
        "start": 0.5,
        "end": 2.06,
        "text": "the kettle is on",
    }


def test_the_example_as_subrip():
    assert render(EXAMPLE, "srt").startswith(
        "1\n00:00:00,500 --> 00:00:02,060\nthe kettle is on\n\n2\n00:00:03,000 --> "
    )
    assert "01:01:01,250 -->" in render(EXAMPLE, "srt")


def test_text_has_a_paragraph_after_a_long_silence():
    content = transcript(said("one", 0.0), said("two", 1.0), said("three", 9.0))
    assert render(content, "txt") == "one two\n\nthree\n"


def test_the_users_own_layout_is_kept():
    for kind in ("txt", "json", "docx"):
        assert FORMATS[kind].write(EXAMPLE, "Tea:\n- or coffee", DEFAULT_RULES)
    assert render(EXAMPLE, "txt", text="Tea:\n- or coffee") == "Tea:\n- or coffee\n"
    assert json.loads(render(EXAMPLE, "json", text="Tea"))["text"] == "Tea"


def test_csv_cannot_be_taken_for_a_formula():
    rows = list(
        csv.reader(io.StringIO(render(EXAMPLE, "csv"), newline=""), strict=True)
    )
    assert rows[0] == ["start", "end", "text", "confidence"]
    assert rows[1] == ["0.500", "2.060", "the kettle is on", "0.875"]
    assert rows[3][2] == '\'= not a formula, "really"'


def test_word_document_has_real_paragraphs(tmp_path):
    export(EXAMPLE, tmp_path / "note.docx", "docx", text="First.\n\nSecond \x07line.")
    found = docx.Document(tmp_path / "note.docx")
    assert [p.text for p in found.paragraphs] == ["First.", "Second line."]
    assert found.core_properties.title == "ein Höhlenbär.wav"


@pytest.mark.parametrize("kind", FORMATS)
def test_silence_is_a_valid_file(tmp_path, kind):
    path = tmp_path / f"still.{kind}"
    export(transcript(), path, kind)
    if kind == "srt":
        assert parse_srt(path.read_text("utf-8")) == []
    if kind == "vtt":
        assert parse_vtt(path.read_text("utf-8")) == []
    if kind == "json":
        assert json.loads(path.read_bytes())["words"] == []


def test_any_name_will_do_and_nothing_else_is_left(tmp_path):
    folder = tmp_path / "my notes ж 日 '"
    folder.mkdir()
    path = folder / ("ä" * 120 + ".txt")
    export(EXAMPLE, path, "txt")
    export(EXAMPLE, path, "txt")
    assert path.read_text("utf-8") == render(EXAMPLE, "txt")
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EIO, "the system says"),
    ],
)
def test_a_failed_export_leaves_the_old_file(tmp_path, monkeypatch, number, words):
    path = tmp_path / "note.txt"
    path.write_text("old")

    def fail(_):
        raise OSError(number, "broken")

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(ExportError, match=words) as caught:
        export(EXAMPLE, path, "txt")
    assert str(path) in str(caught.value)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ExportError, match=r"folder .*gone does not exist"):
        export(EXAMPLE, tmp_path / "gone" / "note.txt", "txt")


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(ExportError, match="it is a folder"):
        export(EXAMPLE, tmp_path, "txt")
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="not a folder"):
        export(EXAMPLE, tmp_path / "file" / "note.txt", "txt")


def test_unknown_formats_name_the_known_ones(tmp_path):
    with pytest.raises(ExportError, match="txt, srt, vtt, json"):
        export(EXAMPLE, tmp_path / "note.pdf", "pdf")
    with pytest.raises(ExportError, match="not text"):
        render(EXAMPLE, "docx")


def test_the_edited_document_is_what_is_exported():
    document = Document.from_transcript(transcript(said("tee or coffee please")))
    document.replace(0, 3, "Tea,")
    document.replace(len(document.text), len(document.text), "!")
    content = document.to_transcript(duration=2.0)
    ((_, _, lines),) = parse_srt(render(content, "srt"))
    assert lines == ("Tea, or coffee please!",)
    assert render(content, "txt", text=document.text) == "Tea, or coffee please!\n"
    data = json.loads(render(content, "json", text=document.text))
    assert [w["confidence"] for w in data["words"]] == [1.0, 0.875, 0.875, 1.0]
    assert data["words"][1]["start"] == 0.4


def test_subtitles_that_cannot_be_read_in_time_are_told():
    calm = said("we went for a walk", pace=0.6)
    hasty = said("and nobody could possibly have followed these words", 60.0, pace=0.1)
    assert remark(transcript(calm), "srt") == ""
    found = remark(transcript(calm, hasty), "srt")
    assert found.startswith("Of 2 subtitles 1 are too quick to read or too long")
    assert found.endswith("the first at 00:01:00.")
    assert remark(transcript(calm, hasty), "vtt") == found
    assert remark(transcript(calm, hasty), "txt") == ""
