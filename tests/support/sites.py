"""Windows at several sites of an organisation, and the hub on SQLite that they share it by."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.records import Card
from facilitator.hub.base.invitation_link import invitation_link
from facilitator.launch import Start
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from facilitator.sync.joining import join
from facilitator.sync.sync_state import SyncKind
from facilitator.sync.token_store import TokenStore
from tests.support.running_hub import RunningHub, running_hub
from tests.support.window import Room

KITCHEN = "Kitchen"


class Site:
    """A window that shares with the organisation, and the person who sits at it."""

    def __init__(self, room: Room, name: str) -> None:
        self.room = room
        self.name = name

    def joins(self, hub: RunningHub, *, writes: bool = True) -> None:
        organisation = hub.store.organisation()
        known = {team.name: team.id for team in hub.store.teams(organisation.id)}
        team = known.get(KITCHEN) or hub.store.add_team(organisation.id, KITCHEN).id
        code = hub.store.invite(organisation.id, Role.MEMBER, [(team, writes)])
        workspace = self.room.controller.workspace
        keys = TokenStore(workspace.data)
        join(invitation_link(hub.address, code), self.name, workspace.store, keys)
        workspace.shared_work.restart()
        self.room.until(lambda: workspace.shared_work.is_on)

    def sits_down(self) -> Room:
        """Take the keyboard, which is at one window at a time."""
        self.room.window.activateWindow()
        self.room.until(self.room.window.isActiveWindow)
        return self.room

    def says(self, text: str) -> None:
        room = self.sits_down()
        room.stage.focus_words()
        room.types(text)
        room.presses("Enter")

    @property
    def cards(self) -> set[str]:
        return {card.text for card in self.room.meeting.all(Card)}

    @property
    def is_shared(self) -> bool:
        state = self.room.controller.workspace.shared_work.state
        return state is not None and state.kind is SyncKind.UP_TO_DATE and not state.waiting

    def opens(self, title: str) -> None:
        home = self.room.controller.meetings
        self.room.until(lambda: any(known.title == title for known in home.listed))
        home.open_meeting(next(known.id for known in home.listed if known.title == title))
        self.room.until(lambda: self.room.controller.host.screen is not None)
        self.room.passes_opening()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    init(url, "Corner Hotels")
    with HubStore(url, serve=True) as store, running_hub(store) as running:
        yield running


OpenSite = Callable[..., Site]


@pytest.fixture
def site(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, hub: RunningHub
) -> Iterator[OpenSite]:
    sites: list[Site] = []

    def open_site(name: str, *, writes: bool = True) -> Site:
        room = Room(qtbot, tmp_path / name).starts()
        sites.append(Site(room, name))
        sites[-1].joins(hub, writes=writes)
        return sites[-1]

    yield open_site
    for each in sites:
        each.room.leaves()


def begins(desk: Site, title: str) -> None:
    desk.room.controller.perform(Start("new", title=title, team=KITCHEN))
    desk.room.passes_opening()


def both_at(site: OpenSite, title: str) -> tuple[Site, Site]:
    desk, hall = site("Front desk"), site("Hall")
    begins(desk, title)
    hall.opens(title)
    return desk, hall
