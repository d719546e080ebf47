"""Names and terms of one user: expected while listening, spelt right when written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dictation_app.document.formatting import Rule
from dictation_app.errors import DictationError
from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import MAX_HOTWORDS, DecodingOptions

_LONGEST = 100
"""Characters in a term, at most; a longer line is a sentence."""
_LARGEST = 1_000_000
"""Bytes of a text file with terms, at most."""


@dataclass(frozen=True)
class Vocabulary:
    """Terms in the user's spelling, the most important ones first.

    Attributes:
        terms: the words and short phrases, none twice.
        boost: how strongly they are expected; above 10 they are heard everywhere.
    """

    terms: tuple[str, ...] = ()
    boost: float = 5.0

    def with_terms(self, terms: Iterable[str]) -> "Vocabulary":
        """Add some at the end; what is there already, in any capitals, stays as it is."""
        known = {term.casefold(): term for term in self.terms}
        for term in terms:
            clean = " ".join(term.split())
            if clean:
                known.setdefault(clean.casefold(), clean)
        return replace(self, terms=tuple(known.values()))

    def without(self, term: str) -> "Vocabulary":
        """Take one out."""
        return replace(self, terms=tuple(t for t in self.terms if t != term))

    def foreign(self, alphabet: Alphabet = ENGLISH) -> list[str]:
        """The terms that a network with this alphabet cannot hear."""
        return [
            term
            for term in self.terms
            if not (heard := alphabet.normalise(term)) or alphabet.foreign(heard)
        ]

    def applied(self, options: DecodingOptions) -> DecodingOptions:
        """Decoding options that expect these terms, as many as the search can take."""
        return replace(
            options, hotwords=self.terms[:MAX_HOTWORDS], hotword_weight=self.boost
        )

    def rules(self, alphabet: Alphabet = ENGLISH) -> tuple[Rule, ...]:
        """Rules that bring what is heard, "mcdonald's", back to the user's spelling."""
        return tuple(
            Rule(heard, term.replace("\\", r"\\"))
            for term in sorted(self.terms, key=len)  # the longest has the last word
            if (heard := alphabet.normalise(term)) and heard != term
        )


def read_terms(path: Path) -> list[str]:
    """Read a text file with a term on each line; a line with # is a remark.

    Raises:
        DictationError: it is not such a file.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise DictationError(
                f"{path.name} is too large for a list of terms: one on each line."
            )
        data = path.read_bytes()
    except OSError as error:
        raise DictationError(
            f"Cannot read {path} ({error.strerror}): choose a text file."
        ) from error
    lines = _text(data).splitlines()
    terms = [term for line in lines if (term := line.split("#")[0].strip())]
    strange = next((t for t in terms if len(t) > _LONGEST or "\0" in t), None)
    if strange is not None:
        raise DictationError(
            f"{path.name} is not a list of terms: write one word or name on each line."
        )
    return terms


def _text(data: bytes) -> str:
    """Decode UTF-8 or UTF-16 with its mark, or else what old Windows programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
