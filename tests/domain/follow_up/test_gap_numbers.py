"""A number on a gap: given, changed, taken away, and told again in the meetings that follow."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.follow_up.gap_numbers import (
    last_before,
    number_on,
    set_number,
    take_away,
)
from facilitator.domain.follow_up.look_back import open_promises, promises_before, put_before
from facilitator.domain.follow_up.recurrence import Heard, recognise
from facilitator.domain.limits import HIGHEST
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction, PastNumber
from facilitator.domain.written_numbers import NumberProblem, middle, read_number
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import with_review
from tests.support.promises import promised
from tests.support.small_meeting import EXERCISE, TODAY, Room

FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29)


def meets(day: date, *before: Meeting) -> Meeting:
    meeting = Meeting()
    along = put_before(EXERCISE, open_promises(before))
    setup = MeetingSetup(title="Next")
    meeting.apply(begin(with_review(EXERCISE), setup, day, brought_along=along))
    return meeting


def gap_of(meeting: Meeting) -> Card:
    return meeting.all(Card)[0]


@pytest.fixture
def first() -> Meeting:
    meeting = promised(EXERCISE, ["Read", "Call"], FIRST)
    meeting.apply(set_number(meeting, gap_of(meeting), 40, FIRST))
    return meeting


def test_of_a_day_the_last_number_counts_and_undo_brings_back_the_one_before() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    room.does(set_number(room.meeting, gap, 40, TODAY))
    room.does(set_number(room.meeting, gap, 35, TODAY))
    assert [each.value for each in room.meeting.numbers] == [35]
    room.does(set_number(room.meeting, gap, 12, TODAY + timedelta(days=1)))
    assert number_on(room.meeting, gap) == 12
    assert len(room.meeting.numbers) == 2
    room.does(take_away(room.meeting, gap))
    assert number_on(room.meeting, gap) is None
    for value in (12, 35, 40):
        room.undoes()
        assert number_on(room.meeting, gap) == value


@pytest.mark.parametrize("value", [-1, HIGHEST + 1])
def test_a_number_that_nobody_counts_to_is_refused(value: int) -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    with pytest.raises(InputRefusedError, match="nothing was changed"):
        set_number(room.meeting, gap, value, TODAY)


def test_a_clock_that_was_set_back_makes_no_number_older_than_the_meeting() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    room.does(set_number(room.meeting, gap, 5, TODAY - timedelta(days=400)))
    assert [each.day for each in room.meeting.numbers] == [TODAY]


def test_the_next_meeting_brings_the_number_of_the_gap_along_with_each_promise(
    first: Meeting,
) -> None:
    second = meets(SECOND, first)
    read, call = second.all(EarlierAction)
    assert read.gap_id == call.gap_id == gap_of(first).id
    assert read.numbers == call.numbers == (PastNumber(day=FIRST, value=40),)
    second.apply(set_number(second, read, 12, SECOND))
    assert number_on(second, call) == 12, "it is asked once for all promises of the gap"
    second.apply(set_number(second, call, 11, SECOND))
    assert len(second.numbers) == 1
    third = meets(THIRD, first, second)
    known = (PastNumber(day=FIRST, value=40), PastNumber(day=SECOND, value=11))
    assert [each.numbers for each in third.all(EarlierAction)] == [known, known]
    alone = meets(THIRD, second)
    assert {each.numbers for each in alone.all(EarlierAction)} == {known}, "by the copies alone"


def test_what_a_review_counts_itself_is_not_what_was_said_before(first: Meeting) -> None:
    second = meets(SECOND, first)
    second.apply(set_number(second, second.all(EarlierAction)[0], 12, SECOND))
    found = promises_before(second, [first, second])
    assert found is not None
    assert {each.numbers for each in found} == {(PastNumber(day=FIRST, value=40),)}


def test_gaps_that_somebody_said_are_the_same_share_their_numbers(first: Meeting) -> None:
    again = promised(EXERCISE, ["Write"], SECOND)
    gap, before = gap_of(again), gap_of(first)
    heard = Heard(meeting=first.id, item=before.id, text=before.text, day=FIRST)
    again.apply(recognise(again, gap, heard))
    again.apply(set_number(again, gap, 30, SECOND))
    known = (PastNumber(day=FIRST, value=40), PastNumber(day=SECOND, value=30))
    assert {each.numbers for each in open_promises([first, again])} == {known}


def test_of_a_gap_that_came_again_the_last_number_is_known_by_the_promise_for_it(
    first: Meeting,
) -> None:
    again = meets(SECOND, first)
    again.apply(add_cards(again, "bad", ["Still nobody reads it"]))
    gap, before = gap_of(again), gap_of(first)
    assert last_before(again, gap) is None
    heard = Heard(meeting=first.id, item=before.id, text=before.text, day=FIRST)
    again.apply(recognise(again, gap, heard))
    assert last_before(again, gap) == PastNumber(day=FIRST, value=40)


def test_the_number_of_a_card_that_is_hidden_is_told_by_nobody(first: Meeting) -> None:
    again, before = meets(SECOND, first), gap_of(first)
    again.apply(begin_private(again))
    again.apply(add_cards(again, "bad", ["Nobody knows"]))
    gap = gap_of(again)
    heard = Heard(meeting=first.id, item=before.id, text=before.text, day=FIRST)
    again.apply(recognise(again, gap, heard))
    again.apply(set_number(again, gap, 8_765, SECOND))
    known = {each.numbers for each in open_promises([first, again])}
    assert known == {(PastNumber(day=FIRST, value=40),)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40", 40),
        ("about 40 a week", 40),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("٤٠", 40),
        ("४०", 40),
        ("0", 0),
        ("1000000", 1_000_000),
        ("1000001", NumberProblem.TOO_LARGE),
        ("9" * 6_000, NumberProblem.TOO_LARGE),
        ("40–50", NumberProblem.SEVERAL),
        ("2.5", NumberProblem.FRACTION),
        ("1½", NumberProblem.FRACTION),
        ("-5", NumberProblem.NEGATIVE),
        ("5k", NumberProblem.UNCLEAR),
        ("10 %", NumberProblem.UNCLEAR),
        ("many", NumberProblem.NONE),
    ],
)
def test_a_whole_number_is_read_as_people_write_it(text: str, value: int | NumberProblem) -> None:
    assert read_number(text) == value


def test_of_a_span_the_middle_can_be_offered() -> None:
    assert middle("40–50") == 45
    assert middle("forty") is None
