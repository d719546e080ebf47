"""Words with times become subtitles that can be read in the time they are shown.

The rules are those broadcasters agree on: two short lines, long enough on the screen,
never overlapping, broken where a speaker would breathe. Which words go together is
found by dynamic programming over the whole text, because a greedy cut leaves single
words behind. Times are whole milliseconds, rounded once.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dictation_app.transcript import Word

Milliseconds = int
"""Time from the beginning of a recording."""


@dataclass(frozen=True)
class SubtitleRules:
    """What a subtitle may be.

    Attributes:
        line_length: characters in a line, at most.
        n_lines: lines in a subtitle, at most.
        shortest: milliseconds on the screen, at least.
        longest: milliseconds on the screen, at most.
        gap: milliseconds between two subtitles, at least: two frames.
        reading_speed: characters a second that are comfortable to read; aimed at.
        reading_limit: characters a second, at most.
    """

    line_length: int = 42
    n_lines: int = 2
    shortest: Milliseconds = 1_000
    longest: Milliseconds = 7_000
    gap: Milliseconds = 83
    reading_speed: float = 17.0
    reading_limit: float = 20.0


DEFAULT_RULES = SubtitleRules()
NETFLIX_ENGLISH = SubtitleRules(
    shortest=833, longest=7_007, reading_speed=15.0, reading_limit=20.0
)
SHORTS = SubtitleRules(
    line_length=24,
    shortest=700,
    longest=5_000,
    gap=0,
    reading_speed=20.0,
    reading_limit=25.0,
)


@dataclass(frozen=True)
class Subtitle:
    """One subtitle: its lines, and from when to when it is shown."""

    start: Milliseconds
    end: Milliseconds
    lines: tuple[str, ...]

    @property
    def speed(self) -> float:
        """Characters a second a reader has to manage."""
        return sum(map(len, self.lines)) * 1_000 / (self.end - self.start)


@dataclass(frozen=True)
class Violation:
    """A rule that a subtitle breaks because the speaker left no other way.

    Attributes:
        number: which subtitle, counted from 1.
        rule: the field of SubtitleRules.
        value: what it is instead.
    """

    number: int
    rule: str
    value: float


def subtitles(
    words: Iterable[Word], rules: SubtitleRules = DEFAULT_RULES
) -> list[Subtitle]:
    """Cut words into subtitles: every word once, in order, none overlapping."""
    timed = _timed(words)
    groups = [timed[a:b] for a, b in _cuts(timed, rules)]
    return list(_place(groups, rules))


def violations(
    shown: Sequence[Subtitle], rules: SubtitleRules = DEFAULT_RULES
) -> Iterator[Violation]:
    """Tell which rules could not be kept: fast speech and very long words."""
    for number, subtitle in enumerate(shown, start=1):
        duration = subtitle.end - subtitle.start
        widest = max(map(len, subtitle.lines))
        if widest > rules.line_length:
            yield Violation(number, "line_length", widest)
        if len(subtitle.lines) > rules.n_lines:
            yield Violation(number, "n_lines", len(subtitle.lines))
        if duration < rules.shortest:
            yield Violation(number, "shortest", duration)
        if duration > rules.longest:
            yield Violation(number, "longest", duration)
        if subtitle.speed > rules.reading_limit:
            yield Violation(number, "reading_limit", subtitle.speed)
        if number < len(shown) and shown[number].start - subtitle.end < rules.gap:
            yield Violation(number, "gap", shown[number].start - subtitle.end)


@dataclass(frozen=True)
class _TimedWord:
    """A word without white space, in milliseconds that never run backwards."""

    text: str
    start: Milliseconds
    end: Milliseconds


def _timed(words: Iterable[Word]) -> list[_TimedWord]:
    timed: list[_TimedWord] = []
    now = 0
    for word in words:
        for text in word.text.replace("\0", "").split():
            now = max(now, round(word.start * 1_000))
            timed.append(_TimedWord(text, now, max(now, round(word.end * 1_000))))
    return timed


_PAUSE = 1_500
"""Milliseconds of silence that no subtitle stays across."""
_BREATH = 600
"""Milliseconds of silence at which a subtitle ends where there is time for it."""
_ONE_MORE = 0.7
"""Cost of one more subtitle, so that they are not cut too small."""
_PER_HURRY = 8.0
"""Cost of a subtitle that there is no time to read."""

_CONNECTIVES = (
    "and but or nor so yet because although though while when where which who that if "
    "unless until since after before as than at by for from in into of on onto over "
    "through to under with without about against between"
)
_DEPENDENT = (
    "a an the my your his her its our their this these those some any every each no "
    "i you he she it we they who am is are was were be been being have has had do does "
    "did will would shall should can could may might must not very mr mrs ms dr"
)
_LEADING = frozenset(_CONNECTIVES.split())
"""Conjunctions and prepositions: a line may begin with them."""
_CLINGING = _LEADING.union(_DEPENDENT.split())
"""Words that belong to the next one: a line should not end with them."""


def _break_cost(before: _TimedWord, after: _TimedWord) -> float:
    """How bad it is to part two neighbours, from -1 (the speaker did) to 2."""
    flow = 1.0 - min(max(after.start - before.end, 0) / _BREATH, 1.0)
    cost = 2.0 * flow - 1.0
    if before.text[-1] in ".?!…":
        return min(cost, 0.0)
    if before.text[-1] in ",;:–—)":
        return min(cost, 0.4)
    if before.text.lower() in _CLINGING:
        return cost + flow
    if after.text.lower() in _LEADING:
        return min(cost, 0.6)
    return cost


def _cuts(words: list[_TimedWord], rules: SubtitleRules) -> list[tuple[int, int]]:
    """Find the cheapest way to cut: pairs of first word and the word after the last."""
    best = [0.0] + [float("inf")] * len(words)
    origin = [0] * (len(words) + 1)
    for first in range(len(words)):
        for after, n_characters in _ends(words, first, rules):
            hurry = _hurry(words, first, after, n_characters, rules)
            cost = best[first] + _ONE_MORE + _PER_HURRY * hurry
            if after < len(words):
                cost += _break_cost(words[after - 1], words[after])
            if cost < best[after]:
                best[after], origin[after] = cost, first
    cuts: list[tuple[int, int]] = []
    after = len(words)
    while after:
        cuts.append((origin[after], after))
        after = origin[after]
    return cuts[::-1]


def _ends(
    words: list[_TimedWord], first: int, rules: SubtitleRules
) -> Iterator[tuple[int, int]]:
    """Where a subtitle may end that begins with a word, and its length in characters.

    It always may after that one word, whatever the word.
    """
    n_lines, width = 1, len(words[first].text)
    n_characters = width
    yield first + 1, n_characters
    for index in range(first + 1, len(words)):
        word, before = words[index], words[index - 1]
        n_characters += 1 + len(word.text)
        width += 1 + len(word.text)
        if width > rules.line_length:
            n_lines, width = n_lines + 1, len(word.text)
        if (
            n_lines > rules.n_lines
            or max(len(before.text), len(word.text)) > rules.line_length
            or word.end - words[first].start > rules.longest
            or word.start - before.end > _PAUSE
        ):
            return
        yield index + 1, n_characters


def _hurry(
    words: list[_TimedWord],
    first: int,
    after: int,
    n_characters: int,
    rules: SubtitleRules,
) -> float:
    """The part of the time reading needs that the next subtitle takes away."""
    if after == len(words):
        return 0.0
    needed = max(rules.shortest, n_characters * 1_000 / rules.reading_speed)
    room = words[after].start - rules.gap - words[first].start
    return max(1.0 - room / needed, 0.0)


_LATE = 500
"""Milliseconds, twelve frames, that a subtitle may stay after the voice to be read."""


def _place(groups: list[list[_TimedWord]], rules: SubtitleRules) -> Iterator[Subtitle]:
    """Give each subtitle its time: the words', then what reading needs, then the gap."""
    earliest = 0
    for group, following in itertools.zip_longest(groups, groups[1:]):
        lines = _lines(group, rules)
        start = max(group[0].start, earliest)
        heard = max(word.end for word in group)
        reading = start + round(sum(map(len, lines)) * 1_000 / rules.reading_speed)
        end = max(heard, start + rules.shortest, min(reading, heard + _LATE))
        if following is not None:
            limit = following[0].start - rules.gap
            if limit - end < _LATE - rules.gap:  # a short gap would be a flicker
                end = limit
        end = max(min(end, start + rules.longest), start + 1)
        yield Subtitle(start, end, lines)
        earliest = end + rules.gap


def _lines(words: list[_TimedWord], rules: SubtitleRules) -> tuple[str, ...]:
    """Break into as few lines as fit, at the best places, the lower ones longer."""
    for n_breaks in range(rules.n_lines):
        choices = [
            (
                _unevenness(lines)
                + sum(_break_cost(*words[b - 1 : b + 1]) for b in breaks),
                lines,
            )
            for breaks in itertools.combinations(range(1, len(words)), n_breaks)
            if max(map(len, lines := _split(words, breaks))) <= rules.line_length
        ]
        if choices:
            return min(choices)[1]
    return (" ".join(word.text for word in words),)


def _split(words: list[_TimedWord], breaks: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *breaks, len(words))
    return tuple(
        " ".join(word.text for word in words[a:b]) for a, b in itertools.pairwise(edges)
    )


def _unevenness(lines: tuple[str, ...]) -> float:
    """0 for lines of one length; a longer upper line is worse than a longer lower."""
    return sum(
        abs(upper - lower) / (upper + lower) * (1.5 if upper > lower else 1.0)
        for upper, lower in itertools.pairwise(map(len, lines))
    )
