"""Write the search index, which follows from the records: with each change, or all of it anew.

It is SQLite's alone; elsewhere nothing is written. Cards that are hidden from the room are noted in
it by their ids, without a word of theirs: only where there are some does it matter under what an
item hangs.
"""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Exists, bindparam, delete, exists, func, insert, select
from sqlalchemy.exc import DBAPIError

from facilitator.domain.records import (
    PARENT_FIELD,
    Card,
    Details,
    Item,
    Parked,
    Record,
    Theme,
    Verdict,
)
from facilitator.domain.records import Statement as Definition
from facilitator.domain.search import KIND_OF, NUMBERS, SEARCHED_FIELDS
from facilitator.domain.searched_texts import (
    HIDDEN_CARD,
    TITLE,
    Key,
    Searched,
    StoredRecord,
    searched_texts,
    text_of,
)
from facilitator.storage.db import faults, pragmas, search_tables
from facilitator.storage.db.connection import Statement, raw_of, rows_of, transaction
from facilitator.storage.db.schema import TABLES, meetings
from facilitator.storage.db.search_tables import texts, trigrams

Batch = Mapping[type[Record], Sequence[Record]]
_log = logging.getLogger(__name__)
_THERE = "search_index"
"""Under this name, a connection knows whether its file has the index."""
_ALL = (HIDDEN_CARD, *NUMBERS.values())
_BY_THEMSELVES = (Card, Theme, Definition, Parked)
"""Kinds of items of which it does not matter under what they hang."""


def is_there(connection: Connection) -> bool:
    """Return whether the file has the index; the transaction is the caller's."""
    if connection.dialect.name != "sqlite":
        return False
    info = connection.info
    if _THERE not in info:
        info[_THERE] = search_tables.are_complete(connection)
    return bool(info[_THERE])


class IndexFaultError(Exception):
    """An error: a change could not be written because of the index alone."""


class IndexWriter:
    """What writes the index with a change, in the transaction of that."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_written = False

    def write(self, meeting: str, gone: Batch, fresh: Batch, altered: Batch) -> None:
        """Make the index true of what was just written. Raises IndexFaultError, sqlite3.Error."""
        try:
            self.has_written = _write_change(self._connection, meeting, gone, fresh, altered)
        except (sqlite3.Error, DBAPIError) as error:
            if faults.code_of(error) in faults.CAUSES:
                raise
            raise IndexFaultError(str(error)) from error
        except (OverflowError, TypeError) as error:
            # A number in it that is none, or after which there is no other.
            raise IndexFaultError(str(error)) from error


@contextmanager
def index_writer(connection: Connection) -> Iterator[IndexWriter]:
    """Give what writes the index in a transaction; comes before that begins.

    The index writes to the disk as the transaction ends. Raises IndexFaultError when that fails.
    """
    writer = IndexWriter(connection)
    try:
        yield writer
    except sqlite3.Error as error:
        of_records = error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
        if not writer.has_written or of_records or faults.code_of(error) in faults.CAUSES:
            raise
        raise IndexFaultError(str(error)) from error


def renew(connection: Connection) -> None:
    """Make a damaged index anew; where that fails, the program does without it."""
    try:
        remove(connection)
    except sqlite3.Error as error:
        _log.warning("the search index could not be removed", exc_info=error)
    else:
        restore(connection)


def remove(connection: Connection) -> None:
    """Remove an index that is damaged. Raises sqlite3.Error."""
    connection.info[_THERE] = False
    try:
        with transaction(connection):
            search_tables.drop(connection)
    except sqlite3.Error as error:
        if faults.code_of(error) in faults.CAUSES:
            raise
        search_tables.cut_out(connection)


def restore(connection: Connection) -> None:
    """Make an index anew that was removed; where that fails, the next start does."""
    try:
        with transaction(connection):
            build(connection)
    except sqlite3.Error as error:
        connection.info[_THERE] = False
        _log.warning("the search index could not be made anew", exc_info=error)


def _write_change(
    connection: Connection, meeting: str, gone: Batch, fresh: Batch, altered: Batch
) -> bool:
    """Make the index true of a change; returns whether anything may have been written to it."""
    touched = (kind for batch in (gone, fresh, altered) for kind in batch)
    if not any(kind in KIND_OF for kind in touched) or not is_there(connection):
        return False
    with _STATE.rows(connection, {"meeting": meeting, **_STATES}) as rows:
        ((hidden, listed, last),) = rows
    if not listed or _alters_all(gone, fresh, altered, any_hidden=bool(hidden)):
        _write_meeting(connection, meeting, last or 0)
        if Details in gone:
            # What only says that an entry is gone leaves the trigrams of erased words in the file.
            connection.execute(insert(trigrams).values(search_index="optimize"))
        return True
    found: dict[Key, Searched | None] = {}
    for batch in (fresh, altered):
        for record in _searched_in(batch):
            found.update(_searched_alone(record))
    found.update({_key(record): None for record in _searched_in(gone)})
    known = {} if not (gone or altered) else _stored(connection, meeting, found)
    _write(connection, meeting, known, found, last or 0)
    return True


def build(connection: Connection) -> None:
    """Make the index anew, in the caller's transaction. Raises as SQLAlchemy does."""
    search_tables.drop(connection)
    search_tables.create(connection)
    connection.info[_THERE] = True
    last = 0
    with any_text(connection):
        for (meeting,) in rows_of(connection, select(meetings.c.id)):
            wanted = _wanted_if_readable(connection, meeting)
            rows = [
                _row(number, meeting, key, searched)
                for number, (key, searched) in enumerate(wanted.items(), last + 1)
            ]
            _INSERT.run(connection, rows)
            last += len(rows)
    connection.execute(insert(trigrams).values(search_index="rebuild"))
    # In one piece, which later changes need not go on merging.
    connection.execute(insert(trigrams).values(search_index="optimize"))


