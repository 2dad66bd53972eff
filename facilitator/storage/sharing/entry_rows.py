"""The log of a team as rows: of own entries that wait, of what arrived, of what is part of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.moments import moment_of
from facilitator.domain.records import Record
from facilitator.domain.shared_log.entry import Entry, Integrated, Key, Laid
from facilitator.domain.shared_log.lay_on import past_of, removed_by
from facilitator.storage.db.connection import Statement, rows_of
from facilitator.storage.db.rows import TABLE_NAMES
from facilitator.storage.db.tables.sharing_tables import (
    ARRIVED,
    LAID,
    WAITING,
    entries,
    held,
    removed,
    teams,
)
from facilitator.storage.shared_log.log_body import (
    RECORDS,
    UnreadableEntryError,
    pack,
    to_text,
    unpack,
)
from facilitator.typed_reader import short_json

read_body = short_json(dict[str, Any])
"""Read what was packed and written as JSON. Raises ValueError."""
ERASING = '%"verb":"erase"%'
"""What the body of an entry is like that erases a meeting; no text can hold those quotes."""
COLUMNS = tuple(column.name for column in entries.columns)


@dataclass(frozen=True, slots=True)
class Place:
    """The log and the meeting that an entry belongs to, by their numbers and by their ids."""

    team: int
    team_id: str
    container: int
    meeting: str


def text_of(change: Change) -> str:
    """Return a change as JSON in one line."""
    return to_text(pack(change))


def change_in(text: str | None, meeting: str) -> Change:
    """Return the change in a row; none where the words are gone or can't be read."""
    if text is None:
        return Change(meeting, Verb.NOTHING)
    try:
        return unpack(read_body(text), meeting)
    except (UnreadableEntryError, ValueError):
        # Nobody can read it: it does the same on every laptop, which is nothing.
        return Change(meeting, Verb.NOTHING)


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def new_row(
    place: Place, known: str, site: str, actor: str, at: str, base: int, change: Change
) -> dict[str, Any]:
    """Return the row of an own entry that waits from now on."""
    empty = dict.fromkeys(COLUMNS)
    return empty | {
        "team": place.team,
        "container": place.container,
        "state": WAITING,
        "id": known,
        "site": site,
        "actor": actor,
        "at": at,
        "base": base,
        "records": RECORDS,
        "body": text_of(change),
        "discards": 0,
        "upload": 0,
        "refused": "",
        "here_since": at,
    }


def entry_in(row: Mapping[str, Any], place: Place) -> Entry:
    """Return the entry of a row."""
    return Entry(
        id=row["id"],
        team=place.team_id,
        meeting=place.meeting,
        site=row["site"],
        actor=row["actor"],
        at=moment_of(row["at"]),
        base=row["base"],
        change=change_in(row["body"], place.meeting),
        seq=row["seq"],
    )


