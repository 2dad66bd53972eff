"""Dates in the user's locale: as the locale writes them, and as the user types them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime

from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.dates.dates import Reading

_FIELD = re.compile(r"'[^']*'|d+|M+|y+")
# What follows a field without a space belongs to it, and an abbreviation: "27.", "27日", "2027 г."
_ATTACHED = re.compile(r"(?:[^\s,،'dMy]|'[^']*'|\s'[^']{1,3}'\.)*")
_WEEKDAY = re.compile(r"d{3,}[,\s]*")


def day(value: date, with_weekday: bool = True, with_year: bool = False) -> str:
    """Return a day as the user's locale writes it: "Fri 27 Nov", "Fri Nov 27", "11月27日 金".

    It has its year where that isn't this year, or is asked for.
    """
    patterns = _patterns_of(QLocale().dateFormat(QLocale.FormatType.LongFormat))
    is_now = value.year == date.today().year and not with_year
    pattern = patterns.day if is_now else patterns.with_year
    if with_weekday:
        pattern = f"ddd {pattern}" if patterns.weekday_first else f"{pattern} ddd"
    return QLocale().toString(QDate(value.year, value.month, value.day), pattern)


def to_type(value: date) -> str:
    """Return a day as the user's locale writes it and as it is read back as that same day."""
    written = (day(value), day(value, with_year=True))
    return next((text for text in written if read(text).day == value), value.isoformat())


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


def read(typed: str) -> "Reading":
    """Return the date that the user typed, relative to today, and what is odd about it."""
    # Imported where it is used: the first window only writes dates.
    from facilitator.domain.dates.dates import read_day
    from facilitator.ui.base.local_dates import local_words

    return read_day(typed, date.today(), local_words())


def doubt(reading: "Reading") -> str:
    """Return what is odd about a day that was typed, "" for nothing."""
    from facilitator.domain.dates.dates import Doubt

    if reading.day is None or reading.doubt is None:
        return ""
    said = day(reading.day, with_weekday=False)
    if reading.doubt is Doubt.PAST:
        return tr("{day} is in the past", day=said)
    weekday = QLocale().standaloneDayName(reading.day.isoweekday())
    return tr("{day} is a {weekday}", day=said, weekday=weekday)


def not_a_day(typed: str, reading: "Reading") -> str:
    """Return the sentence for a text that names no day."""
    from facilitator.domain.dates.dates import Doubt

    said = typed.strip()
    if not said:
        return tr("Say by when: “fri”, “in 2 weeks” or a date.")
    if reading.doubt is Doubt.VAGUE:
        return tr("“{typed}” isn’t a date. Try “fri”, “in 2 weeks” or a date.", typed=said)
    return tr("I don’t understand “{typed}”. Try “fri”, “in 2 weeks” or a date.", typed=said)
