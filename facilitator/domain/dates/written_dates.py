"""Dates in numbers or with the name of a month, found among the words of a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from facilitator.domain.dates.date_math import FIRST_YEAR, LAST_YEAR, next_such, real_day
from facilitator.domain.dates.date_tokens import SEPARATORS, Day, Named, Number, Token, Unit
from facilitator.domain.dates.date_words import DateWords, Order

_TWO = re.compile(r"(?P<first>\d{1,2}) (?P<sep>[./-]) (?P<second>\d{1,2})(?: \.)?")
_THREE = re.compile(
    r"(?P<first>\d{1,4}) (?P<sep>[./-]) (?P<second>\d{1,2}) (?:[./-] )?(?P<third>\d{1,4})"
    r"(?P<end> \.)?"
)
_SPACED = re.compile(r"(?P<first>\d{1,2}) (?P<second>\d{1,2}) (?P<third>\d{4})(?P<sep>)(?P<end>)")
_PARTS_OF_YEAR = ("q", Unit("quarter"), Unit("hour"), Unit("half"))
"""What has a number after it, and perhaps a year: q1/27, h1 2027."""


class NoSuchDayError(Exception):
    """A date that no calendar has."""


def with_dates(said: Sequence[Token], today: date, words: DateWords) -> list[Token]:
    """Return the tokens, with a day for each date in them. Raises NoSuchDayError."""
    return _with_written(list(_with_numeric(said, today, words)), today, words)


def year_of(number: Number) -> int | None:
    """Return the year of two or four digits."""
    if number.ordinal or len(number.digits) not in (2, 4):
        return None
    year = _full(number.digits)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _full(digits: str) -> int:
    return 2000 + int(digits) if len(digits) <= 2 else int(digits)


def _with_numeric(said: Sequence[Token], today: date, words: DateWords) -> Iterator[Token]:
    """Read numbers alone: 2026-12-15, 12/15, 15.12.26, 15.; other separators are left out."""
    at = 0
    while at < len(said):
        run = _run(said[at:])
        if run:
            yield from _read_numbers(run, said[at - 1] if at else None, today, words)
        elif said[at] not in SEPARATORS:
            yield said[at]
        at += len(run) or 1


def _run(said: Sequence[Token]) -> list[Number | str]:
    """Return the numbers in digits, and separators after them, that a list begins with."""
    run: list[Number | str] = []
    for token in said:
        is_number = isinstance(token, Number) and token.digits and not token.ordinal
        if not isinstance(token, Number | str) or not (is_number or (run and token in SEPARATORS)):
            break
        run.append(token)
    return run


def _read_numbers(
    run: Sequence[Number | str], before: Token | None, today: date, words: DateWords
) -> Iterator[Token]:
    numbers = [token for token in run if isinstance(token, Number)]
    text = " ".join(token.digits if isinstance(token, Number) else token for token in run)
    two, three = _TWO.fullmatch(text), _THREE.fullmatch(text) or _SPACED.fullmatch(text)
    if (two or three) and before not in _PARTS_OF_YEAR:
        day = _of_two(two, today, words) if two else _of_three(three, words) if three else None
        if day is not None:
            yield Day(day)
            return
        if before != Unit("week"):
            raise NoSuchDayError
    if len(run) == 2 and run[1] == "." and len(numbers[0].digits) <= 2:
        yield replace(numbers[0], ordinal=True)
    else:
        yield from numbers


def _of_two(found: re.Match[str], today: date, words: DateWords) -> date | None:
    pairs = _month_and_day(found, words.order)
    return next((day for m, d in pairs if (day := next_such(m, d, today))), None)


def _of_three(found: re.Match[str], words: DateWords) -> date | None:
    first, second, third = found["first"], found["second"], found["third"]
    dotted = found["sep"] == "."
    year_first = words.year_first_dotted and found["end"] if dotted else words.order == "YMD"
    if len(third) <= 2 and (year_first or len(first) > 2):
        day = real_day(_full(first), int(second), int(third))
        if day:
            return day
    if len(first) > 2:
        return None
    days = (real_day(_full(third), m, d) for m, d in _month_and_day(found, words.order))
    return next((day for day in days if day), None)


def _month_and_day(found: re.Match[str], order: Order) -> tuple[tuple[int, int], ...]:
    """Return both readings of two numbers as month and day, the usual one first."""
    first, second = int(found["first"]), int(found["second"])
    day_first, month_first = (second, first), (first, second)
    if order == "DMY" or found["sep"] == ".":
        return (day_first, month_first)
    return (month_first, day_first)


def _with_written(said: Sequence[Token], today: date, words: DateWords) -> list[Token]:
    """Read 15 dec, December 15th, dec 15 2027, 2027 dec 15."""
    windows = [
        (at, length, parts)
        for at in range(len(said))
        if not at or said[at - 1] != "q"
        for length in (4, 3, 2)
        if (parts := _parts(said[at : at + length])) and at + length <= len(said)
    ]
    if not windows:
        return list(said)

    def rank(window: tuple[int, int, _Parts]) -> tuple[int, bool, bool]:
        """Prefer the longest, a month whose name is no weekday, and the usual order."""
        at, length, (month, *_) = window
        day_first = isinstance(said[at], Number)
        return (length, month.weekday is None, day_first == (words.order == "DMY"))

    at, length, (month, day, year, weekday) = max(windows, key=rank)
    found = (
        real_day(year_of(year) or 0, month.month or 0, day.value)
        if year
        else next_such(month.month or 0, day.value, today)
    )
    if found is None:
        raise NoSuchDayError
    return [*weekday, *said[:at], Day(found), *said[at + length :]]


_Parts = tuple[Named, Number, Number | None, tuple[Named, ...]]
"""The month, the day, the year and the weekday of a date."""


def _parts(said: Sequence[Token]) -> _Parts | None:
    weekday: tuple[Named, ...] = ()
    match said:
        case [Number() as day, Named(month=int()) as month] if _is_day(day):
            return month, day, None, ()
        case [Named(month=int()) as month, Number() as day] if _is_day(day):
            return month, day, None, ()
        case [
            Number() as day,
            Named(month=int()) as month,
            Named(month=None) as name,
            Number() as y,
        ]:
            year, weekday = y, (name,)
        case (
            [Number() as day, Named(month=int()) as month, Number() as year]
            | [Named(month=int()) as month, Number() as day, Number() as year]
            | [Number() as year, Number() as day, Named(month=int()) as month]
        ):
            pass
        case _:
            return None
    if len(day.digits) == 4:
        day, year = year, day
    return (month, day, year, weekday) if _is_day(day) and len(year.digits) in (2, 4) else None


def _is_day(number: Number) -> bool:
    return len(number.digits) <= 2
