"""Due dates are typed the way people say them; today is Wednesday, 18 November 2026."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.date_math import Week
from facilitator.domain.dates.date_words import FILLERS, PARTS_OF_DAY, PHRASES, UNITS
from facilitator.domain.dates.dates import ENGLISH, DateWords, Doubt, parse_day, read_day

WEDNESDAY = date(2026, 11, 18)
GERMAN = ENGLISH.merged(
    weekdays=[("Mo", "Montag"), (), (), (), ("Fr", "Freitag"), ("Sa.",), ("So",)],
    months=[*[()] * 2, ("mär.", "März"), *[()] * 8, ("Dez", "Dezember")],
    order="DMY",
)
SWEDISH = replace(ENGLISH, order="YMD")


def said(day: str) -> date | None:
    return date.fromisoformat(day) if day else None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-18"),
        ("Tomorrow", "2026-11-19"),
        ("the day after tomorrow", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("by Friday", "2026-11-20"),
        ("this friday!", "2026-11-20"),
        ("  until   FRIDAY  ", "2026-11-20"),
        ("wed", "2026-11-25"),
        ("tues", "2026-11-24"),
        ("next fri", "2026-11-27"),
        ("friday next week", "2026-11-27"),
        ("next wed", "2026-11-25"),
        ("next mon", "2026-11-23"),
        ("in 3 days", "2026-11-21"),
        ("within three days", "2026-11-21"),
        ("in a day", "2026-11-19"),
        ("in a week", "2026-11-25"),
        ("a week from now", "2026-11-25"),
        ("in 2 weeks", "2026-12-02"),
        ("in two weeks", "2026-12-02"),
        ("2 weeks", "2026-12-02"),
        ("3w", "2026-12-09"),
        ("10d", "2026-11-28"),
        ("in 2 months", "2027-01-18"),
        ("twelve months", "2027-11-18"),
        ("in a year", "2027-11-18"),
        ("next week", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("end of the week", "2026-11-20"),
        ("end of next week", "2026-11-27"),
        ("end of month", "2026-11-30"),
        ("by the end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of the year", "2026-12-31"),
    ],
)
def test_a_day_seen_from_today(typed: str, day: str) -> None:
    assert parse_day(typed, WEDNESDAY) == said(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-15", "2026-12-15"),
        ("2026/1/5", "2026-01-05"),
        ("before 12/15", "2026-12-15"),
        ("12/15/26", "2026-12-15"),
        ("12/15/2027", "2027-12-15"),
        ("15.12.", "2026-12-15"),
        ("15.12.2026", "2026-12-15"),
        ("15. 12. 2026", "2026-12-15"),
        ("15-12", "2026-12-15"),
        ("15–12", "2026-12-15"),
        ("Fri 12/18", "2026-12-18"),
        ("11/18", "2026-11-18"),
        ("11/17", "2027-11-17"),
        ("1/2", "2027-01-02"),
        ("2/29", "2028-02-29"),
        ("15 dec", "2026-12-15"),
        ("15.dec.", "2026-12-15"),
        ("15-Dec-2027", "2027-12-15"),
        ("dec 15", "2026-12-15"),
        ("Dec. 15, 2027", "2027-12-15"),
        ("2027 dec 15", "2027-12-15"),
        ("December 15th", "2026-12-15"),
        ("on the 15th of December", "2026-12-15"),
        ("Tuesday, 15 December", "2026-12-15"),
        ("next dec 15", "2026-12-15"),
        ("15 dec 27", "2027-12-15"),
        ("29 feb", "2028-02-29"),
        ("mar 3", "2027-03-03"),
        ("18th", "2026-11-18"),
        ("15th", "2026-12-15"),
        ("the 1st", "2026-12-01"),
        ("the 30", "2026-11-30"),
        ("15.", "2026-12-15"),
        ("٢٠٢٦-١٢-١٥", "2026-12-15"),
        ("١٥\u200f/١٢\u200f/٢٠٢٦", "2026-12-15"),
        ("१५ dec", "2026-12-15"),
        ("in ३ days", "2026-11-21"),
    ],
)
def test_a_day_of_the_calendar(typed: str, day: str) -> None:
    assert parse_day(typed, WEDNESDAY) == said(day)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "   ",
            "soon",
            "as soon as possible",
            "next",
            "the",
            "week",
            "next fri mon",
            "of the",
        ),
        *("15", "2026", "2026-12", "12/", "12/15/", "15-", "13/13", "31.11.", "2/30", "30 feb"),
        *("2026-15-12", "2027-02-29", "32nd", "0th", "0/0", "dec 15 16 17", "15 dec jan"),
        *("1899-12-31", "2201-01-01", "12/15/0026", "in 9999 years", "in 99999 days", "-3 days"),
        *("1.5 weeks", "3 apples", "12:30", "buy 12/15 apples", "9" * 5000, "\0", "\ud800 fri fri"),
    ],
)
def test_what_says_no_day(typed: str) -> None:
    assert parse_day(typed, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("words", "typed", "day"),
    [
        (GERMAN, "3.12.", "2026-12-03"),
        (GERMAN, "3/12/26", "2026-12-03"),
        (GERMAN, "12/15", "2026-12-15"),
        (GERMAN, "Freitag", "2026-11-20"),
        (GERMAN, "friday", "2026-11-20"),
        (GERMAN, "Sa", "2026-11-21"),
        (GERMAN, "1. März", "2027-03-01"),
        (GERMAN, "15. Dez. 2027", "2027-12-15"),
        (SWEDISH, "12/3", "2026-12-03"),
        (SWEDISH, "26-12-03", "2026-12-03"),
        (SWEDISH, "03.12.2026", "2026-12-03"),
        (SWEDISH, "15.12.2026", "2026-12-15"),
        (ENGLISH, "12/3", "2026-12-03"),
    ],
)
def test_a_locale_adds_its_names_and_its_order(words: DateWords, typed: str, day: str) -> None:
    assert parse_day(typed, WEDNESDAY, words) == said(day)


def test_names_of_several_words_and_names_that_mean_two_things() -> None:
    spanish = ENGLISH.merged(
        [(), ("mar", "martes")], [(), (), ("mar", "marzo"), *[()] * 8, ("dic",)], "DMY"
    )
    assert parse_day("mar.", WEDNESDAY, spanish) == date(2026, 11, 24)
    assert parse_day("3 mar", WEDNESDAY, spanish) == date(2027, 3, 3)
    assert parse_day("mar 15 dic", WEDNESDAY, spanish) == date(2026, 12, 15)
    portuguese = ENGLISH.merged([("segunda-feira",)])
    assert parse_day("Segunda-feira", WEDNESDAY, portuguese) == date(2026, 11, 23)
    vietnamese = ENGLISH.merged(months=[*[()] * 11, ("tháng 12", "12")])
    assert parse_day("15 tháng 12", WEDNESDAY, vietnamese) == date(2026, 12, 15)
    assert parse_day("12 days", WEDNESDAY, vietnamese) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 11, 20), "fri", "2026-11-27"),
        (date(2026, 11, 20), "next fri", "2026-11-27"),
        (date(2026, 11, 22), "next mon", "2026-11-23"),
        (date(2026, 11, 21), "end of the week", "2026-11-27"),
        (date(2026, 11, 20), "end of the week", "2026-11-20"),
        (date(2026, 1, 31), "in a month", "2026-02-28"),
        (date(2026, 1, 30), "the 31st", "2026-01-31"),
        (date(2026, 2, 1), "30th", "2026-03-30"),
        (date(2028, 2, 29), "29 feb", "2028-02-29"),
        (date(2096, 3, 1), "29 feb", "2104-02-29"),
        (date(2200, 12, 31), "tomorrow", ""),
        (date(2200, 12, 31), "next month", ""),
        (date(2200, 12, 31), "1st", ""),
        (date.max, "tomorrow", ""),
        (date.max, "next week", ""),
        (date.max, "end of the year", ""),
        (date.min, "fri", ""),
    ],
)
def test_the_edges_of_weeks_months_and_the_calendar(today: date, typed: str, day: str) -> None:
    assert parse_day(typed, today) == said(day)


WORDS = """next end of the day week month year in a two 3 15 15th 29 feb dec fri mon / . - 12 2026 ٣
    after tomorrow today w d 99999 ² ½ 0"""
VOCABULARY = {word for said in PHRASES for word in said} | {*UNITS, *FILLERS, *PARTS_OF_DAY}
NAMES = {name for group in (*ENGLISH.weekdays, *ENGLISH.months) for name in group}
PIECES = st.sampled_from(WORDS.split()) | st.sampled_from(
    sorted({*VOCABULARY, *NAMES, *("from", "before", "this", "last", "same", "easter", "first")})
)
PHRASED = st.lists(PIECES, max_size=9).map(" ".join)
TEXTS = st.one_of(st.text(), PHRASED, st.lists(PIECES).map("".join))
TODAYS = st.one_of(st.dates(date(2000, 1, 1), date(2199, 12, 31)), st.dates())


@given(typed=TEXTS, today=TODAYS, order=st.sampled_from(["DMY", "MDY", "YMD"]))
def test_no_text_raises_and_every_answer_is_a_day_of_three_centuries(
    typed: str, today: date, order: str
) -> None:
    words = DateWords(order, ENGLISH.weekdays, ENGLISH.months)  # type: ignore[arg-type]
    reading = read_day(typed, today, words)
    assert reading.day is None or 1900 <= reading.day.year <= 2200
    assert reading.doubt is not Doubt.PAST or (reading.day or today) < today


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), today=st.dates())
def test_an_iso_date_is_that_date(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day


@pytest.mark.parametrize("first", range(7))
def test_each_weekday_has_a_place_after_the_first_day_of_the_week(first: int) -> None:
    week = Week(first=first)
    days = [(first + after) % 7 for after in range(7)]
    assert [week.place(day) for day in days] == list(range(7))
