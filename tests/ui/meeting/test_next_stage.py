"""What comes next is made while the room is still busy with what is there."""

import pytest

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Card, Excuse
from facilitator.ui.stages.stage import Stage
from tests.support.window import Room


def made(room: Room) -> set[str]:
    """The ids of the stages whose widgets are there, past the slide that opens the meeting."""
    stages = [stage.script for stage in room.screen.findChildren(Stage)]
    return {stage.id for stage in stages if stage.kind is not Kind.OPENING}


def test_the_next_stage_is_made_before_it_is_asked_for(room: Room) -> None:
    ahead = [stage.id for stage in room.session.exercise.stages[1:4]]
    room.until(lambda: made(room) == {*ahead[:2]})
    room.types("half a sen")
    room.presses("PgDown")
    room.until(lambda: made(room) == {*ahead})
    room.presses("PgUp")
    assert room.entry == "half a sen"


def test_a_stage_made_ahead_shows_what_was_added_meanwhile(room: Room) -> None:
    room.until(lambda: len(made(room)) == 2)
    room.says("one", "two")
    room.presses("PgDown")
    assert room.left() == ["one", "two"]


@pytest.mark.parametrize("hidden", [True, False], ids=["revealed", "added"])
def test_when_the_gap_goes_by_undo_its_half_typed_excuse_waits_for_it(
    room: Room, heard: list[str], hidden: bool
) -> None:
    room.walks_to("where-not")
    room.says("The queue")
    if hidden:
        room.presses("Ctrl+H")
    room.says("The phone")
    if hidden:
        room.presses("Ctrl+Shift+H")
    room.walks_to("why")
    room.presses("PgDown")
    room.types("nobody may ans")
    heard.clear()
    room.presses("Ctrl+Z")
    assert (room.band, room.entry) == ("The queue", "")
    assert "The queue. gap 1 of 1" in heard[0]
    assert room.said.endswith("unfinished text under it returns when the gap does.")
    room.says("it was always so")
    (excuse,) = room.meeting.all(Excuse)
    assert excuse.gap == next(card.id for card in room.meeting.all(Card) if not card.hidden)


def test_a_gap_that_went_and_came_back_is_returned_to_by_a_key(room: Room) -> None:
    room.walks_to("where-not")
    room.says("The queue", "The phone")
    room.presses("Up", "Home", "Del", "Ctrl+Z")
    room.walks_to("why")
    room.types("half of the queue")
    room.presses("Ctrl+Y")
    assert (room.band, room.entry) == ("The phone", "")
    room.types("half of the phone")
    room.presses("Ctrl+Z")
    assert (room.band, room.entry) == ("The phone", "half of the phone")
    room.presses("PgUp")
    assert (room.band, room.entry) == ("The queue", "half of the queue")


def test_a_click_on_the_stage_that_is_shown_leads_nowhere(room: Room) -> None:
    room.walks_to("where-not")
    room.says("The queue", "The phone")
    room.walks_to("why")
    room.presses("PgDown")
    assert room.band == "The phone"
    here = room.session.exercise.index(room.session.step.stage)
    room.screen.strip.stage_requested.emit(here)
    assert room.band == "The phone"
