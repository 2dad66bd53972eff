"""How much of a gap there is: asked on the entry line, shown beside the gap, asked again later."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, PastNumber, Side
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.kinds.review import ReviewStage
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.audience import shown
from tests.support.promises import looking_back
from tests.support.window import OpenRoom, Room

ASKS = "Ctrl+Shift+N"
SEPTEMBER = date(2026, 9, 12)


@pytest.fixture
def ranking(room: Room) -> Room:
    """A window on two gaps that are put in order, at the last of them."""
    room.walks_to("where-not")
    for text in ("Closed at noon", "Nobody reads the mailbox"):
        room.types(text)
        room.presses("Enter")
    room.walks_to("what-matters")
    room.presses("Up")
    return room


def amounts(room: Room) -> list[str]:
    return [face.aside for face in room.faces(Side.LEFT)]


def numbers(room: Room) -> list[int]:
    return [each.value for each in room.meeting.numbers]


def test_a_key_asks_and_enter_keeps_it_beside_the_gap_until_it_is_undone(ranking: Room) -> None:
    ranking.presses(ASKS)
    assert "How many customers" in ranking.stage.entry.typed.prompt
    assert "Nobody reads the mailbox" in ranking.stage.entry.typed.prompt
    assert_can_be_heard(ranking, "the number")
    ranking.types("about 40")
    assert "40 a week" in ranking.stage.entry.edit.remark
    ranking.presses("Enter")
    assert amounts(ranking) == ["", "40 a week"]
    assert ranking.view(Side.LEFT).hasFocus(), "the focus is where it was"
    ranking.presses(ASKS)
    assert ranking.entry == "40"
    ranking.types("12")
    ranking.presses("Enter")
    assert numbers(ranking) == [12]
    ranking.presses(ASKS, "Delete", "Enter")
    assert numbers(ranking) == []
    for known in (12, 40):
        ranking.presses("Ctrl+Z")
        assert numbers(ranking) == [known]


def test_what_is_no_number_stays_on_the_line_and_it_is_said_why(ranking: Room) -> None:
    ranking.presses(ASKS)
    for text, said in (("40-50", "45"), ("2.5", "whole"), ("many", "such as 40")):
        ranking.presses("Ctrl+A")
        ranking.types(text)
        ranking.presses("Enter")
        assert said in ranking.said
        assert ranking.entry == text
    ranking.presses("PgDown")
    assert ranking.at == "what-matters", "nor is it lost by walking on"
    ranking.presses("Escape")
    assert (ranking.entry, numbers(ranking)) == ("", [])


def test_what_was_being_typed_comes_back_after_the_number(ranking: Room) -> None:
    ranking.presses("Escape")
    ranking.types("One more")
    ranking.presses(ASKS)
    ranking.types("7")
    assert ranking.session.draft_of("what-matters")[0] == "One more"
    ranking.presses("Enter")
    assert (ranking.entry, numbers(ranking)) == ("One more", [7])


def test_a_number_that_is_typed_is_kept_by_walking_on_and_shown_where_it_is_discussed(
    ranking: Room, audience: AudienceWindow
) -> None:
    ranking.presses(ASKS)
    ranking.types("٤٠")
    ranking.walks_to("why")
    ranking.presses("PgDown")
    assert ranking.stage.band is not None
    assert "40 a week" in ranking.stage.band.accessibleName()
    band = shown(audience).band
    ranking.until(lambda: band is not None and "40 a week" in band.accessibleName())
    ranking.presses(ASKS)
    assert ranking.entry == "40"


@pytest.fixture
def review(open_room: OpenRoom) -> Room:
    """A window on two promises for one gap that had a number, and a third for another gap."""
    meeting = looking_back(3)
    *same, other = meeting.all(EarlierAction)
    past = (PastNumber(day=SEPTEMBER, value=40),)
    copies = [
        *(replace(copy, numbers=past) for copy in same),
        replace(other, gap="Closed at noon", gap_id="another"),
    ]
    rest = [each for each in meeting.records() if not isinstance(each, EarlierAction)]
    room = open_room()
    room.takes_in(Meeting.from_records([*rest, *copies]))
    return room


def test_after_a_verdict_the_review_asks_once_for_the_gap(review: Room) -> None:
    stage = review.stage
    assert isinstance(stage, ReviewStage)
    first = stage.card.shown
    assert "40 a week on" in first.amounts
    review.presses("D")
    review.types("Everybody reads it")
    review.presses("Enter")
    assert "(40 on" in stage.entry.typed.prompt.replace("\u2068", "")
    review.types("12")
    review.presses("Enter")
    assert "40 → 12 a week" in review.said.replace("\u2068", "").replace("\u2069", "")
    assert "12 now" in stage.card.shown.amounts.replace("\u2069", ""), "on the next promise, too"
    review.presses("D")
    review.types("Done as well")
    review.presses("Enter")
    assert "1 done" not in stage.card.shown.wall
    assert stage.asked is None, "it is not asked again for the same gap"
    review.presses("Ctrl+Z", "Ctrl+Z")
    assert numbers(review) == []
    assert stage.card.shown.text == first.text


def test_the_number_of_a_review_is_skipped_by_enter_and_given_by_its_key(review: Room) -> None:
    stage = review.stage
    assert isinstance(stage, ReviewStage)
    review.presses("X")
    review.types("Not needed")
    review.presses("Enter", "Enter")
    assert (stage.asked, numbers(review)) == (None, [])
    review.presses("X")
    review.types("Nor this")
    review.presses("Enter")
    assert stage.asked is None, "who skipped it is not asked again"
    review.presses(ASKS)
    review.types("5")
    review.presses("Enter")
    assert numbers(review) == [5]
