"""Days as the user says them: order and names from the system's locale."""

from datetime import date
from typing import Literal

from PySide6.QtCore import QLocale

from facilitator.domain.when import ENGLISH, DateWords, parse_day


def read_day(typed: str) -> date | None:
    """The day that was said, seen from today; None when it is no day."""
    return parse_day(typed, date.today(), local_words())


def local_words() -> DateWords:
    """English names and those of the user's locale, in the order of the locale."""
    locale = QLocale()
    formats = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    weekdays = tuple(
        tuple(locale.dayName(n, kind).lower().rstrip(".") for kind in formats) for n in range(1, 8)
    )
    months = tuple(
        tuple(locale.monthName(n, kind).lower().rstrip(".") for kind in formats)
        for n in range(1, 13)
    )
    return ENGLISH.merged(weekdays, months, _order(locale))


def _order(locale: QLocale) -> Literal["DMY", "MDY", "YMD"]:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    places = sorted((pattern.find(letter), letter) for letter in "dMy")
    first = next((letter for at, letter in places if at >= 0), "d")
    if first == "M":
        return "MDY"
    return "YMD" if first == "y" else "DMY"