def mend(connection: Connection) -> bool:
    """Make the index anew if it is not right; returns whether it is right only now."""
    if is_right(connection) and not has_damaged_pages(connection):
        return False
    renew(connection)
    return is_right(connection)


def has_damaged_pages(connection: Connection) -> bool:
    """Return whether SQLite finds a fault with the tables of the index. Raises sqlite3.Error."""
    raw = raw_of(connection)
    with transaction(connection):
        tables = search_tables.names() if is_there(connection) else ()
    stored = (name for name in tables if name != trigrams.name)
    return not all(pragmas.is_table_intact(raw, name) for name in stored)


def is_right(connection: Connection) -> bool:
    """Return whether the index is exactly what follows from the records; all of it is read."""
    try:
        with transaction(connection), any_text(connection):
            if not is_there(connection):
                return False
            known = [each for (each,) in rows_of(connection, select(meetings.c.id))]
            wanted = sum(len(_wanted(connection, each)) for each in known)
            if rows_of(connection, _COUNT) != [(wanted,)]:
                return False
            for meeting in known:
                stored = {key: row[1:] for key, row in _stored(connection, meeting).items()}
                if stored != _wanted(connection, meeting):
                    return False
            # It also compares what it knows with the texts.
            connection.execute(insert(trigrams).values(search_index="integrity-check", rank=1))
    except sqlite3.Error as error:
        if faults.code_of(error) in faults.CAUSES:
            raise
        return False
    return True


def _alters_all(gone: Batch, fresh: Batch, altered: Batch, *, any_hidden: bool) -> bool:
    """Return whether a change may alter what is searched of records that are not part of it."""
    if Details in fresh or Details in gone:
        return True
    titles = altered.get(Details, ())
    if any(isinstance(each, Details) and each.discarded_at is not None for each in titles):
        return True
    cards = (card for batch in (fresh, altered) for card in batch.get(Card, ()))
    if not any_hidden and not any(isinstance(c, Card) and c.hidden for c in cards):
        return False
    # A new card or theme has nothing under it that is not part of the change.
    others = (kind for kind in fresh if kind in KIND_OF and kind not in _BY_THEMSELVES)
    touched = {kind for batch in (gone, altered) for kind in batch} - {Details}
    return any(kind in KIND_OF for kind in touched) or any(others)


