"""What a change is called behind “Undo:”, and what a session keeps without being told."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change
from facilitator.domain.facilitation import lifecycle, privacy, rounds
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, Side, Status, Strategy, Theme
from facilitator.domain.refusals import Reason
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import Library
from facilitator.ui.base import phrases
from tests.support.furniture import Furnishing
from tests.support.window import Room

Deed = Callable[[Meeting], Change]


def card(meeting: Meeting) -> Card:
    return next(card for card in meeting.all(Card) if card.theme is None)


def privately(meeting: Meeting) -> Change:
    meeting.apply(privacy.begin_private(meeting))
    return verbs.add_cards(meeting, card(meeting).column, ["no chairs"])


def revealing(meeting: Meeting) -> Change:
    meeting.apply(privately(meeting))
    return privacy.reveal(meeting, Random(1))


def voting(meeting: Meeting, deed: Deed) -> Change:
    meeting.apply(tally.open_ballot(meeting, 3))
    return deed(meeting)


DEEDS: dict[str, Deed] = {
    "add a hidden card": privately,
    "reveal the hidden cards": revealing,
    "change who takes part": lambda m: rounds.set_participants(m, ["Ana", "Bo"]),
    "put names on new cards": lambda m: rounds.sign_cards(m, True),
    "begin a vote": lambda m: tally.open_ballot(m, 3),
    "dots for “Queue": lambda m: voting(m, lambda m: tally.set_dots(m, card(m), 2)),
    "end the vote and apply": lambda m: voting(
        m, lambda m: tally.close_ballot(m, Library().default)
    ),
    "add card “no chairs”": lambda m: verbs.add_cards(m, card(m).column, ["no chairs"]),
    "add 2 cards “a”": lambda m: verbs.add_cards(m, card(m).column, ["a", "b"]),
    "change to “no chairs”": lambda m: verbs.edit_text(m, card(m), "no chairs"),
    "remove action “Queue": lambda m: verbs.remove(m, [m.all(Action)[0]]),
    "remove strategy “Queue": lambda m: verbs.remove(m, [m.all(Strategy)[0]]),
    "group under “hours”": lambda m: arrange.group(m, [card(m)], "hours"),
    "split “Queue theme”": lambda m: arrange.split(m, m.all(Theme)[0]),
    "label “Queue": lambda m: verbs.stamp(m, card(m), "rule"),
    "commit “a rota”": lambda m: verbs.commit_action(m, rota(m)),
    "set the outcome of “Queue": lambda m: judge(
        m, m.all(Action)[0], Status.DONE, m.details.held_on
    ),
    "choose “Queue": lambda m: lifecycle.choose_first(m, m.all(Action)[0]),
    "set the day of the next meeting": lambda m: lifecycle.set_next(m, date(2026, 12, 24)),
    "change the meeting’s details": lambda m: lifecycle.describe(m, MeetingSetup(title="Tuesday")),
}


def rota(meeting: Meeting) -> Action:
    strategy = meeting.all(Strategy)[0].id
    return Action(id="new", strategy=strategy, text="a rota", place=0, owner="Cook", due=date.max)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("said", "deed"), DEEDS.items(), ids=DEEDS)
def test_each_deed_has_a_name(said: str, deed: Deed) -> None:
    meeting = Furnishing(Library().default, 2, "Queue").meeting
    change = deed(meeting)
    assert change.undoable
    assert phrases.undo_text(change).startswith(said)


def test_every_change_on_the_board_is_one_undo(room: Room) -> None:
    room.says("one", "two")
    room.presses("Up", "Alt+Up", "Enter")
    room.types("!")
    room.presses("Enter", "Del")
    stack = room.session.undo_stack
    assert [stack.text(number) for number in range(stack.count())] == [
        "add card “one”",
        "add card “two”",
        "move “two”",
        "change to “two!”",
        "remove card “two!”",
    ]


def test_walking_and_typing_are_kept_but_never_undone(room: Room) -> None:
    room.presses("PgDown", "Ctrl+Tab")
    room.types("half")
    room.until(lambda: bool(room.meeting.bookmark.drafts))
    room.is_saved()
    mark = room.meeting.bookmark
    assert (mark.stage, mark.side) == (room.at, Side.LEFT)
    assert not room.session.undo_stack.canUndo()


def test_what_the_selection_was_on_can_go_and_come_back(room: Room) -> None:
    room.presses("PgDown")
    room.says("closed at noon")
    room.walks_to("why")
    room.says("one", "two")
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.meeting.count(Excuse) == 0
    room.presses("Ctrl+Tab")
    room.says("belongs to nothing")
    assert room.entry == "belongs to nothing"
    assert room.said.endswith("Ctrl+Tab turns it into one. What you typed stays here.")
    room.presses("Ctrl+Y", "Enter")
    assert room.right() == ["belongs to nothing"]


def test_what_is_written_in_private_stands_on_no_wall_before_it_is_revealed(room: Room) -> None:
    room.says("seen")
    room.session.execute(privacy.begin_private(room.meeting))
    room.says("whispered", "murmured")
    assert room.left() == ["seen"]
    room.presses("Ctrl+Z")
    assert privacy.count_hidden(room.meeting) == 1
    assert "hidden card" in room.said
    assert not any("mur" in text or "whisper" in text for text in room.texts())
    room.session.execute(privacy.reveal(room.meeting, Random(1)))
    assert room.left() == ["seen", "whispered"]
    room.presses("Ctrl+Z")
    assert room.left() == ["seen"]


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_a_sentence(reason: Reason) -> None:
    said = phrases.refusal(reason, Library().default.words)
    assert said.endswith(".")
    assert "{" not in said
