"""A store that lets others at its file between changes, as where no lock can be held for good."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from facilitator.paths import database_file
from facilitator.storage.db.database import Database
from facilitator.storage.store import Store


def shares_its_file(store: Store) -> None:
    """From now on the file is locked only while it is written."""

    def share(database: Database, _: object) -> None:
        database.raw.execute("PRAGMA journal_mode = DELETE")
        database.raw.execute("PRAGMA locking_mode = NORMAL")
        database.raw.execute("SELECT count(*) FROM meetings").fetchone()
        database.opened.note()

    store._read(share).result()


@contextmanager
def locked_by_another(data: Path) -> Iterator[None]:
    """Nobody else can read or write the database meanwhile."""
    with closing(sqlite3.connect(database_file(data), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
