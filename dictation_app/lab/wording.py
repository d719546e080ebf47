"""Safer words for phrases that are easily mistaken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from dictation_app.lab.pronunciation import Pronouncer, distance

_SAME: Mapping[str, tuple[str, ...]] = {
    "go": ("start", "continue"),
    "no": ("negative", "cancel"),
    "yes": ("confirm", "affirmative"),
    "on": ("switch on", "enable"),
    "off": ("switch off", "disable"),
    "up": ("raise", "higher"),
    "down": ("lower", "reduce"),
    "left": ("go left", "westward"),
    "right": ("go right", "eastward"),
    "stop": ("halt", "finish"),
    "start": ("begin", "launch"),
    "open": ("show", "launch"),
    "close": ("dismiss", "shut"),
    "next": ("forward", "following"),
    "back": ("previous", "return"),
    "forward": ("advance", "next"),
    "backward": ("reverse", "previous"),
    "play": ("resume", "begin playing"),
    "pause": ("hold on", "wait"),
    "delete": ("erase", "discard"),
    "undo": ("take back", "revert"),
    "redo": ("repeat", "do again"),
    "save": ("store", "keep this"),
    "copy": ("duplicate", "clone"),
    "cut": ("snip", "take out"),
    "paste": ("insert", "put here"),
    "four": ("number four", "quartet"),
    "five": ("number five", "fiver"),
    "nine": ("number nine", "niner"),
    "three": ("number three", "trio"),
    "tree": ("big tree", "forest"),
    "light": ("lamp", "lighting"),
    "lights": ("lamps", "lighting"),
    "call": ("telephone", "dial"),
    "mute": ("silence", "be quiet"),
    "bird": ("little bird", "sparrow"),
    "bed": ("bedroom", "mattress"),
    "cat": ("kitten", "pussycat"),
    "dog": ("puppy", "doggy"),
}
"""Words that mean the same to a person, and sound otherwise."""
_AROUND = ("please {}", "{} now", "computer {}")
"""Ways to make any phrase longer, which makes it harder to mistake."""
_LENGTHEN_BELOW = 3
"""Syllables, about, below which a phrase should be longer."""


@dataclass(frozen=True)
class Suggestion:
    """Another wording.

    Attributes:
        phrase: what to say instead.
        distance: how far it is from the nearest other phrase, 0 the same to 1.
        before: how far the wording in use is.
    """

    phrase: str
    distance: float
    before: float


def suggest(
    phrase: str,
    others: Sequence[str],
    *,
    pronouncer: Pronouncer | None = None,
    n: int = 3,
) -> list[Suggestion]:
    """Wordings that are farther from all other phrases, the best first.

    Args:
        phrase: what is said now.
        others: the other phrases of the set.
        pronouncer: reads words out.
        n: how many at most.
    """
    pronouncer = pronouncer or Pronouncer.best()
    known = [(other, pronouncer.sounds(other)) for other in others]

    def nearest(words: str) -> float:
        sounds = pronouncer.sounds(words)
        return min(
            (
                distance(sounds, heard) / 2
                + Levenshtein.normalized_distance(words, other) / 2
                for other, heard in known
            ),
            default=1.0,
        )

    before = nearest(phrase)
    found = [
        Suggestion(words, round(value, 3), round(before, 3))
        for words in dict.fromkeys(_wordings(phrase))
        if words not in others and (value := nearest(words)) > before + 0.05
    ]
    # A word of the same meaning is better than a longer phrase that is as far away.
    return sorted(found, key=lambda s: (-round(s.distance, 1), len(s.phrase)))[:n]


def _wordings(phrase: str) -> Iterator[str]:
    words = phrase.split()
    for place, word in enumerate(words):
        for other in _SAME.get(word.lower(), ()):
            yield " ".join([*words[:place], other, *words[place + 1 :]])
    if sum(letter in "aeiouy" for letter in phrase.lower()) < _LENGTHEN_BELOW:
        for around in _AROUND:
            yield around.format(phrase)
