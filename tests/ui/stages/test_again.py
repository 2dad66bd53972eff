"""Did it happen again? Asked in the review after a verdict, by key and by click."""

import pytest

from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Answer, Side, Status
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.kinds.review import ReviewStage
from facilitator.ui.stages.verdicts.asked import Asked
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.audience import shown
from tests.support.checked_exercise import checked_exercise
from tests.support.mouse import clicks
from tests.support.promises import looking_back
from tests.support.window import OpenRoom, Room

QUESTION = "Did it happen again?"


@pytest.fixture
def room(open_room: OpenRoom) -> Room:
    """A window on a review of two promises that came from the same gap."""
    room = open_room()
    room.takes_in(looking_back(2, exercise=checked_exercise()))
    return room


def stage(room: Room) -> ReviewStage:
    assert isinstance(room.stage, ReviewStage)
    return room.stage


def said(room: Room) -> list[str]:
    return [each.choice for each in room.meeting.all(Answer)]


def test_a_letter_says_it_after_the_verdict_and_once_for_the_gap(
    room: Room, audience: AudienceWindow
) -> None:
    room.presses("D")
    room.types("Everybody reads it")
    room.presses("Enter")
    assert stage(room).asked is Asked.AGAIN
    assert_can_be_heard(room, "the question")
    assert stage(room).entry.typed.prompt == QUESTION
    first = stage(room).card.shown.text
    room.presses("Y")
    assert said(room) == ["yes"]
    assert stage(room).card.shown.text != first, "then comes the next promise"
    assert stage(room).card.shown.again == f"{QUESTION} Yes", "of the same gap"
    card = shown(audience).review
    room.until(lambda: card is not None and QUESTION in card.shown.again)
    room.presses("X")
    room.types("Not needed")
    room.presses("Enter")
    assert stage(room).asked is None
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert (said(room), stage(room).card.shown.text) == ([], first)


def test_a_click_says_it_and_yes_wants_an_action(room: Room) -> None:
    stage(room).bar.buttons[Status.DROPPED].click()
    room.types("Not needed")
    room.presses("Enter")
    yes, no = stage(room).again.buttons.values()
    clicks(no)
    assert said(room) == ["no"]
    room.presses("A")
    assert stage(room).asked is Asked.AGAIN
    clicks(yes)
    assert (said(room), stage(room).asked) == (["yes"], None)
    counts = still_open(room.meeting, room.session.exercise).counts
    assert counts.answers == 1
    room.walks_to("who-when")
    assert QUESTION in room.band and room.band.endswith("yes")
    room.walks_to("close")
    assert any(QUESTION in text for text in room.right()) and room.view(Side.RIGHT).isVisible()


def test_it_can_be_skipped(room: Room) -> None:
    room.presses("D")
    room.types("Done")
    room.presses("Enter", "Escape")
    assert said(room) == []
    room.presses("D")
    room.types("Done as well")
    room.presses("Enter")
    assert stage(room).asked is None, "who skipped it is not asked again"
