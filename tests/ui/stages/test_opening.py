"""The slide that a meeting opens with: read, ticked, and left with the first letter typed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from facilitator.domain.answers.people_here import kinds_here
from facilitator.domain.exercise import Kind
from facilitator.domain.records import Verdict
from facilitator.launch import Start
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.meeting.rules.sheet import GroundRulesSheet
from facilitator.ui.stages.kinds.opening import OpeningStage
from tests.support import opening
from tests.support.audience import shown
from tests.support.promises import looking_back
from tests.support.window import PROJECTOR, OpenRoom, Room


@pytest.fixture
def opened(open_room: OpenRoom, own_data_folder: Path) -> Room:
    """A new meeting on its opening slide."""
    opening.put_in(own_data_folder)
    return open_room(Start("new", exercise="opened"), opening=True)


def slide(room: Room) -> OpeningStage:
    assert isinstance(room.stage, OpeningStage)
    return room.stage


def test_a_meeting_begins_with_why_it_is_held(opened: Room) -> None:
    seen = slide(opened).room.view().opening
    assert seen is not None
    assert (seen.title, seen.purpose) == ("Why do we meet?", opening.PURPOSE)
    assert seen.rules == opening.RULES, "proposed, as nobody agreed on others yet"
    assert [(each.kind, each.is_here) for each in seen.people] == [
        ("employees", False),
        ("managers", False),
    ]
    assert seen.missing == (), "nothing is known of who is here"
    said = slide(opened).slide.accessibleName()
    assert f"{opening.PURPOSE} What we agree on: Speak for yourself. No blame. Who" in said


@pytest.mark.parametrize("keys", [("1",), ("Alt+1",), ("Tab", "Space")])
def test_a_tick_says_who_is_here_and_who_is_missing(opened: Room, keys: tuple[str, ...]) -> None:
    opened.presses(*keys)
    assert kinds_here(opened.meeting, opened.session.exercise) == ("employees",)
    assert [tick.isChecked() for tick in slide(opened).slide.ticks] == [True, False]
    asks = "Only employees are here. Who can speak for managers?"
    assert asks in slide(opened).slide.accessibleName()
    opened.presses("2" if keys == ("1",) else "Alt+2")
    assert asks not in slide(opened).slide.accessibleName()
    opened.presses("Ctrl+Z", "Ctrl+Z")
    assert kinds_here(opened.meeting, opened.session.exercise) == ()
    assert opened.at == "opening"


def test_a_letter_begins_the_first_stage_with_it(opened: Room) -> None:
    opened.types("no chairs")
    assert (opened.at, opened.entry) == ("good", "no chairs")
    opened.presses("Enter", "PgUp")
    assert (opened.at, opened.entry) == ("opening", "")
    opened.presses("Enter")
    assert (opened.at, opened.left()) == ("good", ["no chairs"])


def test_what_is_composed_or_pasted_there_begins_it_too(opened: Room) -> None:
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QApplication.sendEvent(opened.stage.entry.edit, composed)
    opened.until(lambda: opened.at == "good")
    opened.types("t")
    assert opened.entry == "ét"
    opened.presses("Ctrl+A", "Del", "PgUp")
    QApplication.clipboard().setText("one\ntwo")
    opened.presses("Ctrl+V")
    assert (opened.at, opened.left(), opened.entry) == ("good", ["one", "two"], "")


def test_ground_rules_that_are_changed_stand_on_the_slide(opened: Room) -> None:
    opened.window.run_command(catalog.GROUND_RULES)
    sheet = opened.window.sheet
    assert isinstance(sheet, GroundRulesSheet)
    assert sheet.field.text == "; ".join(opening.RULES)
    opened.types("; phones off")
    opened.presses("Enter")
    seen = slide(opened).room.view().opening
    assert seen is not None
    assert seen.rules == (*opening.RULES, "phones off")


def test_the_room_sees_the_slide_and_what_is_pinned_after_it(opened: Room) -> None:
    window = AudienceWindow()
    window.resize(*PROJECTOR)
    window.show()
    opened.presses("1")
    window.show_view(opened.stage.room.view())
    stage = shown(window)
    assert stage.slide is not None
    assert "Who can speak for managers?" in stage.slide.accessibleName()
    assert [tick.isChecked() for tick in stage.slide.ticks] == [True, False]
    assert not any(panel.isVisible() for panel in (*stage.panels.values(), stage.line))
    for tick in stage.slide.ticks:
        assert stage.slide.rect().contains(tick.geometry())
    opened.session.go(1)
    window.show_view(opened.stage.room.view())
    assert opening.RULE in shown(window).pinned.accessibleName()
    assert shown(window).line.isVisible()
    window.deleteLater()


def test_lines_are_pinned_on_the_wall_once_there_are_any(opened: Room) -> None:
    opened.presses("PgDown")
    strip = opened.stage.parts.pinned
    assert strip.isVisible()
    assert [each.lines for each in opened.stage.room.view().pinned] == [(opening.RULE,)]
    opened.walks_to("definition")
    assert not opened.stage.parts.pinned.isVisible(), "nothing is pinned there"
    opened.says("We call back")
    opened.walks_to("good")
    assert "Our definition: We call back" in strip.accessibleName()


def test_what_is_typed_before_a_review_waits_there_for_its_verdict(home: Room) -> None:
    home.takes_in(looking_back(1, exercise=opening.exercise()))
    home.presses("PgUp")
    assert home.at == "opening"
    home.types("dpe")
    assert home.session.step.stage.kind is Kind.REVIEW
    assert home.entry == "dpe", "no letter chose a verdict"
    assert home.meeting.count(Verdict) == 0
