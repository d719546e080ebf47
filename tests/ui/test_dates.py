import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from dictation_app.ui.dates import short_day, short_moment, short_month


@pytest.fixture
def live_in():
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("en_US", "11/5"),
        ("en_GB", "05/11"),
        ("de_DE", "05.11."),
        ("sv_SE", "11-05"),
        ("hu_HU", "11. 05."),
        ("ja_JP", "11/05"),
        ("C", "5 Nov"),
    ],
)
def test_days_are_written_as_in_a_country(live_in, country, written):
    live_in(country)
    assert short_day(QDate(2026, 11, 5)) == written


def test_months_have_their_name_in_the_language(live_in):
    live_in("fr_FR")
    assert short_month(QDate(2026, 8, 1)).startswith("août")


def test_no_country_loses_the_day_or_the_month(live_in):
    known = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage,
        QLocale.Script.AnyScript,
        QLocale.Country.AnyTerritory,
    )
    first, other, later = QDate(2026, 1, 2), QDate(2026, 1, 3), QDate(2026, 2, 2)
    for locale in known:
        QLocale.setDefault(locale)
        assert len({short_day(first), short_day(other), short_day(later)}) == 3


def test_a_moment_has_its_time(live_in):
    moment = QDateTime(QDate(2026, 11, 5), QTime(14, 7, 30))
    live_in("de_DE")
    assert short_moment(moment) == "05.11. 14:07"
    live_in("en_US")
    assert short_moment(moment).replace("\u202f", " ") == "11/5 2:07 PM"
