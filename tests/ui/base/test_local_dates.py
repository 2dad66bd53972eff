"""Days in the locales of Qt, one for each script, order and way of writing a date."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale

from facilitator.domain.dates.dates import Doubt, Reading, read_day
from facilitator.ui.base import dates
from facilitator.ui.base.local_dates import local_words

TODAY = date(2026, 11, 29)
LONG, SHORT = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat
WITHOUT_NAMES = {"bal", "dz"}
"""Languages in which Qt writes two numbers for a day and a month, with a word between or a comma:
they are refused."""


def one_of_each_kind() -> list[str]:
    anything = (
        QLocale.Language.AnyLanguage,
        QLocale.Script.AnyScript,
        QLocale.Country.AnyCountry,
    )
    found: dict[object, str] = {}
    for locale in QLocale.matchingLocales(*anything):
        long = locale.dateFormat(LONG)
        order = "".join(sorted("dMy", key=locale.dateFormat(SHORT).find))
        kind = (
            locale.script(),
            order,
            "." in locale.dateFormat(SHORT),
            long.strip("dMy, .").split(),
        )
        found.setdefault(repr(kind), locale.bcp47Name())
    return list(found.values())


LOCALES = one_of_each_kind()
WORDS = "in next last fri end mid of the from after before 3 1st a half / . 12 week Q1 christmas"
SAID = WORDS.split()
DAYS = st.integers(0, 500).map(lambda ahead: TODAY + timedelta(ahead))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is a Sunday, and afterwards the user is where they were."""

    class Today(date):
        @classmethod
        def today(cls) -> "Today":
            return cls(TODAY.year, TODAY.month, TODAY.day)

    before = QLocale()
    monkeypatch.setattr(dates, "date", Today)
    yield
    QLocale.setDefault(before)


def written(day: date) -> list[str]:
    """The day as the default locale and the program write it."""
    locale, known = QLocale(), QDate(day.year, day.month, day.day)
    long = locale.dateFormat(LONG)
    medium = long.replace("MMMM", "MMM").replace("dddd", "ddd")
    patterns = [locale.toString(known, pattern) for pattern in (long, medium)]
    return [
        *patterns,
        locale.toString(known, SHORT),
        dates.day(day),
        dates.day(day, with_weekday=False),
    ]


@pytest.mark.parametrize("name", LOCALES)
def test_a_day_that_is_written_in_a_locale_is_read_there(name: str) -> None:
    QLocale.setDefault(QLocale(name))
    words = local_words()
    for ahead in (0, 3, 11, 37, 73, 106, 160, 225, 340):
        day = TODAY + timedelta(ahead)
        for text in written(day):
            reading = read_day(text, TODAY, words)
            refused = reading == Reading() and name.split("-")[0] in WITHOUT_NAMES
            assert refused or reading == Reading(day), text
    for dotted, day in (("3.12.", date(2026, 12, 3)), ("12.3.27", date(2027, 3, 12))):
        assert read_day(dotted, TODAY, words) == Reading(day), dotted
    assert read_day("a week from friday", TODAY, words).day == date(2026, 12, 11)


@given(st.sampled_from(LOCALES), DAYS, st.data())
def test_whatever_is_typed_in_a_locale_its_day_is_read_back(
    name: str, day: date, data: st.DataObject
) -> None:
    QLocale.setDefault(QLocale(name))
    words = local_words()
    pieces = [
        *" ".join(written(day)).split(),
        *["in", "next", "fri", "end", "of", "3", "/", ".", "12", "week", "christmas"],
    ]
    typed = data.draw(st.lists(st.sampled_from(pieces), max_size=7).map(" ".join) | st.text())
    reading = read_day(typed, TODAY, words)
    assert (reading.day is None) >= (reading.doubt is Doubt.VAGUE)
    if reading.day and reading.day >= TODAY and name.split("-")[0] not in WITHOUT_NAMES:
        assert read_day(dates.day(reading.day), TODAY, words) == Reading(reading.day), typed
