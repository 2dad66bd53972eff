"""Make Progress or Make Excuses, from its opening to the next meeting of the team."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.records import ActionKind, Lack, Side
from facilitator.domain.room.room_view import Answered, DiscussedGap
from facilitator.ui.follow_up.promise_rows import RegisterRow
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
from tests.support.calendar import Calendar
from tests.support.outline import Document
from tests.support.window import Room

pytestmark = pytest.mark.usefixtures("with_parts")

EXERCISE = "hold-a-meeting"
NOVEMBER, MONTH = date(2026, 11, 2), timedelta(weeks=4)
PHONE, RECEIPT, CASH = "Nobody answers before nine", "Refunds only with a receipt", "Cash only"
POLICY = "policy that penalizes the customer"
REGISTER = "Rules that penalize customers"
DAILY = "Are we making progress or making excuses?"
WHY_IT_EXISTS = ("attract and keep customers", "marketing, selling and service are one strategy")
THE_TRAP = ("bare minimum", "efficiency first", "excuses")
EXCUSES = {
    PHONE: "The phone is upstairs",
    RECEIPT: "Head office says so",
    CASH: "The bank takes a share",
}
ORIGIN = "The owner lived there"
INSTEAD = {
    ORIGIN: "Move the phone downstairs",
    EXCUSES[RECEIPT]: "Take any proof of purchase",
}
PLAN = {
    "Move the phone downstairs": ("Carry the phone down", "Ana", "nov 13", "They hear a voice"),
    "Take any proof of purchase": ("Try it for a week", "Ben", "nov 20", ""),
}
REASON = "The bank decides in January"


def test_a_team_holds_a_meeting_and_meets_again(
    home: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = Calendar(monkeypatch, NOVEMBER)
    invites(home, EXERCISE)
    opens(home)
    says_where_customers_feel_first_and_where_not(home)
    asks_why(home)
    acts_on_an_origin(home)
    commits_to_changes(home)
    closes(home)
    is_in_the_file(as_file(home))
    is_on_paper(printed_plan(home, tmp_path / "november.pdf"))

    calendar.day = NOVEMBER + MONTH
    home.goes_home()
    is_asked_at_home(home)
    policies_are_in_their_register(home)
    invites(home, EXERCISE)
    tells_what_changed(home)
    asks_again(home)
    review, text = as_file(home), printed_plan(home, tmp_path / "december.pdf")
    assert [said["text"] for said in review["verdicts"]] == ["People get through at seven"]
    assert "People get through at seven" in text
    assert DAILY in text


def opens(room: Room) -> None:
    """Why a business exists, what the trap is, and employees and managers at one table."""
    shown = wall(room).opening
    assert shown is not None
    assert shown.title == "Why does a business exist?"
    assert all(words in shown.purpose for words in (*WHY_IT_EXISTS, *THE_TRAP))
    assert [each.kind for each in shown.people] == ["employees", "managers"]
    room.presses("1")
    assert missing(room) == ("managers",)
    room.presses("2")
    assert missing(room) == ()


def missing(room: Room) -> tuple[str, ...]:
    shown = wall(room).opening
    assert shown is not None
    return shown.missing


def says_where_customers_feel_first_and_where_not(room: Room) -> None:
    """Two lists side by side; gaps are written without names, at first silently."""
    goes_on_to(room, "feel-first")
    assert wall(room).question == "Customers feel #1 when…"
    room.says("We know the regulars by name")
    goes_on_to(room, "where-not")
    assert pinned(room)[0].startswith("Everybody likes to feel important.")
    room.presses("Alt+PgDown")
    room.says(PHONE, RECEIPT, CASH)
    assert wall(room).columns[1].hidden == 3
    goes_on_to(room, "what-matters")
    assert sorted(column(room)) == sorted((PHONE, RECEIPT, CASH))


def asks_why(room: Room) -> None:
    """Excuses and how they came; a policy that penalizes the customer is a red flag."""
    goes_on_to(room, "why")
    assert "red flag" in pinned(room)[0]
    for _ in (PHONE, RECEIPT, CASH):
        gap = discussed(room)
        if gap.text != PHONE:
            room.presses("Alt+1")
            assert discussed(room).labels == (POLICY,)
        room.says(EXCUSES[gap.text])
        if gap.text == PHONE:
            room.presses("Ctrl+Tab")
            room.says(ORIGIN)
        if gap.number < gap.total:
            room.presses("PgDown")


def discussed(room: Room) -> DiscussedGap:
    band = wall(room).band
    assert isinstance(band, DiscussedGap)
    return band


def acts_on_an_origin(room: Room) -> None:
    """What lies behind an excuse is answered like the excuse itself."""
    goes_on_to(room, "instead")
    for _ in (*EXCUSES, ORIGIN):
        band = answered(room)
        if band.text == ORIGIN:
            assert band.about == EXCUSES[PHONE]
        if band.text in INSTEAD:
            room.says(INSTEAD[band.text])
        room.presses("Ctrl+Down")


def answered(room: Room) -> Answered:
    band = wall(room).band
    assert isinstance(band, Answered)
    return band


def commits_to_changes(room: Room) -> None:
    goes_on_to(room, "who-when")
    for _ in INSTEAD:
        action, owner, day, sign = PLAN[answered(room).text]
        commits(room, action, owner, day, sign)


def closes(room: Room) -> None:
    """A red flag wants an action, or a reason; the daily question is on the wall."""
    goes_on_to(room, "close")
    close = wall(room).close
    assert close is not None
    assert close.daily_question == DAILY
    assert sorted(column(room)) == ["Carry the phone down", "Try it for a week"]
    flagged = column(room, Side.RIGHT)[CASH]
    assert (flagged.lack, flagged.labels) == (Lack.ACTION, (POLICY,))
    room.presses("Up", "Down", "Home")
    assert room.selected() == CASH
    room.presses("N")
    room.says(REASON)
    assert column(room, Side.RIGHT)[CASH].not_today == REASON
    room.presses("Esc")
    room.says("in 4 weeks")


def is_in_the_file(file: Document) -> None:
    here = [each["text"] for each in file["answers"] if each["field"] == "here"]
    assert here == ["employees", "managers"]
    gaps = {each["text"]: each for each in file["cards"]}
    assert [gaps[text]["labels"] for text in (PHONE, RECEIPT, CASH)] == [
        [],
        ["penalizing-policy"],
        ["penalizing-policy"],
    ]
    (origin,) = file["origins"]
    assert [s["text"] for s in file["strategies"] if s["parent"] == origin["id"]] == [
        "Move the phone downstairs"
    ]
    (later,) = file["deferrals"]
    assert (later["reason"], later["deferred"]) == (
        REASON,
        [{"item": gaps[CASH]["id"], "lack": "action"}],
    )
    for words in (*WHY_IT_EXISTS, *THE_TRAP, DAILY):
        assert words in file["exercise"]


def is_on_paper(text: str) -> None:
    for words in (
        *WHY_IT_EXISTS,
        *THE_TRAP,
        "employees and managers were here",
        f"{RECEIPT} {POLICY}",
        f"{CASH} {POLICY}",
        REASON,
        "Carry the phone down because of: Nobody answers before nine instead of “The owner",
        f"We ask ourselves every day {DAILY}",
    ):
        assert words in text


def is_asked_at_home(room: Room) -> None:
    room.controller.home_sections.daily_asking().ask()
    room.until(lambda: any(text.endswith(DAILY) for text in room.texts()))


def policies_are_in_their_register(room: Room) -> None:
    room.presses("Ctrl+2")
    rows = room.controller.follow_up().screen.list.rows
    room.until(lambda: any(isinstance(row, RegisterRow) for row in rows.rows))
    listed = [row.entry for row in rows.rows if isinstance(row, RegisterRow)]
    assert {(each.register, each.text) for each in listed} == {
        (REGISTER, RECEIPT),
        (REGISTER, CASH),
    }
    room.presses("Ctrl+1")


def tells_what_changed(room: Room) -> None:
    """Who knows why a business exists begins with what was promised, and what changed by it."""
    reviewed = wall(room).reviewed
    assert reviewed is not None
    assert (reviewed.text, reviewed.gap) == ("Carry the phone down", PHONE)
    assert reviewed.excuse == ORIGIN
    assert reviewed.kind is ActionKind.DO
    room.presses("D")
    entry = wall(room).entry
    assert entry is not None
    assert entry.prompt == "What changed for the customer?"
    room.says("People get through at seven")
    reviewed = wall(room).reviewed
    assert reviewed is not None
    assert (reviewed.text, reviewed.gap) == ("Try it for a week", RECEIPT)


def asks_again(room: Room) -> None:
    """The slide is one key back, asks who is here, and the close asks the daily question again."""
    room.presses("PgUp", "PgUp")
    shown = wall(room).opening
    assert shown is not None
    assert [each.is_here for each in shown.people] == [False, False]
    goes_on_to(room, "close")
    close = wall(room).close
    assert close is not None
    assert close.daily_question == DAILY
