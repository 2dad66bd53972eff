"""A copy of all that a connection holds, in a file of its own; the only place for VACUUM INTO."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from facilitator.progress import Progress
from facilitator.storage.backup.contents import row_counts
from facilitator.storage.backup.interruptible import interruptible
from facilitator.storage.db import faults, pragmas
from facilitator.storage.db.connection import raw_of
from facilitator.storage.db.problems import NoBackupError

FAULTS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_NOMEM: "the computer's memory is full",
    sqlite3.SQLITE_CORRUPT: "the meetings' own file is damaged",
    sqlite3.SQLITE_NOTADB: "the meetings' own file is damaged",
}
"""What SQLite's result codes mean for a copy."""


def copy_database(connection: Connection, part: Path, progress: Progress) -> dict[str, int]:
    """Write the database of a connection into an empty file; returns the rows of each table.

    All of it is done on the calling thread, which has the connection. Raises StorageError.
    """
    raw = raw_of(connection)
    try:
        rows = row_counts(connection)
        total = pragmas.size(raw)
        with interruptible(raw, lambda: progress(_size(part), total)):
            raw.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        fault = faults.fault_of_writing(error, part.parent, FAULTS)
        raise NoBackupError(part.parent, fault) from error
    return rows


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0
