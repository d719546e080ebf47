"""The one who listens and writes: utterances become text, or commands are obeyed."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dictation_app.document.commands import (
    Action,
    Command,
    CommandTable,
    chosen_number,
)
from dictation_app.document.document import Document
from dictation_app.document.figures import with_figures
from dictation_app.document.formatting import (
    Rule,
    Style,
    laid_out,
    with_capitals,
    with_rules,
)
from dictation_app.document.operations import Heard, Piece
from dictation_app.errors import DictationError
from dictation_app.transcript import Utterance, Word

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Understood:
    """What was made of one utterance.

    Attributes:
        number: the utterance's number in the document.
        said: what was heard.
        action: what was done, or is left to the window: SELECT, CORRECT, CHOOSE, STOP
            and SAVE.
        command: the command it was; None where it was text.
        selection: for SELECT and CORRECT, the characters that are meant.
        choice: for CHOOSE, the number of the alternative, from 1.
    """

    number: int
    said: str
    action: Action = Action.WRITE
    command: Command | None = None
    selection: tuple[int, int] | None = None
    choice: int | None = None


class Scribe:
    """Writes utterances at the document's mark as one user likes it.

    Attributes:
        document: what is written to.
        commands: what is listened for.
        all_capitals: whether everything is written in capitals now.
        choosing: whether numbered alternatives are on the screen, so that "choose two"
            is a command.
    """

    def __init__(
        self,
        document: Document,
        commands: CommandTable | None = None,
        style: Style | None = None,
    ) -> None:
        self.document = document
        self.commands = commands or CommandTable()
        self.style = style or Style()
        self.all_capitals = False
        self.choosing = False
        self._joined = False

    @property
    def style(self) -> Style:
        """How text is written; rules that cannot be used are left out."""
        return self._style

    @style.setter
    def style(self, style: Style) -> None:
        self._style = replace(style, rules=tuple(filter(_usable, style.rules)))

    def write(self, utterance: Utterance) -> Understood:
        """Write an utterance down, or do what it says; one step of undo."""
        number = self.document.hear(utterance)
        command = self.commands.parse(utterance.text)
        understood = None
        if command is not None:
            understood = self._obey(number, utterance, command)
        if understood is None:
            understood = Understood(number, utterance.text)
            self._insert(self._formatted(number, utterance, *self._around()))
        return understood

    def rewrite(self, number: int, utterance: Utterance) -> bool:
        """Take another hearing of an utterance, unless its text was edited since.

        Returns:
            Whether it is written that way now.
        """
        place = self.document.range_of(number)
        if place is None:
            self.document.apply(Heard(number, utterance))
            return False
        text = self.document.text
        around = text[: place[0]], text[place[1] :]
        old = self._formatted(number, self.document.utterances[number], *around)
        if old != list(self.document.pieces_of(*place)):
            return False
        self.document.apply(Heard(number, utterance))
        self.document.replace(*place, self._formatted(number, utterance, *around))
        return True

    def _obey(
        self, number: int, utterance: Utterance, command: Command
    ) -> Understood | None:
        """Do what a command says; None where its words show that it was text."""
        action, document = command.spoken.action, self.document
        understood = Understood(number, utterance.text, action, command)
        match action:
            case Action.WRITE:
                pieces = [Piece(command.spoken.writes, number)]
                self._insert(list(laid_out(pieces, *self._around())))
            case Action.CAPITAL:
                words = utterance.words[-len(command.argument.split()) :]
                titled = replace(utterance, words=tuple(map(_titled, words)))
                self._insert(self._formatted(number, titled, *self._around()))
            case Action.SCRATCH:
                self._scratch()
            case Action.UNDO:
                document.undo()
            case Action.REDO:
                document.redo()
            case Action.ALL_CAPITALS_ON | Action.ALL_CAPITALS_OFF:
                self.all_capitals = action is Action.ALL_CAPITALS_ON
            case Action.NO_SPACE:
                self._joined = True
            case Action.GO_TO_END:
                document.mark = len(document.text)
            case Action.SELECT | Action.CORRECT:
                selection = self.find(command.argument)
                understood = replace(understood, selection=selection)
                return understood if selection else None
            case Action.CHOOSE:
                choice = chosen_number(command.argument)
                understood = replace(understood, choice=choice)
                return understood if self.choosing and choice else None
        return understood

    def find(self, words: str) -> tuple[int, int] | None:
        """Where words stand: the place nearest before the mark, or else after it."""
        pattern = r"\b" + r"\W+".join(map(re.escape, words.split())) + r"\b"
        found = re.finditer(pattern, self.document.text, re.IGNORECASE)
        places = [match.span() for match in found]
        before = [place for place in places if place[1] <= self.document.mark]
        return before[-1] if before else (places[0] if places else None)

    def _scratch(self) -> None:
        """Remove what was said last; what was typed into it stays."""
        number = self.document.last_spoken
        place = None if number is None else self.document.range_of(number)
        if place is not None:
            pieces = self.document.pieces_of(*place)
            self.document.replace(*place, [p for p in pieces if p.utterance != number])
            self.document.mark = place[0]

    def _around(self) -> tuple[str, str]:
        text, mark = self.document.text, self.document.mark
        return text[:mark], text[mark:]

    def _insert(self, pieces: Sequence[Piece]) -> None:
        mark = self.document.mark
        self.document.replace(mark, mark, pieces)
        self.document.mark = mark + sum(len(piece.text) for piece in pieces)
        self._joined = False

    def _formatted(
        self, number: int, utterance: Utterance, before: str, after: str
    ) -> list[Piece]:
        """The pieces that an utterance becomes between two texts."""
        pieces = list(self._marked(number, utterance.words))
        if pieces and self._rested(number, utterance) and not _is_open(before):
            pieces.insert(0, Piece("\n\n", number))
        spaced = list(laid_out(pieces, before, after, joined=self._joined))
        written = with_rules(spaced, self.style.rules)
        if self.style.capitals:
            written = list(with_capitals(written, before))
        if self.all_capitals:
            written = [replace(piece, text=piece.text.upper()) for piece in written]
        return written

    def _rested(self, number: int, utterance: Utterance) -> bool:
        """Whether the speaker rested long enough before for a new paragraph."""
        previous = self.document.utterances.get(number - 1)
        pause = self.style.paragraph_pause
        return (
            pause is not None
            and previous is not None
            and utterance.start - previous.end >= pause
        )

    def _marked(self, number: int, words: Sequence[Word]) -> Iterator[Piece]:
        """Words, with figures and, by choice, the punctuation that is said."""
        run: list[Word] = []
        index = 0
        while index < len(words):
            named = None
            if self.style.inline_punctuation:
                texts = [word.text for word in words[index : index + 3]]
                named = self.commands.inline(texts)
            if named is None:
                run.append(words[index])
                index += 1
                continue
            yield from self._figured(number, run)
            run = []
            command, n_words = named
            yield Piece(command.writes, number)
            index += n_words
        yield from self._figured(number, run)

    def _figured(self, number: int, words: Sequence[Word]) -> Iterator[Piece]:
        for word in with_figures(words, self.style.figures):
            yield Piece(word.text, number, word)


def _is_open(before: str) -> bool:
    """Whether a text ends where a paragraph begins anyway."""
    return not before.strip() or before.endswith("\n")


def _titled(word: Word) -> Word:
    return replace(word, text=word.text[:1].upper() + word.text[1:])


def _usable(rule: Rule) -> bool:
    """Whether a rule from old settings still works: dictation goes on without it."""
    try:
        rule.check()
    except DictationError:
        logger.warning("A text rule is not used because it is not valid.")
        return False
    return True
