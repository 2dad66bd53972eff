"""Raised hands are counted gap by gap, by keys alone; the dots put the gaps in order."""

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitator.domain.chain.chain import Gap
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Ballot, Side
from facilitator.domain.vote import slips, tally
from facilitator.launch import Start
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.vote_sheet import VoteSheet
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.audience import shown
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND, FULL, PaintedText, assert_legible, faults, sizes
from tests.support.mouse import clicks_card, clicks_right, clicks_twice, listed, open_menu, spot_on
from tests.support.window import OpenRoom, Room

GAPS = ("The queue", "The phone", "No chairs", "Closed at noon")


@pytest.fixture
def ranking(room: Room) -> Room:
    """Four gaps, on the stage that puts them in order."""
    room.walks_to("where-not")
    room.says(*GAPS)
    room.walks_to("what-matters")
    return room


@pytest.fixture
def voting(ranking: Room) -> Room:
    """A vote of five people with five dots each, whose totals all see while hands are counted."""
    ranking.presses("Ctrl+D", "Tab", "Tab", "Tab", "Enter", "Tab", "Enter")
    return ranking


def test_while_the_room_votes_the_gaps_have_the_whole_width(
    ranking: Room, audience: AudienceWindow
) -> None:
    def widths() -> tuple[bool, bool]:
        right = Side.RIGHT
        seen = shown(audience).panels[right].isVisible()
        return ranking.stage.panels[right].isVisible(), seen

    ranking.presses("Up", "Space", "Up", "Space")
    ranking.types("Waiting")
    ranking.presses("Enter")
    ranking.until(lambda: widths() == (True, True))
    ranking.presses("Ctrl+D", "Enter")
    ranking.until(lambda: widths() == (False, False))
    ranking.presses("Right", "Ctrl+Tab", "Ctrl+Tab")
    assert ranking.focus is not None and ranking.focus.isVisible()
    ranking.presses("Ctrl+D")
    ranking.until(lambda: widths() == (True, True))


def sheet(room: Room) -> VoteSheet:
    return room.controller.host.voting().sheet


def ballot(room: Room) -> Ballot:
    return room.meeting.ballots[-1]


def given(room: Room) -> dict[str, int]:
    """The dots of each gap that has any, by its text."""
    totals = tally.totals(room.meeting, ballot(room))
    return {gap.text: totals[gap.id] for gap in all_gaps(room) if gap.id in totals}


def all_gaps(room: Room) -> Iterator[Gap]:
    return (placed.gap for placed in tally.ranking(room.meeting, room.session.exercise))


def dots(room: Room) -> list[int | None]:
    """What is seen on each gap."""
    return [face.dots for face in room.faces(Side.LEFT)]


def numbers(room: Room) -> list[str]:
    return [face.number for face in room.faces(Side.LEFT)]


def banded(room: Room) -> str:
    """What stands across the board; empty when nothing does."""
    band = room.stage.band
    assert band is not None
    return band.text if band.isVisible() else ""


def test_two_keys_begin_a_vote_and_the_first_gap_is_at_hand(ranking: Room) -> None:
    assert banded(ranking) == ""
    ranking.presses("Ctrl+D")
    assert sheet(ranking).isVisible()
    assert sheet(ranking).message.text() == ("25 dots in all; at most 15 on one.")
    ranking.presses("Enter")
    assert ranking.selected() == GAPS[0]
    assert banded(ranking) == "5 dots each, at most 3 on one gap · 25 left"
    assert {"0–9", "Ctrl+D"} <= set(ranking.hints())


def test_as_many_vote_as_were_named_in_one_sentence(ranking: Room) -> None:
    ranking.presses("Ctrl+R")
    ranking.says("Tom, Aisha and Karl")
    ranking.presses("Esc", "Ctrl+D")
    assert sheet(ranking).people.text == "3"


