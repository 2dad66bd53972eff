"""Compare a database with what its version makes, before anything in the file can run.

SQLite runs what a file brings along: a trigger at each change, the functions in a view, an index, a
default, a check or a generated column whenever the table is used. Nothing of that is ever made by
this program, so a file that holds any of it is refused. Only the catalog is read to find it.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import DBAPIError

from facilitator.domain.limits import LONGEST, LONGEST_ID, LONGEST_LIST, MOST_MEETINGS
from facilitator.domain.text import shortened
from facilitator.storage.db import creation, faults, pragmas, search_tables
from facilitator.storage.db.connection import raw_of, rows_of, transaction, wrap
from facilitator.storage.db.schema import meetings, table_names, tables
from facilitator.storage.db.tables import sharing_tables

LARGEST_ROW = 1 << 26
"""Bytes of a value or row that are read at most: as many as an imported file may have."""
_LONGEST_STATEMENT = 100_000
_STEPS = 20_000
"""Steps of SQLite's machine in which a catalog of ours is read many times over."""
_WORD = re.compile(
    r"""("(?:[^"]|"")*"|\[[^\]]*\]|`(?:[^`]|``)*`)|('(?:[^']|'')*'|\w+|[^\s\w])""", re.ASCII
)
_PLAIN = re.compile(r"\w+", re.ASCII)
CATALOG = table(
    "sqlite_master",
    *(column(name) for name in ("rowid", "type", "name", "tbl_name", "sql", "rootpage")),
)
"""What SQLite itself knows of the tables in a file; nothing in it can be trusted to be text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the file's catalog."""

    kind: str
    name: str
    table: str
    sql: str
    root: int


def limit(raw: sqlite3.Connection) -> None:
    """Bound what a file can make SQLite read; comes before anything else on a connection.

    Reading the catalog is bounded until it has been compared. Raises sqlite3.Error.
    """
    raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
    raw.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    pragmas.distrust(raw)
    # A million tables would otherwise take minutes and gigabytes.
    raw.set_progress_handler(lambda: 1, _STEPS)


def read_catalog(connection: Connection) -> list[Entry]:
    """Return what is in the file; after this, reading is not bounded any more but for its values.

    The connection was limited. Raises as SQLAlchemy does, and UnicodeDecodeError.
    """
    entries = rows_of(connection, _ENTRIES)
    raw_of(connection).set_progress_handler(None, 0)
    return [
        Entry(_text(kind), _text(name), _text(of), _text(sql), root)
        for kind, name, of, sql, root in entries
    ]


_ENTRIES = select(
    *(cast(CATALOG.c[name], LargeBinary) for name in ("type", "name", "tbl_name", "sql")),
    cast(CATALOG.c.rootpage, Integer),
).order_by(CATALOG.c.rowid)


def difference(connection: Connection, version: int, catalog: Sequence[Entry]) -> str:
    """Return what a file holds that its version never makes, as part of a sentence.

    Empty when there is nothing of that kind. Raises sqlite3.Error.
    """
    wanted = _statements(version)
    made: dict[str, int] = {}
    written_otherwise = []
    for entry in catalog:
        name = entry.name
        if _is_index_of_sharing(entry, version) and name not in made:
            made[name] = entry.root
            continue
        if version >= search_tables.SINCE and _is_of_index(entry) and name not in made:
            made[name] = entry.root
            continue
        if entry.kind != "table" or name != entry.table or name not in wanted or name in made:
            return f"{_kind(entry)} “{_shown(name)}”"
        made[name] = entry.root
        # A migration leaves other spaces behind: such a table is looked at closer.
        if entry.sql != wanted[name]:
            written_otherwise.append(name)
            if said := _other_words(entry.sql, wanted[name]):
                return f"{said} the table “{name}”"
    for name in written_otherwise:
        # Only now: SQLite looks closer at tables that are written with our words alone.
        if pragmas.form_of(raw_of(connection), name) != _forms(version)[name]:
            return f"another form of the table “{name}”"
    if not wanted.keys() <= made.keys():
        return "fewer tables than it needs"
    first = [made[name] for name in table_names(1)]
    if first != sorted(first) or len(set(made.values())) < len(made):
        return "tables in another order"
    return ""


def _is_of_index(entry: Entry) -> bool:
    """Return whether an entry is one of the search index, exactly as SQLite makes it."""
    return (entry.kind, entry.table, entry.sql) == search_tables.expected().get(entry.name)


def _is_index_of_sharing(entry: Entry, version: int) -> bool:
    """Return whether an entry is an index that SQLite itself makes for a table of sharing."""
    return (entry.kind, entry.sql) == ("index", "") and any(
        entry.table == each.name and entry.name in sharing_tables.index_names(each)
        for each in sharing_tables.tables(version)
    )


