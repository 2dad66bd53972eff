"""All pushes of an organisation that wait, in one transaction.

The heads of their teams are locked in the order of their ids, so that two hubs on one database wait
for each other instead of deadlocking. Then each entry that is new gets the next place of its team.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Text,
    bindparam,
    func,
    insert,
    null,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from facilitator.storage.hub import entry_check, log_queries
from facilitator.storage.hub.erased_copies import forget_copies, without_erased
from facilitator.storage.hub.people import Pushed
from facilitator.storage.hub.tables import (
    device_teams,
    devices,
    erased_meetings,
    log,
    meetings,
    teams,
)

ERASED, NOT_YOURS, ELSEWHERE = "erased", "not yours", "elsewhere"
Packed = Mapping[str, Any]
Job = tuple[str, Sequence[Packed]]
"""The id of a laptop, and the entries that it sends."""
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
_set_head = (
    update(teams)
    .where(teams.c.org == bindparam("its_org"), teams.c.id == bindparam("its_id"))
    .values(head=bindparam("its_head"))
)
_blank = (
    update(log)
    .where(
        log.c.org == bindparam("its_org"),
        log.c.team == bindparam("its_team"),
        log.c.meeting == bindparam("its_meeting"),
        log.c.seq < bindparam("its_seq"),
        log.c.body.is_not(null()),
    )
    .values(body=null(), size=0)
)


@dataclass(slots=True)
class _Log:
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


def push(connection: Connection, org: str, jobs: Sequence[Job], now: str) -> list[Pushed]:
    """Give the entries of laptops their places; return what became of each push, in their order.

    Raises as SQLAlchemy does.
    """
    writers = _writers(connection, org, {device for device, _ in jobs})
    checked = [(writers.get(device, frozenset()), *_checked(entries)) for device, entries in jobs]
    # The heads of other teams are none of a laptop's business: it must not keep them locked.
    own = [entry for teams, entries, _ in checked for entry in entries if entry["team"] in teams]
    opened = _open(connection, org, own, now, frozenset().union(*writers.values()))
    pushed = [_place(opened, entries, faults, teams) for teams, entries, faults in checked]
    shortened = _write(connection, opened)
    return [replace(each, erased=each.erased | shortened) for each in pushed]


def erase(connection: Connection, org: str, entry: Packed, now: str) -> Pushed | None:
    """Write an entry that erases a meeting, as the hub's own; None if there is no such team."""
    teams = frozenset(
        [entry["team"], *log_queries.read_teams_of(connection, org, entry["meeting"])]
    )
    opened = _open(connection, org, [entry], now, teams)
    if entry["team"] not in opened.heads:
        return None
    # It may be in the log of its team only as the team's journal.
    teams |= opened.homes.get(entry["meeting"], set())
    pushed = _place(opened, [entry], {}, teams)
    _write(connection, opened)
    return pushed


def _checked(entries: Sequence[Packed]) -> tuple[list[Packed], dict[str, str]]:
    """Return the entries that can be stored, and why the others can't be."""
    sound: list[Packed] = []
    faults: dict[str, str] = {}
    for entry in entries:
        if (fault := entry_check.fault_of(entry)) is None:
            sound.append(entry)
        else:
            faults[str(entry.get("id", ""))[: entry_check.LONGEST_ID]] = fault
    return sound, faults


def _writers(connection: Connection, org: str, ids: set[str]) -> dict[str, frozenset[str]]:
    """Return the teams that each of these laptops may write in now."""
    found: dict[str, set[str]] = {}
    for some in _parts(sorted(ids)):
        for device, team in connection.execute(_rights, {"org": org, "devices": some}):
            found.setdefault(device, set()).add(team)
    return {device: frozenset(its) for device, its in found.items()}


def _open(
    connection: Connection,
    org: str,
    entries: Sequence[Packed],
    now: str,
    writable: frozenset[str],
) -> _Log:
    """Lock the heads of teams, and read what decides on these entries."""
    heads: dict[str, int] = {}
    touched = {entry["team"] for entry in entries}
    for meeting in {entry["meeting"] for entry in entries if entry_check.erases(entry)}:
        # It is erased in every log where it was.
        touched |= writable.intersection(log_queries.read_teams_of(connection, org, meeting))
    for some in _parts(sorted(touched)):
        heads.update(connection.execute(_heads, {"org": org, "teams": some}).all())
    known: dict[tuple[str, str], int] = {}
    for pairs in _parts(sorted({(entry["team"], entry["id"]) for entry in entries})):
        known.update(_read_known(connection, org, pairs))
    erased: set[tuple[str, str]] = set()
    for pairs in _parts(sorted({(entry["team"], entry["meeting"]) for entry in entries})):
        gone = connection.execute(_erased, {"org": org, "meetings": pairs})
        erased.update((row.team, row.meeting) for row in gone)
    listed: set[tuple[str, str]] = set()
    journals: set[tuple[str, str]] = set()
    for some in _parts(sorted({entry["meeting"] for entry in entries})):
        asked = {"org": org, "wanted": some}
        listed.update((row.meeting, row.team) for row in connection.execute(_homes, asked))
        # A journal belongs to its team from the start.
        journals.update((each, each) for each in connection.scalars(_journals, asked))
    homes: dict[str, set[str]] = {}
    for meeting, team in listed | journals:
        homes.setdefault(meeting, set()).add(team)
    return _Log(org, now, heads, known, erased, homes, listed)


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


