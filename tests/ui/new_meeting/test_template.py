"""What is usual for a team is filled in, without what somebody has typed."""

from datetime import date, timedelta

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, set_next_facilitator
from facilitator.domain.follow_up import templates
from facilitator.domain.records import TeamTemplate
from facilitator.launch import Start
from tests.support.screens import form
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room

TODAY = date.today()
RULES = "One speaks\nPhones off"
USUAL = MeetingSetup(title="Weekly", participants=("Ana", "Lin"), minutes=45, ground_rules=RULES)


@pytest.fixture
def desk(open_room: OpenRoom) -> Room:
    """The front desk has a template, and Lin leads its next meeting; the till has met once."""
    room = open_room()
    store = room.controller.workspace.store
    series, till = Series(store, "Front desk"), Series(store, "Till")
    meeting = series.meets(TODAY - timedelta(days=7))
    series.does(meeting, set_next_facilitator(meeting, "Lin"))
    till.meets(TODAY)
    journal = store.load(series.team_id).result(PATIENCE)
    series.does(journal, templates.set_template(journal, USUAL, "three-rules"))
    room.controller.workspace.teams.forget()
    return room


def filled(room: Room) -> dict[str, str]:
    shown = form(room)
    return {field.label.text(): field.text for field in shown.fields if field.isVisible()}


def stored_template(room: Room) -> TeamTemplate | None:
    workspace = room.controller.workspace
    team = next(t for t in workspace.teams.known.values() if t.name == "Front desk")
    return workspace.store.load(team.id).result(PATIENCE).template


def test_what_is_usual_is_filled_in_where_nobody_has_typed(desk: Room) -> None:
    desk.presses("Enter", "Tab")
    desk.types("Front desk")
    desk.until(lambda: form(desk).rules.text == "One speaks; Phones off")
    shown = filled(desk)
    assert shown["Title"] == "Weekly"
    assert (shown["Facilitator"], shown["Participants"]) == ("Lin", "Ana, Lin")
    assert shown["Length in minutes"] == "45"
    assert form(desk).facilitator.field.remark == "as agreed at the last meeting"
    desk.presses("Enter")
    desk.until(lambda: desk.controller.workspace.current is not None)
    details = desk.meeting.details
    assert (details.title, details.facilitator, details.ground_rules) == ("Weekly", "Lin", RULES)
    assert details.exercise == "three-rules"


def test_what_somebody_typed_stays_and_another_team_brings_its_own(desk: Room) -> None:
    desk.presses("Enter")
    desk.types("My title")
    desk.presses("Tab")
    desk.types("Front desk")
    desk.until(lambda: form(desk).participants.text == "Ana, Lin")
    assert form(desk).title.text == "My title"
    desk.presses("Ctrl+A")
    desk.types("Till")
    desk.until(lambda: form(desk).participants.text == "")
    assert filled(desk)["Ground rules"] == ""
    assert form(desk).title.text == "My title"


def test_one_key_keeps_what_is_in_the_form_and_another_forgets_it(desk: Room) -> None:
    desk.presses("Enter", "Tab")
    desk.types("Front desk")
    stops = "Forget this setup for “Front desk”"
    desk.until(lambda: form(desk).template.text() == stops)
    form(desk).rules.field.setFocus()
    desk.presses("End")
    desk.types("; Be kind")
    desk.until(lambda: form(desk).template.text().startswith("Use this for the next"))
    desk.presses("Ctrl+S")
    desk.until(lambda: desk.said == "The next meetings of “Front desk” begin like this.")
    kept = stored_template(desk)
    assert kept is not None
    assert kept.ground_rules == f"{RULES}\nBe kind"
    desk.presses("Ctrl+S")
    desk.until(lambda: stored_template(desk) is None)


def test_a_meeting_that_begins_without_the_form_has_it_too(desk: Room) -> None:
    desk.controller.perform(Start("new", team="front desk"))
    details = desk.meeting.details
    assert (details.title, details.exercise) == ("Weekly", "three-rules")
    assert (details.participants, details.facilitator) == (("Ana", "Lin"), "Lin")
    clock = desk.meeting.clock
    assert clock is not None
    assert clock.minutes == 45


def test_rules_and_who_leads_next_are_in_the_form_of_a_meeting_under_way(desk: Room) -> None:
    desk.controller.perform(Start("new", team="Front desk"))
    desk.presses("Ctrl+I")
    desk.until(lambda: form(desk).isVisible())
    assert filled(desk)["Ground rules"] == "One speaks; Phones off"
    form(desk).next_facilitator.field.setFocus()
    desk.types("Ana")
    desk.presses("Enter")
    details = desk.meeting.details
    assert (details.next_facilitator, details.ground_rules) == ("Ana", RULES)
