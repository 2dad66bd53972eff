"""The one connection to the database, and the checks that its file still has its name."""

import os
import sqlite3
from contextlib import ExitStack, suppress
from pathlib import Path

from sqlalchemy import Connection

from facilitator.storage.db import explain, pragmas, problems, shape
from facilitator.storage.db.connection import wrap
from facilitator.storage.db.lock import Lock
from facilitator.storage.db.pragmas import Journal
from facilitator.storage.folder import stray_log
from facilitator.storage.folder.location import Location, LocationKind
from facilitator.storage.folder.open_file import LARGEST, SMALL, Displacement, OpenFile

BUSY_SECONDS = 1.0
"""How long another process may take to let go of the database before it counts as held."""

CLOSING = ".closing"
"""Ends the name that a database has for the moment in which it is closed without its log."""


class Database:
    """One connection, for the driver and for SQLAlchemy; what is `held` is released with it.

    `stray_log` is where the log of another file was put that a crash had left beside this one.
    """

    def __init__(
        self, file: Path, raw: sqlite3.Connection, location: Location, opened: OpenFile
    ) -> None:
        self.file = file
        self.raw = raw
        self.location = location
        self.opened = opened
        self.core: Connection = wrap(raw)
        self.held = ExitStack()
        self.lock: Lock | None = None
        self.stray_log: Path | None = None
        self.is_partial = False
        """Whether some of what was saved before is missing in it."""

    def check_in_place(self) -> None:
        """Make sure that what is written is found again under the name of the file.

        Raises DisplacedError when the name leads elsewhere, and sqlite3.Error when the log is lost
        and no other can be begun.
        """
        self._refuse(self.opened.alteration())
        self._check_name()

    def check_unaltered(self) -> None:
        """Make sure, before a change is written, that nobody else wrote there meanwhile.

        Raises DisplacedError.
        """
        self._refuse(self.opened.alteration())

    def check_written(self) -> None:
        """Make sure, once a change was written, that it is found again. Raises as check_in_place.

        Only then is it looked at who has the name, for that may be lost at any moment before.
        """
        self.opened.note()
        self.read_checksum(SMALL)
        if self.lock is not None:
            self.lock.note(self.opened.pair)
        self._check_name()

    def _check_name(self) -> None:
        self._refuse(self.opened.lost_name())
        if log := self.opened.lost_log:
            self._begin_new_log(log)

    def _refuse(self, why: Displacement | None) -> None:
        if why is not None:
            raise problems.DisplacedError(self.file, why)

    def read_checksum(self, largest: int = LARGEST) -> None:
        """Read the file once it was altered, to know it again; not over a network."""
        if self.location.kind is not LocationKind.NETWORK:
            self.opened.read_checksum(largest)

    def close(self) -> None:
        with self.held:
            self.close_files()

    def close_files(self) -> None:
        """Close the connection alone, and keep what is held."""
        # First: it still rolls back on the driver's connection.
        self.core.close()
        self.raw.close()
        # Not before: closing the file in any way gives away SQLite's lock on it.
        self.opened.close()

    def _begin_new_log(self, lost: Path) -> None:
        """Merge the log that has no name any more, and begin another under its name."""
        if not pragmas.keeps_log(self.raw):
            # SQLite itself removed it: the connection was set to another journal mode.
            self.opened.forget_log()
            return
        stray_log.set_aside(lost)
        pragmas.set_journal(self.raw, Journal.DELETE)
        self.opened.forget_log()
        self.begin_log(Journal.WAL)

    def begin_log(self, journal: Journal) -> None:
        """Let SQLite keep its log as `journal` says. Raises sqlite3.Error."""
        pragmas.begin_log(self.raw, journal)
        self.opened.note()


def restore_hidden_name(file: Path) -> None:
    """Give a database its name back that it lost for a moment, unless something else has it."""
    hidden = file.with_name(f".{file.name}{CLOSING}")
    with suppress(OSError):
        if hidden.exists() and not os.path.lexists(file):
            hidden.rename(file)


def connect(file: Path, location: Location) -> Database:
    """Open a connection to a file that exists; nothing is read yet. Raises StorageError."""
    try:
        opened = OpenFile(file)
    except OSError as error:
        raise explain.unwritable(file) from error
    try:
        raw = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
        shape.limit(raw)
    except sqlite3.Error as error:
        opened.close()
        raise explain.opening(error, file) from error
    return Database(file, raw, location, opened)
