"""What a user made of each utterance: the page as it is now beside what was heard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dictation_app.document.document import Document
from dictation_app.document.figures import Figures, with_figures
from dictation_app.document.formatting import Rule, with_rules
from dictation_app.document.operations import Piece
from dictation_app.transcript import Utterance, Word

_ALL_FIGURES = Figures(numbers=True, dates=True, times=True, money=True)


@dataclass(frozen=True)
class Corrected:
    """An utterance and what stands on the page in its place.

    Attributes:
        number: of the utterance in the document.
        utterance: what was heard.
        said: what stands there now; figures and rules that the program wrote itself are
            told as they were heard.
    """

    number: int
    utterance: Utterance
    said: str

    @property
    def is_changed(self) -> bool:
        """Whether it differs in more than capitals and punctuation."""
        return _bare(self.said) != _bare(self.utterance.text)


def corrected_utterances(
    document: Document, rules: Sequence[Rule] = ()
) -> list[Corrected]:
    """All utterances that are still on the page, in their order.

    What was deleted as a whole, or said as a command, tells nothing and is left out.

    Args:
        document: the page.
        rules: the user's own, as they were used in writing it.
    """
    found = []
    for number, utterance in document.utterances.items():
        place = document.range_of(number)
        if place is None or not utterance.words:
            continue
        pieces = _with_typed(document, number, document.pieces_of(*place))
        if not any(piece.word is not None for piece in pieces):
            continue
        said = _spoken(pieces, utterance, rules)
        found.append(Corrected(number, utterance, said))
    return found


def _with_typed(
    document: Document, number: int, pieces: Sequence[Piece]
) -> list[Piece]:
    """With what was typed in the place of its last words, or of a line's first ones."""
    line = document.pieces
    own = [index for index, piece in enumerate(line) if piece.utterance == number]
    after = list(takewhile(lambda piece: piece.typed, line[own[-1] + 1 :]))
    before = list(takewhile(lambda piece: piece.typed, line[own[0] - 1 :: -1]))
    text = "".join(piece.text for piece in reversed(before)) if own[0] else ""
    begins_line = len(before) == own[0] or "\n" in text
    left = None if begins_line else line[own[0] - len(before) - 1].utterance
    is_head = begins_line or _are_first_words(document, left, number)
    head = text.rpartition("\n")[2] if is_head else ""
    tail = "".join(piece.text for piece in after).partition("\n")[0]
    beyond = line[own[-1] + len(after) + 1 :][:1]
    if tail and beyond and _are_first_words(document, number, beyond[0].utterance):
        tail = ""
    return [Piece(head), *pieces, Piece(tail)]


def _are_first_words(document: Document, left: int | None, right: int | None) -> bool:
    """Whether what was typed between two utterances stands for first words of the right.

    It does where those are gone while the last word of the left is still there.
    """
    heard = document.utterances
    if left is None or right is None or left not in heard or right not in heard:
        return False
    places: dict[int | None, list[Word]] = {left: [], right: []}
    for piece in document.pieces:
        if piece.word is not None and piece.utterance in places:
            places[piece.utterance].append(piece.word)
    if not places[left] or not places[right]:
        return False
    keeps_last = places[left][-1].end >= heard[left].words[-1].end
    return keeps_last and places[right][0].start > heard[right].words[0].start


def _spoken(
    pieces: Sequence[Piece], utterance: Utterance, rules: Sequence[Rule]
) -> str:
    """The page's words, with those that the program itself rewrote as they were heard."""
    written = _written_by_program(utterance.words, rules)
    spoken = []
    for piece in pieces:
        heard = None
        if piece.word is not None:
            key = (piece.word.start, piece.word.end, _bare(piece.text))
            heard = written.get(key)
        spoken.append(
            piece.text
            if heard is None
            else piece.text.replace(piece.text.strip(), heard)
        )
    return " ".join("".join(spoken).split())


def _written_by_program(
    words: Sequence[Word], rules: Sequence[Rule]
) -> dict[tuple[float, float, str], str]:
    """What figures and rules make of some words, by their time and their new text."""
    figured = with_figures(words, _ALL_FIGURES)
    ruled = [
        piece.word and Word(piece.text, piece.word.start, piece.word.end, 1.0)
        for piece in with_rules(_spaced(words), rules)
    ]
    found = {}
    for word in (*figured, *filter(None, ruled)):
        heard = [w.text for w in words if w.start >= word.start and w.end <= word.end]
        if _bare(" ".join(heard)) != _bare(word.text):
            found[word.start, word.end, _bare(word.text)] = " ".join(heard)
    return found


def _spaced(words: Iterable[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words:
        if pieces:
            pieces.append(Piece(" ", 0))
        pieces.append(Piece(word.text, 0, word))
    return pieces


def _bare(text: str) -> str:
    kept = "".join(c for c in text.casefold() if c.isalnum() or c in "' ")
    return " ".join(kept.split())
