"""Words that a user typed where utterances meet: which of them belong to which?

A correction does not stop at a pause: the last words of one utterance and the first ones
of the next are marked and written anew in one go, sometimes with a short utterance between
them. What was written is cut where its parts fit what was heard best.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dictation_app.transcript import Utterance

Fit = Callable[[Utterance, Sequence[str]], Sequence[float]]
"""How much better than what was heard each text fits an utterance; 0 for the same text.

For an empty text it is what it costs to take the whole utterance for deleted.
"""

_MOST_WORDS, _MOST_PARTS = 40, 6
"""Beyond, nobody corrects: it is another text, and is not cut."""
_DELETED = 0.7
"""Of the letters of an utterance: so many may differ before it is taken for deleted."""


@dataclass(frozen=True)
class Part:
    """An utterance that a border touches.

    Attributes:
        utterance: what was heard.
        before: its words, as heard, that are still there before the border.
        after: those behind the border.
    """

    utterance: Utterance
    before: str = ""
    after: str = ""


def cut(
    parts: Sequence[Part],
    words: Sequence[str],
    fit: Fit,
    *,
    glued: tuple[bool, bool] = (False, False),
) -> list[list[str]]:
    """Divide the words at a border among its utterances, in order, so that they fit best.

    Args:
        parts: the utterances from left to right, one at least.
        words: as they were typed.
        fit: tells how well an utterance and a text go together.
        glued: whether the first word goes on with one of the first utterance, and the
            last word with one of the last; these stay there.

    Returns:
        The words of each part; of equally good cuts the rightmost.
    """
    n = len(words)
    if len(parts) == 1 or n > _MOST_WORDS or len(parts) > _MOST_PARTS:
        return [list(words), *([] for _ in parts[1:])]
    least = 1 if glued[0] else 0
    most = n - 1 if glued[1] and n > least else n
    ends: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        stretches = [
            (begin, end)
            for begin in ends
            for end in ([n] if is_last else range(max(begin, least), most + 1))
        ]
        gains = _gains(part, words, stretches, fit)
        best: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, end in stretches:
            total, cuts = ends[begin]
            total += gains[begin, end]
            known = best.get(end)
            if known is None or (total, cuts) > known:
                best[end] = total, (*cuts, end)
        ends = best
    _, cuts = ends[n]
    return [list(words[begin:end]) for begin, end in pairwise(cuts)]


def _gains(
    part: Part, words: Sequence[str], stretches: Sequence[tuple[int, int]], fit: Fit
) -> dict[tuple[int, int], float]:
    """How well an utterance goes with each stretch of the words."""
    texts = [
        " ".join(filter(None, (part.before, *words[begin:end], part.after)))
        for begin, end in stretches
    ]
    different = list(dict.fromkeys(texts))
    found = dict(zip(different, fit(part.utterance, different), strict=True))
    return {
        stretch: found[text] for stretch, text in zip(stretches, texts, strict=True)
    }


def fit_by_letters(utterance: Utterance, texts: Sequence[str]) -> list[float]:
    """Minus the letters by which each text differs; where the sound is not known."""
    from rapidfuzz.distance import Levenshtein

    heard = _letters(utterance.text)
    return [
        -float(Levenshtein.distance(heard, _letters(text)))
        if text
        else -_DELETED * len(heard)
        for text in texts
    ]


def _letters(text: str) -> str:
    return "".join(_kept(text.casefold()))


def _kept(text: str) -> Iterator[str]:
    return (c for c in text if c.isalnum() or c in "' ")
