"""Past notes with their sound: listed at once, searched, kept as long as wanted.

notes/<id>/note.json        title, times and text: what lists and searches need
notes/<id>/document.json    the text with its origins
notes/<id>/emissions.npz    what its words were decoded from, float16
notes/<id>/audio.wav        the sound; and, while a note is worked on, its journal
bin/<id>@<when>/            a deleted note
index.sqlite                made anew from the folders whenever it is missing
"""

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dictation_app.document import disk, journal, notes
from dictation_app.document.document import Document
from dictation_app.document.index import Index
from dictation_app.document.notes import Note
from dictation_app.errors import DictationError
from dictation_app.transcript import Seconds

logger = logging.getLogger(__name__)

_DAY = 86_400
_SOUNDS = ("audio.flac", journal.AUDIO)


@dataclass(frozen=True)
class Retention:
    """How long things are kept, in days; None for ever.

    Attributes:
        notes: a note that is not touched for so long goes to the bin.
        audio: the sound of such a note is removed for good.
        bin: what is in the bin for so long is removed for good.
    """

    notes: float | None = None
    audio: float | None = None
    bin: float | None = 30.0


class Library:
    """The folder with all notes of a user."""

    def __init__(self, root: Path, now: Callable[[], float] = time.time) -> None:
        """Open, or begin, a library.

        Args:
            root: its folder.
            now: the time, in seconds since 1970.
        """
        self.root = root
        self._now = now
        self._notes = root / "notes"
        self._bin = root / "bin"
        self._index = Index(root / "index.sqlite")

    def create(self) -> Path:
        """A new folder for a note and its journal; it is listed once it is saved.

        Raises:
            DictationError: the folder cannot be made.
        """
        made = datetime.fromtimestamp(self._now(), UTC).strftime("%Y%m%d-%H%M%S")
        folder = self._notes / f"{made}-{secrets.token_hex(3)}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise DictationError(disk.explain(error, folder)) from error
        return folder

    def save(
        self,
        folder: Path,
        document: Document,
        *,
        duration: Seconds,
        title: str = "",
        model: str = "",
        source: Path | None = None,
    ) -> Note:
        """Write a note; its journal, once closed, is no longer needed then.

        Args:
            folder: the note's, as `create` made it or `folder` names it.
            document: its text.
            duration: seconds of sound.
            title: its name; the beginning of the text without one.
            model: name of the model that listened.
            source: the recording it was made from, where the note has no sound.

        Raises:
            DictationError: it cannot be written; what was there before is unchanged.
        """
        before = notes.read(folder)
        now = self._now()
        note = Note(
            id=folder.name,
            title=title,
            created=before.created if before else now,
            modified=now,
            duration=duration,
            text=document.text,
            model=model,
            source=str(source) if source else "",
        )
        try:
            notes.write(folder, note, document)
            if not disk.is_locked(folder / journal.LOCK):
                for name in (journal.OPERATIONS, journal.EMISSIONS, journal.LOCK):
                    (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise DictationError(disk.explain(error, folder)) from error
        return note

    def folder(self, note: str) -> Path:
        """Where a note is kept.

        Raises:
            DictationError: there is no such note.
        """
        folder = self._notes / note
        if folder.parent != self._notes or not folder.is_dir():
            raise DictationError("This note is no longer there: look in the bin.")
        return folder

    def notes(self, search: str = "") -> list[Note]:
        """The notes that hold all words of a search, the latest first."""
        return self._index.find(self._notes, search)

    def open(self, note: str) -> Document:
        """The text of a note, with its emissions.

        Raises:
            DictationError: it is not there or damaged.
        """
        return notes.open_document(self.folder(note))

    def audio(self, note: str) -> Path | None:
        """The sound of a note, or the recording it was made from, if still there."""
        folder = self.folder(note)
        sounds = [folder / name for name in _SOUNDS]
        about = notes.read(folder)
        if about is not None and about.source:
            sounds.insert(0, Path(about.source))
        return next((path for path in sounds if path.is_file()), None)

    def unfinished(self) -> list[Path]:
        """Folders of dictations that were cut off; `journal.recover` opens them."""
        return sorted(filter(journal.unfinished, _folders(self._notes)))

    def delete(self, note: str) -> None:
        """Put a note into the bin.

        Raises:
            DictationError: it is open or cannot be moved.
        """
        folder = self.folder(note)
        if disk.is_locked(folder / journal.LOCK):
            raise DictationError("This note is being dictated: stop listening first.")
        self._move(folder, self._bin / f"{note}@{int(self._now())}")

    def binned(self) -> list[tuple[Note, float]]:
        """What is in the bin and when it was deleted, the latest first."""
        found = [
            (note, _deleted(folder))
            for folder in _folders(self._bin)
            if (note := notes.read(folder)) is not None
        ]
        return sorted(found, key=lambda pair: -pair[1])

    def restore(self, note: str) -> None:
        """Take a note, named as the bin names it, out of the bin.

        Raises:
            DictationError: it is not there or cannot be moved.
        """
        folder = self._bin / note
        if folder.parent != self._bin or not folder.is_dir():
            raise DictationError("This note is no longer in the bin.")
        self._move(folder, self._notes / note.rpartition("@")[0])

    def expire(self, retention: Retention) -> None:
        """Remove what was kept long enough; what is being dictated stays."""
        now = self._now()
        for folder in _folders(self._bin):
            if _older(now, _deleted(folder), retention.bin):
                shutil.rmtree(folder, ignore_errors=True)
        for note in self.notes():
            folder = self._notes / note.id
            if disk.is_locked(folder / journal.LOCK) or journal.unfinished(folder):
                continue
            if _older(now, note.modified, retention.notes):
                self.delete(note.id)
            elif _older(now, note.modified, retention.audio):
                for name in _SOUNDS:
                    (folder / name).unlink(missing_ok=True)

    def _move(self, source: Path, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        except OSError as error:
            raise DictationError(disk.explain(error, target)) from error


def _folders(parent: Path) -> Iterator[Path]:
    if parent.is_dir():
        yield from (path for path in parent.iterdir() if path.is_dir())


def _deleted(folder: Path) -> float:
    """When a note came into the bin, which its folder's name tells."""
    when = folder.name.rpartition("@")[2]
    return float(when) if when.isdecimal() else folder.stat().st_mtime


def _older(now: float, then: float, days: float | None) -> bool:
    return days is not None and now - then > days * _DAY
