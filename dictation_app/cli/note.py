"""A dictation that is saved: on the disk while it is spoken, one file in the end."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.options import tell
from dictation_app.cli.output import FORMATS, keeping
from dictation_app.document import disk, exporters, journal
from dictation_app.document.document import Document
from dictation_app.document.journal import Journal
from dictation_app.document.operations import Piece
from dictation_app.errors import DictationError, ExportError
from dictation_app.transcript import Notice, Transcript, Utterance

if TYPE_CHECKING:
    from dictation_app.speech.microphone import Block


class SavedNote:
    """The file of `--save`, and the journal beside it until it is written.

    Attributes:
        path: the file.
        folder: the journal, named for the file; it stays when something fails.
        model: name of the model that listens, once it is known.
    """

    def __init__(self, path: Path, *, keep_audio: bool) -> None:
        """Begin; what an earlier dictation left unfinished is brought back first.

        Raises:
            DictationError: the folder of the file cannot be written.
        """
        self.path = path
        self.model = ""
        self.folder = _journal_folder(path)
        self._keep_audio = keep_audio
        if path.is_dir():
            raise ExportError(f"{path} is a folder: name a file in it.")
        if not path.parent.is_dir():
            raise ExportError(
                f"The folder {path.parent} does not exist: create or choose one."
            )
        if journal.unfinished(self.folder):
            bring_back(path)
        self._document = Document()
        self._journal = Journal(self.folder, self._document, report=tell)
        self._found: list[Utterance] = []

    def watch(self, blocks: "Iterable[Block | Notice]") -> "Iterator[Block | Notice]":
        """Pass on what the microphone hears and keep it."""
        for block in blocks:
            if not isinstance(block, Notice):
                self._journal.hear(block.samples)
            yield block

    def write(self, utterance: Utterance) -> None:
        """Add an utterance."""
        self._found.append(utterance)
        number = self._document.hear(utterance)
        end = len(self._document.text)
        pieces = [Piece("\n", number)] if end else []
        for word in utterance.words:
            if pieces and pieces[-1].text != "\n":
                pieces.append(Piece(" ", number))
            pieces.append(Piece(word.text, number, word))
        self._document.replace(end, end, pieces)

    def close(self, *, whole: bool) -> None:
        """Write the file, and the sound where it is wanted; the journal is gone then.

        Args:
            whole: whether all of the sound has become text; if not, it is kept.

        Raises:
            DictationError: that fails; the sentence says where everything is kept.
        """
        duration = self._journal.duration
        self._journal.close()
        transcript = Transcript(tuple(self._found), duration, "", self.model)
        try:
            with keeping(self.path):
                exporters.export(transcript, self.path, format_of(self.path))
            if self._keep_audio or not whole:
                _move_sound(self.folder, self.path.with_suffix(".wav"))
            if not whole:
                sound = self.path.with_suffix(".wav").name
                tell(f"not all of it became text: the sound is kept in {sound}.")
            shutil.rmtree(self.folder, ignore_errors=True)
        except DictationError as error:
            raise ExportError(
                f"{error} What was said is kept in {self.folder}: the same command "
                "brings it back."
            ) from error


def format_of(path: Path) -> str:
    """The format that a file's ending names; text for a file without one.

    Raises:
        ExportError: there is no such format.
    """
    name = path.suffix.lower().removeprefix(".") or "txt"
    if name not in FORMATS:
        raise ExportError(
            f"{path.name} must end in one of {', '.join('.' + f for f in FORMATS)}."
        )
    return name


def bring_back(path: Path) -> None:
    """Save what a dictation that was cut off left in its journal.

    Raises:
        DictationError: that is not possible.
    """
    folder = _journal_folder(path)
    recovered = journal.recover(folder)
    text = _free(path.with_name(f"{path.stem}.recovered.txt"))
    sound = _free(path.with_name(f"{path.stem}.recovered.wav"))
    transcript = recovered.document.to_transcript(duration=recovered.duration)
    exporters.export(transcript, text, "txt", text=recovered.document.text)
    _move_sound(folder, sound)
    shutil.rmtree(folder, ignore_errors=True)
    tell(
        f"an earlier dictation was cut off: its text is in {text.name} and its sound "
        f"in {sound.name}."
    )


def _journal_folder(path: Path) -> Path:
    return path.with_name(f"{path.name}.unfinished")


def _move_sound(folder: Path, target: Path) -> None:
    """Give the journal's sound its final name; an earlier file is kept."""
    try:
        if target.exists():
            kept = _free(target)
            target.rename(kept)
            tell(f"the earlier {target.name} is kept as {kept.name}.")
        (folder / journal.AUDIO).rename(target)
    except OSError as error:
        raise ExportError(disk.explain(error, target)) from error


def _free(path: Path) -> Path:
    """The path, or where there is something already, one with a number."""
    target, number = path, 1
    while target.exists():
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return target
