"""The hub of a small office: its database is one file of SQLite, served by one process."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from facilitator.storage.db.connection import pooled
from facilitator.storage.db.lock import try_lock
from facilitator.storage.hub.errors import HubDatabaseError

_CONNECTIONS = 4
_BUSY_SECONDS = 10.0
"""How long a command waits while the server writes."""
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    # What is erased is overwritten in the file.
    "PRAGMA secure_delete = ON",
)
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_PATIENCE = "PRAGMA busy_timeout = {}"


def engine_of(file: Path) -> Engine:
    """Return an engine for a database file, which is created on first use, for its owner only."""

    def connect() -> sqlite3.Connection:
        os.close(_open(file, file))
        raw = sqlite3.connect(
            file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            raw.execute(pragma)
        return raw

    return pooled(connect, _CONNECTIONS)


def overwrite_log(engine: Engine, seconds: float) -> bool:
    """Empty SQLite's write-ahead log, which has the words that were just erased.

    Returns False where somebody still reads, after so many seconds, what was there before.
    """
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(_PATIENCE.format(int(seconds * 1_000))).close()
        ((is_busy, _, _),) = raw.cursor().execute(_EMPTY_LOG).fetchall()
        return not is_busy
    finally:
        raw.cursor().execute(_PATIENCE.format(int(_BUSY_SECONDS * 1_000))).close()
        raw.close()


class ServerLock:
    """The right to serve a database file, held by one process until it is released or ends."""

    def __init__(self, database: Path) -> None:
        """Take the right. Raises HubDatabaseError if another process has it."""
        file = database.with_name(f"{database.name}.serving")
        self._handle: int | None = _open(file, database)
        try:
            try_lock(self._handle)
        except OSError:
            self.release()
            raise HubDatabaseError(
                f"Another hub is already serving {database}. Stop that one first; one database"
                " file can be served by one hub only."
            ) from None

    def release(self) -> None:
        """Let another process serve; may be called again."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _open(file: Path, database: Path) -> int:
    """Open a file of a database for its owner only; create it first if need be.

    Raises HubDatabaseError.
    """
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HubDatabaseError(
            f"The database {database} can’t be opened ({error.strerror}). Check the folder and who"
            " may write there."
        ) from None