def _place(
    opened: _Log, entries: Iterable[Packed], faults: Mapping[str, str], writable: frozenset[str]
) -> Pushed:
    placed: dict[str, int] = {}
    refused = dict(faults)
    new: list[dict[str, Any]] = []
    erased: set[tuple[str, str]] = set()
    for entry in entries:
        known, team, meeting = entry["id"], entry["team"], entry["meeting"]
        if team not in writable or team not in opened.heads:
            refused[known] = NOT_YOURS
        elif (seq := opened.known.get((team, known))) is not None:
            placed[known] = seq
        elif (team, meeting) in opened.erased:
            refused[known] = ERASED
        elif team not in opened.homes.get(meeting, {team}):
            # Two logs have no common order: a meeting stays in the one in which it began.
            refused[known] = ELSEWHERE if opened.homes[meeting] <= writable else NOT_YOURS
        else:
            opened.homes.setdefault(meeting, set()).add(team)
            opened.touched.add((meeting, team))
            seq = opened.heads[team] = opened.heads[team] + 1
            placed[known] = opened.known[team, known] = seq
            new.append({**entry, "seq": seq, "placed_at": opened.now})
            if entry_check.erases(entry):
                new += _erased_elsewhere(opened, entry, writable)
                homes = {each["team"]: each["seq"] for each in new if each["id"] == known}
                opened.erased.update((home, meeting) for home in homes)
                opened.erased_now.update({(home, meeting): homes[home] for home in homes})
                erased.update((home, meeting) for home in homes)
    opened.rows += new
    return Pushed(placed=placed, refused=refused, new=tuple(new), erased=frozenset(erased))


def _erased_elsewhere(
    opened: _Log, entry: Packed, writable: frozenset[str]
) -> list[dict[str, Any]]:
    """Return the same for the logs of other teams that took the meeting at the same moment."""
    found: list[dict[str, Any]] = []
    meeting = entry["meeting"]
    for home in sorted((opened.homes[meeting] & writable & opened.heads.keys()) - {entry["team"]}):
        if (home, meeting) not in opened.erased:
            opened.heads[home] += 1
            seq = opened.heads[home]
            found.append({**entry, "team": home, "seq": seq, "placed_at": opened.now})
            opened.known[home, entry["id"]] = opened.heads[home]
    return found


def _write(connection: Connection, opened: _Log) -> set[tuple[str, str]]:
    """Write what is new; return the teams and meetings of entries that lost copies of words."""
    if not opened.rows:
        return set()
    org, now = opened.org, opened.now
    for entry in opened.rows:
        gone = opened.erased_now.get((entry["team"], entry["meeting"]))
        if gone is not None and entry["seq"] < gone:
            # Came together with the entry that erases it.
            entry["body"] = None
    shortened = without_erased(connection, org, opened.rows)
    rows = [
        {**entry, "org": org, "size": entry_check.size_of(entry["body"])} for entry in opened.rows
    ]
    for some in _parts(rows):
        connection.execute(insert(log), some)
    for pairs in _parts(sorted(opened.touched - opened.listed)):
        begun = [{"org": org, "meeting": meeting, "team": team} for meeting, team in pairs]
        connection.execute(insert(meetings), begun)
    changed = sorted({entry["team"] for entry in opened.rows})
    heads = [{"its_org": org, "its_id": each, "its_head": opened.heads[each]} for each in changed]
    connection.execute(_set_head, heads)
    for meeting in sorted({meeting for _, meeting in opened.erased_now}):
        shortened |= {(team, meeting) for team in forget_copies(connection, org, meeting)}
    for (team, meeting), seq in opened.erased_now.items():
        its = {"its_org": org, "its_team": team, "its_meeting": meeting, "its_seq": seq}
        connection.execute(_blank, its)
        row = {"org": org, "team": team, "meeting": meeting, "seq": seq, "erased_at": now}
        connection.execute(insert(erased_meetings), row)
    return shortened


def _parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some
