"""SQLAlchemy's connection to a database, and the transactions on it; the only place for BEGIN.

Core has no form for a transaction that takes SQLite's write lock at its start.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice
from threading import local
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.expression import ClauseElement

_WRITING, _ALONE = "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"
_BEGIN = "begin"
"""Under this name, a connection knows how its next transaction begins, if not as usual."""
_AT_ONCE = 1_000
"""Sets of values for one statement that are in memory at a time."""

Rows = Iterator[tuple[Any, ...]]

_next = local()
"""Holds, as `raw`, the connection that this thread is about to wrap."""


class Statement:
    """A statement of Core that runs so often that its text is kept, compiled once a dialect.

    Core's own execute takes twice as long for a durable commit, and for ten thousand rows. All
    values in it are parameters with names: a text keeps no others.
    """

    def __init__(self, core: ClauseElement) -> None:
        self._core = core
        self._texts: dict[str, str] = {}

    def run(self, connection: Connection, values: Iterable[dict[str, Any]]) -> int:
        """Execute it with each of these values; returns how many rows that was about."""
        text, found, left = self._text(connection), 0, iter(values)
        while some := list(islice(left, _AT_ONCE)):
            found += connection.exec_driver_sql(text, some).rowcount
        return found

    def rows(self, connection: Connection, values: dict[str, Any]) -> Rows:
        """Return the rows that it finds."""
        return _driver_rows(connection.exec_driver_sql(self._text(connection), values))

    def _text(self, connection: Connection) -> str:
        """Return it as the driver of a connection takes it."""
        dialect = connection.dialect
        if dialect.name not in self._texts:
            compiled = self._core.compile(dialect=dialect)
            if any(value is not None for value in (compiled.params or {}).values()):
                raise ValueError(f"a value that its text would lose: {compiled}")
            self._texts[dialect.name] = str(compiled)
        return self._texts[dialect.name]


def wrap(raw: sqlite3.Connection) -> Connection:
    """Return the same connection for Core; every transaction begins with the write lock."""
    _next.raw = raw
    return _engine().connect()


@cache
def _engine() -> Engine:
    """Return the one engine: what it has compiled for a connection serves all later ones."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _next.raw,
        poolclass=NullPool,
        paramstyle="named",
        pool_reset_on_return=None,
    )
    event.listen(engine, "begin", _begin)
    return engine


def raw_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Do all in one transaction. Raises the driver's errors as they are, as sqlite3.Error.

    Reads need one as well: Core begins one at the first statement, and does not end it.
    """
    with _undone_if_raised(connection):
        begun = connection.begin()
        yield
        begun.commit()


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Do all while nobody else has the database, and write nothing. Raises as transaction does."""
    connection.info[_BEGIN] = _ALONE
    with _undone_if_raised(connection):
        begun = connection.begin()
        yield
        begun.rollback()


def rows_of(
    connection: Connection, query: Executable, values: Mapping[str, Any] | None = None
) -> Rows:
    """Return the rows that a query finds; for many of them."""
    return _driver_rows(connection.execute(query, values))


def _driver_rows(result: CursorResult[Any]) -> Rows:
    # Fastest from the driver's cursor, which can be iterated over though its protocol is silent.
    return iter(cast("Iterable[tuple[Any, ...]]", result.cursor))


def _begin(connection: Connection) -> None:
    raw_of(connection).execute(connection.info.pop(_BEGIN, _WRITING))


@contextmanager
def _undone_if_raised(connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        with suppress(SQLAlchemyError):
            if (begun := connection.get_transaction()) is not None:
                begun.rollback()
        # After a commit that failed Core takes the transaction for ended, which it is not.
        with suppress(Exception):
            connection.connection.rollback()
        if isinstance(error, DBAPIError) and error.orig is not None:
            raise error.orig from None
        raise
