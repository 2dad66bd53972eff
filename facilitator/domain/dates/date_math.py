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
    if year > LAST_YEAR:
        return None
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def later(count: int | None, unit: str, today: date) -> date | None:
    """Return the day so many days, weeks, months or years later."""
    if count is None:
        return None
    if unit in ("day", "week"):
        return days_on(today, count * (7 if unit == "week" else 1))
    return months_on(today, count * (12 if unit == "year" else 1))


def start_of_next(unit: str, today: date, week: Week) -> date | None:
    """Return the first workday of the next week, or the first of the next month or year."""
    if unit == "week":
        start = week.start_after(today)
        return days_on(start, min(map(week.place, week.workdays))) if start else None
    first = today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)
    return later(1, unit, first)


def end_of(unit: str, day: date, week: Week) -> date | None:
    """Return the week's last workday (after it that of the next), or the month's or year's last."""
    if unit == "week":
        return days_on(day, (max(week.workdays, key=week.place) - day.weekday()) % 7)
    if unit == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day.replace(month=12, day=31) if unit == "year" else None


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
