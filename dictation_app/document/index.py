"""What the library holds, in one file that can always be made anew."""

import contextlib
import logging
import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dictation_app.document import notes
from dictation_app.document.notes import Note

logger = logging.getLogger(__name__)

_BEGINNING = 400
"""Characters of a note's text that a list gets."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS notes (
    id TEXT PRIMARY KEY, stamp TEXT, title TEXT, created REAL, modified REAL,
    duration REAL, text TEXT, model TEXT, folded TEXT
)
"""


class Index:
    """A table of notes that is brought up to date whenever it is asked.

    A connection lives as long as a question, so that any thread may ask.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, folder: Path, search: str) -> list[Note]:
        """The notes in a folder that hold all words of a search, the latest first.

        Capitals and accents do not matter. Where the index cannot be used it is made
        anew, and where it cannot be written the notes are still found.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._find(self._path, folder, search)
        except (sqlite3.Error, OSError):
            logger.warning("The index of the library is made anew.")
        try:
            self._path.unlink(missing_ok=True)
            return self._find(self._path, folder, search)
        except (sqlite3.Error, OSError):
            logger.warning("The index of the library cannot be written.")
            return self._find(":memory:", folder, search)

    def _find(self, path: Path | str, folder: Path, search: str) -> list[Note]:
        with contextlib.closing(sqlite3.connect(path)) as table, table:
            table.execute(_SCHEMA)
            _refresh(table, folder)
            words = folded(search).split()
            holds = "".join(" AND instr(folded, ?)" for _ in words)
            rows = table.execute(
                "SELECT id, title, created, modified, duration, "
                f"substr(text, 1, {_BEGINNING}), model FROM notes "
                f"WHERE 1{holds} ORDER BY modified DESC, id DESC",
                words,
            )
            return [Note(*row) for row in rows]


def _refresh(table: sqlite3.Connection, folder: Path) -> None:
    """Read the notes that are new or changed and forget those that have gone."""
    known = dict(table.execute("SELECT id, stamp FROM notes"))
    there = dict(_stamps(folder))
    table.executemany(
        "DELETE FROM notes WHERE id = ?",
        [(name,) for name in known.keys() - there.keys()],
    )
    for name, stamp in there.items():
        if known.get(name) == stamp:
            continue
        note = notes.read(folder / name)
        if note is not None:
            table.execute(
                "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    note.id,
                    stamp,
                    note.title,
                    note.created,
                    note.modified,
                    note.duration,
                    note.text,
                    note.model,
                    folded(f"{note.title}\n{note.text}"),
                ),
            )


def _stamps(folder: Path) -> Iterator[tuple[str, str]]:
    """What tells each note's file from one written before; clocks can be too slow."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # nothing saved yet, or just moved
                state = Path(entry.path, notes.NOTE).stat()
                yield entry.name, f"{state.st_mtime_ns} {state.st_ino} {state.st_size}"


def folded(text: str) -> str:
    """Without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
