"""What the exercise asks about a gap: answered on a sheet, read on the band and on the card."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from facilitator.domain.answers.about_gap import Told
from facilitator.domain.records import Answer, Side
from facilitator.domain.room.room_view import DiscussedGap
from facilitator.ui.stages.about_gap.sheet import AboutGapSheet
from facilitator.ui.stages.about_gap.steps_field import StepsField
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.asking_exercise import asked
from tests.support.window import OpenRoom, Room

OPENS = "Ctrl+Shift+I"


@pytest.fixture
def ranking(open_room: OpenRoom) -> Room:
    """A window on two gaps, the second selected where they are put in order."""
    room = open_room()
    room.takes_in(asked(gaps=["Closed at noon", "The van came late"]))
    room.walks_to("rank")
    room.presses("Up")
    return room


def sheet(room: Room) -> AboutGapSheet:
    found = room.controller.host.about_gap().sheet
    assert found.isVisible()
    return found


def steps(room: Room) -> list[str]:
    return [each.text for each in room.meeting.all(Answer) if each.field == "steps"]


def test_a_customer_and_what_happened_are_told_by_keys(ranking: Room) -> None:
    room = ranking
    room.presses(OPENS)
    assert "The van came late" in sheet(room).gap.text()
    assert_can_be_heard(room, "the questions about a gap")
    room.types("a regular")
    room.presses("Enter")
    for step in ("called", "waited", "left"):
        room.types(step)
        room.presses("Enter")
    room.presses("Down", "Home", "Alt+Down")
    assert steps(room) == ["waited", "called", "left"]
    room.presses("End", "Enter", "Ctrl+A")
    room.types("went away")
    room.presses("Enter", "Home", "Delete")
    assert steps(room) == ["called", "went away"]
    room.presses("Ctrl+Z")
    assert steps(room) == ["waited", "called", "went away"]
    part = sheet(room).parts["steps"]
    assert isinstance(part, StepsField)
    part.list.dropped.emit([part.list.column.ids[2]], 0)
    assert steps(room) == ["went away", "waited", "called"], "dragged to the top"
    room.presses("Ctrl+Z", "Escape")
    room.types("never came back")
    room.presses("Escape")
    assert not room.controller.host.about_gap().sheet.isVisible()
    assert steps(room)[-1] == "never came back", "what was typed is kept by closing"
    assert room.selected() == "The van came late", "the focus is where it was"
    face = room.face(Side.LEFT, "The van came late")
    assert "Kind of customer: " in face.line and "a regular" in face.line and "›" in face.line
    assert face.line in face.spoken
    assert room.face(Side.LEFT, "Closed at noon").line == ""


def test_under_discussion_a_click_on_its_line_opens_it_and_the_room_reads_the_answer(
    ranking: Room,
) -> None:
    room = ranking
    room.walks_to("why")
    band = room.stage.band
    assert band is not None
    assert "+ Kind of customer · What happened" in band.accessibleName()
    assert isinstance(found := room.stage.room.view().band, DiscussedGap) and found.told == ()
    at = QPointF(band.width() / 2, band.height() - 2)
    while not band.details_at.contains(at) and at.y() > 0:
        at -= QPointF(0, 2)
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert "Closed at noon" in sheet(room).gap.text()
    room.types("a new one")
    room.presses(OPENS)
    shown = room.stage.room.view().band
    assert isinstance(shown, DiscussedGap)
    assert shown.told == (Told("Kind of customer", ("a new one",)),)
    assert "a new one" in band.accessibleName()
    assert "+ What happened" in band.accessibleName()
    room.presses("Ctrl+Z")
    assert "a new one" not in band.accessibleName()


def test_without_a_gap_it_says_what_to_select(ranking: Room) -> None:
    ranking.walks_to("whom")
    ranking.presses(OPENS)
    assert "Select a gap first" in ranking.said
