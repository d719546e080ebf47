"""What can happen to a text, as values that can be logged, replayed and undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dictation_app.transcript import Utterance, Word


@dataclass(frozen=True)
class Piece:
    """A stretch of text that came about in one way.

    Attributes:
        text: what is on the page.
        utterance: number of the utterance it was said in; None where it was typed.
        word: what was heard, for a word; None for typed text, spaces and punctuation.
    """

    text: str
    utterance: int | None = None
    word: Word | None = None

    @property
    def typed(self) -> bool:
        """Whether a user typed it."""
        return self.utterance is None

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """Part of it; a user who cuts a word has read it, so it is no longer a guess."""
        text = self.text[start:end]
        if self.word is None or text == self.text:
            return replace(self, text=text)
        return replace(self, text=text, word=replace(self.word, confidence=1.0))


@dataclass(frozen=True)
class Edit:
    """Some whole pieces give way to others: one step of undo.

    Attributes:
        at: index of the first piece.
        removed: the pieces that go.
        inserted: the pieces that come.
        joins: whether it goes on with the step before, as the next typed letter does.
    """

    at: int
    removed: tuple[Piece, ...]
    inserted: tuple[Piece, ...]
    joins: bool = False

    @property
    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.at, self.inserted, self.removed)

    def then(self, following: "Edit") -> "Edit | None":
        """Both as one, or None where the second does not begin within the first."""
        first = following.at - self.at
        if not 0 <= first <= len(self.inserted):
            return None
        after = first + len(following.removed)
        beyond = following.removed[len(self.inserted) - first :]
        inserted = self.inserted[:first] + following.inserted + self.inserted[after:]
        return replace(self, removed=self.removed + beyond, inserted=inserted)


@dataclass(frozen=True)
class Heard:
    """An utterance arrived; what it wrote is an edit that follows.

    Attributes:
        number: its number in the document, counted from 0.
        utterance: what was heard; the log holds it without its emissions.
    """

    number: int
    utterance: Utterance


@dataclass(frozen=True)
class Undo:
    """The last step was taken back."""


@dataclass(frozen=True)
class Redo:
    """The step taken back was done again."""


Operation = Edit | Heard | Undo | Redo
"""All that can happen to a document."""


@dataclass(frozen=True)
class Change:
    """What an operation changed on the page, for whoever shows it.

    Attributes:
        at: character at which the text differs from before.
        n_removed: characters that went.
        inserted: text that came.
    """

    at: int
    n_removed: int
    inserted: str

    def __bool__(self) -> bool:
        return bool(self.n_removed or self.inserted)


def to_json(operation: Operation) -> dict[str, Any]:
    """An operation as plain data."""
    match operation:
        case Edit():
            data: dict[str, Any] = {
                "do": "edit",
                "at": operation.at,
                "removed": [_from_piece(piece) for piece in operation.removed],
                "inserted": [_from_piece(piece) for piece in operation.inserted],
            }
            return data | ({"joins": True} if operation.joins else {})
        case Heard():
            return {"do": "heard", "number": operation.number} | from_utterance(
                operation.utterance
            )
        case Undo():
            return {"do": "undo"}
        case Redo():
            return {"do": "redo"}


def from_json(data: Mapping[str, Any]) -> Operation:
    """The operation that `to_json` described.

    Raises:
        ValueError, KeyError, TypeError: it is not one.
    """
    match data["do"]:
        case "edit":
            return Edit(
                at=int(data["at"]),
                removed=to_pieces(data["removed"]),
                inserted=to_pieces(data["inserted"]),
                joins=bool(data.get("joins", False)),
            )
        case "heard":
            return Heard(int(data["number"]), to_utterance(data))
        case "undo":
            return Undo()
        case "redo":
            return Redo()
    raise ValueError(f"no operation is called {data['do']!r}")


def from_pieces(pieces: Iterable[Piece]) -> list[list[Any]]:
    """Pieces as plain data."""
    return [_from_piece(piece) for piece in pieces]


def to_pieces(data: Iterable[list[Any]]) -> tuple[Piece, ...]:
    """The pieces that `from_pieces` described."""
    return tuple(
        Piece(text, utterance, None if word is None else _to_word(word))
        for text, utterance, word in data
    )


def from_utterance(utterance: Utterance) -> dict[str, Any]:
    """An utterance as plain data, without its emissions."""
    return {
        "start": float(utterance.start),
        "end": float(utterance.end),
        "words": [_from_word(word) for word in utterance.words],
    }


def to_utterance(data: Mapping[str, Any]) -> Utterance:
    """The utterance that `from_utterance` described."""
    words = tuple(_to_word(word) for word in data["words"])
    return Utterance(words, float(data["start"]), float(data["end"]))


def _from_piece(piece: Piece) -> list[Any]:
    word = None if piece.word is None else _from_word(piece.word)
    return [piece.text, piece.utterance, word]


def _from_word(word: Word) -> list[Any]:
    return [word.text, float(word.start), float(word.end), float(word.confidence)]


def _to_word(data: list[Any]) -> Word:
    text, start, end, confidence = data
    return Word(str(text), float(start), float(end), float(confidence))
