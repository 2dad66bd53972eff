"""At the close it is said whom the team asks and thanks; the next meeting hears what they said."""

from datetime import date

import pytest

from facilitator.domain.answers.answers import actions_at
from facilitator.domain.answers.closing_places import answer_at, answer_place
from facilitator.domain.chain.chain import plan
from facilitator.domain.chain.deferrals import defer
from facilitator.domain.chain.flow import Step, step_of
from facilitator.domain.chain.verbs import remove
from facilitator.domain.exercise import ClosingPlace, Kind
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, ActionKind, Answer, Side, Status, new_id
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import RoomView, room_view
from facilitator.export.json_format import dumps, loads
from tests.support.small_meeting import FRIDAY, Room, texts
from tests.support.thanking_exercise import thanking_exercise

EXERCISE = thanking_exercise()
ASK, THANK = EXERCISE.closing


@pytest.fixture
def room() -> Room:
    return Room(EXERCISE)


def answers(
    room: Room,
    place: ClosingPlace,
    whom: str,
    owner: str = "Ana",
    due: date | None = FRIDAY,
) -> list[Action]:
    draft = Action(id=new_id(), strategy="", text=whom, place=0, owner=owner, due=due)
    room.does(answer_place(room.meeting, place, draft))
    return actions_at(room.meeting, place)


def closing(room: Room) -> RoomView:
    stage = next(each for each in EXERCISE.stages if each.kind is Kind.CLOSE)
    return room_view(room.meeting, EXERCISE, Step(stage), Attention(), Entry())


def test_an_answer_is_an_action_of_the_kind_of_its_place_in_one_change(room: Room) -> None:
    before = room.meeting.copy()
    (asked,) = answers(room, ASK, " the dentist in Mill Lane ")
    assert (asked.text, asked.owner, asked.kind) == (
        "the dentist in Mill Lane",
        "Ana",
        ActionKind.ASK,
    )
    (above,) = room.meeting.all(Answer)
    assert (above.field, above.about, asked.strategy) == ("ask", "", above.id)
    answers(room, ASK, "a new customer", "Tom")
    assert len(room.meeting.all(Answer)) == 1, "all answers of a place are under one"
    assert texts(plan(room.meeting, EXERCISE)) == ["the dentist in Mill Lane", "a new customer"]
    assert step_of(room.meeting, EXERCISE, asked).stage.kind is Kind.CLOSE
    room.undoes()
    room.undoes()
    assert room.meeting == before


def test_what_lacks_who_or_when_is_no_answer(room: Room) -> None:
    assert answers(room, ASK, "a customer", owner=" ") == []
    assert answers(room, ASK, "a customer", due=None) == []
    assert room.meeting.all(Answer) == []


def test_only_a_required_place_is_open_until_somebody_takes_it_on(room: Room) -> None:
    (found,) = still_open(room.meeting, EXERCISE).named
    assert (found.item.text, found.item.id) == (ASK.question, answer_at(room.meeting, ASK).id)
    assert still_open(room.meeting, EXERCISE).counts == OpenCounts(places=1)
    (asked,) = answers(room, ASK, "a customer")
    assert not still_open(room.meeting, EXERCISE)
    room.verdict(asked, Status.DROPPED)
    assert still_open(room.meeting, EXERCISE).counts == OpenCounts(places=1)
    room.does(remove(room.meeting, [room.now(asked)]))
    assert [each.item.id for each in still_open(room.meeting, EXERCISE).named] == [found.item.id]


def test_a_place_may_be_left_for_another_day(room: Room) -> None:
    (found,) = still_open(room.meeting, EXERCISE).named
    room.does(defer(room.meeting, [found.deferred], "nobody is here this week"))
    assert not still_open(room.meeting, EXERCISE)
    assert still_open(room.meeting, EXERCISE).counts.later == 1


def test_the_room_sees_places_their_answers_and_what_is_open(room: Room) -> None:
    seen = closing(room)
    assert seen.close is not None
    assert [(p.name, p.count, p.is_open) for p in seen.close.places] == [
        ("Ask", 0, True),
        ("Thank", 0, False),
    ]
    assert seen.close.daily_question == "Whom did we make feel important today?"
    assert [(c.text, c.at_close) for c in seen.columns[1].cards] == [(ASK.question, "Ask")]
    answers(room, ASK, "the dentist in Mill Lane")
    seen = closing(room)
    assert seen.close is not None
    assert [(p.count, p.is_open) for p in seen.close.places] == [(1, False), (0, False)]
    (card,) = seen.columns[0].cards
    assert (card.at_close, card.text, card.owner) == ("Ask", "the dentist in Mill Lane", "Ana")
    assert seen.side is Side.LEFT


def test_the_next_meeting_asks_of_its_kind_and_a_strength_is_no_excuse(room: Room) -> None:
    answers(room, ASK, "the dentist in Mill Lane")
    (card,) = room.cards("good", "We know every regular by name")
    strategy = room.strategy(card, "Greet new ones by name too")
    room.action(strategy, "Write names on the cups")
    asked, named = open_promises([room.meeting])
    if asked.kind is not ActionKind.ASK:
        asked, named = named, asked
    assert (asked.text, asked.gap, asked.excuse) == ("the dentist in Mill Lane", "", "")
    assert (named.gap, named.excuse, named.kind) == (card.text, "", ActionKind.DO)


def test_answers_go_with_the_meeting_as_json(room: Room) -> None:
    answers(room, ASK, "the dentist in Mill Lane")
    kept = loads(dumps(room.meeting, EXERCISE))
    (asked,) = actions_at(kept, ASK)
    assert (asked.text, asked.kind) == ("the dentist in Mill Lane", ActionKind.ASK)
    assert not still_open(kept, EXERCISE)
