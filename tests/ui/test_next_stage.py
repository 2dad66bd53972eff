"""What comes next is made while the room is still busy with what is there."""

from facilitator.ui.stages.stage import Stage
from tests.window import Room


def made(room: Room) -> set[str]:
    """The ids of the stages whose widgets are there."""
    return {stage.script.id for stage in room.screen.findChildren(Stage)}


def test_the_next_stage_is_made_before_it_is_asked_for(room: Room) -> None:
    ahead = [stage.id for stage in room.session.exercise.stages[:3]]
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
