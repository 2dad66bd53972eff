"""SQLite's pragmas, for which Core has no form; the only place for their text.

Each raises sqlite3.Error.
"""

import sqlite3
from enum import Enum

from facilitator.storage.db.file_format import APPLICATION_ID, VERSION

_FORM = ("table_xinfo", "foreign_key_list", "index_list")

Form = tuple[list[tuple[object, ...]], ...]
"""All that pragmas tell of a table."""


class Journal(Enum):
    """How SQLite keeps what undoes or redoes a change."""

    WAL = "WAL"
    DELETE = "DELETE"
    MEMORY = "MEMORY"


def configure(raw: sqlite3.Connection, *, shared: bool) -> None:
    """Set up the connection to the live database; `shared` if others may copy or sync its file."""
    # Exclusive before WAL: the lock is held for good and no shared memory file is needed.
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute("PRAGMA fullfsync = ON")
    raw.execute("PRAGMA checkpoint_fullfsync = ON")
    enforce_foreign_keys(raw, on=True)
    distrust(raw)
    # EXTRA, since FULL may lose the last commit in a power cut when the journal comes back.
    raw.execute(f"PRAGMA synchronous = {'EXTRA' if shared else 'FULL'}")


def distrust(raw: sqlite3.Connection) -> None:
    """Let nothing that a file brings along call what may do harm."""
    raw.execute("PRAGMA trusted_schema = OFF")


def open_catalog(raw: sqlite3.Connection) -> None:
    """Let tables be removed from the file's catalog that cannot be removed in any other way."""
    raw.execute("PRAGMA writable_schema = ON")


def read_catalog_again(raw: sqlite3.Connection) -> None:
    """Let the catalog alone again, and know the tables as it has them now."""
    raw.execute("PRAGMA writable_schema = RESET")


def enforce_foreign_keys(raw: sqlite3.Connection, *, on: bool) -> None:
    raw.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def forgo_syncs(raw: sqlite3.Connection) -> None:
    """Write fast into a file that nobody else sees, and that is synced as a whole later."""
    set_journal(raw, Journal.MEMORY)
    raw.execute("PRAGMA synchronous = OFF")


def set_journal(raw: sqlite3.Connection, journal: Journal) -> None:
    # Fetched to the end: a fault while the mode changes comes after the first row.
    raw.execute(f"PRAGMA journal_mode = {journal.value}").fetchall()


def keeps_log(raw: sqlite3.Connection) -> bool:
    """Return whether SQLite writes changes into a log beside the file."""
    return bool(raw.execute("PRAGMA journal_mode").fetchone() == ("wal",))


def begin_log(raw: sqlite3.Connection, journal: Journal) -> None:
    """Let SQLite keep such a journal, and make its file: it does so when it first reads."""
    set_journal(raw, journal)
    raw.execute("PRAGMA schema_version").fetchall()


def application_id(raw: sqlite3.Connection) -> int:
    return _number(raw, "application_id")


def user_version(raw: sqlite3.Connection) -> int:
    return _number(raw, "user_version")


def mark_as_ours(raw: sqlite3.Connection) -> None:
    """Mark a file as this program's, of today's version."""
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    set_version(raw, VERSION)


def set_version(raw: sqlite3.Connection, version: int) -> None:
    raw.execute(f"PRAGMA user_version = {version}")


def modules(raw: sqlite3.Connection) -> set[str]:
    """Return the kinds of virtual tables that this SQLite has."""
    return {str(name) for (name,) in raw.execute("PRAGMA module_list")}


def size(raw: sqlite3.Connection) -> int:
    """Return the bytes that the database takes."""
    return _number(raw, "page_count") * _number(raw, "page_size")


def is_intact(raw: sqlite3.Connection) -> bool:
    """Return whether SQLite finds nothing wrong with the file."""
    return bool(raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def is_table_intact(raw: sqlite3.Connection, table: str) -> bool:
    """Return whether SQLite finds nothing wrong with the pages of a table."""
    try:
        return raw.execute(f"PRAGMA integrity_check({table})").fetchall() == [("ok",)]
    except sqlite3.DatabaseError as error:
        # It gives up where a page is of no kind at all.
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT:
            raise
        return False


def has_lone_rows(raw: sqlite3.Connection) -> bool:
    """Return whether any row belongs to one that is missing."""
    return raw.execute("PRAGMA foreign_key_check").fetchone() is not None


def form_of(raw: sqlite3.Connection, table: str) -> Form:
    """Return the columns, keys, defaults and indexes of a table."""
    found = [raw.execute(f"PRAGMA {pragma}({table})").fetchall() for pragma in _FORM]
    indexes = [str(name) for _, name, *_ in found[-1]]
    return (*found, *(raw.execute(f'PRAGMA index_xinfo("{each}")').fetchall() for each in indexes))


def _number(raw: sqlite3.Connection, pragma: str) -> int:
    (found,) = raw.execute(f"PRAGMA {pragma}").fetchone()
    return int(found)
