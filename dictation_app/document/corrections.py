"""What a user made of each utterance: the page as it is now beside what was heard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dictation_app.document.borders import Fit, Part, cut, fit_by_letters
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
    document: Document, rules: Sequence[Rule] = (), fit: Fit = fit_by_letters
) -> list[Corrected]:
    """All utterances that are still on the page, in their order.

    What was deleted as a whole, or said as a command, tells nothing and is left out.
    What was typed over the words of several utterances is cut at their borders.

    Args:
        document: the page.
        rules: the user's own, as they were used in writing it.
        fit: tells which of the words typed at a border fit which utterance.
    """
    borders = _Borders(document, fit)
    typed = borders.divide()
    found = []
    for number, utterance in document.utterances.items():
        if not utterance.words:
            continue
        at = typed.get(number, _NOTHING)
        if number in borders.own:
            pieces = [Piece(at.head), *borders.within(number), Piece(at.tail)]
            said = _spoken(pieces, utterance, rules)
            found.append(Corrected(number, utterance, said))
        elif at.whole:
            found.append(Corrected(number, utterance, at.whole))
    return found


@dataclass(frozen=True)
class _Typed:
    """What stands at the borders of an utterance: before it, behind it, in its place."""

    head: str = ""
    tail: str = ""
    whole: str = ""


_NOTHING = _Typed()

Side = tuple[int | None, int]
"""An utterance at a border, None at the page's ends, and the number of its piece there."""


class _Borders:
    """The places on a page where the words of one utterance end and others begin."""

    def __init__(self, document: Document, fit: Fit) -> None:
        self._heard = document.utterances
        self._pieces = document.pieces
        self._fit = fit
        self._typed: dict[int, _Typed] = {}
        self.own: dict[int, list[int]] = {}
        """Where on the page the words of each utterance are, by their pieces' numbers."""
        for index, piece in enumerate(self._pieces):
            number = piece.utterance
            if piece.word is not None and number is not None and number in self._heard:
                self.own.setdefault(number, []).append(index)

    def within(self, number: int) -> list[Piece]:
        """The pieces of an utterance, and what was typed among them."""
        first, last = self.own[number][0], self.own[number][-1]
        between = self._pieces[first : last + 1]
        return [piece for piece in between if piece.utterance in (number, None)]

    def divide(self) -> dict[int, _Typed]:
        """Divide what stands between the words of different utterances among them."""
        at = [(index, number) for number, own in self.own.items() for index in own]
        if not at:
            return {}
        places = [(-1, None), *sorted(at), (len(self._pieces), None)]
        for (before, left), (after, right) in pairwise(places):
            goes_on = left is not None and self.own[left][-1] != before
            went_on = right is not None and self.own[right][0] != after
            if left != right and not goes_on and not went_on:
                self._divide((left, before), (right, after))
        return self._typed

    def _divide(self, left: Side, right: Side) -> None:
        """Note what each utterance at a border gets of the text there."""
        between = self._pieces[left[1] + 1 : right[1]]
        text = "".join(piece.text for piece in between)
        if not any(piece.typed and piece.text.strip() for piece in between):
            tail = "".join(p.text for p in between if p.utterance == left[0])
            head = "".join(p.text for p in between if p.utterance == right[0])
        elif "\n" in text:
            tail, head = text.partition("\n")[0], text.rpartition("\n")[2]
        else:
            gone = self._gone(left[0], right[0])
            tail, *middle, head = self._cut(left, right, gone, text)
            for number, said in zip(gone, middle, strict=True):
                self._typed.setdefault(number, _Typed(whole=said))
        if left[0] is not None:
            known = self._typed.get(left[0], _NOTHING)
            self._typed[left[0]] = replace(known, tail=tail)
        if right[0] is not None:
            self._typed[right[0]] = _Typed(head=head)

    def _gone(self, left: int | None, right: int | None) -> list[int]:
        """Utterances between two others of which no word is left."""
        first = -1 if left is None else left
        last = max(self._heard) + 1 if right is None else right
        return [
            number
            for number, utterance in sorted(self._heard.items())
            if first < number < last and number not in self.own and utterance.words
        ]

    def _cut(
        self, left: Side, right: Side, gone: Sequence[int], text: str
    ) -> list[str]:
        """What the left one, those that are gone, and the right one get of a text."""
        parts = [Part(self._heard[number]) for number in gone]
        glued = (
            left[0] is not None and not text[0].isspace(),
            right[0] is not None and not text[-1].isspace(),
        )
        if left[0] is not None:
            kept = self._kept(left[0], until=self._pieces[left[1]].word)
            parts.insert(0, Part(self._heard[left[0]], before=kept))
        if right[0] is not None:
            kept = self._kept(right[0], since=self._pieces[right[1]].word)
            parts.append(Part(self._heard[right[0]], after=kept))
        shares = cut(parts, text.split(), self._fit, glued=glued)
        said = [" ".join(words) for words in shares]
        if left[0] is None:
            said.insert(0, "")
        elif not glued[0]:
            said[0] = f" {said[0]}"
        if right[0] is None:
            said.append("")
        elif not glued[1]:
            said[-1] = f"{said[-1]} "
        return said

    def _kept(
        self, number: int, *, until: Word | None = None, since: Word | None = None
    ) -> str:
        """The words of an utterance, as heard, up to or from one that is left of it."""
        return " ".join(
            word.text
            for word in self._heard[number].words
            if (until is None or word.start < until.end)
            and (since is None or word.end > since.start)
        )


def _spoken(
    pieces: Sequence[Piece], utterance: Utterance, rules: Sequence[Rule]
) -> str:
    """The page's words, with those that the program itself rewrote as they were heard."""
    shown = " ".join("".join(piece.text for piece in pieces).split())
    if _bare(shown) == _bare(utterance.text):
        return shown
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
