"""What is asked of the database and written to it; every function is one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.sql.elements import ColumnElement

from facilitator.domain.change import Change
from facilitator.domain.records import Bookmark, Details, Record
from facilitator.storage.problems import DamagedRowError
from facilitator.storage.rows import Row, from_row, to_row
from facilitator.storage.schema import TABLES, meetings

Batch = dict[type[Record], list[Record]]


class LostRowError(Exception):
    """A record that shall change is not in the database: a bug, never the user's doing."""


def write_change(raw: sqlite3.Connection, change: Change, now: datetime) -> None:
    """Make a change true on disk; returns once it is. `now` is a moment in UTC.

    Runs on the driver: a durable commit through Core's execute takes twice as long.
    """
    moment = now.isoformat(timespec="microseconds")
    gone, fresh, altered = _sorted(change)
    with _transaction(raw):
        for kind, records in gone.items():
            raw.executemany(_DELETE[kind], [_key(record, change.meeting) for record in records])
        for kind, records in fresh.items():
            rows = [to_row(record, change.meeting) for record in records]
            if kind is Details:
                rows = [{**row, "created_at": moment, "updated_at": moment} for row in rows]
            raw.executemany(_INSERT[kind], rows)
        for kind, records in altered.items():
            rows = [to_row(r, change.meeting) | _key(r, change.meeting) for r in records]
            if raw.executemany(_UPDATE[kind], rows).rowcount != len(rows):
                raise LostRowError(f"{kind.__name__} of meeting {change.meeting}")
        if Details not in fresh:
            raw.execute(_TOUCH, {"key_id": change.meeting, "updated_at": moment})


def read_records(raw: sqlite3.Connection, meeting: str) -> list[Record]:
    """Every record of a meeting, none when there is no such meeting.

    Raises DamagedRowError when a value or the bookmark was damaged. Runs on the driver: ten
    thousand rows through Core's execute take twice as long.
    """
    found: list[Record] = []
    with _transaction(raw):
        for kind, statement in _READ.items():
            cursor = raw.execute(statement, {"meeting": meeting})
            names = [column[0] for column in cursor.description]
            found.extend(from_row(kind, dict(zip(names, row, strict=True))) for row in cursor)
    if len(found) == 1:
        raise DamagedRowError(f"meeting {meeting} has no bookmark")
    return found


def read_titles(connection: Connection) -> list[tuple[str, str]]:
    """Id and title of every meeting, the most recently touched first."""
    with connection.begin():
        return [(row.id, row.title) for row in connection.execute(_TITLES)]


@contextmanager
def _transaction(raw: sqlite3.Connection) -> Iterator[None]:
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            with suppress(sqlite3.Error):
                raw.execute("ROLLBACK")
        raise


def _sorted(change: Change) -> tuple[Batch, Batch, Batch]:
    """The records that go, come and alter; of one named twice, from its first to its last state."""
    first: dict[tuple[type[Record], str], Record | None] = {}
    last: dict[tuple[type[Record], str], Record | None] = {}
    for edit in change.edits:
        record = edit.after or edit.before
        if record is not None:
            first.setdefault((type(record), record.id), edit.before)
            last[type(record), record.id] = edit.after
    gone: Batch = {}
    fresh: Batch = {}
    altered: Batch = {}
    for (kind, record_id), after in last.items():
        before = first[kind, record_id]
        if after is not None:
            (altered if before else fresh).setdefault(kind, []).append(after)
        elif before is not None:
            gone.setdefault(kind, []).append(before)
    return gone, fresh, altered


def _key(record: Record, meeting: str) -> Row:
    if isinstance(record, Details | Bookmark):
        return {"key_id": record.id}
    return {"key_id": record.id, "key_meeting": meeting}


def _by_key(table: Table) -> ColumnElement[bool]:
    wanted = table.c.id == bindparam("key_id")
    if "meeting_id" not in table.c:
        return wanted
    return and_(table.c.meeting_id == bindparam("key_meeting"), wanted)


def _of_meeting(table: Table) -> ColumnElement[bool]:
    return table.c.get("meeting_id", table.c.id) == bindparam("meeting")


def _sql(
    statement: Insert | Update | Delete | Select[Any], columns: Iterable[str] | None = None
) -> str:
    """The statement's text with :name for every value; `columns` are those that are set."""
    names = None if columns is None else list(columns)
    return str(statement.compile(dialect=_DIALECT, column_keys=names))


def _alterable(table: Table) -> list[str]:
    fixed = {"id", "meeting_id", "created_at", "updated_at"}
    return [column.name for column in table.c if column.name not in fixed]


_DIALECT = SQLiteDialect(paramstyle="named")
_INSERT = {kind: _sql(insert(table)) for kind, table in TABLES.items()}
_UPDATE = {
    kind: _sql(update(table).where(_by_key(table)), _alterable(table))
    for kind, table in TABLES.items()
}
_DELETE = {kind: _sql(delete(table).where(_by_key(table))) for kind, table in TABLES.items()}
_TOUCH = _sql(update(meetings).where(meetings.c.id == bindparam("key_id")), ["updated_at"])
_READ = {
    kind: _sql(select(table).where(_of_meeting(table)).order_by(table.c.get("place", table.c.id)))
    for kind, table in TABLES.items()
}
_TITLES = select(meetings.c.id, meetings.c.title).order_by(
    meetings.c.updated_at.desc(), meetings.c.id
)
