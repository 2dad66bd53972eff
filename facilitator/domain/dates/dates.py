"""Dates as people say them: "fri", "in 2 weeks", "12/15", "the 1st", "end of month"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from facilitator.domain.dates.date_math import (
    FIRST_YEAR,
    LAST_YEAR,
    MONDAY_TO_FRIDAY,
    Week,
    days_on,
    end_of,
    later,
    next_of_number,
    next_such,
    real_day,
    start_of_next,
)

Order = Literal["DMY", "MDY", "YMD"]
Names = tuple[tuple[str, ...], ...]

LONGEST = 80
"""Characters of a text that may still say a day."""


@dataclass(frozen=True)
class DateWords:
    """How a language writes days: the order of numbers, and lower-case names.

    `weekdays` are seven groups of names that mean the same, Monday first; `months` are twelve.
    `week` is how weeks run where it is spoken.
    """

    order: Order
    weekdays: Names
    months: Names
    week: Week = MONDAY_TO_FRIDAY

    def merged(
        self,
        weekdays: Sequence[Iterable[str]] = (),
        months: Sequence[Iterable[str]] = (),
        order: Order | None = None,
        week: Week | None = None,
    ) -> "DateWords":
        """Return these words and a locale's own: 7 groups of weekdays, 12 of months, or none."""
        return DateWords(
            order or self.order,
            _joined(self.weekdays, weekdays),
            _joined(self.months, months),
            week or self.week,
        )


