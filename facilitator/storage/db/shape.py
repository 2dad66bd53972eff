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

from facilitator.domain.limits import LONGEST, LONGEST_ID, LONGEST_LIST, MOST_MEETINGS
from facilitator.domain.text import shortened
from facilitator.storage.db import faults
from facilitator.storage.db.file_format import later_columns, table_names
from facilitator.storage.db.tables import CREATE, NAMES

LARGEST_ROW = 1 << 26
"""Bytes of a value or row that are read at most: as many as an imported file may have."""
_LONGEST_STATEMENT = 100_000
_STEPS = 20_000
"""Steps of SQLite's machine in which a catalog of ours is read many times over."""
_WORD = re.compile(
    r"""("(?:[^"]|"")*"|\[[^\]]*\]|`(?:[^`]|``)*`)|('(?:[^']|'')*'|\w+|[^\s\w])""", re.ASCII
)
_PLAIN = re.compile(r"\w+", re.ASCII)
_CATALOG = """
SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB),
    CAST(rootpage AS INTEGER)
FROM sqlite_schema ORDER BY rowid
"""
_PRAGMAS = ("table_xinfo", "foreign_key_list", "index_list")

Shape = tuple[list[tuple[object, ...]], ...]


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
    raw.execute("PRAGMA trusted_schema = OFF")
    # A million tables would otherwise take minutes and gigabytes.
    raw.set_progress_handler(lambda: 1, _STEPS)


def read_catalog(raw: sqlite3.Connection) -> list[Entry]:
    """Return what is in the file; after this, reading is not bounded any more but for its values.

    The connection was limited. Raises sqlite3.Error, and UnicodeDecodeError.
    """
    found = [
        Entry(_text(kind), _text(name), _text(table), _text(sql), root)
        for kind, name, table, sql, root in raw.execute(_CATALOG)
    ]
    raw.set_progress_handler(None, 0)
    return found


def difference(raw: sqlite3.Connection, version: int, catalog: Sequence[Entry]) -> str:
    """Return what a file holds that its version never makes, as part of a sentence.

    Empty when there is nothing of that kind. Raises sqlite3.Error.
    """
    wanted = _statements(version)
    made: dict[str, int] = {}
    written_otherwise = []
    for entry in catalog:
        name = entry.name
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
        if _shape(raw, name) != _shapes(version)[name]:
            return f"another form of the table “{name}”"
    if len(made) < len(wanted):
        return "fewer tables than it needs"
    first = [made[name] for name in NAMES if name in table_names(1)]
    if first != sorted(first) or len(set(made.values())) < len(made):
        return "tables in another order"
    return ""


def has_oversized(raw: sqlite3.Connection) -> bool:
    """Return whether there are too many meetings, or one with a value that is too long.

    Comes before has_orphans: each search for a row beside one of 100 MB reads all of that. Raises
    sqlite3.Error.
    """
    (count,) = raw.execute("SELECT count(*) FROM meetings").fetchone()
    longest = {"id": LONGEST_ID, "text": LONGEST, "list": LONGEST_LIST}
    return count > MOST_MEETINGS or raw.execute(_OVERSIZED, longest).fetchone() is not None


_OVERSIZED = """
SELECT 1 FROM meetings WHERE length(id) > :id OR length(exercise) > :id OR length(title) > :text
OR length(team) > :text OR length(facilitator) > :text OR length(participants) > :list LIMIT 1
"""


def has_orphans(raw: sqlite3.Connection, version: int) -> bool:
    """Return whether anything belongs to a meeting that is missing. Raises sqlite3.Error.

    As the pragma foreign_key_check, but from meeting to meeting and not from row to row. A damaged
    page is reported only when it is read: the other meetings can be used.
    """
    for name in table_names(version) - {"meetings"}:
        statement = _LONE_SINGLE if name in _SINGLES else _LONE_ITEM
        try:
            found = raw.execute(statement.format(table=name)).fetchone()
        except sqlite3.DatabaseError as error:
            if faults.code_of(error) != sqlite3.SQLITE_CORRUPT:
                raise
        else:
            if found is not None:
                return True
    return False


_SINGLES = ("bookmarks", "clocks")
"""The tables with a row a meeting."""
_LONE_SINGLE = "SELECT 1 FROM {table} WHERE id NOT IN (SELECT id FROM meetings) LIMIT 1"
_LONE_ITEM = """
WITH RECURSIVE met(id) AS (
    SELECT min(meeting_id) FROM {table}
    UNION ALL SELECT (SELECT min(meeting_id) FROM {table} WHERE meeting_id > met.id) FROM met
    WHERE met.id IS NOT NULL
)
SELECT 1 FROM met WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM meetings) LIMIT 1
"""


@cache
def _statements(version: int) -> dict[str, str]:
    """Return the statements that make the tables of a version, by name."""
    return {
        name: _without(statement, later_columns(version).get(name, ()))
        for name, statement in zip(NAMES, CREATE, strict=True)
        if name in table_names(version)
    }


def _without(statement: str, columns: tuple[str, ...]) -> str:
    comma = ",\n"
    start, end = statement.index("(") + 1, statement.rindex(")")
    lines = statement[start:end].split(comma)
    kept = [line for line in lines if line.split()[0] not in columns]
    return f"{statement[:start]}{comma.join(kept)}{statement[end:]}"


@cache
def _shapes(version: int) -> dict[str, Shape]:
    """Return the shapes of the tables of a version, by name."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        for statement in _statements(version).values():
            raw.execute(statement)
        return {name: _shape(raw, name) for name in _statements(version)}


def _shape(raw: sqlite3.Connection, table: str) -> Shape:
    """Return the columns, keys, defaults and indexes of a table."""
    found = [raw.execute(f"PRAGMA {pragma}({table})").fetchall() for pragma in _PRAGMAS]
    indexes = [str(name) for _, name, *_ in found[-1]]
    return (*found, *(raw.execute(f'PRAGMA index_xinfo("{each}")').fetchall() for each in indexes))


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
