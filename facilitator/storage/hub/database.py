"""The hub's database, PostgreSQL or SQLite: whole transactions, each for one organisation.

A transaction that the database breaks off is done again from its start. So all that is done in one
can be done twice without harm: ids and secrets are chosen before, and are found the second time.
"""

import random
import sqlite3
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sqlalchemy import URL, Connection, func, make_url, select
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionError

from facilitator.storage.db.connection import begin_reading
from facilitator.storage.hub.base.postgresql_engine import PostgresEngine
from facilitator.storage.hub.errors import DatabaseAwayError, HubDatabaseError, UnfitDataError
from facilitator.storage.hub.sqlite_file import engine_of, overwrite_log

MOST_TRIES = 6
_PATIENCE = 4.0
"""Seconds after which a transaction is not tried again."""
_READERS_SECONDS = 1.0
"""How long an erasure waits for those who read meanwhile."""
_NOT_PRIVILEGED = "42501"
_NO_TABLES = ("42P01", "SQLITE_ERROR")
_UNFIT = "The database doesn’t take these values."
_T = TypeVar("_T")


class Database:
    """A pool of connections, for any thread."""

    def __init__(self, url: str) -> None:
        """Take the address as SQLAlchemy writes it. Raises HubDatabaseError if it is no good."""
        self.url = parsed(url)
        self.file = file_of(self.url)
        self._postgres: PostgresEngine | None = None
        if self.file is None:
            self._postgres = PostgresEngine(self.url)
            self.engine = self._postgres.engine
        else:
            self.engine = engine_of(self.file)
        self._one_writes = RLock()
        self._has_erased_words = bool(self.file)
        """Whether SQLite's log may have words that were erased, perhaps before a hub was killed."""

    @property
    def is_postgresql(self) -> bool:
        return self.file is None

    @property
    def is_pooled(self) -> bool:
        """Whether a pooler such as PgBouncer answers, as far as is known by now."""
        return self._postgres is not None and self._postgres.is_pooled

    def run(self, org: str, work: Callable[[Connection], _T], *, reads_only: bool = False) -> _T:
        """Do `work` in a transaction that sees rows of this organisation only; "" sees none.

        Raises DatabaseAwayError, HubDatabaseError, UnfitDataError and what `work` raises.
        """
        until, detail = time.monotonic() + _PATIENCE, ""
        for tried in range(1, MOST_TRIES + 1):
            try:
                return self._once(org, work, reads_only)
            except DBAPIError as error:
                code, detail = code_of(error), _said_when_connecting(error)
                _raise_if_final(error, code)
            except (UnicodeEncodeError, OverflowError):
                # The driver itself found no way to say it to the database.
                raise UnfitDataError(_UNFIT) from None
            except NoConnectionError:
                code = "pool"
            if tried == MOST_TRIES or time.monotonic() > until:
                break
            time.sleep(random.uniform(0.2, 1.0) * 0.02 * 2**tried)
        raise DatabaseAwayError(code, detail)

    def size(self) -> int:
        """Return the bytes of the whole database. Raises as `run` does."""
        if self.file:
            return self.file.stat().st_size
        sized = select(func.pg_database_size(func.current_database()))
        return self.run("", lambda connection: connection.scalar(sized) or 0, reads_only=True)

    def empty_log(self) -> None:
        """Take erased words out of SQLite's log too; PostgreSQL's is its administrator's.

        What somebody still reads goes with the first change after that.
        """
        self._has_erased_words = bool(self.file)
        self._empty_log(_READERS_SECONDS)

    def _empty_log(self, seconds: float = 0.0) -> None:
        if self._has_erased_words:
            with self._one_writes:
                try:
                    self._has_erased_words = not overwrite_log(self.engine, seconds)
                except (DBAPIError, sqlite3.Error):
                    # The erasure is written all the same.
                    self._has_erased_words = True

    def close(self) -> None:
        self.engine.dispose()

    def _once(self, org: str, work: Callable[[Connection], _T], reads_only: bool) -> _T:
        if self._postgres is not None:
            with self.engine.begin() as connection:
                self._postgres.begin_for(connection, org)
                return work(connection)
        if reads_only:
            with self.engine.connect() as connection:
                begin_reading(connection)
                with connection.begin():
                    return work(connection)
        # SQLite would let its threads wait for each other by sleeping.
        with self._one_writes:
            with self.engine.begin() as connection:
                done = work(connection)
            self._empty_log()
            return done


def parsed(url: str) -> URL:
    """Return the address of a database that a hub can have. Raises HubDatabaseError."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):
        raise _no_address() from None
    backend = found.get_backend_name()
    if backend == "sqlite" and found.database not in (None, "", ":memory:"):
        return found
    if backend != "postgresql":
        raise _no_address()
    if find_spec("psycopg") is None:
        raise HubDatabaseError(
            "PostgreSQL needs a driver that isn’t installed. Install it with:"
            " python -m pip install 'facilitator[hub]'"
        )
    return found.set(drivername="postgresql+psycopg")


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database, None for PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    return Path(url.database or "").absolute()


def code_of(error: DBAPIError) -> str:
    """Return the state that the database gave with an error, without any words of a row."""
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    return str(state or type(error.orig).__name__)


def _said_when_connecting(error: DBAPIError) -> str:
    """Return what the server said to a connection; "" if there was one, for that may name rows."""
    if error.statement is not None or error.connection_invalidated:
        return ""
    lines = str(error.orig).strip().splitlines()
    return lines[-1].rpartition("FATAL:")[2].strip().rstrip(".") if lines else ""


def not_set_up() -> HubDatabaseError:
    return HubDatabaseError(
        "The hub’s tables aren’t in this database. Run facilitator hub init first."
    )


def _no_address() -> HubDatabaseError:
    return HubDatabaseError(
        "That isn’t the address of a database. Use postgresql://role@host/database or"
        " sqlite:////folder/hub.db."
    )


def _raise_if_final(error: DBAPIError, code: str) -> None:
    """Raise what another try can't mend.

    It can where the database is away, too busy or deadlocked, or another was quicker: then the next
    try sees what that one did.
    """
    if code in _NO_TABLES:
        raise not_set_up() from None
    if code == _NOT_PRIVILEGED:
        raise HubDatabaseError(
            "The hub’s role may not do this in the database. Give --database with the role of its"
            " owner, or run facilitator hub init as the owner if the hub lacks its rights."
        ) from None
    if isinstance(error, DataError):
        raise UnfitDataError(_UNFIT) from None
    if not isinstance(error, OperationalError | InternalError | IntegrityError):
        raise HubDatabaseError(f"The database refused a statement of the hub ({code}).") from None
