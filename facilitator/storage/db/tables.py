"""The statements that make the tables, so that the first start needs no SQLAlchemy.

A test holds these statements against schema.py, which says what they mean.
"""

import sqlite3
from collections.abc import Sequence

from facilitator.storage.db.file_format import APPLICATION_ID, VERSION

_TO_MEETING = "REFERENCES meetings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"


def _switch(name: str) -> str:
    return f"{name} INTEGER DEFAULT '0' NOT NULL"


def _table(name: str, lines: Sequence[str]) -> str:
    # Line by line, for reading the database with another program.
    return f"CREATE TABLE {name} (\n\t" + ",\n\t".join(lines) + "\n) WITHOUT ROWID"


def _items(name: str, *columns: str, since: Sequence[str] = ()) -> str:
    """Return the statement for a table of items; `since` are columns of later versions."""
    return _table(
        name,
        [
            "meeting_id TEXT NOT NULL",
            "id TEXT NOT NULL",
            *columns,
            "text TEXT NOT NULL",
            "place INTEGER NOT NULL",
            *since,
            "PRIMARY KEY (meeting_id, id)",
            f"FOREIGN KEY(meeting_id) {_TO_MEETING}",
        ],
    )


CREATE = (
    _table(
        "meetings",
        [
            "id TEXT NOT NULL",
            "title TEXT NOT NULL",
            "exercise TEXT NOT NULL",
            "held_on TEXT NOT NULL",
            "team TEXT NOT NULL",
            "facilitator TEXT NOT NULL",
            "participants TEXT NOT NULL",
            "next_on TEXT",
            "first TEXT",
            "created_at TEXT NOT NULL",
            "updated_at TEXT NOT NULL",
            "discarded_at TEXT",
            _switch("signed"),
            "PRIMARY KEY (id)",
        ],
    ),
    _items(
        "actions",
        "strategy TEXT NOT NULL",
        "owner TEXT NOT NULL",
        "due TEXT",
        "sign TEXT NOT NULL",
        "status TEXT NOT NULL",
    ),
    _table(
        "bookmarks",
        [
            "id TEXT NOT NULL",
            "stage TEXT NOT NULL",
            "gap TEXT",
            "side TEXT",
            '"left" TEXT',
            '"right" TEXT',
            "drafts TEXT NOT NULL",
            "turn TEXT",
            _switch("seat"),
            _switch("private"),
            "PRIMARY KEY (id)",
            f"FOREIGN KEY(id) {_TO_MEETING}",
        ],
    ),
    _items(
        "cards",
        '"column" TEXT NOT NULL',
        "theme TEXT",
        "rank INTEGER",
        "labels TEXT NOT NULL",
        since=("author TEXT DEFAULT '' NOT NULL", _switch("veiled")),
    ),
    _items("excuses", "gap TEXT NOT NULL"),
    _items("origins", "parent TEXT NOT NULL"),
    _items("statements", "stage TEXT NOT NULL", "ticks TEXT NOT NULL"),
    _items("strategies", "excuse TEXT NOT NULL"),
    _items("themes", '"column" TEXT NOT NULL', "rank INTEGER", "labels TEXT NOT NULL"),
    _table(
        "clocks",
        [
            "id TEXT NOT NULL",
            "minutes INTEGER",
            "stage TEXT",
            "since TEXT",
            "given TEXT NOT NULL",
            "spent TEXT NOT NULL",
            "PRIMARY KEY (id)",
            f"FOREIGN KEY(id) {_TO_MEETING}",
        ],
    ),
    _table(
        "ballots",
        [
            "meeting_id TEXT NOT NULL",
            "id TEXT NOT NULL",
            "place INTEGER NOT NULL",
            "voters INTEGER NOT NULL",
            "dots INTEGER NOT NULL",
            "most INTEGER NOT NULL",
            "secret INTEGER NOT NULL",
            "closed INTEGER NOT NULL",
            "votes TEXT NOT NULL",
            "PRIMARY KEY (meeting_id, id)",
            f"FOREIGN KEY(meeting_id) {_TO_MEETING}",
        ],
    ),
)
"""A statement a table, those that others refer to first.

In every version a table begins on the page that it began on before: what is new comes last.
"""
NAMES = tuple(statement.split()[2] for statement in CREATE)
"""The tables in the order of their first pages."""


def create(raw: sqlite3.Connection) -> None:
    """Create the tables and mark the file as ours, in one transaction. Raises sqlite3.Error."""
    raw.execute("BEGIN IMMEDIATE")
    for statement in CREATE:
        raw.execute(statement)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {VERSION}")
    raw.execute("COMMIT")
