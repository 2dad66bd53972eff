"""A meeting beside the last one of its team: what came again, what moved, what is new."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import gaps
from facilitator.domain.chain.verbs import add_cards, add_excuses
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.follow_up.gap_numbers import set_number
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.recurrence import Heard, recognise
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction, Excuse, Status
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.vote import tally
from facilitator.errors import ExerciseError
from facilitator.services.beside import beside, last_before, nearly_equal
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held
from tests.support.small_meeting import EXERCISE

TODAY, MANY = date(2026, 11, 18), 99
GOOD, BAD = (column.id for column in EXERCISE.columns)


def known(meeting: Meeting) -> Exercise:
    if meeting.details.exercise != EXERCISE.id:
        raise ExerciseError("It is gone.")
    return EXERCISE


def told(meeting: Meeting, *others: Meeting) -> BesideLast:
    found = beside(meeting, EXERCISE, [meeting, *others], known)
    assert found is not None
    return found


def card(meeting: Meeting, text: str) -> Card:
    return next(each for each in meeting.all(Card) if each.text == text)


def says(meeting: Meeting, column: str, *texts: str) -> None:
    meeting.apply(add_cards(meeting, column, texts))


def puts_first(meeting: Meeting, text: str) -> None:
    """Put a gap before all others: what was first already has no place until it is moved."""
    for index in (MANY, 0):
        order = gaps(meeting, EXERCISE)
        meeting.apply(arrange.rank_to(meeting, order, [card(meeting, text)], index))


def confirms(meeting: Meeting, text: str, last: Meeting, before: str) -> None:
    then = card(last, before)
    heard = Heard(meeting=last.id, item=then.id, text=before, day=last.details.held_on)
    meeting.apply(recognise(meeting, card(meeting, text), heard))


@pytest.fixture
def last() -> Meeting:
    """Three gaps with a place each, a number on the first, and a promise for it."""
    meeting = Held(
        day=OCTOBER, gap="Closed at noon", strategy="Open", action="Open at noon"
    ).meeting(EXERCISE)
    says(meeting, BAD, "The queue blocks the door", "Prices are on the back")
    puts_first(meeting, "Closed at noon")
    meeting.apply(set_number(meeting, card(meeting, "Closed at noon"), 40, OCTOBER))
    return meeting


@pytest.fixture
def today(last: Meeting) -> Meeting:
    """The meeting that looks back on it, before anything is said."""
    held = Held(day=TODAY, gap="Nobody says thanks", excuse="").meeting(EXERCISE)
    promises = put_before(EXERCISE, open_promises([last]))
    return Meeting.from_records([*held.records(), *promises])


def test_what_came_again_says_how_it_moved_and_what_is_new_is_told_apart(
    last: Meeting, today: Meeting
) -> None:
    says(today, BAD, "the door blocks the queue", "We close at lunch")
    confirms(today, "We close at lunch", last, "Closed at noon")
    puts_first(today, "the door blocks the queue")
    today.apply(set_number(today, card(today, "We close at lunch"), 12, TODAY))
    found = told(today, last)
    assert found.last_on == OCTOBER
    again = {each.text: each for each in found.again}
    assert list(again) == ["the door blocks the queue", "We close at lunch"]
    lunch = again["We close at lunch"]
    assert (lunch.before, lunch.place_before, lunch.place) == ("Closed at noon", 1, 3)
    assert (lunch.amount_before, lunch.amount) == (40, 12)
    assert again["the door blocks the queue"].place == 1
    assert found.fresh == ("Nobody says thanks",)
    assert found.not_again == ("Prices are on the back",)


def test_a_gap_that_became_a_strength_is_neither_new_nor_missed(
    last: Meeting, today: Meeting
) -> None:
    says(today, GOOD, "Open at noon")
    confirms(today, "Open at noon", last, "Closed at noon")
    found = told(today, last)
    ((text, before, day),) = [(each.text, each.before, each.day) for each in found.strengths]
    assert (text, before, day) == ("Open at noon", "Closed at noon", OCTOBER)
    assert "Closed at noon" not in found.not_again


def test_the_review_tells_what_moved_of_a_gap_that_nobody_said_again(
    last: Meeting, today: Meeting
) -> None:
    (promise,) = today.all(EarlierAction)
    today.apply(set_number(today, promise, 7, TODAY))
    today.apply(judge(today, promise, Status.DONE, TODAY, "Since Tuesday"))
    found = told(today, last)
    assert [(each.text, each.before, each.now) for each in found.amounts] == [
        ("Closed at noon", 40, 7)
    ]
    assert (found.review.total, found.review.done) == (1, 1)


def test_an_excuse_comes_again_with_the_day_on_which_it_was_heard_last(
    last: Meeting, today: Meeting
) -> None:
    gap = card(today, "Nobody says thanks")
    today.apply(add_excuses(today, gap.id, ["In the morning we are too few", "No time"]))
    (again,) = told(today, last).again
    assert (again.text, again.before) == (
        "In the morning we are too few",
        "We are too few in the morning",
    )
    assert not again.is_gap
    no_time = next(each for each in today.all(Excuse) if each.text == "No time")
    heard = Heard(meeting="long ago", item="e", text="No time for that", day=SEPTEMBER)
    today.apply(recognise(today, no_time, heard))
    assert [each.day for each in told(today, last).again] == [OCTOBER, SEPTEMBER]


def test_nothing_hidden_of_either_meeting_is_told_nor_an_order_while_a_vote_goes_on(
    last: Meeting, today: Meeting
) -> None:
    for meeting in (last, today):
        meeting.apply(begin_private(meeting))
        says(meeting, BAD, "Nobody knows", "Nobody knows it")
        meeting.apply(set_number(meeting, card(meeting, "Nobody knows"), 8_765, TODAY))
    says(today, GOOD, "Somebody knows")
    confirms(today, "Somebody knows", last, "Nobody knows")
    assert "knows" not in str(told(today, last))
    assert "8765" not in str(told(today, last))
    says(last, BAD, "Too loud")
    shown = replace(card(last, "Too loud"), hidden=False)
    rest = [each for each in last.records() if each.id != shown.id]
    last = Meeting.from_records([*rest, shown])
    again = replace(card(last, "Too loud"), id="again", place=10**6)
    today = Meeting.from_records([*today.records(), again])
    puts_first(today, "Too loud")
    assert [each.place for each in told(today, last).again] == [1]
    today.apply(tally.open_ballot(today, 5))
    assert [each.place for each in told(today, last).again] == [None]


def test_the_last_meeting_is_the_one_before_and_no_journal(last: Meeting, today: Meeting) -> None:
    first = Held(day=SEPTEMBER).meeting(EXERCISE)
    later = Held(day=date(2027, 1, 1)).meeting(EXERCISE)
    journal = Meeting.from_records(
        edit.after for edit in begin_journal("Counter", OCTOBER).edits if edit.after
    )
    assert last_before(today, [first, last, later, today, journal]) is last
    assert last_before(first, [last, later, journal]) is None
    assert beside(first, EXERCISE, [first, journal], known) is None


def test_of_a_last_meeting_whose_exercise_is_gone_only_what_people_said_is_told(
    last: Meeting, today: Meeting
) -> None:
    says(today, BAD, "We close at lunch")
    confirms(today, "We close at lunch", last, "Closed at noon")
    found = beside(today, EXERCISE, [today, last], lambda _: None)
    assert found is not None
    assert [each.before for each in found.again] == ["Closed at noon"]
    assert found.not_again == ()


@pytest.mark.parametrize(
    ("one", "other", "is_equal"),
    [
        ("Closed at noon", "closed at noon!", True),
        ("The queue blocks the door", "the door blocks the queue", True),
        ("Мы закрыты в обед", "мы закрыты в обед.", True),
        ("Closed at noon", "Open at noon", False),
        ("Nobody says thanks", "Nobody reads the mailbox", False),
    ],
)
def test_nearly_the_same_words_say_the_same(one: str, other: str, is_equal: bool) -> None:
    assert nearly_equal(one, other) is is_equal
