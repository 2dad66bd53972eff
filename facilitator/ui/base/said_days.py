"""Days as the user says them: order and names from the system's locale."""

from datetime import date
from typing import Literal

from PySide6.QtCore import QLocale

from facilitator.domain.dates.date_math import MONDAY_TO_FRIDAY, Week
from facilitator.domain.dates.dates import ENGLISH, DateWords, parse_day


def read_day(typed: str) -> date | None:
    """Return the date that the user typed, relative to today; None when it is not a date."""
    return parse_day(typed, date.today(), local_words())


def local_words() -> DateWords:
    """Return the names of days and months in English and the user's locale, with its order."""
    locale = QLocale()
    formats = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    weekdays = tuple(
        tuple(locale.dayName(n, kind).lower().rstrip(".") for kind in formats) for n in range(1, 8)
    )
    months = tuple(
        tuple(locale.monthName(n, kind).lower().rstrip(".") for kind in formats)
        for n in range(1, 13)
    )
    return ENGLISH.merged(weekdays, months, _order(locale), _week(locale))


def _week(locale: QLocale) -> Week:
    """Return the week of the locale; Qt counts its days from Monday, 1."""
    workdays = tuple(day.value - 1 for day in locale.weekdays())
    return Week(locale.firstDayOfWeek().value - 1, workdays or MONDAY_TO_FRIDAY.workdays)


def _order(locale: QLocale) -> Literal["DMY", "MDY", "YMD"]:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    places = sorted((pattern.find(letter), letter) for letter in "dMy")
    first = next((letter for at, letter in places if at >= 0), "d")
    if first == "M":
        return "MDY"
    return "YMD" if first == "y" else "DMY"