def test_hands_are_counted_gap_by_gap(voting: Room) -> None:
    voting.types("3")
    voting.presses("Enter")
    voting.types("12")
    voting.presses("Down")
    voting.types("4")
    assert given(voting) == {GAPS[0]: 3, GAPS[1]: 12, GAPS[2]: 4}
    assert dots(voting) == [3, 12, 4, 0]
    assert banded(voting) == "5 dots each, at most 3 on one gap · 6 left"
    voting.types("++-")
    assert given(voting)[GAPS[2]] == 5
    voting.presses("Up", "Backspace")
    assert given(voting)[GAPS[1]] == 1
    voting.presses("Up", "Down")
    voting.types("0")
    assert GAPS[1] not in given(voting)
    voting.presses("Ctrl+Z")
    assert given(voting)[GAPS[1]] == 1


@pytest.mark.parametrize("between", [("Up", "Down"), ("+", "-"), ("Home", "Down"), ("F2", "Enter")])
def test_another_key_begins_a_new_number(voting: Room, between: tuple[str, str]) -> None:
    voting.presses("Down")
    voting.types("1")
    for key in between:
        voting.types(key) if key in "+-" else voting.presses(key)
    voting.types("2")
    assert given(voting) == {GAPS[1]: 2}


def test_what_was_undone_is_not_typed_on(voting: Room) -> None:
    voting.types("1")
    voting.presses("Ctrl+Z")
    voting.types("2")
    assert given(voting) == {GAPS[0]: 2}


def test_a_number_is_undone_as_a_whole(voting: Room) -> None:
    before = voting.session.undo_stack.count()
    voting.types("7")
    voting.presses("Up", "Home")
    voting.types("12")
    assert voting.session.undo_stack.count() == before + 2
    voting.presses("Ctrl+Z")
    assert given(voting) == {GAPS[0]: 7}
    voting.presses("Ctrl+Y")
    assert (given(voting), voting.said) == ({GAPS[0]: 12}, "Redo: dots for “The queue”")
    voting.presses("Ctrl+Z", "Ctrl+Z")
    assert given(voting) == {}


def test_a_refused_number_leaves_what_was_there_and_enter_waits(voting: Room) -> None:
    voting.types("7")
    voting.presses("Up", "Home")
    before = voting.session.undo_stack.count()
    voting.types("16")
    assert (given(voting), dots(voting)[0]) == ({GAPS[0]: 7}, 7), "not the 1 it began with"
    assert voting.session.undo_stack.count() == before
    voting.presses("Enter")
    assert voting.selected() == GAPS[0]
    assert voting.said == "At most 15 dots on one gap: nobody can give it more than 3."
    voting.types("6")
    voting.presses("Enter")
    assert (given(voting), voting.selected()) == ({GAPS[0]: 6}, GAPS[1])
    voting.types("99")
    voting.presses("Down", "Up", "Enter")
    assert voting.selected() == GAPS[2], "another key was an answer"


def test_more_than_there_are_is_refused_with_the_limit(voting: Room) -> None:
    voting.types("16")
    assert given(voting) == {}
    assert voting.said == "At most 15 dots on one gap: nobody can give it more than 3."
    voting.types("15")
    voting.presses("Down")
    voting.types("9")
    voting.presses("Down")
    voting.types("2")
    assert voting.said == "Only 1 more dot is left to give; take some off another one first."
    voting.types("1+")
    assert voting.said == "All dots have been given; take some off another one first."
    assert given(voting) == {GAPS[0]: 15, GAPS[1]: 9, GAPS[2]: 1}


def test_the_entry_line_stays_what_it_is(voting: Room) -> None:
    voting.presses("Esc")
    voting.says("2 more tills")
    voting.presses("Alt+1", "Alt+0")
    assert voting.left()[-1] == "2 more tills"
    assert sum(given(voting).values()) == 10
    voting.types("a")
    voting.presses("Alt+2")
    assert sum(given(voting).values()) == 2
    assert voting.entry == "a"


def test_beside_the_cards_of_a_theme_the_dots_are_the_themes(ranking: Room) -> None:
    ranking.presses("Up", "Space", "Up", "Space")
    ranking.types("Shut")
    ranking.presses("Enter", "Ctrl+D", "Enter", "Down", "Down", "Right")
    ranking.types("12")
    ranking.presses("Backspace")
    assert given(ranking) == {"Shut": 1}
    assert len(ranking.right()) == 2


