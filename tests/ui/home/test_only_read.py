"""A laptop that only reads a team: nothing on the home screen changes a meeting of that team."""

from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.teams import begin_journal, id_for, joined
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import TeamTemplate
from facilitator.export.json_format import dumps
from tests.support.shared_rooms import KITCHEN, SyncByHand, TeamLog, joins
from tests.support.small_meeting import EXERCISE
from tests.support.window import OpenRoom, Room

REFUSED = "This laptop can only read Kitchen, so nothing was changed."
SETUP = MeetingSetup(title="Monday", team=KITCHEN, facilitator="Ana")


@pytest.fixture
def lead(open_room: OpenRoom) -> Room:
    """The window of a lead, with a meeting of a team that is only read here."""
    room = open_room()
    workspace = room.controller.workspace
    joins(workspace.store, "Lead", writes=False)
    begun = lifecycle.begin(EXERCISE, SETUP, date.today(), id_for(KITCHEN))
    workspace.store.commit(begun).result()
    work = workspace.shared_work
    work.make_sync = lambda folder, store, on_state, on_arrived: SyncByHand(
        TeamLog(), store, on_state, on_arrived
    )
    work.start()
    room.until(lambda: work.is_on)
    room.controller.meetings.refresh()
    room.until(lambda: len(room.controller.meetings.listed) == 1)
    return room


def only_here(room: Room) -> int:
    return room.controller.workspace.store.sharing.state().result().only_here


def stored(room: Room) -> Meeting:
    (listed,) = room.controller.meetings.listed
    return room.controller.workspace.store.load(listed.id).result()


def test_it_is_not_duplicated(lead: Room) -> None:
    before = only_here(lead)
    lead.controller.duplicates.duplicate(stored(lead).id, with_cards=True)
    lead.until(lambda: lead.said == REFUSED)
    assert only_here(lead) == before


def test_none_is_imported(lead: Room, tmp_path: Path) -> None:
    before = only_here(lead)
    exercise = lead.controller.workspace.exercise_library.all()[0]
    begun = lifecycle.begin(exercise, SETUP, date.today(), id_for(KITCHEN))
    other = Meeting()
    other.apply(begun)
    file = tmp_path / "other.json"
    file.write_text(dumps(other, exercise), "utf-8")
    lead.controller.meeting_import().import_file(file)
    lead.until(lambda: lead.said == REFUSED)
    assert only_here(lead) == before


def test_a_sample_of_that_team_is_not_opened(lead: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = only_here(lead)
    teams = lead.controller.workspace.teams
    monkeypatch.setattr(teams, "join", lambda sample: joined(sample, id_for(KITCHEN)))
    lead.controller.meetings.open_sample()
    lead.until(lambda: lead.said == REFUSED)
    assert lead.controller.host.screen is None
    assert only_here(lead) == before


def test_nothing_said_between_meetings_is_imported(lead: Room, tmp_path: Path) -> None:
    workspace = lead.controller.workspace
    file = tmp_path / "team.json"
    journal = Meeting()
    journal.apply(begin_journal(KITCHEN, date.today()))
    template = TeamTemplate(id=journal.id, title="Every Monday")
    journal.apply(Change(journal.id, Verb.IMPORT, (Edit(None, template),)))
    file.write_text(dumps(journal, workspace.exercise_library.default), encoding="utf-8")
    before = only_here(lead)
    lead.controller.meeting_import().import_file(file)
    lead.until(lambda: lead.said == REFUSED)
    assert only_here(lead) == before