ENGLISH = DateWords(
    order="MDY",
    weekdays=(
        ("mon", "monday"),
        ("tue", "tues", "tuesday"),
        ("wed", "weds", "wednesday"),
        ("thu", "thur", "thurs", "thursday"),
        ("fri", "friday"),
        ("sat", "saturday"),
        ("sun", "sunday"),
    ),
    months=(
        ("jan", "january"),
        ("feb", "february"),
        ("mar", "march"),
        ("apr", "april"),
        ("may",),
        ("jun", "june"),
        ("jul", "july"),
        ("aug", "august"),
        ("sep", "sept", "september"),
        ("oct", "october"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)

_AROUND = "at before by coming due from in latest now of on the this till until within"
_FILLERS = frozenset(_AROUND.split())
_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: n for n, word in enumerate(_TO_TWELVE.split(), start=1)} | {"a": 1, "an": 1}
_UNITS = {
    name: unit
    for unit, names in {
        "day": "d day days",
        "week": "w wk week weeks",
        "month": "m month months",
        "year": "y year years",
    }.items()
    for name in names.split()
}
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_STRAY_SEPARATOR = re.compile(r"(?<!\d)(\s*)[./-]+")
_NUMERIC = re.compile(r"(\d{1,4}) [./-] (\d{1,2})(?: [./-] (\d{1,4}))?(?: \.)?")


@dataclass(frozen=True)
class _Token:
    """A number, a separator or a word of the text; a name may mean a weekday and a month."""

    text: str
    number: int | None = None
    ordinal: bool = False
    weekday: int | None = None
    month: int | None = None

    @property
    def separator(self) -> bool:
        return self.text in ("/", ".", "-")


def parse_day(typed: str, today: date, words: DateWords = ENGLISH) -> date | None:
    """Return the day that a text means, seen from today; None when it is no day of 1900 to 2200.

    A day without a year is the next such day, today included. A weekday is the next one after
    today, so on a Friday "fri" is a week away; "next fri" is the Friday of the next calendar
    week, which starts where the words' week does. Never raises, whatever the text.
    """
    if len(typed) > LONGEST:
        return None
    said = [token for token in _tokens(typed, words) if token.text not in _FILLERS]
    if any(token.number is not None and len(token.text) > 4 for token in said):
        return None
    day = _numeric(said, today, words.order)
    if day is None:
        plain = [token for token in said if not token.separator]
        day = _relative([token.text for token in plain], today, words.week)
        day = day or _weekday(plain, today, words.week) or _calendar(plain, today)
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _numeric(said: Sequence[_Token], today: date, order: Order) -> date | None:
    """Read numbers alone: 2026-12-15, 12/15, 15.12.26, 15.; a weekday beside them adds nothing."""
    text = " ".join(token.text for token in said if token.weekday is None)
    if lone := re.fullmatch(r"(\d{1,2}) \.", text):
        return next_of_number(int(lone[1]), today)
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, third = found.groups()
    if third is None:
        for month, day in _month_and_day(int(first), int(second), order):
            if next_one := next_such(month, day, today):
                return next_one
        return None
    if len(first) > 2:
        return real_day(_year(first), int(second), int(third))
    if (
        order == "YMD"
        and len(third) <= 2
        and (iso := real_day(_year(first), int(second), int(third)))
    ):
        return iso
    pairs = _month_and_day(int(first), int(second), order)
    days = (real_day(_year(third), month, day) for month, day in pairs)
    return next((day for day in days if day), None)


def _relative(said: Sequence[str], today: date, week: Week) -> date | None:
    """Read what is seen from today: tomorrow, 2 weeks, next month, end of the year."""
    match said:
        case ["today"]:
            return today
        case ["tomorrow"]:
            return days_on(today, 1)
        case ["day", "after", "tomorrow"]:
            return days_on(today, 2)
        case ["next", unit] if unit in _UNITS and unit != "day":
            return start_of_next(_UNITS[unit], today, week)
        case ["end", unit] if unit in _UNITS:
            return end_of(_UNITS[unit], today, week)
        case ["end", "next", unit] if unit in _UNITS:
            start = start_of_next(_UNITS[unit], today, week)
            return end_of(_UNITS[unit], start, week) if start else None
        case [count, unit] if unit in _UNITS:
            return later(_count(count), _UNITS[unit], today)
    return None


def _weekday(said: Sequence[_Token], today: date, week: Week) -> date | None:
    """Read fri, next fri, fri next week."""
    named = [token.weekday for token in said if token.weekday is not None]
    around = [token.text for token in said if token.weekday is None]
    if len(named) != 1 or around not in ([], ["next"], ["next", "week"]):
        return None
    if around:
        start = week.start_after(today)
        return days_on(start, week.place(named[0])) if start else None
    return days_on(today, (named[0] - today.weekday() - 1) % 7 + 1)


def _calendar(said: Sequence[_Token], today: date) -> date | None:
    """Read 15 dec, December 15th, dec 15 2027, 2027 dec 15, 15th."""
    months = [token for token in said if token.month is not None]
    if len(months) > 1:
        months = [token for token in months if token.weekday is None]
    numbers = [token for token in said if token.number is not None]
    others = {token.text for token in said if token.weekday is None} - {"next"}
    others -= {token.text for token in (*months, *numbers)}
    if others or not numbers or len(months) > 1:
        return None
    if not months:
        lone = numbers[0]
        is_day = len(numbers) == 1 and lone.ordinal
        return next_of_number(lone.number or 0, today) if is_day else None
    month = months[0].month or 0
    texts = [token.text for token in numbers]
    if len(texts) == 1:
        return next_such(month, int(texts[0]), today)
    if len(texts) != 2:
        return None
    day, year = texts if len(texts[0]) <= 2 else reversed(texts)
    return real_day(_year(year), month, int(day))


def _tokens(typed: str, words: DateWords) -> list[_Token]:
    """Return the numbers, separators after numbers, and words of a text, with names resolved."""
    pieces = list(_pieces(typed))
    names = _names(words)
    longest = max(map(len, names), default=1)
    found: list[_Token] = []
    at = 0
    while at < len(pieces):
        length = next(
            (n for n in range(longest, 0, -1) if tuple(pieces[at : at + n]) in names), None
        )
        if length:
            found.append(names[tuple(pieces[at : at + length])])
            at += length
            continue
        piece = pieces[at]
        at += 1
        if not piece.isdecimal():
            found.append(_Token(piece))
            continue
        nth = at < len(pieces) and pieces[at] in _ORDINALS
        nth_said = bool(found) and found[-1].text == "the"
        found.append(_Token(piece, _small(piece), ordinal=nth or nth_said))
        at += nth
    return found


def _pieces(typed: str) -> Iterator[str]:
    """Return runs of digits, runs of letters, and each separator that follows a digit."""
    plain = unicodedata.normalize("NFKC", typed).casefold().translate(_DASHES).strip()
    kept = (c for c in plain if unicodedata.category(c) != "Cf")
    ascii_digits = "".join(str(unicodedata.decimal(c, c)) for c in kept)
    if ascii_digits.startswith("-"):
        return
    text = _STRAY_SEPARATOR.sub(_only_after_a_digit, ascii_digits)
    for kind, run in groupby(text, _kind):
        if kind == "separator":
            yield from run
        elif kind != "space":
            yield "".join(run)


def _only_after_a_digit(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip()
    spaced_number = found[1] and before[-1:].isdecimal()
    return found[0] if spaced_number else " "


def _kind(character: str) -> str:
    if character in "./-":
        return "separator"
    if "0" <= character <= "9":
        return "number"
    return "word" if unicodedata.category(character)[0] in "LM" else "space"


def _names(words: DateWords) -> dict[tuple[str, ...], _Token]:
    """Return names by their pieces, without numbers alone, which some locales list as months."""
    found: dict[tuple[str, ...], _Token] = {}
    for index, group in enumerate(words.weekdays):
        for key in filter(_speaks, (tuple(_pieces(name)) for name in group)):
            found.setdefault(key, _Token(" ".join(key), weekday=index))
    for index, group in enumerate(words.months, start=1):
        for key in filter(_speaks, (tuple(_pieces(name)) for name in group)):
            known = found.get(key, _Token(" ".join(key)))
            if known.month is None:
                found[key] = replace(known, month=index)
    return found


def _speaks(pieces: tuple[str, ...]) -> bool:
    return any(piece[0].isalpha() for piece in pieces)


def _joined(known: Names, added: Sequence[Iterable[str]]) -> Names:
    groups = [*added, *([()] * (len(known) - len(added)))]
    lower = [[name.casefold() for name in group if name] for group in groups]
    return tuple(tuple(dict.fromkeys((*k, *a))) for k, a in zip(known, lower, strict=True))


def _small(digits: str) -> int:
    """Return the number, -1 for one so long that it is no part of a date."""
    return int(digits) if len(digits) <= 4 else -1


def _count(said: str) -> int | None:
    return _small(said) if said.isdecimal() else _COUNTS.get(said)


def _year(digits: str) -> int:
    return 2000 + int(digits) if len(digits) <= 2 else int(digits)


def _month_and_day(first: int, second: int, order: Order) -> tuple[tuple[int, int], ...]:
    """Return both readings of two numbers as month and day, the locale's own first."""
    day_first, month_first = (second, first), (first, second)
    return (day_first, month_first) if order == "DMY" else (month_first, day_first)
