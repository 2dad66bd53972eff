"""World Class Customer Service: a check-up on three rules, and the next one of the same team."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.answers.about_gap import Told
from facilitator.domain.answers.label_counts import CardsWithLabel
from facilitator.domain.exercise import Part
from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.domain.records import ActionKind, Side
from facilitator.domain.room.room_close import RoomPlace
from facilitator.domain.room.room_view import DiscussedGap
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

pytestmark = pytest.mark.usefixtures("with_parts")

IMPORTANT, SMALL, ASKING = "feeling important", "small problems", "asking customers"
GREETING = "Nobody greets those who buy one roll"
SLICER = "The slicer has squeaked since June"
SHOUTING = "We only hear from those who complain"
RULE_BROKEN = {GREETING: "1", SLICER: "2", SHOUTING: "3"}
"""The key of the rule that each finding breaks."""
SIGN = "The slicer needs a second try"
EARLY_BIRDS = "the early birds, who never say a word"
HELPER = "the woman who told us about the squeak"
QUEUE = "everyone in the queue: a sign on the slicer"
ASKED = {EARLY_BIRDS: "Ask", HELPER: "Thank", QUEUE: "Tell"}
"""Who is asked, thanked and told, by the name of the place at the close."""
KINDS = {"Ask": ActionKind.ASK, "Thank": ActionKind.THANK, "Tell": ActionKind.TELL}
REPLIES = {
    "Ask": "What did they say?",
    "Thank": "How did they take it?",
    "Tell": "Did they see it? What did they say?",
}


def test_three_rules(home: Room, tmp_path: Path) -> None:
    invites(home, "three-rules")
    home.presses("PgDown")
    says_where_rules_are_followed(home)
    says_where_they_are_not_yet(home)
    sees_how_often_each_rule_comes_up(home)
    says_by_which_sign_a_problem_is_noticed_early(home)
    begins_a_habit(home)
    says_whom_to_ask_thank_and_tell(home)
    is_in_the_file(as_file(home))
    is_on_paper(printed_plan(home, tmp_path / "plan.pdf"))
    home.goes_home()
    home.until(lambda: bool(home.controller.home.list.column.ids))
    invites(home, "three-rules")
    is_asked_what_they_said(home)
    sees_the_numbers_of_last_time(home, tmp_path / "next.pdf")


def has_the_rules_on_the_wall(room: Room) -> None:
    king, small, ask = pinned(room)
    assert "The customer is king" in king and "many small regulars" in king
    assert "Stop it while it is small" in small and "source" in small
    for idea in ("Ask", "silent majority", "show them what changed", "thank them"):
        assert idea in ask


def says_where_rules_are_followed(room: Room) -> None:
    assert room.at == "live"
    has_the_rules_on_the_wall(room)
    room.says("We know the regulars by name")
    room.presses("Alt+1")
    room.says("We call before a cake is late")
    room.presses("Alt+2")
    labels = [card.labels for card in column(room).values()]
    assert labels == [(IMPORTANT,), (SMALL,)]


def says_where_they_are_not_yet(room: Room) -> None:
    goes_on_to(room, "not-yet")
    has_the_rules_on_the_wall(room)
    room.presses("Alt+PgDown")
    room.says(GREETING, SLICER)
    goes_on_to_part(room, Part.ROUND)
    room.says(SHOUTING)
    goes_on_to_part(room, Part.READ)
    assert set(column(room, Side.RIGHT)) == set(RULE_BROKEN)
    room.presses("Up", "Home")
    for _ in RULE_BROKEN:
        room.presses(RULE_BROKEN[room.selected()], "Down")
    room.presses("Esc")
    labels = {text: card.labels for text, card in column(room, Side.RIGHT).items()}
    assert labels == {GREETING: (IMPORTANT,), SLICER: (SMALL,), SHOUTING: (ASKING,)}


def goes_on_to_part(room: Room, part: Part) -> None:
    room.steps("PgDown")
    shown = wall(room).rhythm
    assert shown is not None and shown.current is not None and shown.current.part is part


def sees_how_often_each_rule_comes_up(room: Room) -> None:
    goes_on_to(room, "what-matters")
    assert counts(room) == {
        IMPORTANT: (CardsWithLabel(1, 1), None),
        SMALL: (CardsWithLabel(1, 1), None),
        ASKING: (CardsWithLabel(0, 1), None),
    }
    room.presses("Up", "Home")
    while room.selected() != SLICER:
        room.presses("Down")
    room.presses("Alt+Up", "Alt+Up", "Esc")
    assert room.left()[0] == SLICER


def counts(room: Room) -> dict[str, tuple[CardsWithLabel, CardsWithLabel | None]]:
    """How many cards carry each rule now, and how many did last time."""
    shown = wall(room).labels
    assert shown is not None
    return {row.text: (row.now, row.before) for row in shown.rows}


def says_by_which_sign_a_problem_is_noticed_early(room: Room) -> None:
    goes_on_to(room, "why")
    assert pinned(room) == ["By which early sign could we notice it while it is small?"]
    room.presses("Ctrl+Shift+I")
    room.says(SIGN)
    room.presses("Esc")
    gap = wall(room).band
    assert isinstance(gap, DiscussedGap)
    assert (gap.text, gap.told) == (SLICER, (Told("Early sign", (SIGN,)),))
    room.says("It still cuts")
    room.presses("Ctrl+Tab")
    room.says("Nobody looks at it before it breaks")


def begins_a_habit(room: Room) -> None:
    goes_on_to(room, "habit")
    room.says("Oil the slicer every Monday")
    goes_on_to(room, "who-when")
    commits(room, "Hang a list beside the slicer", "Ben", "fri", "Bread cut in one go")


def says_whom_to_ask_thank_and_tell(room: Room) -> None:
    goes_on_to(room, "close")
    ask, thank, tell = at_the_close(room)
    assert ask.question == "Whom do we ask who has never complained?" and ask.is_open
    assert ask.question in column(room, Side.RIGHT), "it is open until somebody is asked"
    room.presses("Alt+1")
    room.says(EARLY_BIRDS, "Ana", "fri")
    room.presses("Enter")
    assert room.stage.typed().prompt == thank.question
    room.says(HELPER, "Ben", "fri")
    room.presses("Enter")
    assert room.stage.typed().prompt == tell.question
    room.says(QUEUE, "Cem", "in 2 weeks")
    room.presses("Esc")
    assert [(place.count, place.is_open) for place in at_the_close(room)] == [(1, False)] * 3
    plan = column(room)
    assert {text: plan[text].at_close for text in ASKED} == ASKED
    assert "Ask" not in column(room, Side.RIGHT)
    assert counts(room)[ASKING] == (CardsWithLabel(0, 1), None)
    assert wall(room).still_open == OpenCounts(not_discussed=2), "a rule flags no finding"
    room.presses("Enter")
    assert room.meeting.details.next_on == date.today() + timedelta(weeks=12)


def at_the_close(room: Room) -> tuple[RoomPlace, ...]:
    """The questions of the close, as the room sees them."""
    close = wall(room).close
    assert close is not None
    return close.places


def is_in_the_file(document: Document) -> None:
    cards = {card["text"]: card["labels"] for card in document["cards"]}
    assert cards["We know the regulars by name"] == cards[GREETING] == ["customer-is-king"]
    assert (cards[SLICER], cards[SHOUTING]) == (["stop-it-small"], ["ask-them"])
    (slicer,) = (card["id"] for card in document["cards"] if card["text"] == SLICER)
    told = {answer["field"]: answer for answer in document["answers"]}
    assert (told["early-sign"]["about"], told["early-sign"]["text"]) == (slicer, SIGN)
    for action in document["actions"]:
        if action["text"] in ASKED:
            assert action["strategy"] == told[action["kind"]]["id"]
            assert action["kind"] == ASKED[action["text"]].lower() and action["owner"]


def is_on_paper(plan: str) -> None:
    for question, whom, who in (
        ("Whom do we ask who has never complained?", EARLY_BIRDS, "Ana"),
        ("Whom do we thank this week?", HELPER, "Ben"),
        ("Which customers see what changed, and how?", QUEUE, "Cem"),
    ):
        assert f"{question} {whom} {who}" in plan
    assert f"Early sign {SIGN}" in plan
    assert f"{IMPORTANT} 1 1 {SMALL} 1 1 {ASKING} 0 1" in plan
    assert "small problems are stopped before they become disasters" in plan
    assert "flagged" not in plan


def is_asked_what_they_said(room: Room) -> None:
    """The next meeting begins with what became of it: what they said is its words."""
    assert (room.at, room.meeting.details.facilitator) == ("review", "")
    for text, place in ASKED.items():
        while (reviewed := wall(room).reviewed) is not None and reviewed.text != text:
            room.presses("PgDown")
        assert reviewed is not None and reviewed.kind is KINDS[place]
        room.presses("1")
        assert room.stage.typed().prompt == REPLIES[place]
        room.says(f"{place}: they were glad")
    said = [(each["status"], each["text"]) for each in as_file(room)["verdicts"]]
    assert said == [("done", f"{place}: they were glad") for place in ASKED.values()]


def sees_the_numbers_of_last_time(room: Room, path: Path) -> None:
    goes_on_to(room, "live")
    has_the_rules_on_the_wall(room)
    room.says("We ask one quiet customer a day")
    room.presses("Alt+3")
    goes_on_to(room, "not-yet")
    has_the_rules_on_the_wall(room)
    room.says(GREETING)
    room.presses("Alt+1")
    goes_on_to(room, "what-matters")
    room.until(lambda: counts(room)[SMALL][1] is not None)
    assert counts(room) == {
        IMPORTANT: (CardsWithLabel(0, 1), CardsWithLabel(1, 1)),
        SMALL: (CardsWithLabel(0, 0), CardsWithLabel(1, 1)),
        ASKING: (CardsWithLabel(1, 0), CardsWithLabel(0, 1)),
    }
    goes_on_to(room, "why")
    assert pinned(room) == ["By which early sign could we notice it while it is small?"]
    band = room.stage.band
    assert band is not None and "+ Early sign" in band.accessibleName(), "asked again"
    goes_on_to(room, "close")
    assert [place.is_open for place in at_the_close(room)] == [True, False, False]
    plan = printed_plan(room, path)
    for place in ASKED.values():
        assert f"{place}: they were glad" in plan
    assert "Labels on cards, beside " in plan
    assert f"{IMPORTANT} 0 (was 1) 1 (was 1) {SMALL} 0 (was 1) 0 (was 1)" in plan
