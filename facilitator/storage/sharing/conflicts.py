"""Values that did not hold where the same field was changed in two places: kept, and offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from facilitator.domain.moments import moment_of
from facilitator.domain.records import Record
from facilitator.domain.shared_log.entry import Laid, Lost
from facilitator.domain.shared_log.later_holds import as_text
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, TABLE_NAMES, from_row
from facilitator.storage.db.schema import TABLES
from facilitator.storage.db.tables.sharing_tables import containers, entries, lost
from facilitator.storage.sharing.entry_rows import Place, change_in
from facilitator.storage.sharing.states import Conflict

_KINDS: dict[str, type[Record]] = {name: kind for kind, name in TABLE_NAMES.items()}
_LOOKED_AT = 200
"""Entries that are looked through for who wrote a value."""


@dataclass(frozen=True, slots=True)
class _Written:
    by: str = ""
    at: str | None = None


def note_lost(connection: Connection, place: Place, found: Sequence[Lost]) -> None:
    """Keep values that did not hold, with who wrote them and those that hold.

    Comes once all entries up to theirs are in the log here; the transaction is the caller's.
    """
    for each in found:
        was, holds = (_writer(connection, place, each, text) for text in (each.value, each.kept))
        values = {
            "container": place.container,
            "kind": TABLE_NAMES[each.kind],
            "record": each.record,
            "field": each.field,
            "value": each.value,
            "kept": each.kept,
            "seq": each.seq,
            "lost_by": was.by,
            "lost_at": was.at,
            "kept_by": holds.by,
            "kept_at": holds.at,
            "settled": 0,
        }
        connection.execute(insert(lost).values(**values))


def follow_lost(connection: Connection, place: Place, laid: Sequence[Laid]) -> None:
    """Let values that did not hold be offered beside what their winners made of theirs since.

    Who types a field again without having read what was lost says nothing of that; it is still
    lost to them. `laid` are entries of the log in their order; the transaction is the caller's.
    """
    rows = rows_of(connection, _FOLLOWED, {"container_is": place.container})
    for number, kind, record, field, kept, seq in rows:
        sites = rows_of(connection, _SITE, {"team_is": place.team, "seq_is": seq})
        holds = str(kept)
        for one in laid:
            if (one.entry.seq or 0) <= seq or one.entry.base >= seq:
                continue
            if (one.entry.site,) not in sites:
                continue
            for edit in one.applied.edits:
                before, after = edit.before, edit.after
                if not isinstance(after, _KINDS[kind]) or before is None or after.id != record:
                    continue
                if as_text(getattr(before, field)) == holds:
                    holds = as_text(getattr(after, field))
        if holds != kept:
            connection.execute(update(lost).where(lost.c.number == number).values(kept=holds))


def _writer(connection: Connection, place: Place, of: Lost, value: str) -> _Written:
    """Return who was the last to give a field that value, as far as that is still known."""
    asked = {
        "container_is": place.container,
        "seq_is": of.seq,
        "record_is": f"%{of.record}%",
        "most_is": _LOOKED_AT,
    }
    for actor, at, body in rows_of(connection, _BEFORE, asked):
        for edit in change_in(body, place.meeting).edits:
            after = edit.after
            if not isinstance(after, of.kind) or after.id != of.record:
                continue
            before = None if edit.before is None else as_text(getattr(edit.before, of.field))
            if as_text(getattr(after, of.field)) == value != before:
                return _Written(actor, at)
    return _Written()


def open_conflicts(connection: Connection, meeting: str | None) -> list[Conflict]:
    """Return the values that are offered, the latest last: those beside what holds still."""
    query = _OPEN if meeting is None else _OPEN.where(containers.c.meeting == meeting)
    found = []
    with transaction(connection):
        for row in rows_of(connection, query):
            conflict = _conflict(connection, *row)
            if conflict is not None:
                found.append(conflict)
    return found


def _conflict(
    connection: Connection,
    number: int,
    meeting: str,
    kind: str,
    record: str,
    field: str,
    value: str,
    kept: str,
    lost_by: str,
    lost_at: str | None,
    kept_by: str,
    kept_at: str | None,
) -> Conflict | None:
    now = _stored(connection, _KINDS[kind], meeting, record)
    if now is None or as_text(getattr(now, field)) != kept:
        return None
    words = next((str(getattr(now, n)) for n in ("text", "title", "name") if hasattr(now, n)), "")
    return Conflict(
        id=number,
        meeting=meeting,
        kind=_KINDS[kind],
        record=record,
        field=field,
        words=words,
        lost=value,
        lost_by=lost_by,
        lost_at=_moment(lost_at),
        kept=kept,
        kept_by=kept_by,
        kept_at=_moment(kept_at),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else moment_of(text)


def _stored(connection: Connection, kind: type[Record], meeting: str, record: str) -> Record | None:
    """Return a record as it is now; None where it is gone, or damaged."""
    columns = TABLES[kind].c
    query = select(*(columns[name] for name in FIELDS[kind])).where(columns.id == record)
    if "meeting_id" in columns:
        query = query.where(columns.meeting_id == meeting)
    for row in rows_of(connection, query):
        try:
            return from_row(kind, dict(zip(FIELDS[kind], row, strict=True)))
        except DamagedRowError:
            return None
    return None


def settle_conflict(connection: Connection, conflict: int) -> None:
    """Offer a value no more."""
    with transaction(connection):
        connection.execute(update(lost).where(lost.c.number == conflict).values(settled=1))


_BEFORE = (
    select(entries.c.actor, entries.c.at, entries.c.body)
    .where(
        entries.c.container == bindparam("container_is"),
        entries.c.seq <= bindparam("seq_is"),
        entries.c.body.like(bindparam("record_is")),
    )
    .order_by(entries.c.seq.desc())
    .limit(bindparam("most_is"))
)
_FOLLOWED = select(
    lost.c.number, lost.c.kind, lost.c.record, lost.c.field, lost.c.kept, lost.c.seq
).where(lost.c.container == bindparam("container_is"), lost.c.settled == 0)
_SITE = select(entries.c.site).where(
    entries.c.team == bindparam("team_is"), entries.c.seq == bindparam("seq_is")
)
_OPEN = (
    select(
        lost.c.number,
        containers.c.meeting,
        lost.c.kind,
        lost.c.record,
        lost.c.field,
        lost.c.value,
        lost.c.kept,
        lost.c.lost_by,
        lost.c.lost_at,
        lost.c.kept_by,
        lost.c.kept_at,
    )
    .join_from(lost, containers, containers.c.number == lost.c.container)
    .where(lost.c.settled == 0)
    .order_by(lost.c.number)
)
