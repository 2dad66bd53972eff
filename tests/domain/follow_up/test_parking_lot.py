"""What is put aside in a meeting, and what becomes of it."""

from datetime import date

from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.flow import Step
from facilitator.domain.chain.verbs import commit_action
from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up.look_back import carried_over
from facilitator.domain.follow_up.parking_lot import move, park, settle, waiting
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, Outcome, Parked, Side, new_id
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from tests.support.small_meeting import EXERCISE, Room, texts


def stage(kind: Kind) -> Step:
    return Step(next(script for script in EXERCISE.stages if script.kind is kind))


def action_of(parked: Parked) -> Action:
    return Action(
        id=new_id(),
        strategy=parked.id,
        text="Order bulbs",
        place=0,
        owner="Ana",
        due=date(2026, 12, 1),
    )


def test_things_are_put_in_order_wherever_they_came_up() -> None:
    room = Room()
    room.does(park(room.meeting, "board", ["The lights", " ", "The coffee machine"]))
    room.does(park(room.meeting, "discuss", ["New uniforms"]))
    uniforms = room.meeting.all(Parked)[-1]
    room.does(move(room.meeting, uniforms, -1))
    assert texts(room.meeting.all(Parked)) == ["The lights", "New uniforms", "The coffee machine"]
    room.undoes()
    assert texts(room.meeting.all(Parked))[-1] == "New uniforms"


def test_what_waits_is_open_until_it_is_dropped_put_off_or_an_action() -> None:
    room = Room()
    room.does(park(room.meeting, "board", ["The lights", "The coffee machine", "New uniforms"]))
    lights, coffee, uniforms = room.meeting.all(Parked)
    assert still_open(room.meeting, EXERCISE).counts.parked == 3
    room.does(settle(room.meeting, coffee, Outcome.NEXT))
    room.does(settle(room.meeting, uniforms, Outcome.DROPPED))
    room.does(commit_action(room.meeting, action_of(lights)))
    assert waiting(room.meeting) == []
    assert still_open(room.meeting, EXERCISE).counts.parked == 0
    assert texts(carried_over([room.meeting])) == ["The coffee machine"]


def test_where_people_commit_it_is_the_last_to_be_made_an_action_of() -> None:
    room = Room()
    room.does(park(room.meeting, "board", ["The lights"]))
    (lights,) = room.meeting.all(Parked)
    board = board_for(room.meeting, EXERCISE, stage(Kind.COMMIT))
    assert list(board.ids(Side.LEFT, Selection())) == []
    assert list(board.ids(Side.LEFT, Selection(lights.id, None))) == [lights.id]
    assert board.parent(Side.RIGHT, Selection(lights.id, None)) == lights
    room.does(commit_action(room.meeting, action_of(lights)))
    assert list(board.ids(Side.LEFT, Selection())) == [lights.id]


def test_the_room_sees_how_much_is_parked_and_no_word_of_it() -> None:
    room = Room()
    room.does(park(room.meeting, "board", ["The boss shouts"]))
    attention = Attention(selection=Selection(), side=Side.LEFT)
    view = room_view(room.meeting, EXERCISE, stage(Kind.BOARD), attention, Entry())
    assert view.parked == 1
    assert "shouts" not in str(view)


def test_a_copy_of_the_meeting_is_the_same() -> None:
    room = Room()
    room.does(park(room.meeting, "board", ["The lights"]))
    assert Meeting.from_records(room.meeting.records()) == room.meeting
