"""Which phrases of a set will collide, as a job that the lab has done."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from dictation_app.lab.collisions import RISKY, Pair, predict
from dictation_app.lab.command_set import CommandSet
from dictation_app.lab.pronunciation import Pronouncer
from dictation_app.lab.wording import Suggestion, suggest
from dictation_app.speech.alphabet import Alphabet

_MOST_PAIRS = 12
"""Pairs for which safer words are looked for."""
_NEIGHBOURS = 60
"""Phrases, the nearest in spelling, with which other words are compared."""


@dataclass(frozen=True)
class Prediction:
    """What is told of a set before anybody has said it.

    Attributes:
        pairs: the riskiest first.
        wordings: safer words by phrase, of those that need them.
    """

    pairs: tuple[Pair, ...]
    wordings: Mapping[str, Sequence[Suggestion]]

    @property
    def risky(self) -> list[Pair]:
        """The pairs that should not stay as they are."""
        return [pair for pair in self.pairs if pair.risk >= RISKY]


def foresee(
    commands: CommandSet, alphabet: Alphabet
) -> Generator[None, None, Prediction]:
    """Predict the collisions of a set and look for safer words.

    Raises:
        ModelError: a phrase cannot be spoken in this alphabet.
    """
    yield
    pronouncer = Pronouncer.best()
    pairs = predict(commands, alphabet, pronouncer=pronouncer)
    yield
    risky = [pair for pair in pairs if pair.risk >= RISKY][:_MOST_PAIRS]
    phrases = [saying.phrase for saying in commands.sayings]
    wordings: dict[str, Sequence[Suggestion]] = {}
    for pair in risky:
        for saying in (pair.first, pair.second):
            if saying.phrase not in wordings:
                near = process.extract(saying.phrase, phrases, limit=_NEIGHBOURS + 1)
                others = [other for other, _, _ in near if other != saying.phrase]
                wordings[saying.phrase] = suggest(
                    saying.phrase, others, pronouncer=pronouncer, n=2
                )
                yield
    return Prediction(tuple(pairs), wordings)
