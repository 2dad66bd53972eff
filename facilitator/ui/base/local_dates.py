"""The words and the order in which the user's locale writes dates, for the reader of days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QLocale

from facilitator.domain.dates.date_math import MONDAY_TO_FRIDAY, Week
from facilitator.domain.dates.dates import ENGLISH, DateWords, Order

_PART = re.compile(r"'(?P<quoted>[^']*)'|(?P<field>d+|M+|y+)|(?P<plain>[^'dMy]+)")
_LETTERS_BEFORE = re.compile(r"[^\s\d.,،;:()/-]*$")
_LETTERS_AFTER = re.compile(r"[^\s\d.,،;:()/-]*")
_FORMATS = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)


def local_words() -> DateWords:
    """Return the names of days and months in English and the user's locale, with its order."""
    locale = QLocale()
    long, short = map(locale.dateFormat, _FORMATS)
    return _words(locale.name(), long, short)


@lru_cache(maxsize=2)
def _words(name: str, long: str, short: str) -> DateWords:
    """Return the words of the user's locale, which is known by its name and its formats."""
    locale = QLocale()
    weekdays = (locale.dayName, locale.standaloneDayName)
    months = (locale.monthName, locale.standaloneMonthName)
    words = ENGLISH.merged(
        [
            _inflected([said(n, kind) for said in weekdays for kind in _FORMATS], long, "d")
            for n in range(1, 8)
        ],
        [
            _inflected([said(n, kind) for said in months for kind in _FORMATS], long, "M")
            for n in range(1, 13)
        ],
        _order(short),
        _week(locale),
    )
    return replace(
        words,
        territory=QLocale.territoryToCode(locale.territory()),
        between=tuple(text for _, text in _parts(long) + _parts(short) if text.strip()),
        year_first_dotted=short.startswith("y") and "." in short,
    )


@lru_cache(maxsize=8)
def _parts(pattern: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a pattern, each with the text after it; the first has no field."""
    found = [("", "")]
    for part in _PART.finditer(pattern):
        if part["field"]:
            found.append((part["field"], ""))
        else:
            field, text = found[-1]
            found[-1] = (field, text + (part["quoted"] or part["plain"] or ""))
    return tuple(found)


def _inflected(names: Sequence[str], pattern: str, letter: str) -> Iterator[str]:
    """Yield names, and each with the letters that a pattern writes right before and after it.

    In "d'ê' MMMM'a'" the letter after the name of the month is part of the word.
    """
    parts = _parts(pattern)
    at = next((n for n, (field, _) in enumerate(parts) if field.startswith(3 * letter)), 0)
    before = _LETTERS_BEFORE.search(parts[at - 1][1]) if at else None
    after = _LETTERS_AFTER.match(parts[at][1]) if at else None
    for name in names:
        yield name.rstrip(".")
        if before and after and before[0] + after[0]:
            yield f"{before[0]}{name}{after[0]}"


def _week(locale: QLocale) -> Week:
    """Return the week of the locale; Qt counts its days from Monday, 1."""
    workdays = tuple(day.value - 1 for day in locale.weekdays())
    return Week(locale.firstDayOfWeek().value - 1, workdays or MONDAY_TO_FRIDAY.workdays)


def _order(short: str) -> Order:
    places = sorted((short.find(letter), letter) for letter in "dMy")
    first = next((letter for at, letter in places if at >= 0), "d")
    if first == "M":
        return "MDY"
    return "YMD" if first == "y" else "DMY"
