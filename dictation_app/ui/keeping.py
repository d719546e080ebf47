"""What is written to the library in the background: generators, each run by a Job."""

import logging
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from dictation_app.document import journal, notes
from dictation_app.document.document import Document
from dictation_app.document.journal import AUDIO, Journal, Recovered
from dictation_app.document.library import Library, Retention
from dictation_app.errors import DictationError
from dictation_app.transcript import Seconds

logger = logging.getLogger(__name__)

_NOTHING: Seconds = 1.0
"""A recording shorter than this, without a word, is nobody's loss."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A note as it is at one moment; the user may go on with it meanwhile.

    Attributes:
        folder: the note's.
        document: a copy of its text.
        duration: seconds of sound.
        title: its name, if the user gave it one.
        model: name of the model that listened.
        source: the recording it was made from.
    """

    folder: Path
    document: Document
    duration: Seconds
    title: str = ""
    model: str = ""
    source: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no text and no word was heard."""
        return not self.document.text.strip() and not self.document.utterances


def save(library: Library, note: Snapshot) -> Generator[None, None, None]:
    """Put a note into the library.

    Raises:
        DictationError: it cannot be written.
    """
    yield
    library.save(
        note.folder,
        note.document,
        duration=note.duration,
        title=note.title,
        model=note.model,
        source=note.source,
    )


def close(
    library: Library,
    note: Snapshot,
    opened: Journal | None,
    *,
    keep_audio: bool,
    is_whole: bool = True,
) -> Generator[None, None, None]:
    """End a note's journal and save it for good; one without a word goes to the bin.

    One with sound that has no words yet keeps its journal, and is offered at the next
    start like a dictation that was cut off.

    Raises:
        DictationError: it cannot be written; the journal stays, to be recovered.
    """
    yield
    if opened is not None:
        opened.close()
    if note.is_empty and note.duration < _NOTHING:
        shutil.rmtree(note.folder, ignore_errors=True)
        return
    if not is_whole:
        return
    yield from save(library, note)
    if note.is_empty:
        library.delete(note.folder.name)
    elif not keep_audio and note.source is None:
        (note.folder / AUDIO).unlink(missing_ok=True)


def delete(library: Library, note: str) -> Generator[None, None, None]:
    """Move a note to the bin.

    Raises:
        DictationError: it is being dictated or cannot be moved.
    """
    yield
    library.delete(note)


def restore(library: Library, note: str) -> Generator[None, None, None]:
    """Take a note, named as the bin names it, out of the bin.

    Raises:
        DictationError: it is not there or cannot be moved.
    """
    yield
    library.restore(note)


def tidy(library: Library, retention: Retention) -> Generator[Recovered, None, None]:
    """Yield the dictations that were cut off, and let go of what was kept long enough."""
    for folder in library.unfinished():
        try:
            found = journal.recover(folder)
        except DictationError as error:
            logger.warning("a journal cannot be read: %s", type(error).__name__)
            continue
        is_empty = not found.document.text.strip() and not found.document.utterances
        if is_empty and found.duration < _NOTHING and not notes.is_saved(folder):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            yield found
    library.expire(retention)
