"""Dates in the user's locale: as the locale writes them, and as the user types them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime

from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    # Imported where it is used: the first window only writes dates.
    from facilitator.domain.dates.date_math import Week
    from facilitator.domain.dates.dates import DateWords, Order

_FIELD = re.compile(r"'[^']*'|d+|M+|y+")
# What follows a field without a space belongs to it, and an abbreviation: "27.", "27日", "2027 г."
_ATTACHED = re.compile(r"(?:[^\s,،'dMy]|'[^']*'|\s'[^']{1,3}'\.)*")
_WEEKDAY = re.compile(r"d{3,}[,\s]*")


def day(value: date, with_weekday: bool = True) -> str:
    """Return a day as the user's locale writes it: "Fri 27 Nov", "Fri Nov 27", "11月27日 金"."""
    patterns = _patterns_of(QLocale().dateFormat(QLocale.FormatType.LongFormat))
    pattern = patterns.day if value.year == date.today().year else patterns.with_year
    if with_weekday:
        pattern = f"ddd {pattern}" if patterns.weekday_first else f"{pattern} ddd"
    return QLocale().toString(QDate(value.year, value.month, value.day), pattern)


def moment(value: datetime, *, seconds: bool = False) -> str:
    """Return a moment in local time as people say it: "today, 10:15", "Fri 27 Nov, 10:15".

    With `seconds` it differs from others of the same minute: "today, 10:15:30".
    """
    local = value.astimezone()
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if seconds:
        pattern = re.sub(r"(\W?)mm", r"\1mm\1ss", pattern)
    time = QLocale().toString(QTime(local.hour, local.minute, local.second), pattern)
    said = {date.today(): tr("today"), date.today() - timedelta(days=1): tr("yesterday")}
    return tr("{day}, {time}", day=said.get(local.date(), day(local.date())), time=time)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns made from a locale's long date: the day and month, and the same with the year."""

    day: str
    with_year: str
    weekday_first: bool


@lru_cache(maxsize=8)
def _patterns_of(long: str) -> _Patterns:
    """Return "MMM d" and "MMM d, yyyy" for "dddd, MMMM d, yyyy"."""
    places: dict[str, tuple[int, int]] = {}
    for found in _FIELD.finditer(long):
        name = "weekday" if found[0].startswith("ddd") else found[0][0]
        attached = _ATTACHED.match(long, found.end())
        places.setdefault(name, (found.start(), attached.end() if attached else found.end()))
    if not {"d", "M", "y"} <= places.keys():
        # A system may let its user write anything here.
        return _Patterns("d MMM", "d MMM yyyy", True)

    def cut(*names: str) -> str:
        spans = [places[name] for name in names]
        text = long[min(first for first, _ in spans) : max(last for _, last in spans)]
        return _WEEKDAY.sub("", text).replace("MMMM", "MMM")

    last = places.get("weekday", (-1, 0))[0] > places["d"][0]
    return _Patterns(cut("d", "M"), cut("d", "M", "y"), not last)


def read_day(typed: str) -> date | None:
    """Return the date that the user typed, relative to today; None when it is not a date."""
    from facilitator.domain.dates.dates import parse_day

    return parse_day(typed, date.today(), local_words())


def local_words() -> "DateWords":
    """Return the names of days and months in English and the user's locale, with its order."""
    from facilitator.domain.dates.dates import ENGLISH

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


def _week(locale: QLocale) -> "Week":
    """Return the week of the locale; Qt counts its days from Monday, 1."""
    from facilitator.domain.dates.date_math import MONDAY_TO_FRIDAY, Week

    workdays = tuple(day.value - 1 for day in locale.weekdays())
    return Week(locale.firstDayOfWeek().value - 1, workdays or MONDAY_TO_FRIDAY.workdays)


def _order(locale: QLocale) -> "Order":
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    places = sorted((pattern.find(letter), letter) for letter in "dMy")
    first = next((letter for at, letter in places if at >= 0), "d")
    if first == "M":
        return "MDY"
    return "YMD" if first == "y" else "DMY"
