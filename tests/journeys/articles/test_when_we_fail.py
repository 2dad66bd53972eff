"""Who is the Customer and Does it Matter?, from its opening to the next meeting of the team."""

from pathlib import Path

import pytest

from facilitator.domain.answers.about_gap import Told
from facilitator.domain.answers.checks import ShownCheck
from facilitator.domain.records import Check, Side
from facilitator.domain.room.reviewed import ReviewedAction
from facilitator.domain.room.room_view import Answered, DiscussedGap
from tests.support.articles import (
    as_file,
    column,
    commits,
    goes_on_to,
    invites,
    pinned,
    printed_plan,
    wall,
)
from tests.support.outline import Document
from tests.support.window import Room

EXERCISE = "when-we-fail-a-customer"
SUPERB = "The hotel replaced the lost bag before we asked"
FORM_SENT_BACK = "She had to fill in the form three times"
NOBODY_CALLED = "We said we would call back, and nobody did"
STEPS = ("She asked for a refund", "We sent a form", "We sent it back twice")
APOLOGY = "Did we show that we care, with a direct, personal apology?"
TIME = "Did we value their time and energy: quick, with little hassle?"
PROCEDURE = "Did we change the procedure so that it can’t happen to the next customer?"
AGAIN = "Did it happen again?"
CALL_HER = "Call her and say sorry"
FILLED_IN = "The program fills it in"
SHORT_FORM = "One page, filled in by us"

pytestmark = pytest.mark.usefixtures("with_parts")


def test_when_we_fail_a_customer(home: Room, tmp_path: Path) -> None:
    invites(home, EXERCISE)
    begins(home)
    tells_superb_service(home)
    tells_incidents(home)
    finds_out_what_happened(home)
    answers_the_checks(home)
    changes_what_let_it_happen(home)
    puts_it_right(home)
    goes_on_to(home, "close")
    is_in_the_file(as_file(home))
    is_on_paper(printed_plan(home, tmp_path / "plan.pdf"))
    home.goes_home()
    invites(home, EXERCISE)
    is_asked_if_it_happened_again(home)
    acts_on_what_happened_again(home)
    again = printed_plan(home, tmp_path / "next.pdf")
    assert AGAIN in again
    assert FILLED_IN in again


def begins(room: Room) -> None:
    opening = wall(room).opening
    assert opening is not None
    assert "Everybody has a bad day" in opening.purpose
    room.presses("PgDown")


def tells_superb_service(room: Room) -> None:
    assert wall(room).question == "When was service superb lately?"
    room.says(SUPERB)
    room.presses("Alt+4")
    assert column(room)[SUPERB].labels == ("put a mistake right",)


def tells_incidents(room: Room) -> None:
    goes_on_to(room, "poor")
    assert pinned(room) == [
        "Lost perspective: we put systems before people.",
        "Inattention: nobody really listened.",
        "Broken promise: we dropped the ball.",
    ]
    for incident, label in ((FORM_SENT_BACK, "Alt+1"), (NOBODY_CALLED, "Alt+3")):
        room.says(incident)
        room.presses(label)
    goes_on_to(room, "which-first")
    found = {text: card.labels for text, card in column(room).items()}
    assert found == {
        FORM_SENT_BACK: ("lost perspective",),
        NOBODY_CALLED: ("broken promise",),
    }
    counts = wall(room).labels
    assert counts is not None
    ways = {row.text: row.now.gaps for row in counts.rows if row.counts_gaps}
    assert ways == {"lost perspective": 1, "inattention": 0, "broken promise": 1}


def incident(room: Room) -> DiscussedGap:
    band = wall(room).band
    assert isinstance(band, DiscussedGap)
    return band


def finds_out_what_happened(room: Room) -> None:
    goes_on_to(room, "what-went-wrong")
    assert incident(room).text == FORM_SENT_BACK
    room.presses("Ctrl+Shift+I")
    room.says("A regular", *STEPS)
    room.presses("Esc")
    assert incident(room).told == (
        Told("Kind of customer", ("A regular",)),
        Told("Step by step", STEPS, steps=True),
    )


