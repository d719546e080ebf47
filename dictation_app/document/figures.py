"""Spoken English numbers, dates, times and money become figures, by choice.

Where numbers are is found by text2num; what they mean is told by the words beside them.
Small numbers in running text stay words, as style guides have it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dictation_app.transcript import Seconds, Word


@dataclass(frozen=True)
class Figures:
    """Which spoken numbers become figures.

    Attributes:
        numbers: from ten on, decimals, percentages and rows of three and more digits.
        dates: days with their month and year.
        times: times of the day.
        money: dollars, pounds and euros.
    """

    numbers: bool = False
    dates: bool = False
    times: bool = False
    money: bool = False


@dataclass(frozen=True)
class _Item:
    """A word, or several that are a number.

    Attributes:
        words: as they were said.
        text: small letters, or the number's figures.
        value: the number, if it is one.
        ordinal: whether it is one like "third".
    """

    words: tuple[Word, ...]
    text: str
    value: float | None = None
    ordinal: bool = False

    def within(self, low: int, high: int) -> int | None:
        """The whole cardinal number, if it is one from low to high."""
        if self.value is None or self.ordinal or not self.text.isdecimal():
            return None
        return int(self.value) if low <= self.value <= high else None


Match = tuple[int, str]
"""How many items a pattern covers, and the figures that take their place."""

_SEPARATING: Seconds = 0.5
"""A rest as long as this parts two numbers."""
_END = _Item((), "")


def with_figures(words: Sequence[Word], choice: Figures) -> list[Word]:
    """Write numbers as figures; what becomes one word is heard from first to last."""
    if choice == Figures():
        return list(words)
    patterns: list[Callable[[Sequence[_Item], str], Match | None]] = []
    if choice.dates:
        patterns += [_day_first, _month_first]
    if choice.times:
        patterns += [_clock_time, _fraction_of_hour, _hour_and_minutes]
    if choice.money:
        patterns.append(_money)
    if choice.numbers:
        patterns += [_percent, _digits, _number]
    items = _items(words)
    found: list[Word] = []
    index = 0
    while index < len(items):
        before = items[index - 1].text if index else ""
        window = [*items[index : index + 20], *[_END] * 8]
        match = next(filter(None, (find(window, before) for find in patterns)), None)
        n_items, text = match or (1, "")
        group = [word for item in items[index : index + n_items] for word in item.words]
        found.extend([_merged(group, text)] if match else group)
        index += n_items
    return found


def _merged(words: Sequence[Word], text: str) -> Word:
    confidence = min(word.confidence for word in words)
    return Word(text, words[0].start, words[-1].end, confidence)


class _Token:
    """A word as text2num looks at it."""

    def __init__(self, word: Word) -> None:
        self._word = word

    def text(self) -> str:
        """The word."""
        return self._word.text

    def nt_separated(self, previous: "_Token") -> bool:
        """Whether the speaker rested before it."""
        return self._word.start - previous._word.end > _SEPARATING

    def not_a_number_part(self) -> bool:
        """Never, by itself."""
        return False


def _items(words: Sequence[Word]) -> list[_Item]:
    from text_to_num import find_numbers  # on demand: most texts need none

    items: list[_Item] = []
    after = 0
    for number in find_numbers([_Token(word) for word in words], "en", 0.0):
        start = number.start
        # "a hundred": text2num leaves the article outside.
        if (
            start > after
            and words[start - 1].text.lower() == "a"
            and number.value >= 100
        ):
            start -= 1
        items += [_Item((word,), word.text.lower()) for word in words[after:start]]
        said = tuple(words[start : number.end])
        items.append(_Item(said, number.text, number.value, number.is_ordinal))
        after = number.end
    return items + [_Item((word,), word.text.lower()) for word in words[after:]]


_NAMES = (
    "January February March April May June July August September October November "
    "December"
)
_MONTHS = {name.lower(): name for name in _NAMES.split()}


def _day_first(items: Sequence[_Item], before: str) -> Match | None:
    """Match "the twenty third of november twenty twenty six"."""
    skipped = int(items[0].text == "the")
    day = items[skipped]
    if not (day.ordinal and day.value and day.value <= 31):
        return None
    month_at = skipped + 1 + (items[skipped + 1].text == "of")
    month = _MONTHS.get(items[month_at].text)
    if month is None:
        return None
    n_items, year = _year(items[month_at + 1 :])
    return month_at + 1 + n_items, f"{day.value:.0f} {month}{year}"


def _month_first(items: Sequence[_Item], before: str) -> Match | None:
    """Match "november twenty third twenty twenty six", "november twenty twenty six"."""
    month = _MONTHS.get(items[0].text)
    if month is None:
        return None
    n_items, year = _year(items[1:])
    if n_items and items[0].text not in ("may", "march"):  # they are verbs, too
        return 1 + n_items, f"{month}{year}"
    skipped = int(items[1].text == "the")
    day = items[1 + skipped]
    if not (day.ordinal and day.value and day.value <= 31):
        return None
    n_items, year = _year(items[2 + skipped :])
    comma = "," if year else ""
    return 2 + skipped + n_items, f"{month} {day.value:.0f}{comma}{year}"


def _year(items: Sequence[_Item]) -> tuple[int, str]:
    """A year at the beginning: how many items it takes, and its text after a space."""
    if (year := items[0].within(1000, 2999)) is not None:
        return 1, f" {year}"
    century = items[0].within(10, 20)
    if century is not None and items[1].within(10, 99) is not None:
        return 2, f" {century}{items[1].text}"
    if century is not None and items[1].text in ("oh", "o"):
        ones = items[2].within(1, 9)
        return (3, f" {century}0{ones}") if ones is not None else (0, "")
    return 0, ""


_HALVES = {"am": "am", "pm": "pm", "a.m.": "am", "p.m.": "pm"}


def _clock_time(items: Sequence[_Item], before: str) -> Match | None:
    """Match "three thirty pm", "three p m", "three o'clock"."""
    hour = items[0].within(0, 24)
    if hour is None:
        return None
    n_items, minutes = _minutes(items[1:])
    rest = items[1 + n_items :]
    shown = f"{hour}:{minutes}" if minutes else str(hour)
    if rest[0].text in _HALVES:
        return 2 + n_items, f"{shown} {_HALVES[rest[0].text]}"
    if rest[0].text in ("a", "p") and rest[1].text == "m":
        return 3 + n_items, f"{shown} {rest[0].text}m"
    if rest[0].text == "o'clock" and not minutes:
        return 2, f"{hour} o'clock"
    return None


def _fraction_of_hour(items: Sequence[_Item], before: str) -> Match | None:
    """Match "half past three", "quarter to nine", "a quarter past two"."""
    skipped = int(items[0].text == "a")
    part, direction, hour_item = items[skipped : skipped + 3]
    hour = hour_item.within(1, 12)
    if hour is None or part.text not in ("half", "quarter"):
        return None
    if direction.text == "past":
        return skipped + 3, f"{hour}:{'30' if part.text == 'half' else '15'}"
    if direction.text == "to" and part.text == "quarter":
        return skipped + 3, f"{hour - 1 or 12}:45"
    return None


def _hour_and_minutes(items: Sequence[_Item], before: str) -> Match | None:
    """Match "three thirty" where the word before tells that it is a time."""
    hour = items[0].within(0, 24)
    if hour is None or before not in ("at", "by", "until", "till", "from", "before"):
        return None
    n_items, minutes = _minutes(items[1:])
    return (1 + n_items, f"{hour}:{minutes}") if minutes else None


def _minutes(items: Sequence[_Item]) -> tuple[int, str]:
    """Minutes of an hour: how many items they take, and their two digits."""
    if items[0].within(10, 59) is not None and len(items[0].text) == 2:
        return 1, items[0].text
    ones = items[1].within(1, 9)
    if items[0].text in ("oh", "o") and ones is not None:
        return 2, f"0{ones}"
    return 0, ""


_MONEY = {"dollar": "$", "pound": "£", "euro": "€"}
_SMALL_MONEY = ("cent", "cents", "pence", "penny")


def _money(items: Sequence[_Item], before: str) -> Match | None:
    """Match "five hundred and twenty dollars and fifty cents"."""
    sign = _MONEY.get(items[1].text.removesuffix("s"))
    if sign is None or items[0].value is None or items[0].ordinal:
        return None
    rest = 2 + (items[2].text == "and")
    small = items[rest].within(1, 99)
    if small is not None and items[rest + 1].text in _SMALL_MONEY:
        return rest + 2, f"{sign}{_grouped(items[0])}.{small:02}"
    return 2, sign + _grouped(items[0])


def _percent(items: Sequence[_Item], before: str) -> Match | None:
    """Match "twenty five percent"."""
    if items[0].value is None or items[0].ordinal:
        return None
    if items[1].text == "percent":
        return 2, f"{_grouped(items[0])}%"
    if (items[1].text, items[2].text) == ("per", "cent"):
        return 3, f"{_grouped(items[0])}%"
    return None


def _digits(items: Sequence[_Item], before: str) -> Match | None:
    """Match "oh seven seven one": digits one by one, as in a telephone number."""
    texts = ("0" if item.text == "oh" else item.text for item in items)
    digits = "".join(takewhile(lambda text: len(text) == 1 and text.isdecimal(), texts))
    return (len(digits), digits) if len(digits) >= 3 else None


def _number(items: Sequence[_Item], before: str) -> Match | None:
    """Anything from ten on, and decimals."""
    value = items[0].value
    if value is None or (value < 10 and value == int(value)):
        return None
    return 1, _grouped(items[0])


def _grouped(item: _Item) -> str:
    """Large numbers with a comma between thousands."""
    if item.value is not None and item.value >= 10_000 and item.text.isdecimal():
        return f"{int(item.text):,}"
    return item.text