def has_oversized(connection: Connection) -> bool:
    """Return whether there are too many meetings, or one with a value that is too long.

    Comes before has_orphans: each search for a row beside one of 100 MB reads all of that. Raises
    as SQLAlchemy does.
    """
    (count,) = connection.execute(select(func.count()).select_from(meetings)).one()
    return count > MOST_MEETINGS or bool(connection.execute(_OVERSIZED).scalar())


_LENGTHS = {
    "id": LONGEST_ID,
    "exercise": LONGEST_ID,
    "title": LONGEST,
    "team": LONGEST,
    "facilitator": LONGEST,
    "participants": LONGEST_LIST,
}
_OVERSIZED = select(
    exists().where(or_(*(func.length(meetings.c[name]) > most for name, most in _LENGTHS.items())))
)


def has_orphans(connection: Connection, version: int) -> bool:
    """Return whether anything belongs to a meeting that is missing. Raises as SQLAlchemy does.

    As the pragma foreign_key_check, but from meeting to meeting and not from row to row. A damaged
    page is reported only when it is read: the other meetings can be used.
    """
    for each in tables(version):
        if each is meetings:
            continue
        try:
            found = connection.execute(_lone(each)).scalar()
        except DBAPIError as error:
            if faults.code_of(error) != sqlite3.SQLITE_CORRUPT:
                raise
        else:
            if found:
                return True
    return False


@cache
def _lone(of: Table) -> Select[bool]:
    """Return the query whether a table has rows of a meeting that is missing."""
    known = select(meetings.c.id)
    if "meeting_id" not in of.c:
        return select(exists().where(of.c.id.not_in(known)))
    # From one meeting to the next by the index, which begins with the meeting.
    met = select(func.min(of.c.meeting_id).label("id")).cte("met", recursive=True)
    following = select(func.min(of.c.meeting_id)).where(of.c.meeting_id > met.c.id)
    met = met.union_all(select(following.scalar_subquery()).where(met.c.id.is_not(None)))
    return select(exists().where(met.c.id.is_not(None), met.c.id.not_in(known)))


@cache
def first_pages(version: int) -> dict[str, int]:
    """Return the page on which each table begins in a new file of a version.

    They are not in a row: what the file says of its tables has pages in between.
    """
    empty = sqlite3.connect(":memory:", isolation_level=None)
    with closing(wrap(empty)) as connection, transaction(connection):
        for statement in _statements_of_records(version).values():
            connection.exec_driver_sql(statement)
        return dict(rows_of(connection, select(CATALOG.c.name, CATALOG.c.rootpage)))


def _statements(version: int) -> dict[str, str]:
    """Return the statements that make the tables of a version, by name."""
    made = sharing_tables.tables(version)
    sharing = {each.name: creation.plain_statement(each, dialect()) for each in made}
    return _statements_of_records(version) | sharing


def _statements_of_records(version: int) -> dict[str, str]:
    return {each.name: creation.statement(each, dialect(), version) for each in tables(version)}


@cache
def _forms(version: int) -> dict[str, pragmas.Form]:
    """Return all that pragmas tell of the tables of a version, by name."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        for statement in _statements(version).values():
            raw.execute(statement)
        return {name: pragmas.form_of(raw, name) for name in _statements(version)}


# What no pragma tells: checks, collations, what a constraint does on a conflict


def _other_words(sql: str, ours: str) -> str:
    """Return how a statement differs from ours, as the start of a phrase; spaces do not count.

    The pragmas compare the order: a migration may add a column at another place.
    """
    found, wanted = _words(sql), _words(ours)
    more = Counter(found) - Counter(wanted)
    strange = sorted(more, key=lambda word: (word in wanted, not word.isidentifier()))
    if strange:
        return f"“{_shown(strange[0])}” in"
    return "" if len(found) == len(wanted) else "another form of"


def _words(sql: str) -> list[str]:
    """Return the words and signs of a statement; a plain name is the same with quotes."""
    found = []
    for quoted, other in _WORD.findall(sql[:_LONGEST_STATEMENT]):
        name = quoted[1:-1]
        found.append((name if _PLAIN.fullmatch(name) else quoted or other).casefold())
    return found


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def _kind(entry: Entry) -> str:
    if entry.kind == "table" and _words(entry.sql)[1:2] == ["virtual"]:
        return "a virtual table"
    known = ("table", "index", "view", "trigger")
    article = "an" if entry.kind == "index" else "a"
    return f"{article} {entry.kind}" if entry.kind in known else "an entry"


def _shown(name: str) -> str:
    """Return a foreign name, short and without what would alter the sentence around it."""
    plain = "".join(c if c.isprintable() and c not in "<>&“”" else "\ufffd" for c in name[:200])
    return shortened(plain)
