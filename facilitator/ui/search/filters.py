"""What a search can be narrowed to: a team, a kind of item, a label, a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from facilitator.domain.exercise import Exercise
from facilitator.domain.search import HitKind
from facilitator.domain.text import fold, shortened
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr, tr_noop
from facilitator.ui.search.hit_cards import kinds_name

BETWEEN = ("–", "—", "..", " - ", " to ", " until ")
"""What separates two days that are typed as a range; the words are English in every language."""
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Filter(Enum):
    """One thing a search can be narrowed to; the value is what its button says when it is not."""

    TEAM = tr_noop("All teams")
    KIND = tr_noop("Everything")
    LABEL = tr_noop("Any label")
    TIME = tr_noop("Any time")

    # An Enum's own is written in Python.
    __hash__ = object.__hash__

    @property
    def anything(self) -> str:
        """What its button says while it lets everything through."""
        return tr(self.value)

    @property
    def title(self) -> str:
        """What it is called."""
        names = {
            Filter.TEAM: tr("Team"),
            Filter.KIND: tr("Kind"),
            Filter.LABEL: tr("Label"),
            Filter.TIME: tr("Time"),
        }
        return names[self]

    @property
    def command_name(self) -> str:
        """What menus call the choice of it."""
        names = {
            Filter.TEAM: tr("Search one team…"),
            Filter.KIND: tr("Search one kind…"),
            Filter.LABEL: tr("Search one label…"),
            Filter.TIME: tr("Search some time…"),
        }
        return names[self]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: its key, what it is called, and more about it where names repeat."""

    key: str
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a search is narrowed to, both included; None for no bound."""

    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """Return it as the key of an option."""
        return "/".join(day.isoformat() if day else "" for day in (self.since, self.until))

    @classmethod
    def of_key(cls, key: str) -> "Period":
        """Return the period that has that key."""
        since, _, until = key.partition("/")
        return cls(*(date.fromisoformat(day) if day else None for day in (since, until)))

    @property
    def name(self) -> str:
        """Return it as people say it."""
        since, until = self.since, self.until
        if since and until:
            days = [dates.day(day, with_weekday=False) for day in (since, until)]
            return days[0] if since == until else " – ".join(days)
        if since:
            return tr("Since {day}", day=dates.day(since, with_weekday=False))
        return tr("Until {day}", day=dates.day(until, with_weekday=False)) if until else ""


def kind_options() -> list[Option]:
    """Return the kinds of what can be found, in the order of a meeting."""
    return [Option(kind.value, kinds_name(kind)) for kind in HitKind]


def label_options(exercises: Iterable[Exercise]) -> list[Option]:
    """Return the labels of the exercises, each once; labels of one name have their exercise."""
    found: dict[str, Option] = {}
    for exercise in exercises:
        for label in exercise.labels:
            found.setdefault(label.id, Option(label.id, label.text, exercise.title))
    names = [option.name for option in found.values()]
    return [
        option if names.count(option.name) > 1 else Option(option.key, option.name)
        for option in found.values()
    ]


def time_options(typed: str, today: date) -> list[Option]:
    """Return the usual periods, or those that typed days may mean: "1 sep", "1 sep - 3 oct"."""
    wanted = typed.strip()
    named = [
        (tr("This month"), Period(today.replace(day=1))),
        (tr("Last month"), _month_before(today)),
        (tr("This year"), Period(date(today.year, 1, 1))),
        (tr("Last year"), _year(today.year - 1)),
    ]
    usual = [Option(period.key, name) for name, period in named]
    if not wanted:
        return usual
    return [
        *(option for option in usual if fold(wanted) in fold(option.name)),
        *(Option(period.key, period.name) for period in _typed_periods(wanted, today)),
    ]


def _typed_periods(typed: str, today: date) -> list[Period]:
    if typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR:
        return [_year(int(typed)), Period(since=date(int(typed), 1, 1))]
    for sign in BETWEEN:
        first, found, last = typed.partition(sign)
        if found and first.strip() and last.strip():
            since, until = _day(first, today), _day(last, today)
            if since and until:
                return [Period(min(since, until), max(since, until))]
    day = _day(typed, today)
    return [Period(since=day), Period(until=day), Period(day, day)] if day else []


def _day(typed: str, today: date) -> date | None:
    """Return the day that was typed; what could be one to come is the last such day."""
    day = dates.read(typed.strip()).day
    if day is None or day <= today or str(day.year) in typed:
        return day
    return day - timedelta(days=7) if (day - today).days <= 7 else _a_year_before(day)


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _month_before(today: date) -> Period:
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def short_name(option: Option) -> str:
    """Return the name of a choice as a button has room for it."""
    return shortened(option.name, 28)
