"""The one place that knows characters: text to label numbers and back."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dictation_app.errors import ModelError

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})


@dataclass(frozen=True)
class Alphabet:
    """The labels of a CTC network.

    Attributes:
        labels: one character a label, in the order of the network's outputs, with an
            empty string in the blank's place.
    """

    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.labels.count("") != 1:
            raise ModelError(
                "The alphabet needs exactly one blank label; this model's config.json "
                f"has {self.labels.count('')}."
            )
        if any(len(label) > 1 for label in self.labels):
            raise ModelError("Every label of the alphabet must be one character.")
        if len(set(self.labels)) != len(self.labels):
            raise ModelError("The alphabet names a character twice.")
        if " " not in self.labels:
            raise ModelError("The alphabet lacks the space that separates words.")

    @classmethod
    def from_symbols(cls, symbols: str, blank: int | None = None) -> "Alphabet":
        """Make an alphabet of `symbols` with the blank at index `blank` (last)."""
        position = len(symbols) if blank is None else blank
        if not 0 <= position <= len(symbols):
            raise ModelError(
                f"The blank's index {position} lies outside the {len(symbols) + 1} labels."
            )
        return cls((*symbols[:position], "", *symbols[position:]))

    @property
    def symbols(self) -> str:
        """The characters in label order, without the blank."""
        return "".join(self.labels)

    @property
    def blank(self) -> int:
        """Index of the blank label."""
        return self.labels.index("")

    @property
    def space(self) -> int:
        """Index of the label between words."""
        return self.labels.index(" ")

    def __len__(self) -> int:
        return len(self.labels)

    def encode(self, text: str) -> list[int]:
        """Turn text of this alphabet into label numbers.

        Raises:
            ValueError: a character is not in the alphabet.
        """
        return [self.labels.index(character) for character in text]

    def decode(self, ids: Iterable[int]) -> str:
        """Turn label numbers into text, blanks left out."""
        return "".join(self.labels[i] for i in ids)

    def normalise(self, text: str) -> str:
        """Bring free text as near to this alphabet as it goes.

        Lower case, accents dropped where the accented letter is no label, dashes as
        spaces, other punctuation gone. What is left may still hold foreign characters:
        see `foreign`.
        """
        text = text.translate(_APOSTROPHES).lower()
        kept = "".join(
            c if c in self.labels else unicodedata.normalize("NFD", c) for c in text
        )
        characters = []
        for c in kept:
            if c and c in self.labels:
                characters.append(c)
            elif unicodedata.category(c) == "Mn":
                continue
            elif c.isalnum():
                characters.append(c)
            elif c in "-–—/_" or c.isspace():
                characters.append(" ")
        words = "".join(characters).split()
        return " ".join(w for w in words if re.search(r"\w", w))

    def foreign(self, text: str) -> str:
        """The characters of `text` that are no labels, each once, sorted."""
        return "".join(sorted(set(text) - set(self.labels)))


ENGLISH = Alphabet.from_symbols("' abcdefghijklmnopqrstuvwxyz")
"""The tutorial's labels: apostrophe 0, space 1, a-z 2-27, blank 28."""