def _write_meeting(connection: Connection, meeting: str, last: int) -> None:
    """Make the index true of all of a meeting."""
    with any_text(connection):
        wanted: dict[Key, Searched | None] = {**_wanted(connection, meeting)}
    known = _stored(connection, meeting)
    _write(connection, meeting, known, {**dict.fromkeys(known), **wanted}, last)


def _write(
    connection: Connection,
    meeting: str,
    known: Mapping[Key, tuple[int, str, str | None]],
    found: Mapping[Key, Searched | None],
    last: int,
) -> None:
    """Make the texts of a meeting what was found, none where that is None."""
    first = last
    out: list[dict[str, Any]] = []
    into: list[dict[str, Any]] = []
    for key, searched in found.items():
        number, *was = known.get(key, (0, "", None))
        if searched is None:
            if number:
                out.append({"number": number, "text": was[0]})
        elif not number:
            last += 1
            into.append(_row(last, meeting, key, searched))
        elif tuple(was) != searched:
            out.append({"number": number, "text": was[0]})
            into.append(_row(number, meeting, key, searched))
    # In the order of their numbers: else the index is written to the disk again and again.
    for rows in (out, into):
        rows.sort(key=lambda row: row["number"])
    if out:
        _FORGET.run(connection, ({**row, "command": "delete"} for row in out))
        _DELETE.run(connection, ({"known": row["number"]} for row in out))
    if into:
        _INSERT.run(connection, into)
        again = [row for row in into if row["number"] <= first]
        _LEARN.run(connection, ({"number": r["number"], "text": r["text"]} for r in again))
        if last > first:
            # New ones in one statement: a large meeting is indexed faster so.
            _LEARN_NEW.run(connection, [{"first": first}])


def _row(number: int, meeting: str, key: Key, searched: Searched) -> dict[str, Any]:
    kind, known = key
    text, day = searched
    return {
        "number": number,
        "kind": kind,
        "meeting_id": meeting,
        "id": known,
        "text": text,
        "day": day,
    }


def _stored(
    connection: Connection, meeting: str, only: Iterable[Key] | None = None
) -> dict[Key, tuple[int, str, str | None]]:
    """Return number, text and day of what the index has of a meeting, or only of these keys."""
    keys: list[dict[str, Any]] = [{"kind": kind} for kind in _ALL]
    statement = _OF_KIND
    if only is not None:
        keys = [{"kind": kind, "known": known} for kind, known in only]
        statement = _OF_RECORD
    found = {}
    for key in keys:
        with statement.rows(connection, {**key, "meeting": meeting}) as rows:
            for kind, known, number, text, day in rows:
                found[kind, known] = number, text, day
    return found


def _searched_in(batch: Batch) -> Iterator[Record]:
    for kind, records in batch.items():
        if kind in KIND_OF:
            yield from records


def _key(record: Record) -> Key:
    return NUMBERS[KIND_OF[type(record)]], record.id  # type: ignore[index]


def _searched_alone(record: Record) -> Iterator[tuple[Key, Searched | None]]:
    """Yield what is searched of a record where nothing else matters."""
    kind: Any = type(record)
    if isinstance(record, Card) and record.hidden:
        yield (HIDDEN_CARD, record.id), ("", None)
        return
    words = tuple(getattr(record, name) for name in SEARCHED_FIELDS[KIND_OF[kind]])
    labels = record.labels if isinstance(record, Card | Theme) else ()
    stored = StoredRecord(kind, record.id, "", words, labels)
    is_searched = any(words) or isinstance(record, Details)
    yield _key(record), (text_of(stored), None) if is_searched else None


def _wanted(connection: Connection, meeting: str) -> dict[Key, Searched]:
    """Return what is searched of a meeting as it is in the tables, nothing of one in the trash."""
    with _LISTED.rows(connection, {"meeting": meeting}) as rows:
        found = list(rows)
    if not found or found[0][0] is not None:
        return {}
    ((_, team),) = found
    return searched_texts(_records(connection, meeting), is_journal=team == meeting)


def _wanted_if_readable(connection: Connection, meeting: str) -> dict[Key, Searched]:
    """Return the same; nothing of a meeting with a damaged page, so that others can be found."""
    try:
        return _wanted(connection, meeting)
    except sqlite3.Error as error:
        if faults.code_of(error) != sqlite3.SQLITE_CORRUPT:
            raise
        return {}


