"""Between meetings a verdict goes to the journal of the team, with a copy of the action."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain.verbs import add_strategies
from facilitator.domain.follow_up.journal import judge_between
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    EarlierAction,
    Excuse,
    PastVerdict,
    Status,
    Strategy,
    Verdict,
)
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from tests.support.promises import promised

HELD = date(2026, 10, 3)
LATER = HELD + timedelta(days=9)


@pytest.fixture
def journal() -> Meeting:
    journal = Meeting()
    journal.apply(begin_journal("Front desk", HELD - timedelta(days=90)))
    return journal


@pytest.fixture
def promise() -> EarlierAction:
    meeting = promised(Library().default, ["Read the mailbox"], HELD)
    (known,) = open_promises([meeting])
    return known


def test_the_first_verdict_brings_a_copy_and_undoing_it_takes_both_away(
    journal: Meeting, promise: EarlierAction
) -> None:
    before = journal.records()
    change = judge_between(journal, promise, Status.PROGRESS, LATER, "three mornings", LATER)
    journal.apply(change)
    (copy,) = journal.all(EarlierAction)
    (verdict,) = journal.children(Verdict, copy.id)
    assert (copy.meeting, copy.action) == (promise.meeting, promise.action)
    assert (verdict.status, verdict.text, verdict.day) == (
        Status.PROGRESS,
        "three mornings",
        LATER,
    )
    assert change.undoable
    journal.apply(change.inverse())
    assert journal.records() == before


def test_a_second_verdict_stands_on_the_same_copy_which_learns_what_was_said_meanwhile(
    journal: Meeting, promise: EarlierAction
) -> None:
    journal.apply(judge_between(journal, promise, Status.PROGRESS, LATER))
    said = PastVerdict(day=LATER, status=Status.EXCUSE, text="in a meeting")
    again = EarlierAction(
        id="other",
        stage="",
        text=promise.text,
        place=0,
        meeting=promise.meeting,
        action=promise.action,
        promised_on=HELD,
        history=(said,),
    )
    journal.apply(judge_between(journal, again, Status.DONE, LATER))
    (copy,) = journal.all(EarlierAction)
    assert copy.history == (said,)
    statuses = [each.status for each in journal.children(Verdict, copy.id)]
    assert statuses == [Status.PROGRESS, Status.DONE]


def test_the_words_of_an_excuse_begin_a_chain(journal: Meeting, promise: EarlierAction) -> None:
    journal.apply(judge_between(journal, promise, Status.EXCUSE, LATER, "We had no time"))
    (excuse,) = journal.all(Excuse)
    journal.apply(add_strategies(journal, excuse.id, ["An hour on Mondays"]))
    assert [each.text for each in journal.all(Strategy)] == ["An hour on Mondays"]


def test_an_action_of_no_team_is_judged_in_its_own_meeting() -> None:
    meeting = promised(Library().default, ["Read the mailbox"], HELD)
    (action,) = meeting.all(Action)
    (promise,) = open_promises([meeting])
    meeting.apply(judge_between(meeting, promise, Status.DONE, LATER))
    assert [each.status for each in meeting.children(Verdict, action.id)] == [Status.DONE]
    assert not meeting.count(EarlierAction)


def test_no_verdict_is_older_than_the_promise(journal: Meeting, promise: EarlierAction) -> None:
    with pytest.raises(InputRefusedError, match="before the day"):
        judge_between(journal, promise, Status.DONE, HELD - timedelta(days=1))
