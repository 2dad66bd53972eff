"""What waits to be sent to the hub, what it refused, and how much that is."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from facilitator.domain.moments import moment_of
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.schema import meetings
from facilitator.storage.db.tables.sharing_tables import (
    ARRIVED,
    ERASED,
    WAITING,
    containers,
    entries,
    held,
    membership,
    teams,
)
from facilitator.storage.shared_log.log_body import to_text
from facilitator.storage.sharing.entry_rows import COLUMNS, packed_row
from facilitator.storage.sharing.states import Kept, Sharing


def read_waiting(connection: Connection, most: int, max_bytes: int) -> list[dict[str, Any]]:
    """Return entries to be sent, those that wait longest first; one of any size at least.

    What was here before a team was shared comes once the log of that team is known to its end:
    most of it may be there already.
    """
    found: list[dict[str, Any]] = []
    filled = 0
    with transaction(connection):
        # Years of meetings may wait: no more of them is read than is sent.
        for number, team, meeting in rows_of(connection, _TO_SEND, {"most_is": most}):
            (row,) = rows_of(connection, _ROW, {"number_is": number})
            packed = packed_row(dict(zip(COLUMNS, row, strict=True)), team, meeting)
            filled += len(to_text(packed).encode())
            if found and filled > max_bytes:
                break
            found.append(packed)
    return found


def note_refused(connection: Connection, refused: Mapping[str, str]) -> list[Kept]:
    """Send entries no more that the hub does not take, by their ids with the reasons.

    They stay part of the meetings here. Returns what that is about, each meeting once. One that is
    in the log of another team already is shared with this one no more.
    """
    found: dict[tuple[str, str], Kept] = {}
    elsewhere: set[int] = set()
    with transaction(connection):
        for known, reason in refused.items():
            for number, container, meeting in rows_of(connection, _KNOWN, {"id_is": known}):
                is_it = entries.c.number == number
                connection.execute(update(entries).where(is_it).values(refused=reason))
                if reason == ELSEWHERE:
                    elsewhere.add(container)
                title = rows_of(connection, _TITLE, {"meeting_is": meeting})
                words = title[0][0] if title else ""
                kept = Kept(meeting=meeting, title=words, reason=reason)
                found.setdefault((meeting, reason), kept)
        for container in elsewhere:
            _close(connection, container)
    return list(found.values())


ELSEWHERE = "elsewhere"
"""Why the hub refuses a meeting that is in the log of another team."""


def _close(connection: Connection, container: int) -> None:
    """Let a meeting be in no log, of which the log has nothing."""
    of_it = (entries.c.container == container) & (entries.c.state == WAITING)
    connection.execute(delete(entries).where(of_it))
    connection.execute(delete(held).where(held.c.container == container))
    is_it = containers.c.number == container
    connection.execute(update(containers).where(is_it).values(state=ERASED))


def read_state(connection: Connection) -> Sharing:
    """Return how much is not shared."""
    with transaction(connection):
        rows = rows_of(connection, _COUNTS)
        to_lay = rows_of(connection, _TO_LAY)
        confirmed = rows_of(connection, select(membership.c.confirmed_at))
    waits = [(count, since) for writes, refused, count, since in rows if writes and not refused]
    return Sharing(
        waiting=sum(count for count, _ in waits),
        since=min((moment_of(since) for _, since in waits), default=None),
        only_here=sum(count for writes, _, count, _ in rows if not writes),
        refused=sum(count for writes, refused, count, _ in rows if writes and refused),
        confirmed_at=moment_of(confirmed[0][0]) if confirmed and confirmed[0][0] else None,
        to_lay=to_lay[0][0],
    )


_IS_WAITING = (entries.c.state == WAITING) & entries.c.seq.is_(None)
_TO_SEND = (
    select(entries.c.number, teams.c.id, containers.c.meeting)
    .join_from(entries, teams, teams.c.number == entries.c.team)
    .join(containers, containers.c.number == entries.c.container)
    .where(
        _IS_WAITING,
        entries.c.refused == "",
        entries.c.body.is_not(None),
        teams.c.writes == 1,
        (entries.c.upload == 0) | (teams.c.cursor >= teams.c.head),
    )
    # As order_of_waiting says.
    .order_by(entries.c.was_seq.is_(None), entries.c.was_seq, entries.c.number)
    .limit(bindparam("most_is"))
)
_ROW = select(entries).where(entries.c.number == bindparam("number_is"))
_KNOWN = (
    select(entries.c.number, entries.c.container, containers.c.meeting)
    .join_from(entries, containers, containers.c.number == entries.c.container)
    .where(entries.c.id == bindparam("id_is"), entries.c.state == WAITING)
)
_TITLE = select(meetings.c.title).where(meetings.c.id == bindparam("meeting_is"))
_COUNTS = (
    select(teams.c.writes, entries.c.refused != "", func.count(), func.min(entries.c.at))
    .join_from(entries, teams, teams.c.number == entries.c.team)
    .where(_IS_WAITING)
    .group_by(teams.c.writes, entries.c.refused != "")
)
_TO_LAY = select(func.count(entries.c.container.distinct())).where(
    (entries.c.state == ARRIVED) | ((entries.c.state == WAITING) & entries.c.seq.is_not(None))
)
