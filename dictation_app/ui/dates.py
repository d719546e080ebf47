"""Days and moments in few letters, in the order of the user's own language and country."""

import re

from PySide6.QtCore import QDate, QDateTime, QLocale


def short_day(day: QDate) -> str:
    """A day without its year: 11/29 in the USA, 29.11. in Germany."""
    return QLocale().toString(day, _pattern())


def short_month(day: QDate) -> str:
    """The month of a day, by its short name."""
    short = QLocale.FormatType.ShortFormat
    return QLocale().standaloneMonthName(day.month(), short)


def short_moment(moment: QDateTime) -> str:
    """A day and a time of it, without year and seconds."""
    short = QLocale.FormatType.ShortFormat
    return f"{short_day(moment.date())} {QLocale().toString(moment.time(), short)}"


def _pattern() -> str:
    """How a locale writes a day and a month; its short dates without their year."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return "d MMM"  # no country's: two bare numbers could not be told apart
    whole = locale.dateFormat(QLocale.FormatType.ShortFormat)
    found = re.search(r"[dM].*[dM]\.?", re.sub(r"y+|'[^']*'", "", whole))
    return found.group() if found else "d MMM"
