"""Correcting what was heard: other hearings of a word, doubtful words one by one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal, Slot

from dictation_app.document.alternatives import (
    HeardWords,
    alternatives,
    heard_words,
)
from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.transcript import Emissions, Word
from dictation_app.ui.alternatives_menu import AlternativesMenu
from dictation_app.ui.editor import Editor
from dictation_app.ui.job import Job
from dictation_app.ui.page import Correction
from dictation_app.ui.player import Player

if TYPE_CHECKING:
    from dictation_app.speech.decoder import Decoder

_HEARINGS = 50
"""Other hearings of a whole utterance that are asked for."""
_BEAM = 64
_AROUND = 0.15
"""Seconds that are played before and after a word."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Doubtful:
    """A word that should be looked at.

    Attributes:
        start: its first character.
        end: the one after its last.
        confidence: how sure it is.
    """

    start: int
    end: int
    confidence: float


def doubtful_words(document: Document, doubt: float) -> list[Doubtful]:
    """The words less sure than `doubt`, in the order of the page."""
    found, position = [], 0
    for piece in document.pieces:
        end = position + len(piece.text)
        if piece.word is not None and piece.word.confidence < doubt:
            start = end - len(piece.text.lstrip())
            found.append(Doubtful(start, end, piece.word.confidence))
        position = end
    return found


def spoken_place(document: Document, start: int, end: int) -> Place | None:
    """From the first to the last heard word between two positions, without marks."""
    spoken = []
    for piece in document.pieces_of(start, end):
        after = start + len(piece.text)
        if piece.word is not None:
            spoken.append((after - len(piece.text.lstrip()), after))
        start = after
    return (spoken[0][0], spoken[-1][1]) if spoken else None


def spoken_words(pieces: Sequence[Piece]) -> list[Word]:
    """The words that some pieces were heard as."""
    return [piece.word for piece in pieces if piece.word is not None]


def written(
    text: str, heard: Sequence[Word], number: int, shown: str
) -> Iterator[Piece]:
    """An alternative as pieces, sure now, with the times of what it replaces.

    Args:
        text: the alternative.
        heard: the words that were there.
        number: their utterance.
        shown: what stood on the page; its capital is kept.
    """
    if shown[:1].isupper():
        text = text[:1].upper() + text[1:]
    words = text.split()
    begin, length = heard[0].start, heard[-1].end - heard[0].start
    n_letters = sum(map(len, words))
    done = 0
    for index, word in enumerate(words):
        start = begin + length * done / n_letters
        done += len(word)
        end = begin + length * done / n_letters
        if index:
            yield Piece(" ", number)
        yield Piece(word, number, Word(word, start, end, 1.0))


@dataclass(frozen=True)
class _Question:
    """The place in question while the menu is open."""

    document: Document
    heard: HeardWords
    place: Place
    shown: str


