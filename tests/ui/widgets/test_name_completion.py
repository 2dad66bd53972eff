"""Wherever names are typed, the one that is typed last is completed, and shown whole."""

import pytest

from facilitator.domain.facilitation import rounds
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe
from facilitator.domain.records import Action
from facilitator.ui.meeting.vote_sheet import VoteSheet
from facilitator.ui.widgets.field import Field
from tests.support.window import Room

LONG = "Bartholomew"


def field(room: Room) -> Field:
    assert isinstance(room.focus, Field)
    return room.focus


@pytest.fixture
def known(room: Room) -> Room:
    """A meeting of three people, led by another."""
    setup = MeetingSetup(title="Monday", facilitator="Lin", participants=("Ana", "Aisha", LONG))
    room.session.execute(describe(room.meeting, setup))
    return room


def offers(room: Room, typed: str, rest: str) -> None:
    """What is typed is completed as shown, and all of that is seen."""
    now = field(room)
    room.types(typed)
    assert now.completion.shown == rest
    assert rest in now.accessibleDescription(), "it can be heard, too"
    begin, width = now.completion.begin(), now.completion.width_of(rest)
    assert begin + width <= now.width()


def test_in_the_form_the_second_owner_is_completed_too(known: Room) -> None:
    known.presses("PgDown")
    known.says("No chairs")
    known.walks_to("why")
    known.says("No money")
    known.walks_to("instead")
    known.says("Buy chairs")
    known.walks_to("who-when")
    known.says("first")
    offers(known, "ana & a", "isha")
    assert any("keep the name as typed" in hint.does for hint in known.screen.keys.hints)
    known.presses("Right")
    assert field(known).text() == "ana & Aisha"
    offers(known, ", bart", "holomew")
    known.presses("Enter")
    known.says("tomorrow", "")
    assert rounds.people_in(known.meeting) == ("Ana", "Aisha", LONG, "Lin")
    (action,) = known.meeting.all(Action)
    # As the people of the meeting are known.
    assert action.owner == f"Ana & Aisha, {LONG}"


def test_in_the_round_who_owns_an_action_or_leads_is_completed(known: Room) -> None:
    known.presses("Ctrl+R")
    offers(known, "Tom, l", "in")
    known.presses("Enter")
    assert known.meeting.details.participants == ("Ana", "Aisha", LONG, "Tom", "Lin")
    offers(known, "an", "")


def test_a_vote_counts_the_people_that_are_named(known: Room) -> None:
    known.presses("PgDown")
    known.says("No chairs")
    known.walks_to("what-matters")
    known.presses("Ctrl+D")
    sheet = known.window.sheet
    assert isinstance(sheet, VoteSheet)
    assert sheet.people.text == "3"
    known.types("Tom, ai")
    offers(known, "", "sha")
    known.types("sha and Karl")
    assert "15 dots" in sheet.message.text()
    known.presses("Enter")
    assert known.meeting.ballots[-1].voters == 3


def test_in_the_form_of_a_meeting_what_is_offered_can_be_refused(known: Room) -> None:
    known.presses("Ctrl+I", "Tab", "Tab")
    known.presses("Ctrl+A")
    offers(known, "Ai", "sha")
    known.presses("Backspace", "Tab", "Ctrl+A")
    offers(known, "Aisha, bart", "holomew")
    known.presses("Enter")
    details = known.meeting.details
    assert (details.facilitator, details.participants) == ("Ai", ("Aisha", LONG))
