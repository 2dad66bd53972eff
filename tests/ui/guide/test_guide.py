"""The facilitator's guide by keys: this stage first, then the whole."""

from collections.abc import Iterator

import pytest

from facilitator.domain.facilitation.guide import Guide
from facilitator.exercises.exercise_library import Library
from facilitator.ui.guide.guide import FacilitatorsGuide
from facilitator.ui.guide.guide_sheet import GuideSheet, Part
from tests.support.window import Room
from tests.support.workspace import Frame


@pytest.fixture
def guide(frame: Frame) -> Iterator[FacilitatorsGuide]:
    frame.show()
    yield FacilitatorsGuide(frame.workspace, frame.shell)


def turns_to(frame: Frame, sheet: GuideSheet, key: str, part: Part) -> str:
    frame.presses(key)
    assert sheet.part is part
    return sheet.text.text


def test_in_a_meeting_it_opens_at_the_stage_and_turns_to_the_whole(
    frame: Frame, guide: FacilitatorsGuide
) -> None:
    session = frame.begins("Monday")
    session.go_to_stage(session.exercise.stage("where-not"))
    guide.show_stage()
    sheet = guide.sheet
    assert frame.shell.sheet is sheet
    assert sheet.title.text() == "Where do we fall short today?"
    assert "No names, no blame." in sheet.text.text
    assert "You are the customer" in sheet.text.text and "Blame" in sheet.text.text
    assert "Next: What matters" in sheet.facts.text()
    frame.presses("Right")
    assert sheet.title.text() == "What matters most?", "a look at what comes next"
    assert "Feel #1 · 8 min" in turns_to(frame, sheet, "2", Part.EXERCISE)
    assert "Complaining in circles" in turns_to(frame, sheet, "3", Part.LEADING)
    assert "Harkin" in turns_to(frame, sheet, "4", Part.STUDIES)
    bar = sheet.text.verticalScrollBar()
    frame.until(lambda: bar.maximum() > 0)
    frame.presses("End")
    assert bar.value() == bar.maximum() > 0
    frame.presses("1")
    assert bar.value() == 0
    frame.presses("F3")
    assert frame.shell.sheet is None


def test_before_a_meeting_each_exercise_is_a_key_away_and_can_be_saved(
    frame: Frame, guide: FacilitatorsGuide
) -> None:
    titles = [exercise.title for exercise in Library().all()]
    guide.show_exercise("three-rules")
    sheet = guide.sheet
    assert (sheet.part, sheet.title.text()) == (Part.EXERCISE, "Three rules")
    frame.presses("Left")
    assert sheet.title.text() == titles[titles.index("Three rules") - 1]
    saved: list[Guide] = []
    guide.save_requested.connect(saved.append)
    frame.presses("P")
    assert [each.exercise for each in saved] == [sheet.title.text()]
    sheet.parts.button(Part.STUDIES).click()
    assert "Tannenbaum" in sheet.text.text
    frame.presses("Esc")
    assert frame.shell.sheet is None


def test_it_is_reached_from_the_picker_and_by_name(home: Room) -> None:
    home.controller.new_meeting().pick()
    home.presses("Down", "F3")
    sheet = home.controller.guide().sheet
    assert home.window.sheet is sheet
    second = home.controller.workspace.exercise_library.all()[1].title
    assert sheet.title.text() == second
    home.presses("Esc", "Ctrl+K")
    home.says("save guide")
    export = home.controller.guide_export().sheet
    assert home.window.sheet is export
    assert f"Guide to {second}" in export.path.text
    home.presses("Esc")
