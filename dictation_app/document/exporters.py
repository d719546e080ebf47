"""Transcripts become files: plain text, subtitles, data, a Word document."""

# ruff: noqa: A002  (`format` is what everybody calls it)

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dictation_app.document import disk
from dictation_app.document.subtitles import (
    DEFAULT_RULES,
    Milliseconds,
    Subtitle,
    SubtitleRules,
    subtitles,
    violations,
)
from dictation_app.document.timing import PARAGRAPH_PAUSE
from dictation_app.errors import ExportError
from dictation_app.transcript import Seconds, Transcript, Utterance

JSON_VERSION = 1
"""Counted up whenever a program that reads the JSON would have to change."""
SUBTITLES = frozenset({"srt", "vtt"})
"""The formats that are cut by rules."""


@dataclass(frozen=True)
class Exporter:
    """One kind of file.

    Attributes:
        title: what the user calls it.
        write: turns a transcript, its text and rules for subtitles into the bytes of
            the file.
    """

    title: str
    write: Callable[[Transcript, str, SubtitleRules], bytes]


def export(
    transcript: Transcript,
    path: Path,
    format: str,
    *,
    text: str | None = None,
    rules: SubtitleRules = DEFAULT_RULES,
) -> None:
    """Write a transcript to a file, which is then complete or as it was before.

    Args:
        transcript: the words with their times.
        path: the file; an existing one is replaced.
        format: a key of FORMATS.
        text: the text as the user has laid it out; paragraphs by pauses without it.
        rules: how subtitles are cut.

    Raises:
        ExportError: the format is unknown or the file cannot be written.
    """
    data = _rendered(transcript, format, text, rules)
    try:
        disk.write_atomically(path, data)
    except OSError as error:
        raise ExportError(disk.explain(error, path)) from error


def remark(
    transcript: Transcript, format: str, rules: SubtitleRules = DEFAULT_RULES
) -> str:
    """What one should know of an exported file: a sentence, or nothing."""
    if format not in SUBTITLES:
        return ""
    shown = subtitles(transcript.words, rules)
    broken = sorted({found.number for found in violations(shown, rules)})
    if not broken:
        return ""
    first = _clock(shown[broken[0] - 1].start, ".")[:-4]
    return (
        f"Of {len(shown)} subtitles {len(broken)} are too quick to read or too long, as "
        f"the speech allows no better; the first at {first}."
    )


def render(transcript: Transcript, format: str, *, text: str | None = None) -> str:
    """Return what `export` writes, for the formats that are text.

    Raises:
        ExportError: the format is unknown or not text.
    """
    try:
        return _rendered(transcript, format, text, DEFAULT_RULES).decode()
    except UnicodeDecodeError:
        raise ExportError(
            f"{FORMATS[format].title} is not text: write it to a file instead."
        ) from None


def paragraphs(transcript: Transcript) -> list[str]:
    """The words, a new paragraph after every long silence."""
    found: list[list[str]] = []
    end: Seconds = float("-inf")
    for utterance in _spoken(transcript):
        if utterance.words[0].start - end >= PARAGRAPH_PAUSE:
            found.append([])
        found[-1].append(utterance.text)
        end = utterance.words[-1].end
    return [" ".join(texts) for texts in found]


def _rendered(
    transcript: Transcript, format: str, text: str | None, rules: SubtitleRules
) -> bytes:
    if format not in FORMATS:
        raise ExportError(
            f"“{format}” is not a format: choose one of {', '.join(FORMATS)}."
        )
    if text is None:
        text = "\n\n".join(paragraphs(transcript))
    return FORMATS[format].write(transcript, text, rules)


def _spoken(transcript: Transcript) -> Iterator[Utterance]:
    return (utterance for utterance in transcript.utterances if utterance.words)


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which no file may hold, becomes a question mark."""
    return text.encode(errors="replace")


def _txt(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    return _encoded(f"{text}\n" if text else "")


def _srt(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    """SubRip, as VLC and FFmpeg read it."""
    blocks = (
        f"{number}\n{_times(subtitle, ',')}\n"
        + "".join(f"{line.replace('-->', '->')}\n" for line in subtitle.lines)
        for number, subtitle in enumerate(subtitles(transcript.words, rules), start=1)
    )
    return _encoded("\n".join(blocks))


def _vtt(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    """WebVTT, https://www.w3.org/TR/webvtt1/."""
    blocks = (
        f"\n{_times(subtitle, '.')}\n"
        + "".join(f"{_escaped(line)}\n" for line in subtitle.lines)
        for subtitle in subtitles(transcript.words, rules)
    )
    return _encoded("WEBVTT\n" + "".join(blocks))


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _times(subtitle: Subtitle, point: str) -> str:
    return f"{_clock(subtitle.start, point)} --> {_clock(subtitle.end, point)}"


def _clock(time: Milliseconds, point: str) -> str:
    """Hours, minutes, seconds and milliseconds; the hours are never left out."""
    seconds, milliseconds = divmod(time, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}"


def _json(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    content: dict[str, Any] = {
        "version": JSON_VERSION,
        "media": transcript.source,
        "model": transcript.model,
        "duration": round(transcript.duration, 3),
        "text": text,
        "utterances": [
            {"start": round(u.start, 3), "end": round(u.end, 3), "text": u.text}
            for u in _spoken(transcript)
        ],
        "words": [
            {
                "word": word.text,
                "start": round(word.start, 3),
                "end": round(word.end, 3),
                "confidence": round(word.confidence, 4),
            }
            for word in transcript.words
        ],
    }
    return _encoded(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _csv(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    """RFC 4180; a table program must not take a sentence for a formula."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(("start", "end", "text", "confidence"))
    for utterance in _spoken(transcript):
        shown = utterance.text
        if shown.startswith(("=", "+", "-", "@", "\t", "\r")):
            shown = f"'{shown}"
        sure = sum(w.confidence for w in utterance.words) / len(utterance.words)
        table.writerow(
            (f"{utterance.start:.3f}", f"{utterance.end:.3f}", shown, f"{sure:.3f}")
        )
    return _encoded(file.getvalue())


def _docx(transcript: Transcript, text: str, rules: SubtitleRules) -> bytes:
    """Office Open XML with real paragraphs."""
    import docx  # on demand: takes as long to load as the rest of the package

    document = docx.Document()
    if transcript.source:
        document.core_properties.title = _printable(transcript.source)[:255]
    for paragraph in text.split("\n"):
        if paragraph.strip():
            document.add_paragraph(_printable(paragraph))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _printable(text: str) -> str:
    """Leave out the characters that XML has no way to write."""
    clean = text.encode(errors="replace").decode()
    return "".join(
        c for c in clean if c == "\t" or (c >= " " and c not in "\ufffe\uffff")
    )


FORMATS: dict[str, Exporter] = {
    "txt": Exporter("Plain text", _txt),
    "srt": Exporter("Subtitles (SubRip)", _srt),
    "vtt": Exporter("Subtitles (WebVTT)", _vtt),
    "json": Exporter("Data with word times (JSON)", _json),
    "csv": Exporter("Table (CSV)", _csv),
    "docx": Exporter("Word document", _docx),
}
"""Every kind of file, by its extension."""
