"""Progress or an excuse is said of an action: by records of its own, that say what became of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from facilitator.domain.chain.chain import strategies_of
from facilitator.domain.chain.status import due_of, is_late, status_of
from facilitator.domain.chain.verbs import edit_text
from facilitator.domain.follow_up import verdicts
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, EarlierAction, Excuse, Noticed, Status, Verdict
from facilitator.errors import InputRefusedError
from tests.support.random_meetings import Deed, courses
from tests.support.small_meeting import EXERCISE, FRIDAY, TODAY, Room


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def action(room: Room) -> Action:
    (gap,) = room.cards("bad", "Closed at noon")
    return room.action(room.strategy(room.excuse(gap, "We eat"), "Take turns"), "Draw up turns")


def test_a_verdict_given_twice_is_taken_back(room: Room, action: Action) -> None:
    for verdict, status in (
        (Status.PROGRESS, Status.PROGRESS),
        (Status.DONE, Status.DONE),
        (Status.DONE, Status.PROGRESS),
        (Status.PROGRESS, Status.OPEN),
    ):
        room.does(verdicts.toggle(room.meeting, action, verdict, TODAY))
        assert status_of(room.meeting, action) is status


def test_an_excuse_for_an_action_goes_on_as_a_link_of_the_chain(room: Room, action: Action) -> None:
    said = room.verdict(action, Status.EXCUSE, "  No time ")
    (excuse,) = room.meeting.children(Excuse, said.id)
    assert (excuse.text, said.text) == ("No time", "No time")
    instead = room.strategy(room.origin(excuse, "Two are ill"), "Ask for help")
    assert strategies_of(room.meeting, excuse) == [instead]
    room.does(edit_text(room.meeting, excuse, "No people"))
    assert room.now(said).text == "No people"
    before = room.meeting.copy()
    room.does(verdicts.withdraw(room.meeting, room.now(said)))
    assert room.meeting.all(Verdict) == []
    assert room.meeting.count(Excuse) == 1
    room.undoes()
    assert room.meeting == before


def test_a_bare_excuse_has_nothing_under_it_and_open_is_no_verdict(
    room: Room, action: Action
) -> None:
    said = room.verdict(action, Status.EXCUSE)
    assert room.meeting.children(Excuse, said.id) == []
    assert not verdicts.judge(room.meeting, action, Status.OPEN, TODAY)


def test_a_new_day_counts_until_the_next_one(room: Room, action: Action) -> None:
    later = FRIDAY + timedelta(days=30)
    room.does(verdicts.judge(room.meeting, action, Status.PROGRESS, TODAY, "Half", later))
    room.verdict(action, Status.EXCUSE, "No time", FRIDAY)
    assert due_of(room.meeting, action) == later
    assert not is_late(room.meeting, action, later)
    assert is_late(room.meeting, action, later + timedelta(days=1))
    room.verdict(action, Status.DROPPED, "No need", later)
    assert not is_late(room.meeting, action, later + timedelta(days=1))


def test_a_day_before_the_promise_is_refused_and_one_to_come_is_not(
    room: Room, action: Action
) -> None:
    before = room.meeting.copy()
    with pytest.raises(InputRefusedError, match="is before the day on which that was promised"):
        verdicts.judge(room.meeting, action, Status.DONE, TODAY - timedelta(days=1))
    assert room.meeting == before
    room.verdict(action, Status.DONE, day=date(2099, 1, 1))
    room.verdict(action, Status.EXCUSE, day=FRIDAY)
    assert status_of(room.meeting, action) is Status.EXCUSE, "what was said last counts"


def test_a_clock_that_was_set_back_judges_on_the_day_of_the_meeting(
    room: Room, action: Action
) -> None:
    room.does(verdicts.tick(room.meeting, action, date(1970, 1, 1)))
    assert [verdict.day for verdict in room.meeting.all(Verdict)] == [TODAY]


def test_whether_it_was_noticed_is_said_and_taken_back(room: Room, action: Action) -> None:
    said = room.verdict(action, Status.DONE)
    room.does(verdicts.set_noticed(room.meeting, said, Noticed.NO))
    assert room.now(said).noticed is Noticed.NO
    room.does(verdicts.set_noticed(room.meeting, room.now(said), None))
    assert room.now(said) == said


def read_off(meeting: Meeting, action: Action | EarlierAction) -> str:
    """What became of an action, by the records alone: what was said last on the latest day."""
    became, latest = "open", ("", 0, "")
    for record in meeting.records():
        if isinstance(record, Verdict) and record.action == action.id:
            order = (record.day.isoformat(), record.place, record.id)
            if order > latest:
                became, latest = record.status.value, order
    return became


@given(course=courses())
def test_what_became_of_an_action_equals_an_independent_reading(course: list[Deed]) -> None:
    room = Room()
    for deed in course:
        room.does(deed.change(room.meeting, EXERCISE))
        for action in (*room.meeting.all(Action), *room.meeting.all(EarlierAction)):
            assert status_of(room.meeting, action).value == read_off(room.meeting, action)
