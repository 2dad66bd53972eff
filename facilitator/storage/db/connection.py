"""SQLAlchemy's connection to a database, and the transactions on it; the only place for BEGIN.

Core has no form for a transaction that takes SQLite's write lock at its start.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import islice
from threading import local
from typing import Any, cast

from sqlalchemy import Connection, Engine, Executable, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool, PoolProxiedConnection, QueuePool
from sqlalchemy.sql.expression import ClauseElement

_WRITING, _ALONE, _READING = "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN"
_BEGIN = "begin"
"""Under this name, a connection knows how its next transaction begins, if not as usual."""
POOL_SECONDS = 10.0
"""How long a thread waits for a connection that others have."""
_AT_ONCE = 1_000
"""Sets of values for one statement that are in memory at a time."""

Rows = Iterator[tuple[Any, ...]]

_next = local()
"""Holds, as `raw`, the connection that this thread is about to wrap."""


class Statement:
    """A statement of Core that runs so often that its text is kept, compiled once a dialect.

    It is run by a cursor of Core's connection: with Core's execute, and also with exec_driver_sql,
    the Python around a durable commit takes twice as long. All values in it are parameters with
    names: a text keeps no others.
    """

    def __init__(self, core: ClauseElement) -> None:
        self._core = core
        self._texts: dict[str, str] = {}

    def run(self, connection: Connection, values: Iterable[dict[str, Any]]) -> int:
        """Execute it with each of these values; returns how many rows that was about."""
        text, found, left = self._text(connection), 0, iter(values)
        with closing(_cursor(connection)) as cursor:
            while some := list(islice(left, _AT_ONCE)):
                cursor.executemany(text, some)
                found += cursor.rowcount
        return found

    @contextmanager
    def rows(self, connection: Connection, values: dict[str, Any]) -> Iterator[Rows]:
        """Give the rows that it finds, one by one, for as long as the context lasts."""
        text = self._text(connection)
        with closing(_cursor(connection)) as cursor:
            cursor.execute(text, values)
            # It can be iterated over though the protocol of drivers is silent on that.
            yield iter(cast("Iterable[tuple[Any, ...]]", cursor))

    def _text(self, connection: Connection) -> str:
        """Return it as the driver of a connection takes it."""
        dialect = connection.dialect
        if dialect.name not in self._texts:
            compiled = self._core.compile(dialect=dialect)
            if any(value is not None for value in (compiled.params or {}).values()):
                raise ValueError(f"a value that its text would lose: {compiled}")
            self._texts[dialect.name] = str(compiled)
        return self._texts[dialect.name]


def _cursor(connection: Connection) -> DBAPICursor:
    """Return a cursor of the driver, which has to be closed: an open one forbids copying.

    Raises RuntimeError outside of a transaction: each statement would be one by itself.
    """
    if not connection.in_transaction():
        raise RuntimeError("a statement outside of a transaction")
    return connection.connection.cursor()


def wrap(raw: sqlite3.Connection) -> Connection:
    """Return the same connection for Core; every transaction begins with the write lock."""
    _next.raw = raw
    return _engine().connect()


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite's dialect, with transactions that begin as said above.

    An event at the begin of each would do as well, but slows all that the connection does.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        begin = dbapi_connection.info.pop(_BEGIN, _WRITING)
        cast("sqlite3.Connection", dbapi_connection.dbapi_connection).execute(begin)


@cache
def _engine() -> Engine:
    """Return the one engine: what it has compiled for a connection serves all later ones."""
    registry.register("sqlite.facilitator", __name__, _Dialect.__name__)
    return create_engine(
        "sqlite+facilitator://",
        creator=lambda: _next.raw,
        poolclass=NullPool,
        paramstyle="named",
        pool_reset_on_return=None,
    )


def pooled(connect: Callable[[], sqlite3.Connection], size: int) -> Engine:
    """Return an engine with connections of its own for threads, each made by `connect`."""
    registry.register("sqlite.facilitator", __name__, _Dialect.__name__)
    return create_engine(
        "sqlite+facilitator://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
    )


def begin_reading(connection: Connection) -> None:
    """Let the next transaction of a connection begin without the write lock."""
    connection.info[_BEGIN] = _READING


def raw_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Do all in one transaction. Raises the driver's errors as they are, as sqlite3.Error.

    Reads need one as well: Core begins one at the first statement, and does not end it.
    """
    try:
        begun = connection.begin()
        yield
        begun.commit()
    except BaseException as error:
        _undo(connection)
        _raise_as_of_driver(error)
        raise


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Do all while nobody else has the database, and write nothing. Raises as transaction does."""
    connection.info[_BEGIN] = _ALONE
    try:
        begun = connection.begin()
        yield
        begun.rollback()
    except BaseException as error:
        _undo(connection)
        _raise_as_of_driver(error)
        raise


def rows_of(
    connection: Connection, query: Executable, values: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds, in a transaction. Raises as SQLAlchemy does."""
    # Fastest from the driver's cursor.
    with closing(connection.execute(query, values).cursor) as cursor:
        return list(cursor.fetchall())


def _undo(connection: Connection) -> None:
    """End what was begun and failed."""
    with suppress(SQLAlchemyError):
        if (begun := connection.get_transaction()) is not None:
            begun.rollback()
    # After a commit that failed Core takes the transaction for ended, which it is not.
    with suppress(Exception):
        connection.connection.rollback()


def _raise_as_of_driver(error: BaseException) -> None:
    """Raise the driver's error that Core has wrapped, if it is one."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        raise error.orig from None
