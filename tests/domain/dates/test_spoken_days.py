"""What people say in meetings; today is Sunday, 29 November 2026."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.dates.dates import ENGLISH, Doubt, Order, Reading, parse_day, read_day
from facilitator.domain.dates.holidays import easter

SUNDAY = date(2026, 11, 29)
FRIDAY = date(2026, 12, 4)
ORDERS: tuple[Order, ...] = ("DMY", "MDY", "YMD")


def on(day: str) -> date:
    return date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("a fortnight", "2026-12-13"),
        ("in a fortnight's time", "2026-12-13"),
        ("in 2 wks", "2026-12-13"),
        ("in a couple of weeks", "2026-12-13"),
        ("in ten days’ time", "2026-12-09"),
        ("twenty-one days from now", "2026-12-20"),
        ("2 weeks and 3 days", "2026-12-16"),
        ("in half a year", "2027-05-29"),
        ("½ year", "2027-05-29"),
        ("in a year and a half", "2028-05-29"),
        ("in one and a half years", "2028-05-29"),
        ("in a quarter", "2027-02-28"),
        ("in 48 hours", "2026-12-01"),
        ("in 20 minutes", "2026-11-29"),
        ("in an hour", "2026-11-29"),
        ("monday am", "2026-11-30"),
        ("ca. 15 dec", "2026-12-15"),
        ("roughly a week", "2026-12-06"),
        ("in 3 working days", "2026-12-02"),
        ("5 business days", "2026-12-04"),
        ("within ten workdays", "2026-12-11"),
        ("a week from friday", "2026-12-11"),
        ("a week on Tuesday", "2026-12-08"),
        ("2 weeks from the 15th", "2026-12-29"),
        ("Monday week", "2026-12-07"),
        ("tuesday fortnight", "2026-12-15"),
        ("a week tomorrow", "2026-12-07"),
        ("today week", "2026-12-06"),
        ("same time next week", "2026-12-06"),
        ("friday after next", "2026-12-11"),
        ("the week after next", "2026-12-07"),
        ("the month after next", "2027-01-01"),
        ("the coming monday", "2026-11-30"),
        ("no later than friday", "2026-12-04"),
        ("on or before friday", "2026-12-04"),
        ("Friday at the latest", "2026-12-04"),
        ("friday or before", "2026-12-04"),
        ("within the next 2 weeks", "2026-12-13"),
        ("over the next 10 days", "2026-12-09"),
        ("+3d", "2026-12-02"),
        ("in an hour", "2026-11-29"),
    ],
)
def test_so_long_from_a_day(typed: str, day: str) -> None:
    assert read_day(typed, SUNDAY) == Reading(on(day))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("this week", "2026-12-04"),
        ("later this week", "2026-12-04"),
        ("middle of next week", "2026-12-02"),
        ("beginning of next week", "2026-11-30"),
        ("next weekend", "2026-12-05"),
        ("after the weekend", "2026-11-30"),
        ("week of dec 7", "2026-12-07"),
        ("the week of the 14th", "2026-12-14"),
        ("some time next week", "2026-11-30"),
        ("within the month", "2026-11-30"),
        ("within the year", "2026-12-31"),
        ("towards the end of january", "2027-01-31"),
        ("early in the new year", "2027-01-01"),
        ("before next weekend", "2026-12-04"),
        ("before january", "2026-12-31"),
        ("before the end of january", "2027-01-31"),
        ("w/c 7 Dec", "2026-12-07"),
        ("week 50", "2026-12-07"),
        ("KW 3", "2027-01-18"),
        ("end of january", "2027-01-31"),
        ("by end jan", "2027-01-31"),
        ("mid december", "2026-12-15"),
        ("mid-january 2027", "2027-01-15"),
        ("january", "2027-01-01"),
        ("november", "2026-11-30"),
        ("december 2027", "2027-12-01"),
        ("third week of january", "2027-01-15"),
        ("last day of the month", "2026-11-30"),
        ("last working day of january", "2027-01-29"),
        ("first monday of december", "2026-12-07"),
        ("last friday in january", "2027-01-29"),
        ("5th of next month", "2026-12-05"),
        ("eom", "2026-11-30"),
        ("month end", "2026-11-30"),
        ("eow", "2026-12-04"),
        ("eoq", "2026-12-31"),
        ("EOY", "2026-12-31"),
        ("end of Q1", "2027-03-31"),
        ("Q1", "2027-01-01"),
        ("Q4", "2026-12-31"),
        ("q1/27", "2027-01-01"),
        ("first quarter of 2028", "2028-01-01"),
        ("end of next quarter", "2027-03-31"),
        ("end of H1", "2027-06-30"),
        ("second half of next year", "2027-07-01"),
        ("end of 2027", "2027-12-31"),
    ],
)
def test_a_part_of_the_calendar(typed: str, day: str) -> None:
    assert read_day(typed, SUNDAY) == Reading(on(day))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tonight", "2026-11-29"),
        ("by noon", "2026-11-29"),
        ("eod", "2026-11-29"),
        ("close of business", "2026-11-29"),
        ("monday morning", "2026-11-30"),
        ("first thing monday", "2026-11-30"),
        ("cob friday", "2026-12-04"),
        ("end of day tomorrow", "2026-11-30"),
        ("fri 3pm", "2026-12-04"),
        ("tomorrow 14:00", "2026-11-30"),
        ("friday at 10", "2026-12-04"),
        ("the 3rd", "2026-12-03"),
        ("3rd of dec", "2026-12-03"),
        ("the third of December", "2026-12-03"),
        ("december twenty-first", "2026-12-21"),
        ("2026年12月3日", "2026-12-03"),
        ("wed a.m.", "2026-12-02"),
        ("pm on friday", "2026-12-04"),
        ("by Christmas", "2026-12-25"),
        ("on or before Christmas", "2026-12-25"),
        ("before Christmas", "2026-12-24"),
        ("before new year", "2026-12-31"),
        ("before friday", "2026-12-04"),
        ("the day before Christmas", "2026-12-24"),
        ("3 business days before xmas", "2026-12-22"),
        ("friday before christmas", "2026-12-18"),
        ("boxing day", "2026-12-26"),
        ("New Year's Eve", "2026-12-31"),
        ("monday after new year", "2027-01-04"),
        ("easter", "2027-03-28"),
        ("Good Friday 2027", "2027-03-26"),
        ("whit monday", "2027-05-17"),
        ("4th of July", "2027-07-04"),
        ("thanksgiving", "2027-11-25"),
        ("memorial day", "2027-05-31"),
    ],
)
def test_parts_of_the_day_ordinals_and_holidays(typed: str, day: str) -> None:
    assert read_day(typed, SUNDAY) == Reading(on(day))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3.12.", "2026-12-03"),
        ("3.12", "2026-12-03"),
        ("12.3.", "2027-03-12"),
        ("12.3.27", "2027-03-12"),
        ("12. 3. 2027", "2027-03-12"),
        ("2027.03.12.", "2027-03-12"),
        ("12.15.", "2026-12-15"),
    ],
)
def test_dates_with_dots_have_the_day_first(order: Order, typed: str, day: str) -> None:
    assert parse_day(typed, SUNDAY, replace(ENGLISH, order=order)) == on(day)


@pytest.mark.parametrize(
    ("typed", "day", "doubt"),
    [
        ("yesterday", "2026-11-28", Doubt.PAST),
        ("last friday", "2026-11-27", Doubt.PAST),
        ("3 days ago", "2026-11-26", Doubt.PAST),
        ("2026-11-28", "2026-11-28", Doubt.PAST),
        ("12/3/25", "2025-12-03", Doubt.PAST),
        ("christmas 2025", "2025-12-25", Doubt.PAST),
        ("mid november 2026", "2026-11-15", Doubt.PAST),
        ("Thursday 15/12", "2026-12-15", Doubt.OTHER_WEEKDAY),
        ("15 dec, friday", "2026-12-15", Doubt.OTHER_WEEKDAY),
        ("friday the 13th", "2026-12-13", Doubt.OTHER_WEEKDAY),
        ("mon christmas", "2026-12-25", Doubt.OTHER_WEEKDAY),
        ("Tuesday 15/12", "2026-12-15", None),
        ("29 nov", "2026-11-29", None),
    ],
)
def test_what_is_odd_about_a_day(typed: str, day: str, doubt: Doubt | None) -> None:
    assert read_day(typed, SUNDAY) == Reading(on(day), doubt)


@pytest.mark.parametrize(
    "typed",
    [
        "asap",
        "A.S.A.P.",
        "as soon as possible",
        "soon",
        "tbd",
        "later",
        "n/a",
        "?",
        "now",
        "ongoing",
    ],
)
def test_what_names_no_day_and_says_so(typed: str) -> None:
    assert read_day(typed, SUNDAY) == Reading(None, Doubt.VAGUE)


@pytest.mark.parametrize(
    "typed",
    ["15-17 dec", "every friday", "a few weeks", "1,5 weeks", "week", "fri or sat", "dec 32", "Q5"],
)
def test_what_could_be_several_days_is_not_guessed(typed: str) -> None:
    assert read_day(typed, SUNDAY) == Reading()


@pytest.mark.parametrize(
    ("territory", "typed", "day"),
    [
        ("CA", "thanksgiving", "2027-10-11"),
        ("GB", "thanksgiving", None),
        ("US", "labor day", "2027-09-06"),
        ("DE", "labour day", "2027-05-01"),
        ("GR", "easter", "2027-05-02"),
        ("RS", "christmas", "2027-01-07"),
    ],
)
def test_holidays_are_those_of_the_place(territory: str, typed: str, day: str | None) -> None:
    words = replace(ENGLISH, territory=territory)
    assert parse_day(typed, SUNDAY, words) == (on(day) if day else None)


def test_easter() -> None:
    known = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2025: (4, 20), 2038: (4, 25)}
    assert {year: easter(year) for year in known} == {y: date(y, *md) for y, md in known.items()}
    orthodox = {2000: (4, 30), 2008: (4, 27), 2021: (5, 2), 2025: (4, 20), 2026: (4, 12)}
    found = {year: easter(year, orthodox=True) for year in orthodox}
    assert found == {y: date(y, *md) for y, md in orthodox.items()}


@pytest.mark.parametrize(
    ("typed", "day"),
    [("this friday", "2026-12-04"), ("fri", "2026-12-11"), ("eow", "2026-12-04")],
)
def test_on_the_day_itself(typed: str, day: str) -> None:
    assert parse_day(typed, FRIDAY) == on(day)
