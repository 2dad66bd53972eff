"""How sharing is going: what one quiet line of the window says."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from facilitator.sync.hub_errors import PASSING, HubError, Trouble


class SyncKind(Enum):
    """What sharing is doing, or what keeps it from its work."""

    OFF = auto()
    """This laptop shares with nobody."""
    UP_TO_DATE = auto()
    SENDING = auto()
    """Also while the hub is asked for the first time after a start."""
    OFFLINE = auto()
    """The hub is out of reach, or away; that passes by itself."""
    WITHDRAWN = auto()
    """This laptop has no access any more, or its key is on another computer."""
    NEEDS_NEWER = auto()
    """A newer Facilitator is needed here; of which teams is in the reason."""
    REFUSED = auto()
    """Somebody has to do something; what that is, is in the reason."""
    UPLOADING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """How sharing is going.

    `waiting` counts the changes that the hub does not have yet, `only_here` those that it never
    gets, as they are of teams that this laptop only reads. `since` is when the oldest of the
    waiting ones was made or, where none waits, when the hub was last heard of; both in UTC.
    `reason` is a sentence, or nothing; `progress` what of an upload is done, and all of it.
    `has_read` says whether all that the others have shared was read since the start: only then is
    it known what is only here.
    """

    kind: SyncKind
    waiting: int = 0
    since: datetime | None = None
    only_here: int = 0
    reason: str = ""
    progress: tuple[int, int] | None = None
    has_read: bool = False


def kind_of(error: HubError) -> SyncKind:
    """Return what an error means for sharing as a whole."""
    if error.trouble in PASSING:
        return SyncKind.OFFLINE
    if error.trouble is Trouble.WITHDRAWN:
        return SyncKind.WITHDRAWN
    if error.trouble is Trouble.NEEDS_NEWER:
        return SyncKind.NEEDS_NEWER
    return SyncKind.REFUSED
