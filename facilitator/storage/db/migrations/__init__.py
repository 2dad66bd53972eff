"""Upgrade a database of an older version; imported only when there is one.

A step is a module of its own and stays as it was released: it names tables and columns itself,
for the schema of the program goes on changing.
"""

from collections.abc import Callable
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from facilitator.storage.db import explain, pragmas
from facilitator.storage.db.connection import raw_of, transaction
from facilitator.storage.db.database import Database
from facilitator.storage.db.migrations import (
    version_2,
    version_3,
    version_4,
    version_5,
    version_6,
    version_7,
    version_8,
    version_9,
)

STEPS: dict[int, Callable[[Operations], None]] = {
    2: version_2.upgrade,
    3: version_3.upgrade,
    4: version_4.upgrade,
    5: version_5.upgrade,
    6: version_6.upgrade,
    7: version_7.upgrade,
    8: version_8.upgrade,
    9: version_9.upgrade,
}
"""By the version that a step leads to; it begins at the one before."""


def upgrade(database: Database, file: Path, version: int) -> None:
    """Take every step from `version` on, each in one transaction.

    Raises UnusableFileError for a file that is not as its version says, and sqlite3.Error
    when a step cannot be written; the file is then as the last whole step left it.
    """
    connection = database.core
    # Alembic may rebuild a table, and dropping the old one must not empty those below it.
    pragmas.enforce_foreign_keys(database.raw, on=False)
    try:
        for target in range(version + 1, max(STEPS) + 1):
            with transaction(connection):
                _take(connection, file, target)
    finally:
        pragmas.enforce_foreign_keys(database.raw, on=True)


def _take(connection: Connection, file: Path, target: int) -> None:
    STEPS[target](Operations(MigrationContext.configure(connection)))
    if pragmas.has_lone_rows(raw_of(connection)):
        raise explain.damaged(file)
    pragmas.set_version(raw_of(connection), target)