def add_rows(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    _INSERT.run(connection, rows)


def rows_in_state(connection: Connection, container: int, state: int) -> list[dict[str, Any]]:
    """Return the rows of a meeting in a state, in the order in which they were done or arrived."""
    with _IN_STATE.rows(connection, {"container_is": container, "state_is": state}) as found:
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    if state == WAITING:
        return sorted(rows, key=order_of_waiting)
    return sorted(rows, key=lambda row: row["seq"])


def order_of_waiting(row: Mapping[str, Any]) -> tuple[bool, int, int]:
    """Return the key by which entries wait: those that were in a log that lost them come first."""
    was = row["was_seq"]
    return was is None, was or 0, row["number"]


def base_of(connection: Connection, place: Place) -> int:
    """Return the place in the log up to which the meeting here has all that is in it."""
    asked = {
        "team_is": place.team,
        "container_is": place.container,
        "arrived_is": ARRIVED,
    }
    with _BASE.rows(connection, asked) as found:
        for cursor, first in found:
            return int(cursor if first is None else first - 1)
    return 0


def read_held(connection: Connection, container: int, meeting: str) -> dict[Key, Edit]:
    """Return what the log is not told of the records of a meeting."""
    found: dict[Key, Edit] = {}
    with _HELD.rows(connection, {"container_is": container}) as rows:
        texts = [text for (text,) in rows]
    for text in texts:
        for edit in change_in(text, meeting).edits:
            record = edit.after or edit.before
            assert record is not None
            found[type(record), record.id] = edit
    return found


def write_held(
    connection: Connection,
    place: Place,
    before: Mapping[Key, Edit],
    after: Mapping[Key, Edit],
) -> None:
    """Write what has changed of what the log is not told."""
    altered = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    known = [key for key in altered if key in before]
    _UNHOLD.run(connection, (_held_key(place, key) for key in known))
    _HOLD.run(
        connection,
        (
            {
                "number": None,
                "container": place.container,
                "kind": TABLE_NAMES[key[0]],
                "record": key[1],
                "edit": text_of(Change(place.meeting, Verb.NOTHING, (after[key],))),
            }
            for key in altered
            if key in after
        ),
    )


def _held_key(place: Place, key: Key) -> dict[str, Any]:
    return {"container_is": place.container, "kind_is": TABLE_NAMES[key[0]], "record_is": key[1]}


def packed_row(row: Mapping[str, Any], team: str, meeting: str) -> dict[str, Any]:
    """Return the entry of a row as the hub takes it."""
    names = ("id", "site", "actor", "at", "base", "records")
    body = None if row["body"] is None else read_body(row["body"])
    return {name: row[name] for name in names} | {"team": team, "meeting": meeting, "body": body}


def laid_in(row: Mapping[str, Any], place: Place) -> Laid:
    """Return the own entry of a row, which waits, and what it did here."""
    entry = replace(entry_in(row, place), seq=None)
    applied = row["applied"]
    return Laid(entry, entry.change if applied is None else change_in(applied, place.meeting))


def settle(connection: Connection, place: Place, integrated: Integrated) -> None:
    """Write that entries are part of the meeting, with what is to be remembered of them."""
    _SETTLE.run(
        connection,
        (
            {
                "team_is": place.team,
                "id_is": laid.entry.id,
                "state_is": LAID,
                "seq_is": laid.entry.seq,
                "applied_is": None if laid.applied == laid.entry.change else text_of(laid.applied),
                "discards_is": int(past_of(laid).discards),
                "was_is": None,
            }
            for laid in integrated.laid
        ),
    )
    _REMOVE.run(
        connection,
        (
            {
                "number": None,
                "container": place.container,
                "seq": laid.entry.seq,
                "record": text_of(Change(place.meeting, Verb.NOTHING, (Edit(record, None),))),
            }
            for laid in integrated.laid
            for record in removed_by(laid).values()
        ),
    )


def read_removed(connection: Connection, place: Place) -> dict[Key, Record]:
    """Return the last state of each record that the log knows and the meeting does not have."""
    of_it = select(removed.c.record).where(removed.c.container == place.container)
    found: dict[Key, Record] = {}
    for (text,) in rows_of(connection, of_it.order_by(removed.c.seq, removed.c.number)):
        for edit in change_in(text, place.meeting).edits:
            if edit.before is not None:
                found[type(edit.before), edit.before.id] = edit.before
    return found


def number_of_team(connection: Connection, team: str) -> int | None:
    """Return the number of a team that is shared."""
    found = rows_of(connection, select(teams.c.number).where(teams.c.id == team))
    return int(found[0][0]) if found else None


_INSERT = Statement(insert(entries))
_IN_STATE = Statement(
    select(entries).where(
        entries.c.state == bindparam("state_is"), entries.c.container == bindparam("container_is")
    )
)
_SETTLE = Statement(
    update(entries)
    .where(entries.c.team == bindparam("team_is"), entries.c.id == bindparam("id_is"))
    .values(
        state=bindparam("state_is"),
        seq=bindparam("seq_is"),
        applied=bindparam("applied_is"),
        discards=bindparam("discards_is"),
        was_seq=bindparam("was_is"),
    )
)
_REMOVE = Statement(insert(removed))
_BASE = Statement(
    select(
        teams.c.cursor,
        select(func.min(entries.c.seq))
        .where(
            entries.c.state == bindparam("arrived_is"),
            entries.c.container == bindparam("container_is"),
        )
        .scalar_subquery(),
    ).where(teams.c.number == bindparam("team_is"))
)
_HELD = Statement(
    select(held.c.edit).where(held.c.container == bindparam("container_is")).order_by(held.c.number)
)
_HOLD = Statement(insert(held))
_UNHOLD = Statement(
    delete(held).where(
        held.c.container == bindparam("container_is"),
        held.c.kind == bindparam("kind_is"),
        held.c.record == bindparam("record_is"),
    )
)
