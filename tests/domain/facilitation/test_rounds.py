"""Rounds: everyone is asked in turn, whoever comes and goes, and a card may carry a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.boards import board_for
from facilitator.domain.boards.base import Selection
from facilitator.domain.chain.flow import step_at
from facilitator.domain.facilitation import rounds
from facilitator.domain.limits import MOST_NAMES
from facilitator.domain.records import Card, Side
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.errors import InputRefusedError
from tests.support.small_meeting import EXERCISE, Room

NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6)


def with_people(*people: str) -> Room:
    room = Room()
    room.does(rounds.set_participants(room.meeting, people))
    return room


def asked(room: Room, times: int) -> str:
    """Who is asked, one after another."""
    found = []
    for _ in range(times):
        found.append(rounds.whose_turn(room.meeting) or "-")
        room.does(rounds.next_person(room.meeting))
    return "".join(found)


def test_everyone_is_asked_in_turn_and_then_the_first_again() -> None:
    room = with_people("a", " b ", "c", "b", "")
    assert asked(room, 1) == "-"
    room.does(rounds.begin_rounds(room.meeting))
    assert rounds.following(room.meeting) == "b"
    assert asked(room, 5) == "abcab"
    room.does(rounds.previous_person(room.meeting))
    assert rounds.whose_turn(room.meeting) == "b"
    room.does(rounds.end_rounds(room.meeting))
    assert rounds.whose_turn(room.meeting) is None
    assert rounds.following(room.meeting) is None
    room.does(rounds.begin_rounds(room.meeting))
    assert rounds.whose_turn(room.meeting) == "c", "the next round goes on where the last ended"


def test_nobody_can_be_asked_where_nobody_is_named() -> None:
    room = Room()
    with pytest.raises(RefusedError) as refused:
        rounds.begin_rounds(room.meeting)
    assert refused.value.reason is Reason.NO_PARTICIPANTS
    assert not rounds.next_person(room.meeting)


@pytest.mark.parametrize(
    ("people", "whose"),
    [("abcd", "b"), ("xbac", "b"), ("acd", "c"), ("axcd", "x"), ("a", "a"), ("", "-")],
)
def test_the_turn_stays_with_the_person_or_goes_to_who_stands_there_now(
    people: str, whose: str
) -> None:
    room = with_people("a", "b", "c", "d")
    room.does(rounds.begin_rounds(room.meeting))
    room.does(rounds.next_person(room.meeting))
    change = room.does(rounds.set_participants(room.meeting, people))
    assert (rounds.whose_turn(room.meeting) or "-") == whose
    if change:
        room.undoes()
    assert rounds.whose_turn(room.meeting) == "b"


@given(steps=st.lists(st.one_of(NAMES, st.sampled_from(["next", "back", "end", "begin"]))))
def test_whoever_comes_and_goes_the_turn_is_somebodys_and_next_leads_round(
    steps: list[list[str] | str],
) -> None:
    room = with_people("a", "b")
    deeds = {
        "next": rounds.next_person,
        "back": rounds.previous_person,
        "end": rounds.end_rounds,
        "begin": rounds.begin_rounds,
    }
    for step in steps:
        change = (
            deeds[step](room.meeting)
            if isinstance(step, str)
            else rounds.set_participants(room.meeting, step)
        )
        assert change.undoable == (not isinstance(step, str))
        room.does(change)
        whose, people = rounds.whose_turn(room.meeting), room.meeting.details.participants
        assert whose is None or whose in people
        assert (whose is None) == (room.meeting.bookmark.turn is None)
        if whose is not None:
            assert sorted(asked(room, len(people))) == sorted(people)
            assert rounds.whose_turn(room.meeting) == whose


def test_a_card_carries_a_name_only_where_that_is_wished_and_keeps_it() -> None:
    room = with_people("Ana", "Bo")
    board = board_for(room.meeting, EXERCISE, step_at(room.meeting, EXERCISE, EXERCISE.stages[0]))

    def says(*texts: str) -> None:
        room.does(board.add(Side.RIGHT, Selection(), texts))

    says("before")
    room.does(rounds.begin_rounds(room.meeting))
    says("unsigned")
    room.does(rounds.sign_cards(room.meeting, True))
    says("first", "pasted")
    room.does(rounds.next_person(room.meeting))
    says("second")
    room.does(rounds.end_rounds(room.meeting))
    says("between")
    room.does(rounds.sign_cards(room.meeting, False))
    assert {card.text: card.author for card in room.meeting.all(Card)} == {
        "before": "",
        "unsigned": "",
        "first": "Ana",
        "pasted": "Ana",
        "second": "Bo",
        "between": "",
    }


def test_a_turn_that_was_passed_on_by_hand_is_not_passed_back() -> None:
    room = with_people("Ana", "Bo", "Cem")
    room.does(rounds.begin_rounds(room.meeting))
    assert not rounds.pass_turn(room.meeting, "Bo", "Cem")
    assert not rounds.pass_turn(room.meeting, "Ana", "Dan")
    room.does(rounds.pass_turn(room.meeting, "Ana", "Cem"))
    assert rounds.whose_turn(room.meeting) == "Cem"


def test_exactly_as_many_take_part_as_a_meeting_can_hold() -> None:
    names = [f"person {number}" for number in range(MOST_NAMES)]
    assert len(with_people(*names).meeting.details.participants) == MOST_NAMES
    with pytest.raises(InputRefusedError):
        with_people(*names, "one more")
