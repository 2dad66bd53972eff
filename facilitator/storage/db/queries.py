"""Write changes and read meetings; every function is one transaction."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from facilitator.domain.change import Change, Edit
from facilitator.domain.limits import MOST_RECORDS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, Record, Single
from facilitator.garbage_collection import without_collecting
from facilitator.storage.db import search_index
from facilitator.storage.db.connection import Statement, transaction
from facilitator.storage.db.erasure import forget_copies
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, Row, from_rows, to_row
from facilitator.storage.db.schema import TABLES, meetings

_log = logging.getLogger(__name__)
Batch = dict[type[Record], list[Record]]
_id = attrgetter("id")
_LARGE = 2_000
"""Records of a change that is more than a user does by hand."""
_AT_ONCE = 500
"""Rows that are examined at a time: no other thread runs meanwhile."""
_PREFIX = 2
"""Characters of an id by which a large meeting falls into parts."""


class LostRowError(Exception):
    """An error: a record to change is not in the database, which is a bug."""


def _is_row(table: Table) -> ColumnElement[bool]:
    """Return the condition that finds a row by its key: `key_id` and, of items, `key_meeting`."""
    keys = {"id": "key_id", "meeting_id": "key_meeting"}
    return and_(*(column == bindparam(keys[column.name]) for column in table.primary_key))


def _update(kind: type[Record]) -> Statement:
    table = TABLES[kind]
    values: dict[str, Any] = {name: bindparam(name) for name in FIELDS[kind] if name != "id"}
    return Statement(update(table).where(_is_row(table)).values(values))


def _read(kind: type[Record]) -> Statement:
    """Return the query for a meeting, by place: a meeting is built faster from ordered items."""
    c = TABLES[kind].c
    of, order = (c.meeting_id, c.place) if "meeting_id" in c else (c.id, c.id)
    wanted = [c[name] for name in FIELDS[kind]]
    return Statement(select(*wanted).where(of == bindparam("meeting")).order_by(order))


_INSERT = {kind: Statement(insert(table)) for kind, table in TABLES.items()}
_UPDATE = {kind: _update(kind) for kind in TABLES}
_DELETE = {kind: Statement(delete(table).where(_is_row(table))) for kind, table in TABLES.items()}
_READ = {kind: _read(kind) for kind in TABLES}
_STORED = {
    kind: Statement(select(*(table.c[name] for name in FIELDS[kind])).where(_is_row(table)))
    for kind, table in TABLES.items()
}
_TOUCH = Statement(
    update(meetings).where(_is_row(meetings)).values(updated_at=bindparam("updated_at"))
)


def write_change(connection: Connection, change: Change, now: datetime) -> None:
    """Make a change true on disk; returns once it is. `now` is a moment in UTC.

    The search index is part of the same transaction. One that is damaged keeps nothing from being
    written: it is removed, and made anew.
    """
    write_change_with(connection, change, now, _nothing_more)


def write_change_with(
    connection: Connection, change: Change, now: datetime, first: Callable[[Connection], None]
) -> None:
    """Make a change true on disk, and in the same transaction what `first` writes before it."""
    try:
        _write_change(connection, change, now, first)
    except search_index.IndexFaultError as fault:
        _log.warning("the search index is damaged and is made anew", exc_info=fault)
        search_index.remove(connection)
        try:
            _write_change(connection, change, now, first)
        finally:
            search_index.restore(connection)


def _nothing_more(connection: Connection) -> None:
    """Write nothing beside a change."""


def _write_change(
    connection: Connection, change: Change, now: datetime, first: Callable[[Connection], None]
) -> None:
    moment = now.isoformat(timespec="microseconds")
    # A meeting that comes in whole must not be looked through for garbage again and again.
    quiet = without_collecting() if len(change.edits) > _LARGE else nullcontext()
    with quiet, search_index.index_writer(connection) as index, transaction(connection):
        first(connection)
        gone, fresh, altered = _sorted(change)
        for kind, records in gone.items():
            _DELETE[kind].run(connection, (_key(each, change.meeting) for each in records))
        for kind, records in fresh.items():
            rows = _rows(records, change.meeting)
            if kind is Details:
                rows = [{**row, "created_at": moment, "updated_at": moment} for row in rows]
            _INSERT[kind].run(connection, rows)
        for kind, records in altered.items():
            keyed = (to_row(r, change.meeting) | _key(r, change.meeting) for r in records)
            if _UPDATE[kind].run(connection, keyed) != len(records):
                raise LostRowError(f"{kind.__name__} of meeting {change.meeting}")
        if Details in gone:
            forget_copies(connection, change.meeting, chain.from_iterable(gone.values()))
        if change.edits and Details not in fresh:
            _TOUCH.run(connection, [{"key_id": change.meeting, "updated_at": moment}])
        index.write(change.meeting, gone, fresh, altered)


def write_moments(connection: Connection, meeting: str, moments: Mapping[str, str]) -> None:
    """Write when a meeting was made, changed or discarded: stored moments, by column."""
    with transaction(connection):
        connection.execute(
            update(meetings).where(_is_row(meetings)).values(dict(moments)), {"key_id": meeting}
        )


def read_records(connection: Connection, meeting: str) -> list[Record]:
    """Return every record of a meeting, none when there is no such meeting.

    Raises DamagedRowError when a value or the bookmark was damaged.
    """
    with transaction(connection):
        return records_of(connection, meeting)


def records_of(connection: Connection, meeting: str) -> list[Record]:
    """Return what read_records returns, within a transaction of the caller's."""
    found: list[Record] = []
    for kind, statement in _READ.items():
        with statement.rows(connection, {"meeting": meeting}) as rows:
            first = islice(rows, MOST_RECORDS)
            while some := list(islice(first, _AT_ONCE)):
                found.extend(from_rows(kind, some))
            if next(rows, None) is not None:
                raise DamagedRowError(f"meeting {meeting} has too many records")
    if len(found) == 1:
        raise DamagedRowError(f"meeting {meeting} has no bookmark")
    return found


