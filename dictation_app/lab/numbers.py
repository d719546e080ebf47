"""Numbers as they are spoken, for slots such as {number:0-999}."""

_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

LARGEST = 999
"""The greatest number that can be spelled."""


def spoken(number: int) -> str:
    """A number from 0 to 999 in words, as in "two hundred forty one".

    Raises:
        ValueError: the number lies outside.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    hundreds, rest = divmod(number, 100)
    words = [_SMALL[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        words.append(_TENS[rest // 10 - 2])
        rest %= 10
        if rest:
            words.append(_SMALL[rest])
    elif rest or not hundreds:
        words.append(_SMALL[rest])
    return " ".join(words)
