"""What the sheets of an organisation show: plain values, whoever found them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

MEMBER, LEAD, ADMINISTRATOR = "member", "lead", "administrator"


@dataclass(frozen=True, slots=True)
class LocalTeam:
    """A team of this laptop that the organisation may know under another name."""

    id: str
    name: str
    meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToShare:
    """What of this laptop is not shared yet; `since` is the day of the earliest meeting.

    `last_shared` is when a change was last known to be at the hub, `refused` counts those that the
    hub does not take.
    """

    meetings: int = 0
    journals: int = 0
    records: int = 0
    since: date | None = None
    teams: tuple[str, ...] = ()
    """The names of the teams that it is of."""
    last_shared: datetime | None = None
    refused: int = 0

    @property
    def containers(self) -> int:
        """Meetings, and journals that hold what was said between meetings."""
        return self.meetings + self.journals


@dataclass(frozen=True, slots=True)
class TeamRight:
    """A team that a laptop may read, or write too."""

    id: str
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """A laptop of the organisation, as an administrator sees it."""

    id: str
    name: str
    role: str
    teams: tuple[TeamRight, ...]
    last_seen: datetime | None
    program: str
    is_this: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """What an administrator manages; the teams are names by their ids."""

    teams: Mapping[str, str]
    laptops: Sequence[Laptop]
    invitations: int = 0
    """How many invitations nobody has used yet."""
