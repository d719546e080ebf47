"""Heard words become text that reads well: spaces, capitals, figures, own rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dictation_app.document.figures import Figures
from dictation_app.document.operations import Piece
from dictation_app.errors import DictationError
from dictation_app.transcript import Seconds, Word


@dataclass(frozen=True)
class Rule:
    """Something the user always wants written another way.

    Attributes:
        pattern: whole words, or a regular expression.
        replacement: what takes its place; backslash and n is a new line, backslash and
            t a tab, and in a regular expression backslash and 1 the first group.
        is_regex: whether the pattern is a regular expression.
        match_case: whether capitals must be the same.
        enabled: whether it is used.
    """

    pattern: str
    replacement: str
    is_regex: bool = False
    match_case: bool = False
    enabled: bool = True

    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to be looked for.

        Raises:
            DictationError: it is empty or not a regular expression.
        """
        self._require_pattern()
        pattern = self.pattern
        if not self.is_regex:
            words = r"\s+".join(map(re.escape, pattern.split()))
            pattern = rf"(?<!\w){words}(?!\w)"
        try:
            return re.compile(pattern, 0 if self.match_case else re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise DictationError(
                f"“{self.pattern}” is not a regular expression ({error}): "
                "correct it, or make it a plain rule."
            ) from error

    def check(self) -> None:
        """Make sure that the rule can be used.

        Raises:
            DictationError: it cannot.
        """
        if not self.is_regex:
            self._require_pattern()
            return
        pattern = self.compiled()
        try:
            pattern.sub(self.replacement, "")
        except (re.error, IndexError) as error:
            raise DictationError(
                f"“{self.replacement}” cannot be written ({error}): correct it."
            ) from error

    def _require_pattern(self) -> None:
        if not self.pattern.strip():
            raise DictationError("This rule looks for nothing: write what to replace.")

    def may_match(self, text: str) -> bool:
        """Whether it is worth looking: thousands of terms hardly ever are."""
        first = self.pattern.split()[:1]
        return self.is_regex or not first or first[0].casefold() in text.casefold()

    def written(self, match: re.Match[str]) -> str:
        """What takes the place of a match."""
        if self.is_regex:
            return match.expand(self.replacement)
        return re.sub(r"\\([nt\\])", _unescaped, self.replacement)


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "\\": "\\"}[match[1]]


@dataclass(frozen=True)
class Style:
    """How one user wants text to be written.

    Attributes:
        capitals: whether sentences begin with capitals, and "i" is one.
        figures: which spoken numbers become figures.
        inline_punctuation: whether "comma" is a comma also in the middle of a sentence.
        paragraph_pause: silence that begins a new paragraph; None for never.
        rules: the user's own, in the order in which they are used.
    """

    capitals: bool = True
    figures: Figures = field(default_factory=Figures)
    inline_punctuation: bool = False
    paragraph_pause: Seconds | None = None
    rules: tuple[Rule, ...] = ()


def preview(rules: Iterable[Rule], text: str) -> str:
    """What the rules make of a sample text.

    Raises:
        DictationError: a rule is wrong.
    """
    return "".join(piece.text for piece in with_rules([Piece(text)], rules))


def with_rules(pieces: Sequence[Piece], rules: Iterable[Rule]) -> list[Piece]:
    """Replace what the rules look for; what is written is heard where it was said.

    Raises:
        DictationError: a rule is wrong.
    """
    found = list(pieces)
    for rule in rules:
        if rule.enabled:
            rule.check()
            text = "".join(piece.text for piece in found)
            if not rule.may_match(text):
                continue
            last = len(text)
            for match in reversed(list(rule.compiled().finditer(text))):
                if match[0]:  # an expression that matches nothing replaces nothing
                    written = rule.written(match)
                    start, end = _reach(text, *match.span(), written)
                    found = _spliced(found, start, min(end, last), written)
                    last = start
    return found


def _reach(text: str, start: int, end: int, written: str) -> tuple[int, int]:
    """What is replaced: the match, and the spaces that a line break makes needless."""
    if written.startswith("\n"):
        start = len(text[:start].rstrip(" "))
    if written[-1:].isspace():
        end += len(text[end:]) - len(text[end:].lstrip(" "))
    return start, end


def _spliced(pieces: list[Piece], start: int, end: int, text: str) -> list[Piece]:
    """Put text in the place of characters, as one piece where they were."""
    left: list[Piece] = []
    middle: list[Piece] = []
    right: list[Piece] = []
    position = 0
    for piece in pieces:
        after = position + len(piece.text)
        if position < start:
            left.append(_part(piece, 0, start - position))
        if after > start and position < end:
            middle.append(piece)
        if after > end:
            right.append(_part(piece, max(end - position, 0), len(piece.text)))
        position = after
    words = [piece.word for piece in middle if piece.word is not None]
    word = _spanning(words) if words else None
    new = [Piece(text, middle[0].utterance, word)] if text else []
    return [*left, *new, *right]


def _part(piece: Piece, start: int, end: int) -> Piece:
    return replace(piece, text=piece.text[start:end])


def _spanning(words: Sequence[Word]) -> Word:
    """Some words as one."""
    return Word(
        " ".join(word.text for word in words),
        words[0].start,
        words[-1].end,
        min(word.confidence for word in words),
    )


_OPENING = "([{“‘\n\t -/"
_CLOSING = (".", ",", ";", ":", "?", "!", ")", "]", "}", "”", "’", "%", "…", "-", "/")


def needs_space(before: str, text: str) -> bool:
    """Whether a space belongs between the end of one text and the beginning of another."""
    return not (
        not before
        or not text
        or before[-1] in _OPENING
        or text[0].isspace()
        or text.startswith(_CLOSING)
    )


def laid_out(
    pieces: Iterable[Piece], before: str, after: str, *, joined: bool = False
) -> Iterator[Piece]:
    """Put spaces between pieces and where they meet the text around them.

    Args:
        pieces: words, punctuation and line breaks.
        before: text before the place where they go.
        after: text after it.
        joined: whether the first one follows `before` without a space.
    """
    last: Piece | None = None
    for piece in pieces:
        if not joined and needs_space(last.text if last else before, piece.text):
            yield Piece(" ", piece.utterance)
        yield piece
        last, joined = piece, False
    if last and after[:1].isalnum() and needs_space(last.text, after):
        yield Piece(" ", last.utterance)


def with_capitals(pieces: Iterable[Piece], before: str) -> Iterator[Piece]:
    """Begin sentences with a capital and write "i" as one."""
    at_start = begins_sentence(before)
    for piece in pieces:
        text = re.sub(r"\bi\b(?!\.\w)", "I", piece.text)
        letter = re.search(r"\w", text)
        if at_start and letter:
            index = letter.start()
            text = text[:index] + text[index].upper() + text[index + 1 :]
        if letter or "\n" in text or text.strip()[-1:] in _ENDING:
            at_start = begins_sentence(text)
        yield piece if text == piece.text else replace(piece, text=text)


_ENDING = (".", "?", "!", "…")


def begins_sentence(before: str) -> bool:
    """Whether a sentence begins after this text."""
    line = before.rstrip(" \t“‘\"'([")
    return not line or line.endswith((*_ENDING, "\n"))