def stored_records(
    connection: Connection, meeting: str, records: Iterable[Record]
) -> dict[tuple[type[Record], str], Record]:
    """Return what is there now of some records of a meeting, within a transaction.

    Raises DamagedRowError.
    """
    found: dict[tuple[type[Record], str], Record] = {}
    for record in records:
        kind = type(record)
        with _STORED[kind].rows(connection, _key(record, meeting)) as rows:
            if there := list(rows):
                found[kind, record.id] = from_rows(kind, there)[0]
    return found


def read_meeting(
    connection: Connection, meeting_id: str, waiting: Iterable[Change] = ()
) -> Meeting:
    """Return a meeting as it will be once those of `waiting` changes that are its own are written.

    Raises DamagedRowError.
    """
    meeting = Meeting.from_records(read_records(connection, meeting_id))
    for change in waiting:
        if change.meeting == meeting_id:
            meeting.apply(change)
    return meeting


def _sorted(change: Change) -> tuple[Batch, Batch, Batch]:
    """Return the records that go, come and change; of one changed twice, its last state."""
    found: dict[type[Record], dict[str, Edit]] = {}
    for edit in change.edits:
        record = edit.after or edit.before
        if record is not None:
            of_kind = found.setdefault(type(record), {})
            known = of_kind.get(record.id)
            of_kind[record.id] = edit if known is None else Edit(known.before, edit.after)
    gone: Batch = {}
    fresh: Batch = {}
    altered: Batch = {}
    for kind, edits in found.items():
        for edit in edits.values():
            if edit.after is not None:
                (altered if edit.before else fresh).setdefault(kind, []).append(edit.after)
            elif edit.before is not None:
                gone.setdefault(kind, []).append(edit.before)
    return gone, fresh, altered


def _rows(records: Sequence[Record], meeting: str) -> Iterable[Row]:
    """Return the rows of records, a generator for many: freeing them all at once takes long."""
    if len(records) <= _LARGE:
        return [to_row(record, meeting) for record in records]
    return (to_row(record, meeting) for record in _in_order_of_table(records))


def _in_order_of_table(records: Sequence[Record]) -> Iterator[Record]:
    """Yield the records by id; else a large meeting reads and writes most pages many times.

    Sorted in small parts: while Python sorts, no other thread runs.
    """
    parts: dict[str, list[Record]] = {}
    for record in records:
        parts.setdefault(record.id[:_PREFIX], []).append(record)
    for start in sorted(parts):
        yield from sorted(parts[start], key=_id)


def _key(record: Record, meeting: str) -> Row:
    if isinstance(record, Single):
        return {"key_id": record.id}
    return {"key_id": record.id, "key_meeting": meeting}
