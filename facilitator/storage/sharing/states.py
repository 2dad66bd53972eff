"""What is asked and told of sharing; light to import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import StorageError

if TYPE_CHECKING:
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import Record

Keep = Callable[["Meeting"], Path]
"""Writes a meeting into a file of its own, durably, and returns where that is."""


class NotNowError(StorageError):
    """Something else has to be done first; the same question has an answer a moment later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTeam:
    """A team whose log this laptop reads, up to `cursor` so far; `head` is the last place there.

    `cursor_entry` is the mark of the entry at the cursor, or its id, empty before the first one.
    `uploads` says whether somebody wants to share what this laptop had of the team before, and not
    all of it is.
    """

    id: str
    name: str
    writes: bool
    cursor: int = 0
    cursor_entry: str = ""
    head: int = 0
    uploads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A laptop as one of an organisation: `hub` is an address, `name` what people call it."""

    hub: str
    organisation: str
    organisation_name: str
    device: str
    site: str
    name: str
    role: str
    teams: tuple[SharedTeam, ...] = ()
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a team has here that is not in its log: meetings, journals and their records.

    `since` is the day of the earliest meeting.
    """

    meetings: int = 0
    journals: int = 0
    records: int = 0
    since: date | None = None

    @property
    def containers(self) -> int:
        return self.meetings + self.journals


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Changes that the log does not take, and why. They stay here.

    Those of a meeting that was erased are in `file`, which can be imported.
    """

    meeting: str
    title: str
    reason: str
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field that was changed in two places: `kept` holds, `lost` is offered, both as text.

    `words` are those of the record now. Who changed it last is empty where nobody knows.
    """

    id: int
    meeting: str
    kind: "type[Record]"
    record: str
    field: str
    words: str
    lost: str
    lost_by: str
    lost_at: datetime | None
    kept: str
    kept_by: str
    kept_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How much of what was done here is not shared: `waiting` changes, the first made at `since`.

    `only_here` are changes to teams that this laptop only reads, `refused` those that the hub does
    not take. `confirmed_at` is when a change was last known to be in the log. `to_lay` counts the
    meetings for which something arrived that is not part of them yet.
    """

    waiting: int = 0
    since: datetime | None = None
    only_here: int = 0
    refused: int = 0
    confirmed_at: datetime | None = None
    to_lay: int = 0
