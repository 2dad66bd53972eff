"""Upgrade a database of an older version; imported only when there is one.

A step is a module of its own and stays as it was released: it names tables and columns itself,
for the schema of the program goes on changing.
"""

from collections.abc import Callable
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from facilitator.storage.db import explain
from facilitator.storage.db.database import Database
from facilitator.storage.db.migrations import version_2, version_3

STEPS: dict[int, Callable[[Operations], None]] = {2: version_2.upgrade, 3: version_3.upgrade}
"""By the version that a step leads to; it begins at the one before."""


def upgrade(database: Database, file: Path, version: int) -> None:
    """Take every step from `version` on, each in one transaction.

    Raises UnusableFileError for a file that is not as its version says, and sqlite3.Error or
    SQLAlchemyError when a step cannot be written; the file is then as the last whole step left it.
    """
    connection = database.core
    # Alembic may rebuild a table, and dropping the old one must not empty those below it.
    database.raw.execute("PRAGMA foreign_keys = OFF")
    try:
        for target in range(version + 1, max(STEPS) + 1):
            with connection.begin():
                _take(connection, file, target)
    finally:
        database.raw.execute("PRAGMA foreign_keys = ON")


def _take(connection: Connection, file: Path, target: int) -> None:
    STEPS[target](Operations(MigrationContext.configure(connection)))
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise explain.damaged(file)
    connection.exec_driver_sql(f"PRAGMA user_version = {target}")
