"""At the end the entry line asks for the day of the next meeting, then for who leads it."""

from datetime import date, timedelta

import pytest

from facilitator.domain.facilitation.rounds import set_participants
from facilitator.ui.base import dates
from tests.support.window import Room

DAY = date.today() + timedelta(days=21)


@pytest.fixture
def room(room: Room) -> Room:
    room.session.execute(set_participants(room.meeting, ["Maria Jensen", "May"]))
    room.walks_to("close")
    return room


def test_the_day_is_asked_first_and_then_who_leads(room: Room) -> None:
    room.says("in 3 weeks")
    assert room.meeting.details.next_on == DAY
    day = dates.day(DAY)
    assert room.stage.typed().prompt.endswith(f": {day}")
    room.types("maria jensen")
    assert room.stage.entry.edit.remark == "→ leads the next meeting"
    room.presses("Enter")
    assert room.meeting.details.next_facilitator == "Maria Jensen"
    assert room.stage.typed().prompt.endswith(f"{day}, led by Maria Jensen")
    room.says("Somebody new")
    assert room.meeting.details.next_facilitator == "Somebody new"
    room.presses("Ctrl+Z")
    assert room.meeting.details.next_facilitator == "Maria Jensen"


def test_a_name_that_could_be_a_day_is_the_day_as_long_as_there_is_none(room: Room) -> None:
    room.says("may")
    assert room.meeting.details.next_on is not None
    room.says("may")
    assert room.meeting.details.next_facilitator == "May"


def test_before_there_is_a_day_an_unknown_name_is_no_day(room: Room) -> None:
    room.says("asap")
    assert room.meeting.details.next_facilitator == ""
    assert "“asap” isn’t a date." in room.said
    room.presses("Ctrl+A", "Del")
    room.says("Maria Jensen")
    assert room.meeting.details.next_facilitator == "Maria Jensen"