def test_the_end_shows_the_order_and_one_undo_takes_it_back(voting: Room) -> None:
    for count in ("4", "7", "0", "4"):
        voting.types(count)
        voting.presses("Enter")
    assert voting.said == "This is the last one: Ctrl+D ends the vote."
    voting.presses("Ctrl+D")
    assert voting.said == "Vote ended: “The phone” leads with 7 dots."
    assert voting.left() == [GAPS[1], GAPS[0], GAPS[3], GAPS[2]]
    assert (numbers(voting), dots(voting)) == (["1", "2", "2", "4"], [7, 4, 4, 0])
    assert (banded(voting), voting.selected()) == ("", GAPS[1])
    voting.presses("Ctrl+Z")
    assert (voting.left(), dots(voting)) == (list(GAPS), [4, 7, 0, 4])
    assert banded(voting)
    voting.presses("Ctrl+Y", "Alt+Down")
    assert numbers(voting) == ["1", "2", "3", "4"], "a gap that was moved by hand has its own place"


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ("1", "Vote ended: “The queue” leads with 1 dot."),
        ("22", "Vote ended in a tie: “The queue” and “The phone” lead with 2 dots each."),
        ("222", "Vote ended in a tie: 3 lead with 2 dots each."),
        ("", "The vote ended without any dots: the order stays as it was."),
    ],
)
def test_a_tie_at_the_top_is_told(voting: Room, counts: str, sentence: str) -> None:
    for count in counts:
        voting.types(count)
        voting.presses("Down")
    voting.stage.focus_entry()
    voting.presses("Ctrl+D")
    assert voting.said == sentence


def test_voting_again_leaves_the_vote_before_as_it_was(voting: Room) -> None:
    voting.types("2")
    voting.presses("Ctrl+D")
    first = ballot(voting)
    voting.presses("Ctrl+D")
    voting.types("3")
    voting.presses("Enter")
    assert dots(voting) == [0, 0, 0, 0]
    voting.presses("Down")
    voting.types("1")
    voting.presses("Ctrl+D")
    assert voting.meeting.ballots[0] == first
    assert ballot(voting).voters == 3
    assert voting.left()[0] == GAPS[1]


def test_a_vote_shows_no_number_before_its_end(
    ranking: Room, audience: AudienceWindow, heard: list[str]
) -> None:
    ranking.presses("Ctrl+D")
    assert sheet(ranking).secret.text() == "Totals: hidden until the vote ends"
    ranking.presses("Enter")
    heard.clear()
    ranking.types("7")
    assert heard == ["Counted: The queue"]
    seen = ranking.face(Side.LEFT, GAPS[0])
    assert (seen.aside, seen.dots) == ("counted", None)
    band = shown(audience).band
    assert band is not None
    ranking.until(lambda: band.text == banded(ranking))
    assert banded(ranking) == "5 dots each, at most 3 on one gap · 1 of 4 counted"
    assert shown(audience).panels[Side.LEFT].view.column.content(0).dots is None
    ranking.presses("Down")
    ranking.types("15")
    ranking.presses("Down")
    ranking.types("9")
    assert ranking.said == "Not enough dots left; take some off another one first."
    ranking.presses("Ctrl+D")
    assert dots(ranking) == [15, 7, 0, 0]


