"""The tables as SQLite is told to make them, so that the first start needs no SQLAlchemy either.

A test holds these statements against schema.py, which says what they mean.
"""

import sqlite3
from collections.abc import Sequence

from facilitator.storage.marks import APPLICATION_ID, VERSION

_TO_MEETING = "REFERENCES meetings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"


def _table(name: str, lines: Sequence[str]) -> str:
    # Line by line, for whoever reads the database with another program.
    return f"CREATE TABLE {name} (\n\t" + ",\n\t".join(lines) + "\n) WITHOUT ROWID"


def _items(name: str, *columns: str) -> str:
    """A table of items of meetings."""
    return _table(
        name,
        [
            *("meeting_id TEXT NOT NULL", "id TEXT NOT NULL"),
            *columns,
            *("text TEXT NOT NULL", "place INTEGER NOT NULL"),
            "PRIMARY KEY (meeting_id, id)",
            f"FOREIGN KEY(meeting_id) {_TO_MEETING}",
        ],
    )


CREATE = (
    _table(
        "meetings",
        [
            *("id TEXT NOT NULL", "title TEXT NOT NULL", "exercise TEXT NOT NULL"),
            *("held_on TEXT NOT NULL", "team TEXT NOT NULL", "facilitator TEXT NOT NULL"),
            *("participants TEXT NOT NULL", "next_on TEXT", "first TEXT"),
            *("created_at TEXT NOT NULL", "updated_at TEXT NOT NULL", "discarded_at TEXT"),
            "PRIMARY KEY (id)",
        ],
    ),
    _items(
        "actions",
        *("strategy TEXT NOT NULL", "owner TEXT NOT NULL", "due TEXT"),
        *("sign TEXT NOT NULL", "status TEXT NOT NULL"),
    ),
    _table(
        "bookmarks",
        [
            *("id TEXT NOT NULL", "stage TEXT NOT NULL", "gap TEXT", "side TEXT"),
            *('"left" TEXT', '"right" TEXT', "drafts TEXT NOT NULL"),
            "PRIMARY KEY (id)",
            f"FOREIGN KEY(id) {_TO_MEETING}",
        ],
    ),
    _items(
        "cards",
        *('"column" TEXT NOT NULL', "theme TEXT", "rank INTEGER", "labels TEXT NOT NULL"),
    ),
    _items("excuses", "gap TEXT NOT NULL"),
    _items("origins", "parent TEXT NOT NULL"),
    _items("statements", "stage TEXT NOT NULL", "ticks TEXT NOT NULL"),
    _items("strategies", "excuse TEXT NOT NULL"),
    _items("themes", '"column" TEXT NOT NULL', "rank INTEGER", "labels TEXT NOT NULL"),
)
"""A statement a table, those that others refer to first."""


def create(raw: sqlite3.Connection) -> None:
    """The tables and the marks of the file, in one transaction. Raises sqlite3.Error."""
    raw.execute("BEGIN IMMEDIATE")
    for statement in CREATE:
        raw.execute(statement)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {VERSION}")
    raw.execute("COMMIT")