def _records(connection: Connection, meeting: str) -> Iterator[StoredRecord]:
    for kind, (names, statement) in _readers().items():
        with statement.rows(connection, {"meeting": meeting}) as rows:
            for row in rows:
                yield _stored_record(kind, dict(zip(names, row, strict=True)))


def _stored_record(kind: type[Details | Item], row: Mapping[str, Any]) -> StoredRecord:
    """Return a record of which any value may be damaged."""
    parent = "id" if kind is Details else PARENT_FIELD[kind]  # type: ignore[index]
    return StoredRecord(
        kind=kind,
        id=_text(row["id"]),
        parent=_text(row[parent]),
        words=tuple(_text(row[name]) for name in SEARCHED_FIELDS[KIND_OF[kind]]),
        labels=_labels(row["labels"]) if "labels" in row else (),
        hidden=bool(row.get("hidden")),
        day=row["day"] if isinstance(row.get("day"), str) else None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _labels(stored: object) -> Sequence[str]:
    if stored == "[]":
        return ()
    try:
        found = json.loads(_text(stored))
    except (ValueError, RecursionError):
        return ()
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else ()


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Read damaged texts too: one of them must not keep all others from being found."""
    raw = raw_of(connection)
    usual, raw.text_factory = raw.text_factory, lambda found: found.decode(errors="replace")
    try:
        yield
    finally:
        raw.text_factory = usual


def _columns(kind: type[Details | Item]) -> list[str]:
    """Return the columns of a kind that are searched or say under what a record hangs."""
    parents = [] if kind is Details else [PARENT_FIELD[kind]]  # type: ignore[index]
    more = {Card: ["labels", "hidden"], Theme: ["labels"], Verdict: ["day"]}
    names = ["id", *parents, *SEARCHED_FIELDS[KIND_OF[kind]], *more.get(kind, [])]
    return list(dict.fromkeys(names))


@cache
def _readers() -> dict[type[Details | Item], tuple[list[str], Statement]]:
    """Return the columns that are read of each kind, and the statement that reads a meeting's."""
    found: dict[type[Details | Item], tuple[list[str], Statement]] = {}
    for kind in KIND_OF:
        c, names = TABLES[kind].c, _columns(kind)
        of = c.id if kind is Details else c.meeting_id
        wanted = select(*(c[name] for name in names)).where(of == bindparam("meeting"))
        found[kind] = names, Statement(wanted)
    return found


_t = texts.c
_of_meeting = _t.meeting_id == bindparam("meeting")
_LISTED = Statement(
    select(meetings.c.discarded_at, meetings.c.team_id).where(meetings.c.id == bindparam("meeting"))
)


def _any(kind: str) -> Exists:
    return exists().where(_of_meeting, _t.kind == bindparam(kind))


_STATE = Statement(
    select(_any("hidden"), _any("title"), select(func.max(_t.number)).scalar_subquery())
)
_STATES = {"hidden": HIDDEN_CARD, "title": TITLE}
_stored_columns = (_t.kind, _t.id, _t.number, _t.text, _t.day)
_OF_KIND = Statement(select(*_stored_columns).where(_of_meeting, _t.kind == bindparam("kind")))
_OF_RECORD = Statement(
    select(*_stored_columns).where(
        _of_meeting, _t.kind == bindparam("kind"), _t.id == bindparam("known")
    )
)
_INSERT = Statement(insert(texts))
_DELETE = Statement(delete(texts).where(_t.number == bindparam("known")))
_LEARN = Statement(insert(trigrams).values(rowid=bindparam("number"), text=bindparam("text")))
_LEARN_NEW = Statement(
    insert(trigrams).from_select(
        ["rowid", "text"], select(_t.number, _t.text).where(_t.number > bindparam("first"))
    )
)
_FORGET = Statement(
    insert(trigrams).values(
        search_index=bindparam("command"), rowid=bindparam("number"), text=bindparam("text")
    )
)
_COUNT = select(func.count()).select_from(texts)
