"""The database as SQLAlchemy sees it."""

import sqlite3

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool


def wrap(raw: sqlite3.Connection) -> Connection:
    """Return the same connection for Core; every transaction begins with the write lock."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect()
