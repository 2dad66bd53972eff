"""Arithmetic of days: later ones, ends and beginnings. None means that there is no such day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 1900
LAST_YEAR = 2200
"""Years beyond these are taken for a slip of the fingers."""


@dataclass(frozen=True, slots=True)
class Week:
    """The weekday it begins with, and those on which one works; Monday is 0."""

    first: int = 0
    workdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def start_after(self, today: date) -> date | None:
        """Return the first day of the next week."""
        return days_on(today, 7 - (today.weekday() - self.first) % 7)

    def place(self, weekday: int) -> int:
        """Return how many days a weekday is after the first day of the week."""
        return (weekday - self.first) % 7


MONDAY_TO_FRIDAY = Week()

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None when there is none of that name or it is too far away."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def days_on(day: date, days: int) -> date | None:
    """Return the day so many days later."""
    number = day.toordinal() + days
    return day + timedelta(days) if 1 <= number <= date.max.toordinal() else None


def months_on(day: date, months: int) -> date | None:
    """Return the same day of a later month, its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def later(count: int, unit: str, today: date) -> date | None:
    """Return the day so many days, weeks, months, quarters, halves or years later."""
    if unit in _DAYS:
        return days_on(today, count * _DAYS[unit])
    return months_on(today, count * _MONTHS[unit]) if unit in _MONTHS else None


def workdays_on(day: date, count: int, week: Week) -> date | None:
    """Return the day after so many days of work, or before for less than none."""
    found: date | None = day
    step = 1 if count > 0 else -1
    left = abs(count)
    while left and (found := days_on(found, step) if found else None):
        left -= found.weekday() in week.workdays
    return found


def next_such(month: int, day: int, today: date) -> date | None:
    """Return today or the next day of that month and number; leap days may be 8 years apart."""
    candidates = (real_day(today.year + years, month, day) for years in range(9))
    return next((found for found in candidates if found and found >= today), None)


def next_of_number(day: int, today: date) -> date | None:
    """Return today or the next day of that number, in whatever month."""
    first = today.replace(day=1)
    months = (months_on(first, ahead) for ahead in range(3))
    candidates = (real_day(month.year, month.month, day) for month in months if month)
    return next((found for found in candidates if found and found >= today), None)
