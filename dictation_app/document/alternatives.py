"""Other ways to hear a few words: the numbered list that "correct" shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dictation_app.document.document import Document

MOST = 9
"""As many as there are digit keys."""


@dataclass(frozen=True)
class HeardWords:
    """Some words of one utterance.

    Attributes:
        utterance: its number in the document.
        first: index of the first of its words.
        after: index after the last one.
    """

    utterance: int
    first: int
    after: int


def heard_words(document: Document, start: int, end: int) -> HeardWords | None:
    """Which words of which utterance stand between two positions.

    Returns:
        None where nothing there was heard; of several utterances, the first.
    """
    spoken = [p for p in document.pieces_of(start, end) if p.word is not None]
    number = spoken[0].utterance if spoken else None
    if number is None or number not in document.utterances:
        return None
    times = [p.word for p in spoken if p.word is not None and p.utterance == number]
    begins, ends = times[0].start, times[-1].end
    words = document.utterances[number].words
    within = [
        index
        for index, word in enumerate(words)
        if word.start < ends and word.end > begins
    ]
    return HeardWords(number, within[0], within[-1] + 1) if within else None


def alternatives(
    words: Sequence[str], first: int, after: int, sentences: Iterable[str]
) -> list[str]:
    """What other hearings of a whole sentence have in the place of some words.

    Args:
        words: the sentence as it was heard.
        first: index of the first word in question.
        after: index after the last one.
        sentences: other hearings, the likeliest first.

    Returns:
        At most nine texts, none twice and none as it was heard; an empty text means
        that nothing was said there.
    """
    heard = " ".join(words[first:after])
    found: dict[str, None] = {}
    for sentence in sentences:
        found[" ".join(_counterpart(words, first, after, sentence.split()))] = None
    found.pop(heard, None)
    return list(found)[:MOST]


def _counterpart(
    words: Sequence[str], first: int, after: int, others: Sequence[str]
) -> Iterator[str]:
    """The words that stand where words first to after stand in the other sentence."""
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            shift = other_start - start
            yield from others[max(start, first) + shift : min(end, after) + shift]
        elif (start < after and end > first) or first <= start == end <= after:
            yield from others[other_start:other_end]
