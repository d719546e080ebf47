"""Where typed text meets what was said while it was being typed."""

from dataclasses import replace

from dictation_app.document.document import Document
from dictation_app.document.formatting import needs_space, with_capitals
from dictation_app.document.operations import Piece


def mend(document: Document, at: int, *, capitals: bool) -> None:
    """Let spoken text follow the typed text before it as if it was said after it.

    There is one space where one belongs, and a capital where a sentence begins. No step
    of undo of its own: it belongs to the edit that was made last.

    Args:
        document: the text.
        at: character at which the typed text ends and the spoken text begins.
        capitals: whether sentences begin with capitals.
    """
    before, after = document.text[:at], document.text[at:]
    n_blanks = len(after) - len(after.lstrip(" "))
    pieces = document.pieces_of(at + n_blanks, len(document.text))
    if not pieces or pieces[0].typed:
        return
    first = pieces[0]
    cased = _cased(first, before) if capitals else first
    blank = " " if needs_space(before, first.text) else ""
    if (blank, cased) != (" " * n_blanks, first):
        end = at + n_blanks + len(first.text)
        document.replace(at, end, [Piece(blank, first.utterance), cased], joins=True)


def _cased(piece: Piece, before: str) -> Piece:
    """A word as it is written behind a text, unless it was written in its own way."""
    if piece.word is None:
        return piece
    heard = replace(piece, text=piece.word.text)
    known = [next(with_capitals([heard], text)) for text in ("", "a")]
    return next(with_capitals([heard], before)) if piece in known else piece