class Correcting(QObject):
    """Shows the numbered alternatives at a word and writes the one that is chosen.

    Attributes:
        decoder: who can hear the kept emissions again; None while no model is ready.
    """

    noticed = Signal(str)
    corrected = Signal(object)
    opened = Signal(bool)
    """Whether numbered alternatives are on the screen."""

    def __init__(self, editor: Editor, player: Player) -> None:
        super().__init__(editor)
        self.menu = AlternativesMenu(editor)
        self.decoder: Decoder | None = None
        self._editor = editor
        self._player = player
        self._question: _Question | None = None
        self._choices: list[str] = []
        self._job: Job | None = None
        self.menu.chosen.connect(self.choose)
        self.menu.accepted.connect(self._accept_shown)
        self.menu.play_requested.connect(self._play)
        self.menu.typed.connect(self._type)
        self.menu.closed.connect(self._tell_closed)

    def open(self, start: int, end: int) -> bool:
        """Show other hearings of the words between two positions."""
        document = self._editor.document_shown
        place = spoken_place(document, start, end) if document else None
        heard = heard_words(document, *place) if document and place else None
        if document is None or place is None or heard is None:
            self.noticed.emit(self.tr("These words were typed, not heard."))
            return False
        self._question = _Question(document, heard, place, document.text[slice(*place)])
        self._choices = []
        self._editor.select(*place)
        words = spoken_words(document.pieces_of(*place))
        sure = min(word.confidence for word in words)
        can_play = self._player.path is not None
        self.menu.open(self._question.shown, sure, can_play=can_play)
        self._listen(document.utterances[heard.utterance].emissions)
        self._pop_up()
        return True

    def _listen(self, emissions: Emissions | None) -> None:
        decoder = self.decoder
        if emissions is None:
            self.menu.explain(
                self.tr("What the network heard here was not kept: type what was said.")
            )
        elif decoder is None:
            self.menu.explain(
                self.tr("The model is still loading: type what was said.")
            )
        else:
            self.stop()
            self._job = Job(lambda: _hearings(decoder, emissions))
            self._job.succeeded.connect(self._show)
            self._job.failed.connect(self._fail)
            self._job.start()

    def _pop_up(self) -> None:
        if self._question is None:
            return
        rect = self._editor.rect_of(*self._question.place).toRect()
        corner = self._editor.viewport().mapToGlobal(QPoint(rect.left(), rect.top()))
        self.menu.pop_up(QRect(corner, rect.size()))
        self.opened.emit(True)

    @Slot(object)
    def _show(self, sentences: Sequence[str]) -> None:
        question = self._question
        if question is None or self.sender() is not self._job:
            return
        heard = question.heard
        words = question.document.utterances[heard.utterance].words
        self._choices = alternatives(
            [word.text for word in words], heard.first, heard.after, sentences
        )
        shown = question.shown.casefold()
        self._choices = [c for c in self._choices if c.casefold() != shown]
        self.menu.show_choices(self._choices)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if self.sender() is self._job:
            self.menu.explain(str(error))

    @Slot(int)
    def choose(self, number: int) -> bool:
        """Write an alternative, by its number from 1, in the place of what was heard."""
        question = self._question
        if question is None or not 1 <= number <= len(self._choices):
            return False
        self.menu.close()
        start, end = question.place
        if question.document.text[start:end] != question.shown:
            return False  # the text was edited meanwhile
        pieces = question.document.pieces_of(start, end)
        heard, choice = spoken_words(pieces), self._choices[number - 1]
        new = list(written(choice, heard, question.heard.utterance, question.shown))
        if not new and start and question.document.text[start - 1] == " ":
            start -= 1
        question.document.replace(start, end, new)
        self._tell(question, choice, spoken_words(new))
        self._question = None
        return True

    def _tell(self, question: _Question, after: str, words: Sequence[Word]) -> None:
        heard = question.heard
        said = question.document.utterances[heard.utterance].words
        before = " ".join(word.text for word in said[heard.first : heard.after])
        self.corrected.emit(Correction(heard.utterance, before, after, tuple(words)))

    def accept(self, start: int, end: int) -> bool:
        """The words between two positions are right: they are doubted no more."""
        document = self._editor.document_shown
        place = spoken_place(document, start, end) if document else None
        if document is None or place is None:
            return False
        sure = [
            piece
            if piece.word is None
            else replace(piece, word=replace(piece.word, confidence=1.0))
            for piece in document.pieces_of(*place)
        ]
        document.replace(*place, sure)
        self._editor.viewport().update()
        return True

    @Slot()
    def _accept_shown(self) -> None:
        if self._question is not None:
            self.accept(*self._question.place)

    @Slot()
    def _play(self) -> None:
        if self._question is not None:
            pieces = self._question.document.pieces_of(*self._question.place)
            words = spoken_words(pieces)
            start, end = words[0].start - _AROUND, words[-1].end + _AROUND
            self._player.play_range(start, end)

    @Slot(str)
    def _type(self, text: str) -> None:
        """The word is selected: what is typed takes its place."""
        self._editor.setFocus()
        self._editor.textCursor().insertText(text)

    @Slot()
    def _tell_closed(self) -> None:
        self.opened.emit(False)

    def stop(self) -> None:
        """End the work in the background."""
        if self._job is not None:
            self._job.stop()
            self._job = None


def _hearings(
    decoder: Decoder, emissions: Emissions
) -> Generator[None, None, list[str]]:
    """Other hearings of a whole utterance, the likeliest first."""
    if decoder.options.beam_width < _BEAM:
        decoder = decoder.with_options(replace(decoder.options, beam_width=_BEAM))
    yield None
    return [text for text, _ in decoder.alternatives(emissions, _HEARINGS)]
