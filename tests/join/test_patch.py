"""The difference of two views of the room makes one of the other, and is small."""

import json

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.chain import arrange
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.records import Card
from facilitator.exercises.exercise_library import with_review
from facilitator.join.page_data import RoomData
from facilitator.join.patch import patch, patched
from tests.support.devices import page_of
from tests.support.random_meetings import Deed, courses
from tests.support.small_meeting import EXERCISE as SMALL
from tests.support.small_meeting import Room

EXERCISE: Exercise = with_review(SMALL)
KINDS = sorted({stage.kind for stage in EXERCISE.stages})


def board(room: Room) -> RoomData:
    return page_of(room.meeting, EXERCISE, Kind.BOARD)


@given(course=courses(), kinds=st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)))
def test_a_patch_makes_the_later_view_of_the_earlier_one(
    course: list[Deed], kinds: tuple[Kind, Kind]
) -> None:
    room = Room(EXERCISE)
    shown: list[RoomData] = []
    for number, deed in enumerate(course):
        room.does(deed.change(room.meeting, EXERCISE))
        page = page_of(room.meeting, EXERCISE, kinds[number % 2])
        for before in shown[-2:]:
            change = patch(before, page)
            was = json.dumps(before)
            assert (change is None) == (before == page)
            if change is not None:
                assert patched(before, json.loads(json.dumps(change))) == page
            assert json.dumps(before) == was
        shown.append(page)


def test_one_card_more_is_a_patch_of_one_card() -> None:
    room = Room(EXERCISE)
    for column in ("good", "bad"):
        room.cards(column, *(f"card {number}" for number in range(100)))
    before = board(room)
    for column in ("good", "bad"):
        room.cards(column, "one more")
    change = patch(before, board(room))
    assert change is not None
    cards = change["cards"]
    assert cards is not None
    assert ([c["text"] for c in cards["put"]], cards["gone"]) == (["one more"] * 2, [])
    assert (cards["order"], change["set"]) == (None, {})
    assert len(json.dumps(change)) < 1_000


def test_a_card_that_went_and_one_that_was_moved_are_told() -> None:
    room = Room(EXERCISE)
    room.cards("bad", "one", "two", "three")
    one, two, three = room.meeting.children(Card, "bad")
    before = board(room)
    room.does(arrange.move_by(room.meeting, [one, two, three], [three], -1))
    change = patch(before, board(room))
    assert change is not None
    cards = change["cards"]
    assert cards is not None
    assert (cards["put"], cards["order"]) == ([], [one.id, three.id, two.id])
    assert patch(before, before) is None
