"""What the room sees of a review, and what of it counts for the other stages."""

from dataclasses import fields
from datetime import date, timedelta

from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.flow import Step, step_of, worked_on
from facilitator.domain.chain.verbs import add_origins, add_strategies
from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Excuse, Noticed, Side, Status, Verdict
from facilitator.domain.room.reviewed import ReviewCounts, review_counts, reviewed_action
from facilitator.exercises.exercise_library import Library, with_review
from tests.support.promises import looking_back

TODAY = date.today()
EXERCISE = with_review(Library().default)
REVIEW = EXERCISE.stages[0]


def says(meeting: Meeting, number: int, status: Status, text: str = "because") -> None:
    action = meeting.all(EarlierAction)[number]
    meeting.apply(judge(meeting, action, status, TODAY, text, noticed=Noticed.YES))


def test_the_counts_are_those_of_the_last_verdicts_and_name_nobody() -> None:
    meeting = looking_back(5)
    assert review_counts(meeting) == ReviewCounts(total=5)
    for number, status in enumerate((Status.DONE, Status.PROGRESS, Status.EXCUSE, Status.DROPPED)):
        says(meeting, number, status)
    says(meeting, 0, Status.EXCUSE)
    counts = review_counts(meeting)
    assert (counts.done, counts.progress, counts.excuses, counts.dropped) == (0, 1, 2, 1)
    assert counts.left == 1
    assert {field.type for field in fields(ReviewCounts)} == {int}


def test_the_promise_is_as_late_as_its_last_day_says() -> None:
    meeting = looking_back(2)
    first = meeting.all(EarlierAction)[0]
    board = board_for(meeting, EXERCISE, Step(REVIEW))
    at = Selection(first.id)
    shown = reviewed_action(board, at, TODAY)
    assert shown is not None
    assert (shown.days_late, shown.number, shown.total) == (23, 1, 2)
    in_a_week = TODAY + timedelta(days=7)
    meeting.apply(judge(meeting, first, Status.PROGRESS, TODAY, "half", in_a_week))
    shown = reviewed_action(board, at, TODAY)
    assert shown is not None
    assert (shown.days_late, shown.due, shown.status) == (0, in_a_week, Status.PROGRESS)
    assert reviewed_action(board, Selection(), TODAY) is None


def test_what_grows_from_an_excuse_is_of_the_review_and_is_said_once() -> None:
    meeting = looking_back(1)
    says(meeting, 0, Status.EXCUSE, "No time")
    (excuse,), (verdict,) = meeting.all(Excuse), meeting.all(Verdict)
    meeting.apply(add_origins(meeting, excuse.id, ["The rota is made by habit"]))
    meeting.apply(add_strategies(meeting, excuse.id, ["Two people"]))
    (first,) = meeting.all(EarlierAction)
    board = board_for(meeting, EXERCISE, Step(REVIEW))
    shown = [meeting.find(key) for key in board.ids(Side.RIGHT, Selection(first.id))]
    assert [each.text for each in shown if each] == [
        "No time",
        "The rota is made by habit",
        "Two people",
    ]
    assert [board.depth(each) for each in shown if each] == [0, 1, 1]
    for item in (excuse, verdict, *shown[:2]):
        assert item is not None
        assert step_of(meeting, EXERCISE, item).stage.kind is Kind.REVIEW
    # Nobody has asked why, or what to do instead, on the stages for that.
    assert worked_on(meeting, EXERCISE) == {REVIEW.id}
