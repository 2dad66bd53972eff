"""The form and the picker say what a team has held before, and who may lead next."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe, set_next
from facilitator.ui.base import dates
from tests.support import opening
from tests.support.screens import form
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room, faces

TODAY = date.today()
LAST = TODAY - timedelta(days=14)


@pytest.fixture
def desk(open_room: OpenRoom, own_data_folder: Path) -> Room:
    """The desk has held two exercises that are here, and one that is gone; Lin led first."""
    for exercise_id in ("opened", "gone"):
        opening.put_in(own_data_folder, exercise_id)
    room = open_room()
    workspace = room.controller.workspace
    series = Series(workspace.store, "Desk")
    for exercise, day, led in (
        ("gone", LAST - timedelta(days=9), "Lin"),
        ("opened", LAST, "Ana"),
    ):
        meeting = series.meets(day, exercise=workspace.exercise_library.get(exercise))
        setup = MeetingSetup(title="It", team="Desk", facilitator=led)
        series.does(meeting, describe(meeting, setup, series.team_id))
    series.does(meeting, set_next(meeting, TODAY + timedelta(days=3)))
    (own_data_folder / "exercises" / "gone.toml").unlink()
    workspace.teams.forget()
    room.leaves()
    return open_room()


def begins(room: Room, exercise: str) -> None:
    """Fill in the form for the desk."""
    room.presses("Ctrl+N", "Tab")
    room.types("Desk")
    room.presses("Ctrl+O")
    picker = room.controller.new_meeting().picker
    room.until(lambda: bool(picker.gone.text()))
    picker.list.select(exercise)
    picker.chosen.emit(exercise)


def test_the_picker_says_when_each_was_held_and_who_leads_next(desk: Room) -> None:
    desk.presses("Ctrl+N", "Tab")
    desk.types("Desk")
    desk.presses("Ctrl+O")
    picker = desk.controller.new_meeting().picker
    desk.until(lambda: bool(picker.gone.text()))
    details = {face.text: face.detail for face in faces(picker.list)}
    day, due = (dates.day(each, with_weekday=False) for each in (LAST, TODAY + timedelta(days=3)))
    assert details["An opened exercise"] == f"Last held {day}, led by Ana · due again {due}"
    assert (
        details[desk.controller.workspace.exercise_library.default.title]
        == "Never held by this team"
    )
    assert picker.sheet.turn.text().startswith("Next in turn to lead: Lin")
    assert "“gone”" in picker.gone.text()


def test_without_a_team_nothing_is_said_to_have_been_held(desk: Room) -> None:
    desk.presses("Ctrl+N", "Ctrl+O")
    picker = desk.controller.new_meeting().picker
    assert {face.detail for face in faces(picker.list)} == {""}
    assert not picker.gone.isVisible()


def test_a_team_that_has_held_it_begins_after_the_opening(desk: Room) -> None:
    begins(desk, "opened")
    desk.until(lambda: form(desk).facilitator.field.remark == "next in turn: Lin")
    desk.presses("Enter")
    desk.until(lambda: desk.controller.workspace.current is not None)
    assert desk.at == "good"
    desk.presses("PgUp")
    assert desk.at == "opening"


def test_rules_that_the_team_agrees_on_are_there_the_next_time(desk: Room) -> None:
    begins(desk, "opened")
    desk.presses("Enter")
    desk.until(lambda: desk.controller.workspace.current is not None)
    desk.presses("Shift+F3", "Ctrl+A")
    desk.types("Phones off; one speaks")
    desk.presses("Enter")
    team_id = desk.meeting.details.team_id
    assert team_id is not None
    store = desk.controller.workspace.store

    def is_kept() -> bool:
        template = store.load(team_id).result(PATIENCE).template
        return template is not None and template.ground_rules == "Phones off\none speaks"

    desk.until(is_kept)
