"""The database as SQLAlchemy sees it."""

import sqlite3

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from facilitator.storage.marks import APPLICATION_ID, VERSION
from facilitator.storage.schema import metadata


def wrap(raw: sqlite3.Connection) -> Connection:
    """The same connection; every transaction takes the write lock at its start."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect()


def create(raw: sqlite3.Connection) -> None:
    """The tables and the marks of the file, in one transaction. Raises sqlite3.Error."""
    raw.execute("BEGIN IMMEDIATE")
    for table in metadata.sorted_tables:
        raw.execute(str(CreateTable(table).compile(dialect=SQLiteDialect())))
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {VERSION}")
    raw.execute("COMMIT")
