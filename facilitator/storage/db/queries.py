"""Queries and writes of the database; every function is one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from facilitator.domain.change import Change, Edit
from facilitator.domain.limits import LONGEST, MOST_RECORDS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, Record, Single
from facilitator.garbage_collection import without_collecting
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import Row, from_row, to_row
from facilitator.storage.db.statements import DELETE, INSERT, READ, TOUCH, UPDATE

if TYPE_CHECKING:
    from sqlalchemy import Connection

Batch = dict[type[Record], list[Record]]
_id = attrgetter("id")
_LARGE = 2_000
"""Records of a change that is more than a user does by hand."""
_PREFIX = 2
"""Characters of an id by which a large meeting falls into parts."""


class LostRowError(Exception):
    """An error: a record to change is not in the database, which is a bug."""


def write_change(raw: sqlite3.Connection, change: Change, now: datetime) -> None:
    """Make a change true on disk; returns once it is. `now` is a moment in UTC.

    Runs on the driver: a durable commit through Core's execute takes twice as long.
    """
    moment = now.isoformat(timespec="microseconds")
    # A meeting that comes in whole must not be looked through for garbage again and again.
    quiet = without_collecting() if len(change.edits) > _LARGE else nullcontext()
    with quiet, _transaction(raw):
        gone, fresh, altered = _sorted(change)
        for kind, records in gone.items():
            raw.executemany(DELETE[kind], [_key(record, change.meeting) for record in records])
        for kind, records in fresh.items():
            rows = _rows(records, change.meeting)
            if kind is Details:
                rows = [{**row, "created_at": moment, "updated_at": moment} for row in rows]
            raw.executemany(INSERT[kind], rows)
        for kind, records in altered.items():
            keyed = (to_row(r, change.meeting) | _key(r, change.meeting) for r in records)
            if raw.executemany(UPDATE[kind], keyed).rowcount != len(records):
                raise LostRowError(f"{kind.__name__} of meeting {change.meeting}")
        if Details not in fresh:
            raw.execute(TOUCH, {"key_id": change.meeting, "updated_at": moment})


def read_records(raw: sqlite3.Connection, meeting: str) -> list[Record]:
    """Return every record of a meeting, none when there is no such meeting.

    Raises DamagedRowError when a value or the bookmark was damaged. Runs on the driver: ten
    thousand rows through Core's execute take twice as long.
    """
    found: list[Record] = []
    with _transaction(raw):
        for kind, statement in READ.items():
            cursor = raw.execute(statement, {"meeting": meeting})
            names = [column[0] for column in cursor.description]
            rows = islice(cursor, MOST_RECORDS)
            found.extend(from_row(kind, dict(zip(names, row, strict=True))) for row in rows)
            if cursor.fetchone() is not None:
                raise DamagedRowError(f"meeting {meeting} has too many records")
    if len(found) == 1:
        raise DamagedRowError(f"meeting {meeting} has no bookmark")
    return found


def read_meeting(
    raw: sqlite3.Connection, meeting_id: str, waiting: Iterable[Change] = ()
) -> Meeting:
    """Return a meeting as it will be once those of `waiting` changes that are its own are written.

    Raises DamagedRowError.
    """
    meeting = Meeting.from_records(read_records(raw, meeting_id))
    for change in waiting:
        if change.meeting == meeting_id:
            meeting.apply(change)
    return meeting


def read_titles(connection: "Connection", *, discarded: bool = False) -> list[tuple[str, str]]:
    """Return id and title of the meetings listed or `discarded`, the last changed first."""
    from sqlalchemy import select

    from facilitator.storage.db.schema import meetings

    titles = (
        select(meetings.c.id, meetings.c.title)
        .where(meetings.c.discarded_at.is_not(None) == discarded)
        .order_by(meetings.c.updated_at.desc(), meetings.c.id)
    )
    found: list[tuple[str, str]] = []
    with connection.begin():
        for known, title in connection.execute(titles):
            if type(known) is not str or type(title) is not str or len(title) > LONGEST:
                raise DamagedRowError("a meeting has no title, or too long a one")
            found.append((known, title))
    return found


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
