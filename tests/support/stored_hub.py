"""The storage of a hub on a database of its own, with laptops that have joined."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import ROLE, init
from facilitator.storage.hub.people import Device, Pushed, Role
from tests.support.cluster import Cluster

ORGANISATION, OTHER = "Corner Hotels", "Branch Bank"
_OWNER = "hub_owner"
_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """A database for a hub: the addresses for its owner and for the hub itself."""

    owner: str
    hub: str

    @property
    def is_postgresql(self) -> bool:
        return self.hub.startswith("postgresql")


def sqlite_place(folder: Path) -> Place:
    address = f"sqlite:///{folder / 'hub.db'}"
    return Place(address, address)


@contextmanager
def postgresql_place(server: Cluster) -> Iterator[Place]:
    """A database on a server, owned by somebody who is no superuser; gone afterwards."""
    name = f"hub_{next(_numbers)}"
    if not server.execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{_OWNER}'"):
        server.execute(f"CREATE ROLE {_OWNER} LOGIN CREATEROLE")
    server.execute(f"CREATE DATABASE {name} OWNER {_OWNER}")
    try:
        yield Place(address(server, _OWNER, name), address(server, ROLE, name))
    finally:
        if server.is_running:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database_of(place: Place) -> str:
    """Return the name of the database on its server."""
    return place.hub.partition("@/")[2].partition("?")[0]


def address(server: Cluster, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={server.socket}"


@dataclass(frozen=True)
class StoredHub:
    """A store with one organisation and one team, to which laptops can be added."""

    store: HubStore
    place: Place
    org: str
    team: str

    def laptop(self, name: str = "Ana’s laptop", *, reads: Sequence[str] = ()) -> Device:
        """Let a laptop join that writes in the team."""
        teams = [(self.team, True), *((team, False) for team in reads)]
        code = self.store.invite(self.org, Role.MEMBER, teams)
        return self.store.use_invitation(code, name, 9, "1.0").device

    def push(self, device: Device, *entries: Mapping[str, Any]) -> Pushed:
        """Push as one laptop; the database has to be there."""
        (pushed,) = self.store.push([(device, entries)])
        assert isinstance(pushed, Pushed), pushed
        return pushed

    def log(self) -> list[tuple[int, str]]:
        """The places and ids of the whole log of the team."""
        return [(entry["seq"], entry["id"]) for entry in self.store.entries(self.org, self.team)]


@contextmanager
def stored_hub(place: Place, *, serve: bool = False) -> Iterator[StoredHub]:
    """Set a hub up with a first organisation, and open it as its server does."""
    org = init(place.owner, ORGANISATION).id
    with HubStore(place.hub, serve=serve) as store:
        yield StoredHub(store, place, org, store.add_team(org, "Front desk").id)


def entry(team: str, id: str, *, meeting: str = "monday", **other: object) -> dict[str, Any]:  # noqa: A002
    """An entry that adds a card, as a laptop sends it."""
    card = {"id": f"card-{id}", "column": "gap", "text": f"We never call back, {id}."}
    body = {
        "verb": "add",
        "subject": "",
        "count": 1,
        "targets": [],
        "edits": [["cards", None, card]],
    }
    return {
        "id": id,
        "team": team,
        "meeting": meeting,
        "site": "site-1",
        "actor": "Ana’s laptop",
        "at": "2026-11-02T09:00:00.000000+00:00",
        "base": 0,
        "records": 9,
        "body": body,
        **other,
    }


def erasure(team: str, id: str, *, meeting: str = "monday") -> dict[str, Any]:  # noqa: A002
    """An entry that erases a meeting."""
    body = {"verb": "erase", "subject": "", "count": 1, "targets": [], "edits": []}
    return entry(team, id, meeting=meeting, body=body)
