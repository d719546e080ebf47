"""Between text and sound: when each word on the page was said."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dictation_app.document.operations import Piece
from dictation_app.transcript import Seconds, Utterance, Word

PARAGRAPH_PAUSE: Seconds = 2.0
"""A silence as long as this begins a new paragraph."""


@dataclass(frozen=True)
class Stale:
    """A place where the user typed into what was said, so that its times are guesses.

    Attributes:
        utterance: number of the utterance whose emissions cover the place.
        start: first character, at the beginning of a word.
        end: character after the last one, at the end of a word.
        text: what stands there, to be aligned to the emissions.
    """

    utterance: int
    start: int
    end: int
    text: str


@dataclass
class _Token:
    """A word on the page as it is put together from pieces."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    typed: bool = False
    utterance: int | None = None
    paragraph: int = 0
    first: int = 0


def pieces_of(utterances: Mapping[int, Utterance]) -> Iterator[Piece]:
    """Lay out what was heard, a new paragraph after every long silence."""
    end: Seconds | None = None
    for number, utterance in utterances.items():
        for index, word in enumerate(utterance.words):
            if end is not None:
                rests = index == 0 and word.start - end >= PARAGRAPH_PAUSE
                yield Piece("\n\n" if rests else " ", number)
            yield Piece(word.text, number, word)
            end = word.end


def utterances_of(
    pieces: Iterable[Piece], heard: Mapping[int, Utterance]
) -> tuple[Utterance, ...]:
    """Cut the page into utterances in order of time; a typed word gets a likely time.

    Emissions go with an utterance that is still in one place.
    """
    tokens = list(_tokens(pieces))
    words = _with_times(tokens)
    groups = [
        (number, [word for _, word in group])
        for (_, number), group in itertools.groupby(
            zip(_with_utterances(tokens), words, strict=True),
            key=lambda pair: (pair[0].paragraph, pair[0].utterance),
        )
    ]
    n_places = Counter(number for number, _ in groups)
    found = [
        Utterance(
            tuple(group),
            min(word.start for word in group),
            max(word.end for word in group),
            heard[number].emissions
            if number in heard and n_places[number] == 1
            else None,
        )
        for number, group in groups
    ]
    return tuple(sorted(found, key=lambda utterance: utterance.start))


def stale(pieces: Iterable[Piece]) -> Iterator[Stale]:
    """Find the utterances whose words were touched by typing since they were timed."""
    tokens = _with_utterances(_tokens(pieces))
    for (_, number), group in itertools.groupby(
        tokens, key=lambda token: (token.paragraph, token.utterance)
    ):
        line = list(group)
        if number is not None and any(token.typed for token in line):
            text = " ".join(token.text for token in line)
            last = line[-1]
            yield Stale(number, line[0].first, last.first + len(last.text), text)


def retimed(pieces: Sequence[Piece], words: Sequence[Word]) -> tuple[Piece, ...]:
    """The same text with other times.

    Raises:
        ValueError: there is not one word for each on the page.
    """
    number = next((p.utterance for p in pieces if p.utterance is not None), None)
    parts = re.split(r"(\s+)", "".join(piece.text for piece in pieces))
    timed = iter(words)
    found: list[Piece] = []
    for part in filter(None, parts):
        word = None if part.isspace() else next(timed, None)
        if (word is None) != part.isspace():
            raise ValueError("fewer words than on the page")
        found.append(Piece(part, number, word))
    if next(timed, None) is not None:
        raise ValueError("more words than on the page")
    return tuple(found)


def _tokens(pieces: Iterable[Piece]) -> Iterator[_Token]:
    """The words on the page, whatever pieces they are made of."""
    token = _Token()
    position = paragraph = 0
    for piece in pieces:
        for part in filter(None, re.split(r"(\s+)", piece.text)):
            if part.isspace():
                if token.text:
                    yield token
                paragraph += "\n" in part
                token = _Token(paragraph=paragraph)
            else:
                token.first = token.first if token.text else position
                token.text += part
                token.typed |= piece.typed
                if piece.word is not None:
                    token.words.append(piece.word)
                if token.utterance is None:
                    token.utterance = piece.utterance
            position += len(part)
    if token.text:
        yield token


def _with_utterances(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """Typed words belong to the utterance before them in their paragraph."""
    for _, group in itertools.groupby(tokens, key=lambda token: token.paragraph):
        line = list(group)
        number = next((t.utterance for t in line if t.utterance is not None), None)
        for token in line:
            number = token.utterance = (
                number if token.utterance is None else token.utterance
            )
            yield token


def _with_times(tokens: Sequence[_Token]) -> list[Word]:
    """Typed words share the time between the spoken ones around them."""
    words: list[Word] = []
    now: Seconds = 0.0
    for spoken, group in itertools.groupby(tokens, key=lambda token: bool(token.words)):
        line = list(group)
        if spoken:
            words.extend(_timed(token) for token in line)
            now = words[-1].end
            continue
        after = len(words) + len(line)
        until = _timed(tokens[after]).start if after < len(tokens) else now
        step = max(until - now, 0.0) / len(line)
        words.extend(
            Word(token.text, now + index * step, now + (index + 1) * step, 1.0)
            for index, token in enumerate(line)
        )
    return words


def _timed(token: _Token) -> Word:
    """A word with the time of what was heard; one the user typed in is sure."""
    return Word(
        token.text,
        min(word.start for word in token.words),
        max(word.end for word in token.words),
        1.0 if token.typed else min(word.confidence for word in token.words),
    )
