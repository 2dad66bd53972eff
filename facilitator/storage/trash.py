"""The meetings in the trash; light to import, for the home screen shows how many there are.

Changes that still wait for the disk count as well: what was just deleted is gone from the list at
once, and what was just restored is never erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.domain.limits import LONGEST, LONGEST_ID
from facilitator.domain.moments import moment_of
from facilitator.storage.db.problems import DamagedRowError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from facilitator.domain.change import Change
    from facilitator.domain.records import Details


class MeetingStatus(Enum):
    """Whether a meeting is in the list, in the trash or not there at all."""

    MISSING = "missing"
    LISTED = "listed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardedMeeting:
    """One meeting in the trash. `discarded_at` is a moment in UTC."""

    id: str
    title: str
    team: str
    held_on: date
    discarded_at: datetime


def details_to_come(waiting: "Iterable[Change]") -> "dict[str, Details | None]":
    """Return the details of meetings as waiting changes make them, None for one erased."""
    # Imported where it is used: the first window must not wait for it.
    from facilitator.domain.records import Details

    found: dict[str, Details | None] = {}
    for change in waiting:
        for edit in change.edits:
            if isinstance(edit.after or edit.before, Details):
                found[change.meeting] = edit.after if isinstance(edit.after, Details) else None
    return found


def status_of(
    connection: "Connection", meeting_id: str, waiting: "Iterable[Change]" = ()
) -> MeetingStatus:
    """Return whether the meeting of that full id is listed, in the trash or missing."""
    coming = details_to_come(waiting)
    if meeting_id in coming:
        details = coming[meeting_id]
        if details is None:
            return MeetingStatus.MISSING
        return MeetingStatus.DISCARDED if details.discarded_at else MeetingStatus.LISTED
    from facilitator.storage.db.list_queries import read_discarded_at

    found = read_discarded_at(connection, meeting_id)
    if found is None:
        return MeetingStatus.MISSING
    return MeetingStatus.LISTED if found[0] is None else MeetingStatus.DISCARDED


def read_discarded(
    connection: "Connection", waiting: "Iterable[Change]" = ()
) -> list[DiscardedMeeting]:
    """Return every meeting in the trash, the one discarded last first. Raises DamagedRowError."""
    from facilitator.storage.db import list_queries

    found: dict[str, DiscardedMeeting] = {}
    for row in list_queries.read_discarded(connection):
        found[row[0]] = _meeting(*row)
    for meeting_id, details in details_to_come(waiting).items():
        found.pop(meeting_id, None)
        if details is not None and details.discarded_at is not None:
            found[meeting_id] = DiscardedMeeting(
                id=details.id,
                title=details.title,
                team=details.team,
                held_on=details.held_on,
                discarded_at=details.discarded_at,
            )
    return sorted(found.values(), key=lambda row: (row.discarded_at, row.id), reverse=True)


def latest_moment(connection: "Connection") -> datetime | None:
    """Return the latest moment at which anything was saved or discarded, None if nothing was.

    Raises DamagedRowError.
    """
    from facilitator.storage.db.list_queries import read_latest_moments

    try:
        # As text, as the database compares them.
        latest = max(read_latest_moments(connection), default=None)
        return None if latest is None else moment_of(latest)
    except (TypeError, ValueError) as error:
        raise DamagedRowError(str(error)) from error


def erasable(
    connection: "Connection", backup: Path, waiting: "Iterable[Change]" = ()
) -> list[DiscardedMeeting]:
    """Return the meetings in the trash that a backup holds in the same state."""
    from facilitator.storage.backup.contents import discarded_in
    from facilitator.storage.db import list_queries

    held = discarded_in(backup)
    known = list_queries.read_moments_discarded(connection)
    return [
        meeting
        for meeting in read_discarded(connection, waiting)
        if meeting.id in held and held[meeting.id] == known.get(meeting.id)
    ]


def due(
    connection: "Connection",
    found: Iterable[DiscardedMeeting],
    now: datetime,
    last_activity: datetime | None,
) -> list[DiscardedMeeting]:
    """Return those meetings that have been in the trash for as long as was promised.

    A clock that jumps ahead makes nothing old: `now` counts only up to what was last done before
    this start, and while anything is dated in the future nothing is old at all. Both moments are
    in UTC. Raises DamagedRowError.
    """
    from facilitator.domain.facilitation.trash import is_due

    latest = latest_moment(connection)
    if latest is None or latest > now or last_activity is None:
        return []
    return [row for row in found if is_due(row.discarded_at, min(now, last_activity))]


def _meeting(
    meeting_id: str, title: str, team: str, held_on: str, discarded_at: str
) -> DiscardedMeeting:
    try:
        texts = meeting_id, title, team
        if any(type(text) is not str or len(text) > LONGEST for text in texts):
            raise ValueError("not text, or too long")
        return DiscardedMeeting(
            id=meeting_id,
            title=title,
            team=team,
            held_on=date.fromisoformat(held_on),
            discarded_at=moment_of(discarded_at),
        )
    except (TypeError, ValueError) as error:
        raise DamagedRowError(f"meeting {str(meeting_id)[:LONGEST_ID]}: {error}") from error