def test_gaps_that_nobody_put_in_order_have_no_numbers(
    ranking: Room, audience: AudienceWindow
) -> None:
    def title() -> str:
        left = ranking.stage.panels[Side.LEFT].look.title
        ranking.until(lambda: shown(audience).panels[Side.LEFT].look.title == left)
        return left

    assert (title(), numbers(ranking)) == ("Gaps", [""] * 4)
    ranking.presses("Ctrl+D", "Enter")
    assert (title(), numbers(ranking)) == ("Gaps", [""] * 4)
    ranking.types("7")
    ranking.presses("Ctrl+D")
    assert (title(), numbers(ranking)) == ("Gaps, biggest first", ["1", "2", "2", "2"])
    ranking.presses("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert (title(), numbers(ranking)) == ("Gaps", [""] * 4)
    ranking.presses("Home", "Alt+Down")
    assert (title(), numbers(ranking)) == ("Gaps, biggest first", ["1", "2", "3", "4"])


def test_a_vote_goes_on_after_the_program_was_away(open_room: OpenRoom, voting: Room) -> None:
    voting.types("3")
    voting.presses("PgDown", "PgUp")
    assert voting.selected() == GAPS[0]
    voting.presses("PgDown", "Ctrl+D")
    assert voting.said.startswith("You vote on the stage")
    voting.presses("PgUp")
    voting.leaves()
    again = open_room(Start("open", meeting=voting.meeting_id))
    assert dots(again) == [3, 0, 0, 0]
    assert banded(again) == "5 dots each, at most 3 on one gap · 22 left"
    again.types("5")
    assert given(again) == {GAPS[0]: 5}


def test_without_a_gap_there_is_nothing_to_vote_on(room: Room) -> None:
    room.presses("Ctrl+D")
    assert room.said == "You vote on the stage “What matters”: go there and press Ctrl+D."
    room.walks_to("what-matters")
    room.presses("Ctrl+D")
    assert room.said == "There is no gap to vote on yet: type one and press Enter."
    assert room.meeting.ballots == []


def test_everybody_named_has_a_vote_and_what_is_no_number_is_refused(ranking: Room) -> None:
    ranking.session.execute(rounds.set_participants(ranking.meeting, ["Ana", "Bo", "Cy"]))
    ranking.presses("Ctrl+D")
    assert sheet(ranking).people.text == "3"
    ranking.types("many")
    ranking.presses("Enter")
    assert sheet(ranking).isVisible()
    assert sheet(ranking).message.text() == "Each of the three must be a number from 1 to 1,000."
    ranking.types("6")
    ranking.presses("Tab")
    ranking.types("2")
    ranking.presses("Enter")
    assert (ballot(ranking).voters, ballot(ranking).dots, ballot(ranking).most) == (6, 2, 2)


def votes_on_a_device(room: Room, gap: str, count: int, slip: str = "a" * 32) -> None:
    """Somebody gives dots on a device of their own."""
    found = next(each for each in all_gaps(room) if each.text == gap)
    exercise = room.session.exercise
    change = slips.give_dots(room.meeting, exercise, slip, found.id, count, Random(1))
    room.session.execute(change)


def test_what_comes_from_devices_disturbs_no_number_that_is_being_typed(voting: Room) -> None:
    undoable = voting.session.undo_stack.count()
    voting.types("1")
    votes_on_a_device(voting, GAPS[0], 2)
    voting.types("2")
    votes_on_a_device(voting, GAPS[1], 3)
    assert given(voting) == {GAPS[0]: 12 + 2, GAPS[1]: 3}
    assert (dots(voting), voting.selected()) == ([14, 3, 0, 0], GAPS[0])
    assert banded(voting) == ("5 dots each, at most 3 on one gap · 13 left · 1 voted on a device")
    voting.types("+")
    assert given(voting)[GAPS[0]] == 13 + 2, "one hand more"
    voting.presses("Ctrl+Z", "Ctrl+Z")
    assert given(voting) == {GAPS[0]: 2, GAPS[1]: 3}, "only the hands are taken back"
    assert voting.session.undo_stack.index() == undoable
    voting.types("16")
    votes_on_a_device(voting, GAPS[3], 1, "b" * 32)
    voting.types("9")
    assert given(voting) == {GAPS[0]: 9 + 2, GAPS[1]: 3, GAPS[3]: 1}
    voting.presses("Ctrl+D")
    assert voting.said == "Vote ended: “The queue” leads with 11 dots."


def test_who_joined_with_a_device_raises_no_hand(
    ranking: Room, audience: AudienceWindow, heard: list[str]
) -> None:
    ranking.session.execute(rounds.set_participants(ranking.meeting, ["Ana", "Bo", "Cy"]))
    ranking.controller.host.devices_in = lambda: 2
    ranking.presses("Ctrl+D")
    assert sheet(ranking).people.label.text() == "People voting by raised hands"
    assert sheet(ranking).people.text == "1"
    assert sheet(ranking).message.text() == (
        "Raised hands: 5 dots; at most 3 on one. 2 people vote on their own devices."
    )
    ranking.types("none")
    assert sheet(ranking).message.text() == (
        "Raised hands can be 0 to 1,000, the other two 1 to 1,000."
    )
    ranking.presses("Ctrl+A")
    ranking.types("0")
    assert sheet(ranking).message.text() == (
        "2 people vote on their own devices. No hands are counted."
    )
    ranking.presses("Enter")
    assert ranking.said == "Everybody votes on their own device. Ctrl+D ends the vote."
    assert banded(ranking) == "5 dots each, at most 3 on one gap"
    ranking.types("1")
    assert "no hands are counted" in ranking.said
    heard.clear()
    votes_on_a_device(ranking, GAPS[2], 3)
    assert (heard, dots(ranking)) == ([], [None] * 4), "what is secret is not said"
    assert banded(ranking) == "5 dots each, at most 3 on one gap · 1 voted on a device"
    ranking.presses("Ctrl+D")
    assert ranking.said == "Vote ended: “No chairs” leads with 3 dots."
    ranking.controller.host.devices_in = lambda: 0
    ranking.presses("Ctrl+D")
    assert (sheet(ranking).people.label.text(), sheet(ranking).people.text) == (
        "How many people",
        "3",
    )


@sizes
@pytest.mark.parametrize("full", [FULL["5 words"], FULL["40 long"]], ids=["5 words", "40 long"])
def test_a_vote_fits_the_window(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], full: tuple[int, str]
) -> None:
    room = open_room(size=size)
    room.window.set_appearance(Scheme.LIGHT, Depth.LARGE)
    room.takes_in(Furnishing(EVERY_KIND, *full).meeting)
    rank = next(stage for stage in EVERY_KIND.stages if stage.kind is Kind.RANK)
    room.walks_to(rank.id)
    room.presses("Ctrl+D")
    assert_legible(room, painted)
    assert list(faults(sheet(room))) == []
    assert_can_be_heard(room, "before a vote")
    room.says("300")
    for count in ("8", "15", "120"):
        room.says(count)
        assert_legible(room, painted)
    room.presses("Ctrl+D")
    assert_legible(room, painted)


