"""What the plan tells of earlier promises, of what was parked, and of what others decide."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.parking_lot import park, settle
from facilitator.domain.follow_up.roti import count_fingers
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Outcome,
    Parked,
    PastVerdict,
    Status,
    Strategy,
    Verdict,
    new_id,
)
from facilitator.export.report import build_report
from tests.support.exported_meeting import HELD, Room
from tests.support.printed_plan import printed

SEPTEMBER, NOVEMBER = date(2026, 9, 12), date(2026, 11, 20)


def earlier(text: str, owner: str, *history: PastVerdict, number: int = 0) -> EarlierAction:
    return EarlierAction(
        id=f"earlier-{number}",
        stage="review",
        text=text,
        place=number,
        meeting="september",
        action=f"action-{number}",
        owner=owner,
        due=NOVEMBER,
        promised_on=SEPTEMBER,
        gap="Nobody reads the mailbox",
        excuse="Somebody else will look",
        history=history,
    )


@pytest.fixture
def reviewed(exercise: Exercise) -> Room:
    """Three promises: one moved on, one an excuse from which a new action came, one skipped."""
    room = Room(exercise, "November")
    past = PastVerdict(day=date(2026, 10, 3), status=Status.EXCUSE, text="No key to it")
    promises = (
        earlier("Read the mailbox", "Maria", past, number=1),
        earlier("Two at the counter", "Karl", number=2),
        earlier("Call back", "Tom", number=3),
    )
    room.meeting = Meeting.from_records([*room.meeting.records(), *promises])
    read, two, _ = promises
    later = date(2026, 12, 11)
    room.does(judge(room.meeting, read, Status.PROGRESS, HELD, "three of five mornings", later))
    room.does(judge(room.meeting, two, Status.EXCUSE, HELD, "We are too few"))
    excuse = room.meeting.all(Excuse)[0]
    strategy = room.strategy(excuse, "Open at eight instead")
    room.action(strategy, "Ask who can come at seven", "Aisha", date(2026, 12, 4))
    return room


def test_the_first_page_tells_what_became_of_the_promises(
    reviewed: Room, exercise: Exercise
) -> None:
    front = printed(reviewed.meeting, exercise).pages[0]
    assert "3 promises: 1 moved on, 1 excuse, 1 without a verdict" in front
    assert "too few" not in front


def test_each_promise_is_printed_with_what_was_said_and_what_came_of_it(
    reviewed: Room, exercise: Exercise
) -> None:
    plan = printed(reviewed.meeting, exercise)
    text = plan.text[plan.text.index("What we promised") :]
    expected = (
        "Read the mailbox promised Sat 12 Sep · because of: Nobody reads the mailbox · instead of:",
        "In progress three of five mornings · now by Fri 11 Dec",
        "Sat 3 Oct excuse: “No key to it”",
        "Excuse We are too few",
        "Strategy Open at eight instead",
        "Action Ask who can come at seven",
        "No verdict",
    )
    assert [words for words in expected if words not in text] == []
    assert (0, "What we promised") in plan.outline
    assert "1 promise without a verdict Call back" in text


def test_an_excuse_is_beside_no_name(reviewed: Room, exercise: Exercise) -> None:
    """In the table of actions too, an owner is not printed beside the word."""
    (action,) = reviewed.meeting.all(Action)
    later = judge(reviewed.meeting, action, Status.EXCUSE, HELD, "No time")
    reviewed.does(later)
    plan = printed(reviewed.meeting, exercise)
    front = plan.pages[0]
    promises = plan.text[plan.text.index("What we promised") :].partition("How we got here")[0]
    # One moved on after it had been an excuse, one is an excuse today, one was skipped.
    assert [name for name in ("Maria", "Karl", "Tom") if name in promises] == ["Tom"]
    assert "not done yet" in front
    assert (
        "No time" not in front
        and "excuse" not in front.partition("What Who")[2].partition("Still open")[0]
    )


def test_what_was_said_in_later_meetings_is_in_the_plan_of_an_old_one(
    bakery: Meeting, exercise: Exercise
) -> None:
    tell = next(each for each in bakery.all(Action) if each.text == "Tell every shift")
    moved = date(2026, 12, 18)
    bakery.verdicts_elsewhere = {
        tell.id: [
            Verdict(
                id=new_id(),
                action="copy",
                text="half of them know",
                place=0,
                status=Status.PROGRESS,
                day=date(2026, 12, 14),
                due=moved,
            )
        ]
    }
    front = printed(bakery, exercise).pages[0]
    assert "in progress" in front and "Fri 18 Dec" in front
    assert build_report(bakery, exercise, date(2026, 12, 1)).first is not None


def test_what_others_decide_is_a_list_apart_but_not_under_a_hidden_card(
    exercise: Exercise,
) -> None:
    room = Room(exercise, "November")
    shown, secret = room.cards("bad", "No refunds", "The boss shouts")
    for gap, person in ((shown, "Head office"), (secret, "Nobody")):
        excuse = room.excuse(gap.id, f"{person} decides")
        ours = replace(excuse, kind=ExcuseKind.NOT_OURS, ask=person)
        room.meeting = Meeting.from_records(
            ours if each is excuse else each for each in room.meeting.records()
        )
    room.meeting = Meeting.from_records(
        replace(each, hidden=True) if isinstance(each, Card) and each.id == secret.id else each
        for each in room.meeting.records()
    )
    plan = printed(room.meeting, exercise)
    asked = plan.text[plan.text.index("To ask for") :]
    assert "Head office decides ask Head office · because of: No refunds" in asked
    assert "Nobody decides" not in plan.text
    assert "Head office decides" not in plan.pages[0]


def test_what_was_parked_is_printed_by_what_became_of_it(exercise: Exercise) -> None:
    room = Room(exercise, "November")
    texts = ("The lights", "Parking", "The coffee machine", "New uniforms")
    room.does(park(room.meeting, "board", texts))
    lights, parking, coffee, _ = room.meeting.all(Parked)
    room.does(settle(room.meeting, parking, Outcome.NEXT))
    room.does(settle(room.meeting, coffee, Outcome.DROPPED))
    draft = Action(
        id=new_id(), strategy=lights.id, text="Order bulbs", place=0, owner="Tom", due=NOVEMBER
    )
    room.does(verbs.commit_action(room.meeting, draft))
    plan = printed(room.meeting, exercise)
    text = plan.text[plan.text.index("What we parked") :]
    assert "The lights action: Order bulbs Parking for the next meeting" in text
    assert "The coffee machine dropped New uniforms still parked" in text
    assert "1 still parked New uniforms" in text
    assert "Order bulbs" in plan.pages[0] and "1 still parked (page" in plan.pages[0]


def test_the_return_on_the_time_is_one_line(exercise: Exercise) -> None:
    room = Room(exercise, "November")
    assert "worth our time" not in printed(room.meeting, exercise).text
    room.does(count_fingers(room.meeting, (5, 4, 4)))
    assert "Was it worth our time? 4.3 of 5 (3 hands)" in printed(room.meeting, exercise).pages[0]
    assert not room.meeting.all(Strategy)
