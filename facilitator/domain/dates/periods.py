"""Stretches of the calendar that have a name: weeks, months, quarters, halves, years."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facilitator.domain.dates.date_math import Week, days_on, later, real_day

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months a unit of the calendar has."""


class Point(StrEnum):
    """Where in a period a day is."""

    START = "start"
    MIDDLE = "mid"
    END = "end"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, from its first to its last; of a week these are days of work."""

    first: date
    last: date

    def day(self, point: Point | None, today: date) -> date:
        """Return its first, middle or last day.

        Without a point it is the day by which one expects something: the first, while the period
        is still to come, the last, once it has begun.
        """
        if point is None:
            point = Point.START if self.first > today else Point.END
        if point is Point.MIDDLE and (self.first.day, self.first.month) == (1, self.last.month):
            return self.first.replace(day=15)
        if point is Point.MIDDLE:
            return self.first + (self.last - self.first) // 2
        return self.first if point is Point.START else self.last


def upcoming(periods: Iterable[Period], point: Point | None, today: date) -> date | None:
    """Return the day of the first of these periods in which that day isn't past."""
    days = (period.day(point, today) for period in periods)
    return next((day for day in days if day >= today), None)


def around(unit: str, day: date, week: Week, ahead: int = 0) -> Period | None:
    """Return the week, weekend, month, quarter, half or year around a day, or a later one."""
    if unit in ("week", "weekend"):
        start = days_on(day, 7 * ahead - week.place(day.weekday()))
        if start is None:
            return None
        return _week(start, week) if unit == "week" else _weekend(start, week)
    if unit not in MONTHS:
        return None
    months = MONTHS[unit]
    first = later(months * ahead, "month", day.replace(month=1, day=1))
    first = first and later((day.month - 1) // months * months, "month", first)
    return months_from(first.year, first.month, months) if first else None


def from_now_on(unit: str, today: date, week: Week, most: int = 3) -> Iterator[Period]:
    """Yield the period of that kind around today, and those that follow it."""
    for ahead in range(most):
        period = around(unit, today, week, ahead)
        if period:
            yield period


def months_from(year: int, month: int, count: int) -> Period | None:
    """Return so many whole months from that one on."""
    first = real_day(year, month, 1)
    last = first and later(count - 1, "month", first)
    return Period(first, _last_of_month(last)) if first and last else None


def numbered_week(number: int, year: int) -> Period | None:
    """Return the days of work of a week by its number in ISO 8601."""
    try:
        return Period(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 5))
    except ValueError:
        return None


def week_of_month(number: int, month: Period) -> Period | None:
    """Return seven days of a month: its first, its second, or counted from the end for -1."""
    if number < 0:
        return Period(month.last - timedelta(6), month.last)
    first = month.first + timedelta(7 * (number - 1))
    if not 1 <= number <= 5 or first > month.last:
        return None
    return Period(first, min(first + timedelta(6), month.last))


def weekday_of(number: int, weekday: int, period: Period) -> date | None:
    """Return the first, second … of a weekday in a period; the last for -1."""
    if number < 0:
        found = period.last - timedelta((period.last.weekday() - weekday) % 7)
    else:
        found = period.first + timedelta((weekday - period.first.weekday()) % 7 + 7 * (number - 1))
    return found if number and period.first <= found <= period.last else None


def workday_of(number: int, period: Period, week: Week) -> date | None:
    """Return the first, second … day of work of a period; the last for -1."""
    count = (period.last - period.first).days + 1
    days = [period.first + timedelta(n) for n in range(count)]
    worked = [day for day in days if day.weekday() in week.workdays]
    at = number - 1 if number > 0 else number
    return worked[at] if number and -len(worked) <= at < len(worked) else None


def _week(start: date, week: Week) -> Period:
    places = [week.place(day) for day in week.workdays]
    return Period(start + timedelta(min(places)), start + timedelta(max(places)))


def _weekend(start: date, week: Week) -> Period | None:
    """Return the free days of which the first is in the week, the others may be in the next."""
    begins = next(
        (day for day in range(7) if _is_free(day, week) and not _is_free(day - 1, week)), None
    )
    if begins is None:
        return None
    days = next(count for count in range(1, 8) if not _is_free(begins + count, week))
    return Period(start + timedelta(begins), start + timedelta(begins + days - 1))


def _is_free(place: int, week: Week) -> bool:
    return (week.first + place) % 7 not in week.workdays


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
