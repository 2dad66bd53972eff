"""The checks of a gap: by key on a sheet, by a click on a chip; shown to the room; open ends."""

import pytest

from facilitator.domain.chain.chain import all_actions
from facilitator.domain.records import Answer, Excuse, Side
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.kinds.close import CloseStage
from facilitator.ui.stages.kinds.discuss import DiscussStage
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.audience import shown
from tests.support.checked_exercise import checked
from tests.support.mouse import clicks, clicks_card
from tests.support.window import OpenRoom, Room

ASKS = "Ctrl+Shift+Y"


@pytest.fixture
def room(open_room: OpenRoom) -> Room:
    """A window on two gaps with checks, the first of them under discussion."""
    room = open_room()
    room.takes_in(checked("Closed at noon", "Nobody reads the mailbox"))
    room.walks_to("why")
    return room


def said(room: Room) -> dict[str, str]:
    """What is answered to each check, by its id."""
    return {each.field: each.choice for each in room.meeting.all(Answer)}


def chips(room: Room) -> list[str]:
    assert isinstance(room.stage, DiscussStage)
    return [chip.text() for chip in room.stage.checks.chips]


def test_letters_answer_the_checks_and_enter_goes_on_and_closes(
    room: Room, audience: AudienceWindow
) -> None:
    assert chips(room) == ["personal apology: ?", "procedure changed: ?"]
    room.types("Half a sent")
    room.presses(ASKS)
    assert_can_be_heard(room, "the checks")
    room.presses("N", "Enter", "T")
    assert said(room) == {"sorry": "no", "mended": "not yet"}
    band = shown(audience).band
    room.until(lambda: band is not None and "×\u00a0no" in band.accessibleName())
    room.presses("Ctrl+Z")
    assert said(room) == {"sorry": "no"}
    room.presses("Ctrl+Y", "Up", "Delete", "Y", "Down", "Enter")
    assert said(room) == {"sorry": "yes", "mended": "not yet"}
    assert chips(room) == ["personal apology: ✓\u00a0yes", "procedure changed: …\u00a0not\u00a0yet"]
    assert room.entry == "Half a sent", "what was being typed is still there"
    room.types("ence")
    assert room.entry == "Half a sentence", "and the keyboard is where it was"


def test_the_sheet_does_again_only_what_was_undone_in_it(room: Room) -> None:
    room.says("We always did")
    room.presses("Ctrl+Z", ASKS, "N", "Ctrl+Z", "Ctrl+Y", "Ctrl+Z")
    assert said(room) == {}
    room.presses("Esc", "Ctrl+Z")
    before = len(room.meeting.all(Excuse))
    room.says("Nobody told us")
    room.presses("Ctrl+Z", ASKS, "Ctrl+Y")
    assert len(room.meeting.all(Excuse)) == before, "it was undone before the sheet opened"


def test_clicks_on_a_chip_go_through_the_answers(room: Room) -> None:
    assert isinstance(room.stage, DiscussStage)
    first = room.stage.checks.chips[0]
    room.types("Half")
    for answer in ("yes", "no", "not yet"):
        clicks(first)
        assert said(room) == {"sorry": answer}
    clicks(first)
    assert said(room) == {}
    room.presses("Ctrl+Z")
    assert said(room) == {"sorry": "not yet"}
    assert room.entry == "Half"


def test_no_is_open_until_an_action_is_made_of_it(room: Room) -> None:
    room.presses(ASKS, "N", "Escape")
    room.walks_to("what-matters")
    assert room.face(Side.LEFT, "Closed at noon").chips == ("personal apology: ×\u00a0no",)
    room.walks_to("close")
    assert isinstance(room.stage, CloseStage)
    question = "Did we say sorry, in person?"
    asked = next(text for text in room.right() if question in text)
    assert "Closed at noon" in asked
    assert "×\u00a0no" in room.face(Side.RIGHT, asked).aside
    clicks_card(room, Side.RIGHT, asked)
    room.presses("Enter")
    assert room.at == "who-when" and question in room.band
    assert "1 answer without an action" in room.open_ends
    for text in ("Ring her", "Lin", "in 2 weeks", ""):
        room.types(text)
        room.presses("Enter")
    (action,) = all_actions(room.meeting, room.session.exercise)
    assert action.text == "Ring her"
    assert "answer" not in room.open_ends
    room.walks_to("close")
    assert not any(question in text for text in room.right())


def test_a_strength_has_the_labels_that_are_for_strengths(room: Room) -> None:
    room.walks_to("feel-first")
    room.types("We greet by name")
    room.presses("Enter", "Alt+1")
    assert room.face(Side.LEFT, "We greet by name").chips == ("feeling important",)
    room.presses("Up", "2")
    assert "last one is 1" in room.said
    room.presses("1")
    assert room.face(Side.LEFT, "We greet by name").chips == ()
