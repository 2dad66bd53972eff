"""Reading the log of a team; each query is for one organisation and one team."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from facilitator.storage.hub.people import Page, Team
from facilitator.storage.hub.tables import log, meetings, teams
from facilitator.storage.shared_log.log_body import is_known_as, mark_of

_LARGEST_PAGE = 4 << 20
"""Bytes of the bodies of a page; one of a single entry may have more."""
_ENTRY = (
    *(log.c.id, log.c.team, log.c.meeting, log.c.site, log.c.actor),
    *(log.c.at, log.c.base, log.c.records, log.c.body, log.c.seq),
    log.c.placed_at,
)
_NAMES = tuple(column.name for column in _ENTRY)
_of_team = (log.c.org == bindparam("org"), log.c.team == bindparam("team"))

_head = select(teams.c.head).where(teams.c.org == bindparam("org"), teams.c.id == bindparam("team"))
_mark_at = select(log.c.id, log.c.placed_at).where(*_of_team, log.c.seq == bindparam("seq"))
_next = (
    select(log.c.seq, log.c.size)
    .where(*_of_team, log.c.seq > bindparam("after"))
    .order_by(log.c.seq)
    .limit(bindparam("most"))
    .subquery()
)
_sums = select(
    _next.c.seq, (func.sum(_next.c.size).over(order_by=_next.c.seq) - _next.c.size).label("before")
).subquery()
_last_of_page = select(func.max(_sums.c.seq)).where(_sums.c.before < _LARGEST_PAGE)
_entries = (
    select(*_ENTRY)
    .where(*_of_team, log.c.seq > bindparam("after"), log.c.seq <= bindparam("last"))
    .order_by(log.c.seq)
)
_places = (
    select(log.c.seq, log.c.id)
    .where(*_of_team, log.c.seq < bindparam("before"))
    .order_by(log.c.seq.desc())
    .limit(bindparam("most"))
)
_teams = select(teams.c.id, teams.c.name, teams.c.head).where(teams.c.org == bindparam("org"))
_teams_of_meeting = (
    select(meetings.c.team)
    .where(meetings.c.org == bindparam("org"), meetings.c.meeting == bindparam("meeting"))
    .order_by(meetings.c.team)
)


def read_page(
    connection: Connection, org: str, team: str, after: int, known: str, most: int
) -> Page:
    """Return what comes after a place; `known` is the mark that the laptop has there, or ""."""
    its = {"org": org, "team": team}
    head = connection.scalar(_head, its) or 0
    if known and not is_known_as(read_mark_at(connection, org, team, after), known):
        return Page((), head, diverged=True)
    if after > head and not known:
        return Page((), head, diverged=True)
    last = connection.scalar(_last_of_page, {**its, "after": after, "most": most})
    if last is None:
        return Page((), head)
    found = connection.execute(_entries, {**its, "after": after, "last": last})
    entries = tuple(dict(zip(_NAMES, row, strict=True)) for row in found)
    # Entries may have come since the head was read.
    return Page(entries, max(head, entries[-1]["seq"]) if entries else head)


def read_places(
    connection: Connection, org: str, team: str, before: int, most: int
) -> list[tuple[int, str]]:
    """Return places and ids of entries before a place, the newest first."""
    its = {"org": org, "team": team, "before": before, "most": most}
    return list(connection.execute(_places, its).all())


def read_mark_at(connection: Connection, org: str, team: str, seq: int) -> str | None:
    """Return the mark of the entry at a place; None if there is none."""
    row = connection.execute(_mark_at, {"org": org, "team": team, "seq": seq}).one_or_none()
    return None if row is None else mark_of(dict(row._mapping))


def read_teams(connection: Connection, org: str) -> list[Team]:
    """Return all teams by name."""
    found = connection.execute(_teams.order_by(teams.c.name, teams.c.id), {"org": org})
    return [Team(row.id, row.name, row.head) for row in found]


def read_teams_of(connection: Connection, org: str, meeting: str) -> list[str]:
    """Return the teams whose logs have entries of a meeting."""
    return list(connection.scalars(_teams_of_meeting, {"org": org, "meeting": meeting}))


def read_heads_of(connection: Connection, org: str, wanted: Collection[str]) -> dict[str, int]:
    """Return the newest place of each of these teams that is there."""
    found = connection.execute(
        select(teams.c.id, teams.c.head).where(teams.c.org == org, teams.c.id.in_(wanted))
    )
    return {row.id: row.head for row in found}
