"""A window and a real hub on a thread: it joins, uploads, manages laptops, erases, and leaves."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.records import Status
from facilitator.hub.base.invitation_link import invitation_link
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from facilitator.sync.sync_state import SyncKind
from facilitator.ui.shell.section_bar import Section
from tests.support.mouse import clicks
from tests.support.running_hub import RunningHub, running_hub
from tests.support.screens import listed
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room

HOTELS, KITCHEN = "Corner Hotels", id_for("Kitchen")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    init(url, HOTELS)
    with HubStore(url, serve=True) as store, running_hub(store) as running:
        yield running


def invitation(hub: RunningHub, role: Role, *teams: str) -> str:
    """Return an invitation that reads and writes these teams, which there are then."""
    organisation = hub.store.organisation()
    known = {team.name: team.id for team in hub.store.teams(organisation.id)}
    for name in teams:
        if name not in known:
            known[name] = hub.store.add_team(organisation.id, name).id
    code = hub.store.invite(organisation.id, role, [(known[name], True) for name in teams])
    return invitation_link(hub.address, code)


def joins(room: Room, pasted: str) -> None:
    parts = room.controller.organisation
    parts.ask()
    room.types(pasted)
    room.presses("Enter")
    sharing = parts.sharing()
    room.until(lambda: sharing.sheet.made is not None and sharing.sheet().isVisible())


def is_all_shared(room: Room) -> bool:
    state = room.controller.workspace.shared_work.state
    return state is not None and state.kind is SyncKind.UP_TO_DATE and not state.waiting


def test_an_administrator_joins_uploads_invites_erases_and_leaves(
    open_room: OpenRoom, hub: RunningHub
) -> None:
    room = open_room()
    store, parts = room.controller.workspace.store, room.controller.organisation
    kitchen = Series(store, "Kitchen")
    first = kitchen.meets(date.today() - timedelta(weeks=4), "Cold soup")
    kitchen.promises(first, "Heat it", due=date.today() - timedelta(weeks=3))
    kitchen.judges(kitchen.meets(date.today(), "Warm soup"), "Heat it", Status.DONE)
    joins(room, invitation(hub, Role.ADMINISTRATOR, "Kitchen", "Bar"))
    sheet = parts.sharing().sheet()
    room.until(lambda: sheet.first.text() == "Share 2 meetings")
    room.presses("Enter")
    room.until(lambda: sheet.first.text() == "Share now")
    room.until(lambda: is_all_shared(room))
    organisation = hub.store.organisation()
    heads = {team.name: team.head for team in hub.store.teams(organisation.id)}
    assert heads["Kitchen"] > 0 and heads["Bar"] == 0
    room.presses("Enter")
    room.until(lambda: any(fact.about == "Last shared" for fact in sheet.facts.facts))
    # The section counts what is here; an administrator gets to the laptops from there.
    room.presses("Esc")
    room.presses("Ctrl+4")
    overview = parts.overview()
    room.until(lambda: overview.shown is not None)
    assert overview.screen.sums.text() == "2 teams · 2 meetings · 1 of 1 promises kept"
    clicks(overview.screen.administration)
    work = parts.administration()
    room.until(lambda: work.sheet().laptops.isVisible())
    assert len(work.sheet().laptops.column.ids) == 1
    clicks(work.sheet().first)
    room.until(work.rights().isVisible)
    room.presses("Enter", "Enter")
    clicks(work.rights().first)
    room.until(work.invitation().isVisible)
    room.presses("Enter")
    assert QGuiApplication.clipboard().text().startswith(hub.address)
    room.presses("Esc")
    clicks(work.sheet().erase)
    room.until(work.picker().isVisible)
    room.types("Cold")
    room.presses("Enter")
    room.until(work.erasing().isVisible)
    room.types("erase")
    room.presses("Enter")
    room.until(lambda: "erased for everybody" in room.said)
    room.until(lambda: len(store.meetings(date.today()).result(PATIENCE)) == 1)
    room.presses("Esc")
    parts.ask()
    clicks(parts.sharing().sheet().leave)
    room.until(parts.sharing().question().isVisible)
    clicks(parts.sharing().question().others[0])
    room.until(lambda: room.controller.workspace.shared_work.membership is None)
    (left,) = hub.store.devices(organisation.id)
    assert left.withdrawn_at is not None
    assert room.controller.sections.current is Section.MEETINGS
    room.controller.meetings.refresh()
    room.until(lambda: len(listed(room)) == 1)


def test_a_laptop_that_joins_again_is_offered_only_what_the_hub_does_not_have(
    open_room: OpenRoom, hub: RunningHub
) -> None:
    room = open_room()
    store, parts = room.controller.workspace.store, room.controller.organisation
    kitchen = Series(store, "Kitchen")
    kitchen.meets(date.today() - timedelta(weeks=4), "Cold soup")
    joins(room, invitation(hub, Role.MEMBER, "Kitchen"))
    sheet = parts.sharing().sheet()
    room.until(lambda: sheet.first.text() == "Share 1 meeting")
    room.presses("Enter")
    room.until(lambda: sheet.first.text() == "Share now" and is_all_shared(room))
    clicks(sheet.leave)
    room.until(parts.sharing().question().isVisible)
    clicks(parts.sharing().question().others[0])
    room.until(lambda: room.controller.workspace.shared_work.membership is None)
    organisation = hub.store.organisation()
    before = [team.head for team in hub.store.teams(organisation.id)]
    offered: list[str] = []
    show = sheet.rename
    sheet.rename = lambda button, text: (offered.append(text), show(button, text))  # type: ignore
    joins(room, invitation(hub, Role.MEMBER, "Kitchen"))
    room.until(lambda: is_all_shared(room) and not sheet.message.text())
    assert not [text for text in offered if "meeting" in text], "the hub has it"
    assert [team.head for team in hub.store.teams(organisation.id)] == before
    room.presses("Esc")
    kitchen.meets(date.today(), "Warm soup")
    parts.ask()
    room.until(lambda: sheet.first.text() == "Share now")


def test_an_invitation_that_was_used_is_refused_in_a_sentence(
    open_room: OpenRoom, hub: RunningHub
) -> None:
    room = open_room()
    used = invitation(hub, Role.MEMBER, "Kitchen")
    hub.store.use_invitation(used.partition("#")[2], "Another laptop", 9, "1.0")
    sheet = room.controller.organisation.sharing().join_sheet()
    room.controller.organisation.ask()
    room.types(used)
    room.presses("Enter")
    room.until(lambda: sheet.trouble.isVisible() and bool(sheet.trouble.text()))
    assert "invitation" in sheet.trouble.text().lower() and sheet.isVisible()
    assert room.controller.workspace.shared_work.membership is None