def answers_the_checks(room: Room) -> None:
    assert len(pinned(room)) == 3
    room.presses("Ctrl+Shift+Y", "N", "Enter", "T", "Enter", "Y", "Enter")
    assert incident(room).checks == (
        ShownCheck(id="we-cared", name="apology", said=Check.NO),
        ShownCheck(id="time-valued", name="time valued", said=Check.NOT_YET),
        ShownCheck(id="procedure-changed", name="procedure changed", said=Check.YES),
    )


def changes_what_let_it_happen(room: Room) -> None:
    room.says("The form counted for more than she did")
    room.presses("Ctrl+Tab")
    room.says("Every department has its own form")
    goes_on_to(room, "what-we-change")
    room.says("One short form")
    assert "One short form" in column(room, Side.RIGHT)


def puts_it_right(room: Room) -> None:
    goes_on_to(room, "who-when")
    commits(room, SHORT_FORM, "Ben", "in 2 weeks", "They sign once")
    answered = wall(room).band
    assert isinstance(answered, Answered)
    assert (answered.text, answered.about, answered.said) == (APOLOGY, FORM_SENT_BACK, Check.NO)
    commits(room, CALL_HER, "Ana", "tomorrow")
    answered = wall(room).band
    assert isinstance(answered, Answered)
    assert (answered.text, answered.said) == (TIME, Check.NOT_YET)
    goes_on_to(room, "close")
    assert any(TIME in text for text in column(room, Side.RIGHT))


def is_in_the_file(document: Document) -> None:
    cards = {card["text"]: card for card in document["cards"]}
    assert cards[SUPERB]["labels"] == ["put-right"]
    assert cards[FORM_SENT_BACK]["labels"] == ["lost-perspective"]
    about = cards[FORM_SENT_BACK]["id"]
    told = [
        (answer["field"], answer["text"] or answer["choice"])
        for answer in document["answers"]
        if answer["about"] == about
    ]
    assert told == [
        ("kind-of-customer", "A regular"),
        *(("what-happened", step) for step in STEPS),
        ("we-cared", "no"),
        ("time-valued", "not yet"),
        ("procedure-changed", "yes"),
    ]


def is_on_paper(plan: str) -> None:
    for words in (
        SUPERB,
        "put a mistake right",
        FORM_SENT_BACK,
        "lost perspective",
        "Kind of customer",
        "A regular",
        *STEPS,
        "apology: no",
        "time valued",
        "procedure changed",
        TIME,
        CALL_HER,
        SHORT_FORM,
    ):
        assert words in plan, words


def is_asked_if_it_happened_again(room: Room) -> None:
    assert (reviewed(room).text, reviewed(room).gap) == (CALL_HER, FORM_SENT_BACK)
    room.presses("1")
    room.says("She came back the next day")
    entry = wall(room).entry
    assert entry is not None
    assert entry.prompt == AGAIN
    room.presses("Y")
    assert (reviewed(room).text, reviewed(room).again) == (SHORT_FORM, Check.YES)
    answers = as_file(room)["answers"]
    assert [(each["field"], each["choice"]) for each in answers] == [("again", "yes")]


def acts_on_what_happened_again(room: Room) -> None:
    goes_on_to(room, "superlative")
    assert wall(room).question == "When was service superb lately?"
    goes_on_to(room, "poor")
    assert "Broken promise: we dropped the ball." in pinned(room)
    goes_on_to(room, "who-when")
    answered = wall(room).band
    assert isinstance(answered, Answered)
    assert (answered.text, answered.about, answered.choice) == (AGAIN, FORM_SENT_BACK, "yes")
    commits(room, FILLED_IN, "Cem", "in 3 weeks")


def reviewed(room: Room) -> ReviewedAction:
    promise = wall(room).reviewed
    assert promise is not None
    return promise
