"""Who takes part in a hub: organisations, teams, laptops and invitations, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a laptop may do besides what its teams allow."""

    MEMBER = "member"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One of perhaps several on a hub; none knows of the others."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A team and the place of the newest entry in its log; 0 if there is none."""

    id: str
    name: str
    head: int


@dataclass(frozen=True, slots=True)
class TeamRight:
    """A team that a laptop may read, and whether it may write in it too."""

    id: str
    name: str
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A laptop that has joined. `version` grows with each change of what it may do or see.

    `records` and `program` are what it said last, moments are ISO 8601 text in UTC.
    """

    organisation: Organisation
    id: str
    name: str
    role: Role
    teams: tuple[TeamRight, ...]
    version: int
    records: int
    program: str
    joined_at: str
    seen_at: str
    withdrawn_at: str | None = None

    @property
    def org(self) -> str:
        return self.organisation.id

    @property
    def writable(self) -> frozenset[str]:
        """The ids of the teams that it may write in."""
        return frozenset(team.id for team in self.teams if team.writes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One that nobody has used yet. Its code is known only to whoever got it."""

    id: str
    role: Role
    teams: tuple[tuple[str, bool], ...]
    """Ids of teams, and whether they are written too."""
    created_at: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A laptop that has just joined, and the token that it shows from now on."""

    token: str
    device: Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What became of the entries of one push.

    `placed` are the places in the log by entry id, also of entries that were there before;
    `refused` the reasons by id. `new` are the entries that came, with their `seq`, in order.
    `erased` are the teams and meetings whose entries have lost their bodies with this push, or the
    words that they had copied from such a meeting.
    """

    placed: Mapping[str, int]
    refused: Mapping[str, str]
    new: tuple[dict[str, Any], ...] = ()
    erased: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """Entries of a team in their order, and the place of its newest.

    `diverged` tells that the log does not have the entry that the laptop knows at its place.
    """

    entries: tuple[dict[str, Any], ...]
    head: int
    diverged: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """The database server, what time it has in UTC, and whether a pooler is in front of it."""

    name: str
    version: str
    now: datetime
    is_postgresql: bool
    is_pooled: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an organisation has, and the size in bytes of the whole database."""

    teams: int
    devices: int
    entries: int
    erased: int
    oldest: str | None
    newest: str | None
    database_bytes: int


@dataclass(frozen=True, slots=True)
class Look:
    """The heads of teams by id, and the versions of laptops that may come in by id."""

    heads: Mapping[str, int]
    versions: Mapping[str, int]
