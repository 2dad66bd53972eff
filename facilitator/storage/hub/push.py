"""All pushes of an organisation that wait, in one transaction.

The heads of their teams are locked. Then each entry that is new gets the next place of its team.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Text,
    bindparam,
    column,
    func,
    insert,
    null,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from facilitator.storage.hub import log_queries
from facilitator.storage.hub.base import entry_check
from facilitator.storage.hub.erased_copies import forget_copies, without_erased
from facilitator.storage.hub.open_log import OpenLog, Packed, open_log, parts_of, read_writers
from facilitator.storage.hub.people import Pushed
from facilitator.storage.hub.tables import erased_meetings, log, meetings, teams

ERASED, NOT_YOURS, ELSEWHERE = "erased", "not yours", "elsewhere"
Job = tuple[str, Sequence[Packed]]
"""The id of a laptop, and the entries that it sends."""

_set_head = (
    update(teams)
    .where(teams.c.org == bindparam("its_org"), teams.c.id == bindparam("its_id"))
    .values(head=bindparam("its_head"))
)
_changed = (
    func.unnest(bindparam("ids", type_=ARRAY(Text)), bindparam("heads", type_=ARRAY(BigInteger)))
    .table_valued(column("id", Text), column("head", BigInteger), name="changed")
    .render_derived()
)
_set_heads = (
    update(teams)
    .where(teams.c.org == bindparam("its_org"), teams.c.id == _changed.c.id)
    .values(head=_changed.c.head)
)
"""The same for PostgreSQL, all at once."""
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


def push(connection: Connection, org: str, jobs: Sequence[Job], now: str) -> list[Pushed]:
    """Give the entries of laptops their places; return what became of each push, in their order.

    Raises as SQLAlchemy does.
    """
    writers = read_writers(connection, org, {device for device, _ in jobs})
    checked = [(writers.get(device, frozenset()), *_checked(entries)) for device, entries in jobs]
    # The heads of other teams are none of a laptop's business: it must not keep them locked.
    own = [entry for teams, entries, _ in checked for entry in entries if entry["team"] in teams]
    opened = open_log(connection, org, own, now, frozenset().union(*writers.values()))
    pushed = [_place(opened, entries, faults, teams) for teams, entries, faults in checked]
    shortened = _write(connection, opened)
    return [replace(each, erased=each.erased | shortened) for each in pushed]


def erase(connection: Connection, org: str, entry: Packed, now: str) -> Pushed | None:
    """Write an entry that erases a meeting, as the hub's own; None if there is no such team."""
    teams = frozenset(
        [entry["team"], *log_queries.read_teams_of(connection, org, entry["meeting"])]
    )
    opened = open_log(connection, org, [entry], now, teams)
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


def _place(
    opened: OpenLog, entries: Iterable[Packed], faults: Mapping[str, str], writable: frozenset[str]
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
    opened: OpenLog, entry: Packed, writable: frozenset[str]
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


def _write(connection: Connection, opened: OpenLog) -> set[tuple[str, str]]:
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
    for some in parts_of(rows):
        connection.execute(insert(log), some)
    for pairs in parts_of(sorted(opened.touched - opened.listed)):
        begun = [{"org": org, "meeting": meeting, "team": team} for meeting, team in pairs]
        connection.execute(insert(meetings), begun)
    changed = sorted({entry["team"] for entry in opened.rows})
    _write_heads(connection, org, {team: opened.heads[team] for team in changed})
    for meeting in sorted({meeting for _, meeting in opened.erased_now}):
        shortened |= {(team, meeting) for team in forget_copies(connection, org, meeting)}
    for (team, meeting), seq in opened.erased_now.items():
        its = {"its_org": org, "its_team": team, "its_meeting": meeting, "its_seq": seq}
        connection.execute(_blank, its)
        row = {"org": org, "team": team, "meeting": meeting, "seq": seq, "erased_at": now}
        connection.execute(insert(erased_meetings), row)
    return shortened


def _write_heads(connection: Connection, org: str, heads: Mapping[str, int]) -> None:
    if connection.dialect.name == "postgresql":
        its = {"its_org": org, "ids": list(heads), "heads": list(heads.values())}
        connection.execute(_set_heads, its)
        return
    rows = [{"its_org": org, "its_id": team, "its_head": head} for team, head in heads.items()]
    connection.execute(_set_head, rows)
