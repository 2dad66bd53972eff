"""What decides on entries that are pushed: the heads of their teams, rights, and what is known.

The heads are locked in the order of the ids of the teams, so that two hubs on one database wait for
each other instead of deadlocking.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Text, bindparam, func, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from facilitator.storage.hub import log_queries
from facilitator.storage.hub.base import entry_check
from facilitator.storage.hub.tables import (
    device_teams,
    devices,
    erased_meetings,
    log,
    meetings,
    teams,
)

Packed = Mapping[str, Any]
_AT_ONCE = 1_000
"""Values in one statement."""
_T = TypeVar("_T")

_heads = (
    select(teams.c.id, teams.c.head)
    .where(teams.c.org == bindparam("org"), teams.c.id.in_(bindparam("teams", expanding=True)))
    .order_by(teams.c.id)
    .with_for_update()
)
_rights = (
    select(device_teams.c.device, device_teams.c.team)
    .join(devices, (devices.c.org == device_teams.c.org) & (devices.c.id == device_teams.c.device))
    .where(
        device_teams.c.org == bindparam("org"),
        device_teams.c.device.in_(bindparam("devices", expanding=True)),
        # Said of both, or all laptops of the organisation are looked at.
        devices.c.org == bindparam("org"),
        devices.c.id.in_(bindparam("devices", expanding=True)),
        device_teams.c.writes,
        devices.c.withdrawn_at.is_(None),
    )
)
_known = select(log.c.team, log.c.id, log.c.seq).where(
    log.c.org == bindparam("org"), log.c.id.in_(bindparam("ids", expanding=True))
)
_wanted = (
    func.unnest(bindparam("ids", type_=ARRAY(Text)), bindparam("teams", type_=ARRAY(Text)))
    .table_valued("id", "team", name="wanted")
    .render_derived()
)
_found = (
    select(log.c.seq)
    .where(log.c.org == bindparam("org"), log.c.id == _wanted.c.id, log.c.team == _wanted.c.team)
    .limit(1)
    .lateral()
)
_known_one_by_one = select(_wanted.c.team, _wanted.c.id, _found.c.seq).join_from(
    _wanted, _found, true()
)
"""The same for PostgreSQL, which has to look into the index for each.

With a list of ids it may read the whole log of the organisation instead, where its statistics are
of the time when that was small; and then it takes longer with each push.
"""
_homes = select(meetings.c.meeting, meetings.c.team).where(
    meetings.c.org == bindparam("org"), meetings.c.meeting.in_(bindparam("wanted", expanding=True))
)
_journals = select(teams.c.id).where(
    teams.c.org == bindparam("org"), teams.c.id.in_(bindparam("wanted", expanding=True))
)
_erased = select(erased_meetings.c.team, erased_meetings.c.meeting).where(
    erased_meetings.c.org == bindparam("org"),
    tuple_(erased_meetings.c.team, erased_meetings.c.meeting).in_(
        bindparam("meetings", expanding=True)
    ),
)


@dataclass(slots=True)
class OpenLog:
    """What is known of the log while entries get their places."""

    org: str
    now: str
    heads: dict[str, int]
    known: dict[tuple[str, str], int]
    erased: set[tuple[str, str]]
    homes: dict[str, set[str]]
    """The teams in whose logs a meeting is."""
    listed: set[tuple[str, str]]
    """Meetings and teams in whose logs they are, as it is written down."""
    touched: set[tuple[str, str]] = field(default_factory=set)
    erased_now: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)


def read_writers(connection: Connection, org: str, ids: set[str]) -> dict[str, frozenset[str]]:
    """Return the teams that each of these laptops may write in now."""
    found: dict[str, set[str]] = {}
    for some in _lists_of(sorted(ids)):
        for device, team in connection.execute(_rights, {"org": org, "devices": some}):
            found.setdefault(device, set()).add(team)
    return {device: frozenset(its) for device, its in found.items()}


def open_log(
    connection: Connection,
    org: str,
    entries: Sequence[Packed],
    now: str,
    writable: frozenset[str],
) -> OpenLog:
    """Lock the heads of teams, and read what decides on these entries."""
    heads: dict[str, int] = {}
    touched = {entry["team"] for entry in entries}
    for meeting in {entry["meeting"] for entry in entries if entry_check.erases(entry)}:
        # It is erased in every log where it was.
        touched |= writable.intersection(log_queries.read_teams_of(connection, org, meeting))
    for some in _lists_of(sorted(touched)):
        heads.update(connection.execute(_heads, {"org": org, "teams": some}).all())
    known: dict[tuple[str, str], int] = {}
    for pairs in parts_of(sorted({(entry["team"], entry["id"]) for entry in entries})):
        known.update(_read_known(connection, org, pairs))
    erased: set[tuple[str, str]] = set()
    for pairs in _lists_of(sorted({(entry["team"], entry["meeting"]) for entry in entries})):
        gone = connection.execute(_erased, {"org": org, "meetings": pairs})
        erased.update((row.team, row.meeting) for row in gone)
    listed: set[tuple[str, str]] = set()
    journals: set[tuple[str, str]] = set()
    for some in _lists_of(sorted({entry["meeting"] for entry in entries})):
        asked = {"org": org, "wanted": some}
        listed.update((row.meeting, row.team) for row in connection.execute(_homes, asked))
        # A journal belongs to its team from the start.
        journals.update((each, each) for each in connection.scalars(_journals, asked))
    homes: dict[str, set[str]] = {}
    for meeting, team in listed | journals:
        homes.setdefault(meeting, set()).add(team)
    return OpenLog(org, now, heads, known, erased, homes, listed)


def _read_known(
    connection: Connection, org: str, pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Return the places of those of these teams and ids that are in the log."""
    its: dict[str, object] = {"org": org, "ids": [known for _, known in pairs]}
    if connection.dialect.name == "postgresql":
        found = connection.execute(_known_one_by_one, {**its, "teams": [team for team, _ in pairs]})
    else:
        found = connection.execute(_known, its)
    return {(row.team, row.id): row.seq for row in found}


def _lists_of(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield values for IN in lists of a few lengths only, the last one repeated.

    So there are only a few texts of a statement, and the database plans it once and not each time.
    """
    for some in parts_of(values):
        yield some + some[-1:] * ((1 << (len(some) - 1).bit_length()) - len(some))


def parts_of(values: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some
