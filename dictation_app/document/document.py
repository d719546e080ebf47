"""The text a user works on: it knows which sound each of its words came from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dictation_app.document import operations, timing
from dictation_app.document.operations import (
    Change,
    Edit,
    Heard,
    Operation,
    Piece,
    Redo,
    Undo,
)
from dictation_app.transcript import Seconds, Transcript, Utterance, Word

Watcher = Callable[[Operation, Change], None]
"""Called after each operation: the journal writes it down, the editor shows it."""


class Document:
    """Text in pieces with their origin, and the steps that can be taken back.

    Positions count characters, as Python does; a toolkit that counts UTF-16 units has
    to convert. All changes go through `apply`, so a log of the operations applied to
    an empty document gives the same document again.

    Attributes:
        mark: character position at which the next utterance is written. It moves with
            the text before it, so that typing elsewhere does not disturb dictation.
    """

    def __init__(
        self,
        pieces: Iterable[Piece] = (),
        utterances: Mapping[int, Utterance] | None = None,
    ) -> None:
        self._pieces = list(pieces)
        # Kept beside the pieces so that a letter typed into a long text costs little.
        self._text = "".join(piece.text for piece in self._pieces)
        self._lengths = _lengths(self._pieces)
        self._utterances = dict(utterances or {})
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._watchers: list[Watcher] = []
        self.mark = len(self.text)

    @property
    def text(self) -> str:
        """What is on the page."""
        return self._text

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text with its origins."""
        return tuple(self._pieces)

    @property
    def utterances(self) -> Mapping[int, Utterance]:
        """All that was heard, by number, whether or not it is still on the page."""
        return self._utterances

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def watch(self, watcher: Watcher) -> None:
        """Tell somebody of every operation from now on."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Tell somebody no more."""
        self._watchers.remove(watcher)

    def apply(self, operation: Operation) -> Change:
        """Let something happen to the text.

        Raises:
            ValueError: it belongs to another text.
        """
        change = self._perform(operation)
        for watcher in self._watchers:
            watcher(operation, change)
        return change

    def _perform(self, operation: Operation) -> Change:
        match operation:
            case Heard():
                self._utterances[operation.number] = operation.utterance
                return Change(self.mark, 0, "")
            case Edit():
                change = self._edit(operation)
                self._remember(operation)
                self._undone.clear()
                return change
            case Undo():
                if not self._done:
                    raise ValueError("there is nothing to undo")
                self._undone.append(self._done.pop())
                return self._edit(self._undone[-1].inverse)
            case Redo():
                if not self._undone:
                    raise ValueError("there is nothing to redo")
                self._done.append(self._undone.pop())
                return self._edit(self._done[-1])

    def _remember(self, edit: Edit) -> None:
        joined = self._done[-1].then(edit) if edit.joins and self._done else None
        if joined is None:
            self._done.append(edit)
        else:
            self._done[-1] = joined

    def _edit(self, edit: Edit) -> Change:
        after = edit.at + len(edit.removed)
        if edit.at < 0 or tuple(self._pieces[edit.at : after]) != edit.removed:
            raise ValueError("this edit was made to another text")
        self._pieces[edit.at : after] = edit.inserted
        start = self.offset(edit.at)
        old = "".join(piece.text for piece in edit.removed)
        new = "".join(piece.text for piece in edit.inserted)
        self._text = self._text[:start] + new + self._text[start + len(old) :]
        self._lengths = np.concatenate(
            [self._lengths[: edit.at], _lengths(edit.inserted), self._lengths[after:]]
        )
        change = difference(start, old, new)
        if change and self.mark >= change.at:
            beyond = max(self.mark - change.at - change.n_removed, 0)
            self.mark = change.at + len(change.inserted) + beyond
        return change

    def replace(
        self,
        start: int,
        end: int,
        inserted: str | Iterable[Piece] = "",
        *,
        joins: bool = False,
    ) -> Change:
        """Put typed text, or pieces, in the place of the characters start to end.

        Text that is not touched keeps its origin; so do the two halves of a word.
        Letters typed one after another become one step of undo for each word.

        Args:
            start: position of the first character that gives way.
            end: the position behind the last one.
            inserted: what takes their place.
            joins: whether it belongs to the step before in any case.
        """
        new = (Piece(inserted),) if isinstance(inserted, str) else tuple(inserted)
        first, before = self._locate(start)
        last, beyond = self._locate(end)
        left = [self._pieces[first].cut(0, before)] if before else []
        right = [self._pieces[last].cut(beyond)] if beyond else []
        after = last + 1 if beyond else last
        is_typed = bool(new) and new[0].typed
        if is_typed and not left and first and self._pieces[first - 1].typed:
            first -= 1
            left = [self._pieces[first]]
        edit = Edit(
            at=first,
            removed=tuple(self._pieces[first:after]),
            inserted=_joined([*left, *new, *right]),
            joins=joins
            or (
                isinstance(inserted, str)
                and start == end
                and self._goes_on(start, inserted)
            ),
        )
        if edit.removed == edit.inserted:
            return Change(start, 0, "")
        return self.apply(edit)

    def _goes_on(self, at: int, letter: str) -> bool:
        """Whether a letter belongs to the word that was being typed."""
        if len(letter) != 1 or not self._done or not at:
            return False
        last = self._done[-1]
        index, offset = self._locate(at - 1)
        piece = self._pieces[index]
        return (
            piece.typed
            and last.at <= index < last.at + len(last.inserted)
            and (letter.isspace() or not piece.text[offset].isspace())
        )

    def undo(self) -> Change:
        """Take back the last step that shows; a step is one utterance or one edit."""
        return self._step(Undo(), lambda: self.can_undo)

    def redo(self) -> Change:
        """Do again the last step that was taken back."""
        return self._step(Redo(), lambda: self.can_redo)

    def _step(self, operation: Operation, possible: Callable[[], bool]) -> Change:
        change = Change(self.mark, 0, "")
        while not change and possible():
            change = self.apply(operation)
        return change

    def hear(self, utterance: Utterance) -> int:
        """Take note of an utterance and return its number."""
        number = max(self._utterances, default=-1) + 1
        self.apply(Heard(number, utterance))
        return number

    def offset(self, index: int) -> int:
        """Position of the first character of a piece."""
        return int(self._lengths[:index].sum())

    def _locate(self, position: int) -> tuple[int, int]:
        """The piece that holds a character, and how many of its characters precede."""
        if position < 0:
            raise ValueError("positions count from 0")
        if position > len(self._text):
            raise ValueError("this position is beyond the end of the text")
        ends = np.cumsum(self._lengths)
        index = int(np.searchsorted(ends, position, side="right"))
        return index, position - (int(ends[index - 1]) if index else 0)

    def range_at(self, time: Seconds) -> tuple[int, int] | None:
        """Characters of the word that is heard at a moment of the recording."""
        position = 0
        for piece in self._pieces:
            word = piece.word
            if word is not None and word.start <= time < word.end:
                return position, position + len(piece.text)
            position += len(piece.text)
        return None

    def range_of(self, utterance: int) -> tuple[int, int] | None:
        """Characters from the first to the last piece of an utterance, if any is left."""
        start = end = None
        position = 0
        for piece in self._pieces:
            if piece.utterance == utterance:
                start = position if start is None else start
                end = position + len(piece.text)
            position += len(piece.text)
        return None if start is None or end is None else (start, end)

    def pieces_of(self, start: int, end: int) -> Sequence[Piece]:
        """The pieces between two positions; those at the borders are cut."""
        first, before = self._locate(start)
        last, beyond = self._locate(end)
        found = [*self._pieces[first:last]]
        if beyond:
            found.append(self._pieces[last].cut(0, beyond))
        if before and found:
            found[0] = found[0].cut(before)
        return found

    @property
    def last_spoken(self) -> int | None:
        """The utterance spoken last of those still on the page."""
        spoken = (p.utterance for p in self._pieces if p.utterance is not None)
        return max(spoken, default=None)

    def stale(self) -> list[timing.Stale]:
        """Places whose words should be aligned to the sound again."""
        return list(timing.stale(self._pieces))

    def retime(self, start: int, end: int, words: Sequence[Word]) -> Change:
        """Give the text between two positions new times, one word for each of its own.

        Nothing changes on the page. The words come from the alignment of that text to
        the emissions of the utterance it was said in.
        """
        pieces = timing.retimed(self.pieces_of(start, end), words)
        return self.replace(start, end, pieces)

    def to_transcript(
        self, *, duration: Seconds, source: str = "", model: str = ""
    ) -> Transcript:
        """What the user made of it, with the times of every word that has them."""
        utterances = timing.utterances_of(self._pieces, self._utterances)
        return Transcript(utterances, duration, source, model)

    @classmethod
    def from_transcript(cls, transcript: Transcript) -> "Document":
        """The text of a recording, paragraphs where the speaker rested."""
        numbered = dict(enumerate(transcript.utterances))
        return cls(timing.pieces_of(numbered), numbered)

    def to_json(self) -> dict[str, Any]:
        """The document as plain data, without emissions and without steps of undo."""
        return {
            "pieces": operations.from_pieces(self._pieces),
            "utterances": {
                str(number): operations.from_utterance(utterance)
                for number, utterance in self._utterances.items()
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Document":
        """The document that `to_json` described.

        Raises:
            ValueError, KeyError, TypeError: it is not one.
        """
        utterances = {
            int(number): operations.to_utterance(utterance)
            for number, utterance in data["utterances"].items()
        }
        return cls(operations.to_pieces(data["pieces"]), utterances)


def _lengths(pieces: Iterable[Piece]) -> npt.NDArray[np.int64]:
    return np.fromiter((len(piece.text) for piece in pieces), np.int64)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, and with neighbouring typed ones made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and piece.typed and joined[-1].typed:
            joined[-1] = Piece(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def difference(at: int, old: str, new: str) -> Change:
    """The smallest change between two texts that begin at a position."""
    shortest = min(len(old), len(new))
    start = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - start
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return Change(at + start, len(old) - start - end, new[start : len(new) - end])
