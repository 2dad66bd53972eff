"""A store that lets others at its file between changes, as where no lock can be held for good."""

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
