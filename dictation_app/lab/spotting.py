"""A small keyword model beside the phrases: what it makes of the same utterances."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.speech.keyword_store import KeywordModelInfo
from dictation_app.speech.network import Samples

if TYPE_CHECKING:
    from dictation_app.speech.keywords import KeywordSpotter

_SHORTEST = 0.05
"""Seconds of sound below which there is nothing to judge."""
_FEWEST = 2
"""Commands that a keyword model must have words for to be of use."""


class WordJudge:
    """Tells by a keyword model which command of a set was said."""

    def __init__(self, spotter: "KeywordSpotter", sayings: Iterable[Saying]) -> None:
        labels = {saying.phrase.lower(): saying.label for saying in sayings}
        self._spotter = spotter
        self._labels = [labels.get(word) for word in spotter.words]

    def judge(self, samples: Samples, asked: str) -> str | None:
        """The command that was said; empty for none of these.

        Args:
            samples: of one utterance, float32 mono at the keyword model's sample rate.
            asked: the command that was to be said; None is the answer where the keyword
                model has no word for it.
        """
        if asked not in self._labels:
            return None
        if len(samples) < _SHORTEST * self._spotter.sample_rate:
            return ""
        (found,) = self._spotter.probabilities([samples])
        likely: dict[str, float] = defaultdict(float)
        for label, probability in zip((*self._labels, None), found, strict=True):
            likely[label or ""] += probability  # words of other sets are none of these
        return max(likely, key=likely.__getitem__)


def most_fitting(
    models: Iterable[KeywordModelInfo], commands: CommandSet
) -> KeywordModelInfo | None:
    """The keyword model with words for most commands of a set, if there is any of use."""
    labels = {saying.phrase.lower(): saying.label for saying in commands.sayings}

    def n_known(info: KeywordModelInfo) -> int:
        return len({labels[word] for word in info.words if word in labels})

    best = max(models, key=n_known, default=None)
    return best if best is not None and n_known(best) >= _FEWEST else None


def open_judge(
    models: Sequence[KeywordModelInfo], commands: CommandSet
) -> WordJudge | None:
    """Open the keyword model that fits a set best; None where none is of use.

    Raises:
        ModelError: it is damaged.
    """
    from dictation_app.speech.keyword_store import load_spotter

    info = most_fitting(models, commands)
    return None if info is None else WordJudge(load_spotter(info), commands.sayings)
