"""The grammar of days: how words, numbers and names of days are combined."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from facilitator.domain.dates.date_math import (
    Week,
    days_on,
    later,
    next_of_number,
    workdays_on,
)
from facilitator.domain.dates.date_tokens import Day, Named, Number, Token, Unit, tokens
from facilitator.domain.dates.date_words import PARTS_OF_DAY, DateWords
from facilitator.domain.dates.holidays import holidays
from facilitator.domain.dates.period_phrases import PeriodReader
from facilitator.domain.dates.periods import (
    Period,
    Point,
    around,
    from_now_on,
    upcoming,
    weekday_of,
    workday_of,
)
from facilitator.domain.dates.spans import Span, spans, with_half_years
from facilitator.domain.dates.written_dates import year_of

_MOST = 16
"""Tokens of a text that may still say a day."""
_POINTS = {point.value: point for point in Point}


class PhraseReader:
    """The reading of one text, in which `misfit` says that a weekday and its date disagree."""

    def __init__(self, today: date, words: DateWords) -> None:
        self._today = today
        self._week: Week = words.week
        self._periods = PeriodReader(today, words.week)
        self._holidays = _holidays(words)
        self.misfit = False

    def read(self, said: Sequence[Token]) -> date | None:
        """Return the day that these tokens mean."""
        if not said or len(said) > _MOST:
            return None
        parts = {token for token in said if isinstance(token, str)} & PARTS_OF_DAY
        left = with_half_years([token for token in said if token not in parts])
        if parts and left in ([], ["this"], ["before"], ["after"]):
            return self._today if left or parts != {"morning"} else None
        return self._day(left)

    def _day(self, said: Sequence[Token]) -> date | None:
        """Try each way to say a day, from the plainest to the most general."""
        if not said:
            return None
        ways = (
            self._plain_day,
            self._weekday,
            self._number,
            self._part_of_period,
            self._shifted,
            self._holiday,
            self._in_period,
            self._around_day,
            self._checked,
        )
        return next((day for way in ways if (day := way(said))), None)

    def _plain_day(self, said: Sequence[Token]) -> date | None:
        match said:
            case [Day(day)] | ["this" | "next", Day(day)]:
                return day
            case ["today"]:
                return self._today
            case ["tomorrow"]:
                return days_on(self._today, 1)
            case ["yesterday"]:
                return days_on(self._today, -1)
            case ["next" | "coming", Unit("day" | "fortnight" as unit)]:
                return self._later([(1, unit)], self._today)
            case ["next" | "coming", Number(), Unit()] if found := spans(said[1:]):
                return self._later(found, self._today)
            case ["same" | "this", "next", Unit(unit)] | ["same", Unit("day"), "next", Unit(unit)]:
                return self._later([(1, unit)], self._today)
        return None

    def _weekday(self, said: Sequence[Token]) -> date | None:
        """Read fri, next fri, fri next week, monday week, friday after next."""
        match said:
            case [Named(int(name))] | ["coming", Named(int(name))] | [Named(int(name)), "coming"]:
                return self._next(name)
            case ["this", Named(int(name))]:
                return self._next(name, even_today=True)
            case ["last", Named(int(name))]:
                return days_on(self._next(name, even_today=True), -7)
            case ["this", Unit("week"), Named(int(name))] | [
                Named(int(name)),
                "this",
                Unit("week"),
            ]:
                return self._in_week(name, 0)
            case (
                ["next", Named(int(name))]
                | [Named(int(name)), "next"]
                | [Named(int(name)), "next", Unit("week")]
                | ["next", Unit("week"), Named(int(name))]
            ):
                return self._in_week(name, 1)
            case [Named(int(name)), "after", "next"] | [
                Named(int(name)),
                Unit("week"),
                "after",
                "next",
            ]:
                return self._in_week(name, 2)
            case [Named(int(name)), Unit("week" | "fortnight" as unit)]:
                return later(1, unit, self._next(name))
            case ["today" | "tomorrow" as word, Unit("week" | "fortnight" as unit)]:
                return later(1, unit, self._plain_day([word]) or self._today)
        return None

    def _next(self, weekday: int, *, even_today: bool = False) -> date:
        ahead = (weekday - self._today.weekday()) % 7
        found = days_on(self._today, ahead or (0 if even_today else 7))
        return found or self._today

    def _in_week(self, weekday: int, ahead: int) -> date | None:
        start = -self._week.place(self._today.weekday())
        return days_on(self._today, start + 7 * ahead + self._week.place(weekday))

    def _number(self, said: Sequence[Token]) -> date | None:
        """Read the 15th, the 1st of next month, fri 13."""
        match said:
            case [Number(day, True)] | [Number(day, True), Unit("month")]:
                return next_of_number(day, self._today)
            case [Number(day, True), "this", Unit("month")]:
                return _numbered(day, around("month", self._today, self._week))
            case [Number(day, True), "next", Unit("month")]:
                return _numbered(day, around("month", self._today, self._week, 1))
            case [Number(count, True), Named(int(name))] if count <= 5:
                months = from_now_on("month", self._today, self._week, 13)
                days = (weekday_of(count, name, month) for month in months)
                return next((day for day in days if day and day >= self._today), None)
            case [Named(int(name)), Number(day)] | [Number(day), Named(int(name))]:
                return self._fitting(name, next_of_number(day, self._today))
        return None

    def _part_of_period(self, said: Sequence[Token]) -> date | None:
        """Read the last day of january, the first monday of next month."""
        match said:
            case [Number(count, True), Named() | Unit("day" | "workday") as what, *rest]:
                pass
            case ["last", Named() | Unit("day" | "workday") as what, *rest] if rest:
                count = -1
            case _:
                return None
        found = []
        for period in self._periods.read(rest, bare=True):
            if isinstance(what, Named):
                day = None if what.weekday is None else weekday_of(count, what.weekday, period)
            elif what.name == "workday":
                day = workday_of(count, period, self._week)
            else:
                day = period.last if count < 0 else days_on(period.first, count - 1)
            found += [day] if day else []
        return next((day for day in found if day >= self._today), found[-1] if found else None)

    def _shifted(self, said: Sequence[Token]) -> date | None:
        """Read in 2 weeks, a week from friday, 3 days before christmas, the monday after easter."""
        if found := spans(said):
            return self._later(found, self._today)
        for at, word in enumerate(said):
            if word in ("from", "after", "before"):
                return self._beside(said[:at], str(word), said[at + 1 :])
        for at in range(1, len(said)):
            found, day = spans(said[:at], bare=True), said[at:]
            if found and _is_plain(day):
                return self._later(found, self._day(day))
            weekday, after = said[:at], spans(said[at:])
            if after and at == 1:
                match weekday[0]:
                    case Named(int(name)):
                        return self._later(after, self._next(name, even_today=True))
        return None

    def _beside(self, what: Sequence[Token], word: str, said: Sequence[Token]) -> date | None:
        """Return a day before or after another; without one, before or after today."""
        day = self._day(said) if said else self._today
        if day is None:
            return None
        sign = -1 if word == "before" else 1
        match what:
            case [] if word == "after":
                return workdays_on(self._last_day(said, day), 1, self._week) if said else None
            case []:
                return self._day_before(said, day) if said else None
            case [Named(int(name))] | ["a" | "an" | "next", Named(int(name))]:
                return days_on(day, sign * ((sign * (name - day.weekday()) - 1) % 7 + 1))
            case [Number(count, True), Named(int(name))]:
                ahead = (sign * (name - day.weekday()) - 1) % 7 + 1
                return days_on(day, sign * (ahead + 7 * (count - 1)))
        found = [(sign * count, unit) for count, unit in spans(what, bare=True)]
        return self._later(found, day) if found else None

    def _day_before(self, said: Sequence[Token], day: date) -> date | None:
        """Return the day of work before a period or a holiday; another day is included.

        What is promised before the weekend is there on Friday, before friday it may be on Friday.
        """
        is_whole = self._holiday(said) or any(p.first == day for p in self._periods.read(said))
        return workdays_on(day, -1, self._week) if is_whole else day

    def _last_day(self, said: Sequence[Token], day: date) -> date:
        return max((p.last for p in self._periods.read(said) if p.first == day), default=day)

    def _later(self, long: Iterable[Span], day: date | None) -> date | None:
        for count, unit in long:
            if day is None:
                return None
            if unit == "workday":
                day = workdays_on(day, count, self._week)
            else:
                day = later(count, unit, day)
        return day

    def _holiday(self, said: Sequence[Token]) -> date | None:
        """Read christmas, next easter, new year's eve 2027."""
        rest = list(said[1:] if said[:1] in (["next"], ["this"], ["coming"]) else said)
        year = None
        match rest:
            case [*names, Number() as number] if names:
                rest, year = names, year_of(number)
        on = self._holidays.get(tuple(rest))
        if on is None:
            return None
        if year is not None:
            return on(year)
        days = (on(self._today.year + ahead) for ahead in range(9))
        return next((day for day in days if day and day >= self._today), None)

    def _in_period(self, said: Sequence[Token]) -> date | None:
        """Read january, next week, end of Q1, mid december, month end."""
        point: Point | None = None
        rest = said
        match said:
            case [str(word), *others] if word in _POINTS:
                point, rest = _POINTS[word], others
            case [*others, "end"]:
                point, rest = Point.END, others
            case ["this", Unit("week")]:
                point = Point.END
        found = list(self._periods.read(rest, bare=point is not None))
        if found:
            day = upcoming(found, point, self._today)
            return day or (found[0].day(point, self._today) if len(found) == 1 else None)
        return self._day(rest) if point in (Point.START, Point.END) and rest is not said else None

    def _around_day(self, said: Sequence[Token]) -> date | None:
        """Read the week of dec 7."""
        match said:
            case [Unit("week"), *rest] if rest:
                day = self._day(rest)
                period = around("week", day, self._week) if day else None
                return period.day(None, self._today) if period else None
        return None

    def _checked(self, said: Sequence[Token]) -> date | None:
        """Read a weekday beside a day."""
        match said:
            case [Named(int(name)), *rest] | [*rest, Named(int(name))]:
                if not any(isinstance(token, Named) for token in rest):
                    return self._fitting(name, self._day(rest))
        return None

    def _fitting(self, weekday: int, day: date | None) -> date | None:
        self.misfit = day is not None and day.weekday() != weekday
        return day


def _is_plain(said: Sequence[Token]) -> bool:
    match said:
        case [Named(int())] | ["today" | "tomorrow"] | ["this" | "next", Named(int())]:
            return True
    return False


def _numbered(day: int, month: Period | None) -> date | None:
    if month is None or not 1 <= day <= month.last.day:
        return None
    return month.first.replace(day=day)


@lru_cache(maxsize=8)
def _holidays(words: DateWords) -> dict[tuple[Token, ...], Callable[[int], date | None]]:
    """Return the holidays of a place by the tokens of their names."""
    found = holidays(words.territory).items()
    return {tuple(tokens(name, words)): on for name, on in found}
