"""Days are typed as people say them, and what is odd about one is said beside it."""

from datetime import date, timedelta

import pytest

from facilitator.domain.records import Action
from facilitator.ui.base import dates
from tests.support.window import Room

TODAY = date.today()
YESTERDAY = TODAY - timedelta(1)
IN_A_MONTH = TODAY + timedelta(30)


@pytest.fixture
def room(room: Room) -> Room:
    """An action of which only the day is missing."""
    room.presses("PgDown")
    room.says("Closed at noon")
    room.walks_to("why")
    room.says("It was always so")
    room.walks_to("instead")
    room.says("Take turns")
    room.walks_to("who-when")
    room.says("Write a rota", "Cook")
    assert room.focus is room.form.when
    return room


def beside(room: Room) -> str:
    """What is said at the field of the day: what is odd about it, else which day it is."""
    error = room.form.error
    return error.text() if error.field is room.form.when else room.form.when.remark


def due(room: Room) -> list[date | None]:
    return [action.due for action in room.meeting.all(Action)]


def short(day: date) -> str:
    return dates.day(day, with_weekday=False)


def test_a_day_in_the_past_is_said_when_typed_and_kept_when_meant(room: Room) -> None:
    assert beside(room) == ""
    room.types("yesterday")
    assert beside(room) == f"{short(YESTERDAY)} is in the past"
    assert beside(room) in room.form.when.accessibleDescription()
    room.presses("Enter")
    assert room.focus is room.form.when
    assert (room.form.when.text(), due(room)) == ("yesterday", [])
    assert room.said == (
        f"{short(YESTERDAY)} is in the past. Correct it, or press Enter again to keep it."
    )
    room.presses("Enter", "Enter")
    assert due(room) == [YESTERDAY]
    assert beside(room) == ""


def test_a_weekday_that_is_not_the_one_of_the_date_is_said(room: Room) -> None:
    wrong = (IN_A_MONTH + timedelta(1)).strftime("%A")
    room.types(f"{wrong} {IN_A_MONTH.isoformat()}")
    assert beside(room) == f"{short(IN_A_MONTH)} is a {IN_A_MONTH:%A}"
    room.presses("Enter")
    assert room.said == beside(room)
    room.presses("Ctrl+A")
    room.types(f"{IN_A_MONTH:%A} {IN_A_MONTH.isoformat()}")
    assert beside(room) == f"→ {dates.day(IN_A_MONTH)}"
    room.presses("Enter", "Enter")
    assert due(room) == [IN_A_MONTH]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("asap", "“asap” isn’t a date. Try “fri”, “in 2 weeks” or a date."),
        ("blue", "I don’t understand “blue”. Try “fri”, “in 2 weeks” or a date."),
        ("", "Say by when: “fri”, “in 2 weeks” or a date."),
    ],
)
def test_what_names_no_day_stays_and_is_asked_about(room: Room, typed: str, sentence: str) -> None:
    room.says(typed)
    assert (room.focus, room.form.when.text(), room.said) == (room.form.when, typed, sentence)
    assert beside(room) == sentence


def test_a_day_that_was_kept_is_not_asked_about_again(room: Room) -> None:
    room.says("yesterday", "", "")
    assert due(room) == [YESTERDAY]
    room.presses("Up", "Enter")
    room.types(" for June")
    room.presses("Enter", "Enter", "Enter", "Enter")
    assert room.right() == ["Write a rota for June"]
    assert due(room) == [YESTERDAY]


def test_the_day_of_the_next_meeting_is_asked_about_as_well(room: Room) -> None:
    room.walks_to("close")
    room.says("asap")
    assert room.said == "“asap” isn’t a date. Try “fri”, “in 2 weeks” or a date."
    room.presses("Ctrl+A")
    room.says("yesterday")
    assert room.said.startswith(f"{short(YESTERDAY)} is in the past.")
    assert room.meeting.details.next_on is None
    room.presses("Ctrl+A")
    room.says("a fortnight")
    assert room.meeting.details.next_on == TODAY + timedelta(14)


def test_days_in_pasted_rows_are_looked_at_as_well(room: Room) -> None:
    room.presses("Ctrl+A", "Delete")
    wrong = (IN_A_MONTH + timedelta(1)).strftime("%A")
    room.pastes(f"Paint\tCy\tyesterday\t\nSweep\tDi\t{wrong} {IN_A_MONTH.isoformat()}\t")
    assert room.said.startswith(f"Row 2: The day “{wrong} {IN_A_MONTH.isoformat()}” doesn’t fit:")
    assert due(room) == []
    room.pastes("Paint\tCy\tyesterday\t\nSweep\tDi\ta fortnight\t")
    assert room.said.startswith("Added 2 actions. 1 day is in the past.")
    assert due(room) == [YESTERDAY, TODAY + timedelta(14)]
