"""What the importers share: files of audio, tables of text."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError

AUDIO = (
    *(".wav", ".flac", ".mp3", ".ogg", ".opus", ".oga", ".m4a", ".aac", ".wma", ".amr"),
    *(".aif", ".aiff", ".webm", ".mp4", ".mkv", ".sph"),
)
"""Endings of files that may be recordings."""


def is_audio(path: Path) -> bool:
    """Whether a file's name looks like a recording."""
    return path.suffix.lower() in AUDIO and not path.name.startswith(".")


def find_audio(stem: Path) -> Path | None:
    """The recording whose name is `stem` plus an ending."""
    for ending in AUDIO:
        path = stem.with_name(stem.name + ending)
        if path.is_file():
            return path
    return None


def read_text(path: Path) -> str:
    """A UTF-8 text file.

    Raises:
        ManifestError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ManifestError(
            f"{path.name} cannot be read ({error.strerror}): check that it may be opened."
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path.name} is not UTF-8: save it as UTF-8.") from error


def read_rows(path: Path, delimiter: str) -> Iterator[list[str]]:
    """The rows of a table; quotes mean something in comma-separated ones only.

    Raises:
        ManifestError: it cannot be read.
    """
    lines = io.StringIO(read_text(path), newline="")
    try:
        if delimiter == ",":
            yield from csv.reader(lines)
        else:
            yield from csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    except csv.Error as error:
        raise ManifestError(
            f"{path.name} is no readable table ({error}): save it again as CSV."
        ) from error


def head(path: Path, delimiter: str) -> list[str]:
    """The names of a table's columns; an empty list where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return next(csv.reader([file.readline(65_536)], delimiter=delimiter), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def read_table(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    """Rows by the names of their columns; missing fields are empty.

    Raises:
        ManifestError: it cannot be read.
    """
    rows = read_rows(path, delimiter)
    names = next(rows, [])
    for row in rows:
        if row:
            padded = row + [""] * (len(names) - len(row))
            yield dict(zip(names, padded, strict=False))
