"""What an administrator does, by keys and by mouse; what the hub refuses stays to be corrected."""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from facilitator.domain.follow_up.teams import id_for
from facilitator.ui.organisation.administrator.administration_work import AdministrationWork
from facilitator.ui.organisation.values import Laptop, TeamRight
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.keyboard import settle
from tests.support.mouse import clicks
from tests.support.organisation import INVITATION, NOW, Office
from tests.support.series import Series
from tests.support.window import LAPTOP, OpenRoom

KITCHEN, BAR = id_for("Kitchen"), id_for("Bar")


def laptop(known: str, name: str, *rights: TeamRight, is_this: bool = False) -> Laptop:
    return Laptop(
        id=known,
        name=name,
        role="administrator" if is_this else "member",
        teams=rights,
        last_seen=NOW,
        program="1.9",
        is_this=is_this,
    )


@pytest.fixture
def office(open_room: OpenRoom) -> Office:
    """A laptop of an administrator, one of the kitchen, and the sheet about both."""
    room = open_room()
    Series(room.controller.workspace.store, "Kitchen").meets(date(2026, 11, 20), "Cold soup")
    made = Office(room, "Kitchen", "Bar", role="administrator")
    made.desk.laptops = [
        laptop("own", "Office", TeamRight(KITCHEN, True), is_this=True),
        laptop("other", "Stove", TeamRight(KITCHEN, True)),
    ]
    made.joins()
    made.closes_sheets()
    work(made).ask()
    room.until(lambda: work(made).sheet().laptops.isVisible())
    return made


def work(office: Office) -> AdministrationWork:
    return office.parts.administration()


def test_an_invitation_is_made_for_a_role_and_teams_and_copied(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    assert_can_be_heard(room, "an organization")
    clicks(sheet.first)
    rights = work(office).rights()
    room.until(rights.isVisible)
    clicks(rights.first)
    assert "at least one team" in rights.trouble.text(), "an invitation for nothing"
    room.presses("Enter", "Down", "Enter", "Enter")
    assert rights.rights == (TeamRight(BAR, True), TeamRight(KITCHEN, False))
    assert_can_be_heard(room, "an organization")
    clicks(rights.first)
    invitation = work(office).invitation()
    room.until(invitation.isVisible)
    assert office.desk.asked[-2:] == [
        ("invite", "member", rights.rights),
        ("administration",),
    ]
    room.presses("Enter")
    assert QGuiApplication.clipboard().text() == INVITATION
    room.presses("Esc")
    assert sheet.isVisible()


def test_a_lost_laptop_is_withdrawn_in_one_step(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    sheet.laptops.select("own")
    assert sheet.withdraw.isHidden(), "one's own: for that there is Leave"
    sheet.laptops.setFocus()
    sheet.laptops.select("other")
    room.presses("Del")
    question = work(office).withdrawal()
    room.until(question.isVisible)
    assert "Stove" in question.title.text() and "stays on it" in question.message.text()
    clicks(question.others[0])
    room.until(lambda: ("withdraw", "other") in office.desk.asked)
    room.until(lambda: sheet.laptops.column.ids == ["own"])


def test_a_laptop_that_joins_meanwhile_comes_into_the_list_and_the_selection_stays(
    office: Office,
) -> None:
    room, sheet = office.room, work(office).sheet()
    sheet.laptops.setFocus()
    sheet.laptops.select("other")
    work(office)._again.setInterval(10)
    room.presses("Esc")
    work(office).ask()
    office.desk.laptops.append(laptop("new", "Bar stool", TeamRight(BAR, True)))
    room.until(lambda: "new" in sheet.laptops.column.ids)
    assert sheet.laptops.selected_id == "other" and room.focus is sheet.laptops
    office.desk.refusal = "The hub can’t be reached."
    room.until(lambda: sheet.trouble.text() == "The hub can’t be reached.")
    assert sheet.laptops.isVisible(), "what was known"
    room.until(sheet.trouble.isHidden)
    # Nothing is asked any more once it is closed.
    room.presses("Esc")
    asked = len(office.desk.asked)
    office.desk.laptops.pop()
    room.until(lambda: work(office)._reading is None)
    assert len(office.desk.asked) <= asked + 1 and not work(office)._again.isActive()


def test_one_selection_is_outlined_at_a_time(office: Office) -> None:
    sheet = work(office).sheet()
    sheet.laptops.setFocus()
    laptop, team = sheet.laptops.selected_id, sheet.teams.selected_id
    assert laptop and team
    assert sheet.laptops.outlined(laptop) and not sheet.teams.outlined(team)
    sheet.change.setFocus()
    assert sheet.laptops.outlined(laptop), "that is what would be changed"
    sheet.teams.setFocus()
    assert sheet.teams.outlined(team) and not sheet.laptops.outlined(laptop)


def test_the_sheet_is_as_before_once_the_window_is_as_large_again(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    settle()
    before = sheet.sheet.geometry(), sheet.laptops.size()
    room.window.resize(683, 384)
    settle()
    assert sheet.sheet.geometry() != before[0]
    room.window.resize(*LAPTOP)
    settle()
    assert (sheet.sheet.geometry(), sheet.laptops.size()) == before


def test_a_team_is_added_and_a_name_that_is_taken_is_refused(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    clicks(sheet.add_team)
    new = work(office).new_team()
    room.until(new.isVisible)
    office.desk.refusal = "There is a team of that name already."
    room.types("Kitchen")
    room.presses("Enter")
    room.until(lambda: new.trouble.text() == "There is a team of that name already.")
    room.presses("Ctrl+A")
    room.types("Spa")
    room.presses("Enter")
    room.until(lambda: sheet.isVisible() and id_for("Spa") in sheet.teams.column.ids)


def test_a_meeting_is_erased_only_once_the_word_is_typed(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    clicks(sheet.erase)
    picker = work(office).picker()
    room.until(picker.isVisible)
    room.types("soup")
    room.presses("Enter")
    erasing = work(office).erasing()
    room.until(erasing.isVisible)
    assert "Cold soup" in erasing.message.text() and "Backups" in erasing.message.text()
    room.types("yes")
    room.presses("Enter")
    assert erasing.line.refusal.text() and erasing.isVisible()
    room.presses("Ctrl+A")
    room.types("Erase")
    room.presses("Enter")
    room.until(lambda: any(asked[0] == "erase" for asked in office.desk.asked))
    assert next(asked[1] for asked in office.desk.asked if asked[0] == "erase") == KITCHEN
    room.until(sheet.isVisible)


def test_other_rights_are_given_to_a_laptop(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    sheet.laptops.setFocus()
    sheet.laptops.select("other")
    room.presses("Enter")
    rights = work(office).rights()
    room.until(rights.isVisible)
    assert rights.rights == (TeamRight(KITCHEN, True),)
    clicks(rights.role.button("lead"))
    clicks(rights.first)
    wanted = ("rights", "other", "lead", (TeamRight(KITCHEN, True),))
    room.until(lambda: wanted in office.desk.asked)


def test_a_hub_that_is_away_is_told_on_the_sheet(office: Office) -> None:
    room, sheet = office.room, work(office).sheet()
    office.desk.refusal = "The hub can’t be reached."
    work(office).refresh()
    room.until(lambda: sheet.trouble.text() == "The hub can’t be reached.")
    assert sheet.isVisible() and sheet.laptops.column.ids == ["own", "other"]
