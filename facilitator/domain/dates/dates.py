"""Days as people say them: "fri", "in 2 weeks", "12/15", "mid december", "a week from friday"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from facilitator.domain.dates.date_math import FIRST_YEAR, LAST_YEAR
from facilitator.domain.dates.date_phrases import PhraseReader
from facilitator.domain.dates.date_tokens import Day, Number, Token, raw_words, tokens, without
from facilitator.domain.dates.date_words import BESIDE_VAGUE, ENGLISH, VAGUE, DateWords, Order
from facilitator.domain.dates.written_dates import NoSuchDayError, with_dates

__all__ = ["ENGLISH", "DateWords", "Doubt", "Order", "Reading", "parse_day", "read_day"]

LONGEST = 80
"""Characters of a text that may still say a day."""


class Doubt(StrEnum):
    """What is odd about a text that is read as a day."""

    PAST = "past"
    """The day is before today."""
    OTHER_WEEKDAY = "other_weekday"
    """The weekday that was named is not the one of the date."""
    VAGUE = "vague"
    """It says that there is a day, such as "asap", and not which one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a day, None for none, and what is odd about it."""

    day: date | None = None
    doubt: Doubt | None = None


def parse_day(typed: str, today: date, words: DateWords = ENGLISH) -> date | None:
    """Return the day that read_day() reads."""
    return read_day(typed, today, words).day


def read_day(typed: str, today: date, words: DateWords = ENGLISH) -> Reading:
    """Return which day of 1900 to 2200 a text means, seen from today.

    A day without a year is the next such day, today included. A weekday is the next one after
    today, so on a Friday "fri" is a week away; "next fri" is the Friday of the next calendar
    week, which starts where the words' week does. A period that is still to come is expected by its
    first day, one that has begun by its last. Dates with dots have the day first everywhere. Never
    raises, whatever the text.
    """
    if len(typed) > LONGEST:
        return Reading()
    readings = (_read(said, today, words) for said in _tokenized(typed, words))
    odd = Reading()
    for reading in readings:
        if reading.day and not reading.doubt:
            return reading
        odd = odd if odd.day else reading
    if odd.day:
        return odd
    return Reading(doubt=Doubt.VAGUE if _is_vague(typed) else None)


def _tokenized(typed: str, words: DateWords) -> Iterator[list[Token]]:
    """Yield the tokens as the words have them, without what is beside a date, and in English."""
    yield tokens(typed, words)
    if words.between:
        yield without(tokens(typed, words, times=False), words.between)
    if words.weekdays != ENGLISH.weekdays:
        # "On" is a name of Wednesday in Oslo and a word in English.
        yield tokens(typed, replace(words, weekdays=ENGLISH.weekdays, months=ENGLISH.months))


def _read(said: Sequence[Token], today: date, words: DateWords) -> Reading:
    if any(isinstance(token, Number) and len(token.digits) > 4 for token in said):
        return Reading()
    reader = PhraseReader(today, words)
    try:
        dated = with_dates(said, today, words)
    except NoSuchDayError:
        return Reading()
    near = FIRST_YEAR <= today.year <= LAST_YEAR
    day = dated[0].date if len(dated) == 1 and isinstance(dated[0], Day) else None
    if day is None and near:
        day = reader.read(dated)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Reading()
    if reader.misfit:
        return Reading(day, Doubt.OTHER_WEEKDAY)
    return Reading(day, Doubt.PAST if day < today else None)


def _is_vague(typed: str) -> bool:
    said = raw_words(typed)
    if not said or "".join(said) in VAGUE:
        return bool(said) or "?" in typed
    return not VAGUE.isdisjoint(said) and set(said) <= VAGUE | BESIDE_VAGUE
