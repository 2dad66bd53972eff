"""The grammar of periods: next week, january 2027, Q1, the first half of next year."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from facilitator.domain.dates.date_math import Week
from facilitator.domain.dates.date_tokens import Named, Number, Token, Unit
from facilitator.domain.dates.periods import (
    Period,
    around,
    from_now_on,
    months_from,
    numbered_week,
    week_of_month,
)
from facilitator.domain.dates.written_dates import year_of


class PeriodReader:
    """The reading of periods as seen from a day."""

    def __init__(self, today: date, week: Week) -> None:
        self._today = today
        self._week = week

    def read(self, said: Sequence[Token], *, bare: bool = False) -> Iterator[Period]:
        """Yield the periods that are meant, the next first; if `bare`, a unit alone is one."""
        today, week = self._today, self._week
        found: Iterable[Period | None] = ()
        match said:
            case [Unit(unit)] if bare or unit == "weekend":
                found = from_now_on(unit, today, week)
            case ["this", Unit("week" | "weekend" as unit)]:
                found = from_now_on(unit, today, week)
            case ["this", Unit(unit)]:
                found = [around(unit, today, week)]
            case ["next" | "coming", Unit(unit)]:
                found = [around(unit, today, week, 1)]
            case ["last", Unit(unit)]:
                found = [around(unit, today, week, -1)]
            case [Unit(unit), "after", "next"]:
                found = [around(unit, today, week, 2)]
            case [Number(digits=digits)] if bare and len(digits) == 4:
                found = [months_from(int(digits), 1, 12)]
            case [Unit("week"), Number(count, False)]:
                years = (today.year, today.year + 1)
                found = [numbered_week(count, year) for year in years]
            case [Unit("week"), Number(count, False), Number() as year]:
                found = [numbered_week(count, year_of(year) or 0)]
            case [Number(count, True), Unit("week"), *month]:
                found = [week_of_month(count, each) for each in self.read(month, bare=True)]
            case ["last", Unit("week"), *month]:
                found = [week_of_month(-1, each) for each in self.read(month, bare=True)]
            case ["next" | "this", Named(month=int())]:
                found = self._months(said[1:])
            case _:
                found = self._months(said)
        return (period for period in found if period)

    def _months(self, said: Sequence[Token]) -> Iterator[Period | None]:
        """Yield a month, a quarter or a half of the year, of which the year may follow or lead."""
        match said:
            case [Number(digits=digits) as named, *others] if len(digits) == 4 and others:
                said = [*others, named]
            case ["next" | "this" as which, Unit("year"), *others] if others:
                said = [*others, which, Unit("year")]
        match said:
            case [Named(month=int(month)), *rest]:
                first, length = month, 1
            case [("q" | Unit("quarter")), Number(quarter), *rest] | [
                Number(quarter, True),
                Unit("quarter"),
                *rest,
            ] if 1 <= quarter <= 4:
                first, length = 3 * quarter - 2, 3
            case [Unit("hour" | "half"), Number(half), *rest] | [
                Number(half, True),
                Unit("half"),
                *rest,
            ] if 1 <= half <= 2:
                first, length = 6 * half - 5, 6
            case _:
                return
        for year in self._years(rest):
            yield months_from(year, first, length)

    def _years(self, said: Sequence[Token]) -> Sequence[int]:
        """Return the year that is named, or this one and the next."""
        this = self._today.year
        match said:
            case [] | [Unit("year")]:
                return (this, this + 1)
            case ["next", Unit("year")]:
                return (this + 1,)
            case ["this", Unit("year")]:
                return (this,)
            case [Number() as year]:
                named = year_of(year)
                return (named,) if named else ()
        return ()