def test_the_reader_hears_the_dots_of_a_gap(voting: Room, heard: list[str]) -> None:
    voting.types("1")
    assert heard == ["1 dot for “The queue”"]
    assert voting.face(Side.LEFT, GAPS[0]).spoken == "The queue, 1 dot"
    assert voting.face(Side.LEFT, GAPS[1]).spoken == "The phone, 0 dots"


def test_the_room_sees_the_dots_as_they_are_given(voting: Room, audience: AudienceWindow) -> None:
    ranking = voting
    ranking.types("4")
    band = shown(audience).band
    assert band is not None
    ranking.until(lambda: band.isVisible() and "21 left" in band.text)
    assert shown(audience).panels[Side.LEFT].view.column.content(0).dots == 4
    ranking.presses("Ctrl+D")
    ranking.until(lambda: not band.isVisible())


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_hands_are_counted_by_mouse(voting: Room) -> None:
    left, shift = Side.LEFT, Qt.KeyboardModifier.ShiftModifier
    assert "click" in voting.said
    for _ in range(3):
        clicks_card(voting, left, "The phone")
    view = voting.view(left)
    clicks_twice(view.viewport(), spot_on(view, "No chairs"))
    assert given(voting) == {"The phone": 3, "No chairs": 2}
    assert voting.stage.editor.current is None
    clicks_right(voting, left, "The phone")
    clicks_card(voting, left, "No chairs", shift)
    clicks_right(voting, left, "The queue")
    assert given(voting) == {"The phone": 2, "No chairs": 1}
    assert QApplication.activePopupWidget() is None
    clicks_card(voting, left, "The phone", Qt.KeyboardModifier.ControlModifier)
    assert (given(voting)["The phone"], len(voting.stage.marked)) == (2, 1), "it only marks"
    voting.stage.set_marked(frozenset())
    voting.presses("Ctrl+Z")
    assert given(voting) == {"The phone": 2, "No chairs": 2}
    voting.presses("Ctrl+D")
    clicks_card(voting, left, "The phone")
    clicks_right(voting, left, "The phone")
    menu = open_menu()
    assert "Edit" in listed(menu)[""]
    menu.close()
