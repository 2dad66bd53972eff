"""What the room makes of the time it spent."""

import pytest

from facilitator.domain.follow_up.roti import average, count_fingers, hands, raised_in, so_far
from facilitator.domain.limits import MOST_FINGERS
from facilitator.domain.records import Roti
from facilitator.errors import InputRefusedError
from tests.support.small_meeting import Room


def test_hands_are_counted_one_by_one_and_taken_back() -> None:
    room = Room()
    assert room.meeting.roti is None
    for fingers in (5, 4, 4):
        room.does(count_fingers(room.meeting, (*raised_in(room.meeting), fingers)))
    assert room.meeting.roti == Roti(id=room.meeting.id, fingers=(5, 4, 4))
    found = so_far(room.meeting)
    assert (found.hands, found.average) == ((0, 0, 0, 2, 1), 13 / 3)
    room.undoes()
    assert raised_in(room.meeting) == (5, 4)
    room.does(count_fingers(room.meeting, ()))
    assert room.meeting.roti is None
    room.undoes()
    assert raised_in(room.meeting) == (5, 4)


def test_nobody_asked_is_no_average() -> None:
    assert average(()) is None
    assert hands(()) == (0, 0, 0, 0, 0)


def test_nobody_raises_more_than_a_hand() -> None:
    room = Room()
    room.does(count_fingers(room.meeting, (0, 9)))
    assert raised_in(room.meeting) == (1, 5)
    with pytest.raises(InputRefusedError):
        count_fingers(room.meeting, (3,) * (MOST_FINGERS + 1))
