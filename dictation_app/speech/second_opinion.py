"""Spoken commands that the search took for other words, judged once more by their sound.

The search weighs words by how people write, so "new line" between two pauses easily
becomes "knew line". What can be said to the program is a closed list, and the network's
output tells how well each phrase of it fits: that has the last word where it is clear.
"""

from collections.abc import Sequence
from dataclasses import replace

from dictation_app.errors import ModelError
from dictation_app.speech import alignment
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.phrases import PhraseScorer, speakable
from dictation_app.transcript import Seconds, Utterance

TOLERANCE = 0.8
"""Nats a letter by which a phrase may fit worse than free text. Far less than the lab
allows a set of its own: here every sentence of a dictation could fire. None did in 1.6
hours of strangers' sentences, 700 single words and 1,560 stretches of one to three
words; at 1.0 three of the stretches did."""
LONGEST: Seconds = 4.0
"""Speech that lasts longer is no command, and is not looked at."""


class SecondOpinion:
    """Phrases that a whole utterance may be, ready to be compared with its sound."""

    def __init__(
        self,
        phrases: Sequence[str],
        alphabet: Alphabet,
        tolerance: float = TOLERANCE,
    ) -> None:
        """Prepare the phrases; what the network cannot say is passed over.

        Args:
            phrases: what can be said, without anything before or after it.
            alphabet: of the network that listens.
            tolerance: nats a letter by which one may fit worse than free text.
        """
        self._scorer = PhraseScorer(
            [p for p in phrases if _can_be_said(p, alphabet)], alphabet
        )
        self._tolerance = tolerance

    def of(self, utterance: Utterance) -> Utterance:
        """The utterance with the words of the phrase that it is, or as it was."""
        emissions, scorer = utterance.emissions, self._scorer
        if emissions is None or not scorer.phrases:
            return utterance
        if (
            utterance.end - utterance.start > LONGEST
            or utterance.text in scorer.phrases
        ):
            return utterance
        best, *_ = scorer.score(emissions, self._tolerance)
        if best.phrase is None:
            return utterance
        words = alignment.align(emissions, best.phrase, scorer.alphabet)
        return replace(utterance, words=words)


def _can_be_said(phrase: str, alphabet: Alphabet) -> bool:
    try:
        speakable(phrase, alphabet)
    except ModelError:
        return False
    return True
