"""The teams are listed, renamed and merged on the home screen, and all of it can be undone."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe
from facilitator.domain.follow_up.templates import set_template
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.home.teams_sheet import TeamsSheet
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.legibility import PaintedText, assert_legible
from tests.support.mouse import clicks
from tests.support.screens import form
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room, faces

TODAY = date.today()
WEEK = timedelta(days=7)


def sheet(room: Room) -> TeamsSheet:
    return room.controller.team_changes().sheet


def rows(room: Room) -> list[tuple[str, str, str]]:
    return [(face.text, face.detail, face.aside) for face in faces(sheet(room).list)]


def names(room: Room) -> list[str]:
    return [text for text, _, _ in rows(room)]


def opens_the_teams(room: Room) -> None:
    room.window.run_command(catalog.TEAMS)
    room.until(lambda: room.window.sheet is sheet(room))


def of_two_teams(room: Room) -> tuple[Series, Series]:
    """The front desk has met twice and promised two things, the till once and nothing."""
    store = room.controller.workspace.store
    desk, till = Series(store, "Front desk"), Series(store, "Till")
    first = desk.meets(TODAY - WEEK, "First")
    desk.promises(first, "Read it", "Answer it", due=TODAY)
    desk.meets(TODAY, "Second")
    till.meets(TODAY, "Count")
    room.controller.meetings.refresh()
    return desk, till


def teams_listed(room: Room) -> dict[str, str]:
    """The team of each meeting in the list of the home screen, by title."""
    return {each.title: each.team for each in room.controller.meetings.listed}


def test_each_team_shows_how_it_stands(open_room: OpenRoom) -> None:
    room = open_room()
    of_two_teams(room)
    opens_the_teams(room)
    wanted = [("Front desk", "2 meetings", "2 promises open"), ("Till", "1 meeting", "")]
    room.until(lambda: rows(room) == wanted)
    assert room.selected() == "Front desk"
    assert_can_be_heard(room, "the teams")
    room.presses("Esc")
    assert room.focus is room.controller.home.begin


def test_a_team_gets_another_name_wherever_its_meetings_are_listed(open_room: OpenRoom) -> None:
    room = open_room()
    of_two_teams(room)
    opens_the_teams(room)
    room.presses("Enter", "Ctrl+A")
    room.types("Counter")
    room.presses("Enter")
    room.until(lambda: names(room) == ["Counter", "Till"])
    assert room.said == "“Front desk” is now called “Counter”."
    room.until(lambda: rows(room)[0][1] == "2 meetings · also called Front desk")
    room.until(lambda: teams_listed(room)["First"] == "Counter")
    room.presses("Ctrl+Z")
    room.until(lambda: names(room) == ["Front desk", "Till"])
    assert room.said == "“Counter” is called “Front desk” again."
    room.until(lambda: teams_listed(room)["First"] == "Front desk")
    room.presses("Ctrl+Z")
    assert room.said == "There is nothing to undo."


def test_two_teams_that_are_one_are_merged(open_room: OpenRoom) -> None:
    room = open_room()
    desk, till = of_two_teams(room)
    opens_the_teams(room)
    room.presses("Down", "Ctrl+G")
    picker = room.controller.team_changes().picker()
    assert picker.title.text() == "“Till” is the same team as…"
    assert [face.text for face in faces(picker.list)] == ["Front desk"]
    room.presses("Enter")
    wanted = [("Front desk", "3 meetings · also called Till", "2 promises open")]
    room.until(lambda: rows(room) == wanted)
    assert room.window.sheet is sheet(room)
    room.until(lambda: set(teams_listed(room).values()) == {"Front desk"})
    workspace = room.controller.workspace
    assert workspace.teams.register("till") == desk.team_id
    (button,) = room.window.toast.findChildren(QPushButton)
    button.click()
    room.until(lambda: names(room) == ["Front desk", "Till"])
    assert workspace.teams.register("till") == till.team_id
    assert workspace.store.teams().result(PATIENCE)[till.team_id].merged_into is None


def test_a_name_that_another_team_has_is_an_offer_to_merge(open_room: OpenRoom) -> None:
    room = open_room()
    of_two_teams(room)
    opens_the_teams(room)
    room.presses("Down", "F2", "Ctrl+A")
    room.types("front desk")
    room.presses("Enter")
    assert room.said == "There is already a team “Front desk”."
    assert names(room) == ["Front desk", "Till"]
    (button,) = room.window.toast.findChildren(QPushButton)
    button.click()
    room.until(lambda: names(room) == ["Front desk"])


def test_the_next_form_proposes_the_team_by_its_new_name(open_room: OpenRoom) -> None:
    room = open_room()
    of_two_teams(room)
    workspace = room.controller.workspace
    room.presses("Ctrl+N", "Tab")
    room.types("Fr")
    form = room.controller.new_meeting().form
    room.until(lambda: form.team.field.completes)
    room.presses("Tab", "Enter")
    assert room.meeting.details.team == "Front desk"
    room.goes_home()
    opens_the_teams(room)
    room.presses("Enter", "Ctrl+A")
    room.types("Counter")
    room.presses("Enter")
    room.until(lambda: workspace.settings.team == "Counter")
    room.presses("Ctrl+Z")
    room.until(lambda: workspace.settings.team == "Front desk")


def test_the_details_of_a_meeting_name_its_team_as_it_is_called_now(open_room: OpenRoom) -> None:
    room = open_room()
    desk, till = of_two_teams(room)
    opens_the_teams(room)
    room.presses("Enter", "Ctrl+A")
    room.types("Counter")
    room.presses("Enter")
    room.until(lambda: teams_listed(room).get("Second") == "Counter")
    # The name is free again, and another team has it now.
    room.presses("Down", "Enter", "Ctrl+A")
    room.types("Front desk")
    room.presses("Enter")
    room.until(lambda: names(room) == ["Counter", "Front desk"])
    room.presses("Esc")
    room.controller.meetings.open_meeting(room.controller.meetings.listed[-1].id)
    room.until(lambda: room.controller.workspace.current is not None)
    before = room.meeting.details
    room.presses("Ctrl+I")
    assert form(room).team.text == "Counter"
    room.presses("Esc")
    assert room.meeting.details == before
    assert before.team_id == desk.team_id != till.team_id


def test_without_teams_it_says_where_they_come_from(open_room: OpenRoom) -> None:
    room = open_room()
    opens_the_teams(room)
    said = "No teams yet. A team appears here once a meeting names it. Esc goes back."
    assert sheet(room).message.text() == said
    room.presses("Ctrl+G", "Enter", "Esc")
    assert room.focus is room.controller.home.begin


@pytest.mark.parametrize("size", [(533, 400), (960, 540)])
def test_the_sheets_fit_a_small_window(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    of_two_teams(room)
    opens_the_teams(room)
    room.until(lambda: rows(room)[0][2] == "2 promises open")
    assert_legible(room, painted)
    room.presses("Ctrl+G")
    assert_legible(room, painted)


def test_a_row_says_who_led_and_its_usual_setup_is_forgotten_and_brought_back(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    desk, _ = of_two_teams(room)
    store = room.controller.workspace.store
    journal = store.load(desk.team_id).result(PATIENCE)
    usual = MeetingSetup(title="Weekly", participants=("Ana",))
    desk.does(journal, set_template(journal, usual, ""))
    led = desk.meets(TODAY, "Third")
    setup = MeetingSetup(title="Third", team="Front desk", facilitator="Lin")
    desk.does(led, describe(led, setup, desk.team_id))
    opens_the_teams(room)
    day = dates.day(TODAY, with_weekday=False)
    wanted = f"3 meetings · led by Lin ({day}) · has a usual setup"
    room.until(lambda: rows(room)[0][1] == wanted)
    clicks(sheet(room).forget)
    room.until(lambda: "usual setup" not in rows(room)[0][1])
    assert room.said == "The usual setup of “Front desk” is forgotten."
    room.presses("Ctrl+Z")
    room.until(lambda: rows(room)[0][1] == wanted)
    room.presses("Ctrl+M")
    room.until(lambda: form(room).isVisible() and form(room).title.text == "Weekly")
    assert form(room).team.text == "Front desk"
