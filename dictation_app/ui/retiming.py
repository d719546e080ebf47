"""Exact times after an edit: once the user leaves it, text and sound meet again."""

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dictation_app.document import timing
from dictation_app.document.document import Document
from dictation_app.document.operations import Change, Piece
from dictation_app.document.timing import Stale
from dictation_app.errors import DictationError
from dictation_app.transcript import Utterance, Word
from dictation_app.ui.editor import Editor
from dictation_app.ui.job import Job

_REST = 1_500
"""Milliseconds without typing after which an edit is taken for finished."""

Align = Callable[[Utterance, str], Utterance]
"""Gives a text its times in an utterance's sound: `Recognizer.align`."""


@dataclass(frozen=True)
class Retimed:
    """One place with its new times."""

    place: Stale
    words: tuple[Word, ...]


def retimed(
    pieces: Sequence[Piece], utterances: Mapping[int, Utterance], align: Align
) -> Generator[Retimed | None, None, None]:
    """Align every place that was typed into; those that do not fit stay as they are.

    A word that was not touched keeps its confidence; one that was typed is sure.
    """
    for place in timing.stale(pieces):
        yield None
        utterance = utterances.get(place.utterance)
        if utterance is None or utterance.emissions is None:
            continue
        try:
            words = align(utterance, place.text).words
        except DictationError:
            continue  # too long for its sound: its times stay guesses
        sure = confidences(_between(pieces, place.start, place.end))
        yield Retimed(
            place,
            tuple(
                replace(word, confidence=confidence)
                for word, confidence in zip(words, sure, strict=True)
            ),
        )


def confidences(pieces: Sequence[Piece]) -> list[float]:
    """How sure each word on the page is, whatever pieces it is made of."""
    found: list[float] = []
    inside = False
    for piece in pieces:
        sure = piece.word.confidence if piece.word and not piece.typed else 1.0
        for part in re.split(r"(\s+)", piece.text):
            if part.isspace():
                inside = False
            elif part:
                if inside:
                    found[-1] = 1.0 if piece.typed else min(found[-1], sure)
                else:
                    found.append(sure)
                inside = True
    return found


def _between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    return list(Document(pieces).pieces_of(start, end))


class Retimer(QObject):
    """Watches an editor and aligns what was edited, in the background.

    Nothing changes on the page. While something can be done again, times wait: a new
    step would take that away.

    Attributes:
        align: who can align; None while no model is ready.
    """

    finished = Signal(int)
    """How many places have exact times now."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.align: Align | None = None
        self._editor = editor
        self._job: Job | None = None
        self._document: Document | None = None
        self._touched = False
        self._block = -1
        self._n_changes = 0
        self._n_changes_then = 0
        self._n_retimed = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.run)
        editor.edited.connect(self._note_edit)
        editor.changed.connect(self._note_change)
        editor.caret_moved.connect(self._note_caret)

    @property
    def waits(self) -> bool:
        """Whether there is an edit whose times are guesses."""
        return self._touched

    @Slot()
    def _note_edit(self) -> None:
        self._touched = True
        self._block = self._editor.textCursor().blockNumber()
        self._rest.start(_REST)

    @Slot(object)
    def _note_change(self, change: Change) -> None:
        self._n_changes += 1

    @Slot(int)
    def _note_caret(self, position: int) -> None:
        """The caret left the paragraph that was edited: it is finished."""
        if self._touched and self._editor.textCursor().blockNumber() != self._block:
            self._rest.start(0)

    @Slot()
    def run(self) -> None:
        """Align what was edited, unless that is being done."""
        document, align = self._editor.document_shown, self.align
        if document is None or align is None or not self._touched:
            return
        if document.can_redo:
            return
        if self._job is not None:
            self._rest.start(_REST)
            return
        self._touched = False
        self._document = document
        self._n_changes_then, self._n_retimed = self._n_changes, 0
        pieces, utterances = document.pieces, dict(document.utterances)
        self._job = Job(lambda: retimed(pieces, utterances, align))
        self._job.progressed.connect(self._take)
        self._job.finished.connect(self._finish)
        self._job.start()

    @Slot(object)
    def _take(self, found: Retimed | None) -> None:
        document = self._document
        if found is None or document is not self._editor.document_shown:
            return
        if document is None or document.can_redo:
            self._touched = True
            return
        place = found.place
        if (
            self._n_changes != self._n_changes_then
            or document.text[place.start : place.end] != place.text
        ):
            self._touched = True  # edited meanwhile: once more, later
            return
        document.retime(place.start, place.end, found.words)
        self._n_retimed += 1
        self._editor.gutter.update()
        self._editor.viewport().update()

    @Slot()
    def _finish(self) -> None:
        if self._job is not None and self.sender() is self._job:
            self._job.wait()
            self._job = None
        if self._touched:
            self._rest.start(_REST)
        self.finished.emit(self._n_retimed)

    def stop(self) -> None:
        """End the work in the background; the page gives way to another."""
        self._rest.stop()
        self._touched = False
        if self._job is not None:
            self._job.stop()
            self._job = None
