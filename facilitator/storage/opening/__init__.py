"""Open the one database, or refuse with one sentence and leave the file as it is."""

import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection

from facilitator import durable, file_reader, paths
from facilitator.storage.db import (
    creation,
    explain,
    lock,
    pragmas,
    search_index,
    search_tables,
    shape,
)
from facilitator.storage.db.connection import alone, raw_of, transaction
from facilitator.storage.db.database import BUSY_SECONDS, Database, connect, restore_hidden_name
from facilitator.storage.db.file_format import APPLICATION_ID, MAGIC, VERSION
from facilitator.storage.db.pragmas import Journal
from facilitator.storage.db.schema import table_names
from facilitator.storage.folder import stray_log
from facilitator.storage.folder.location import Location, location_of
from facilitator.storage.folder.open_file import JOURNAL, LOG, SMALL, beside
from facilitator.storage.folder.permissions import make_private
from facilitator.storage.folder.window_marker import remote_window
from facilitator.storage.opening import refusals
from facilitator.storage.opening.log_trial import try_on_a_copy
from facilitator.storage.opening.odd_files import check_in_place, set_odd_logs_aside

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_SIZE_BEFORE = slice(16, 20)
"""Where a journal says how many pages the database had before."""


def open_database(data: Path, *, upgrades: bool = True, locked: bool = False) -> Database:
    """Open the database of a data folder; both are made if missing.

    No other program can open it then. Every transaction takes the write lock at its start. The
    journal mode depends on where the folder is. A database of an older version is backed up and
    upgraded, unless `upgrades` is false: then it is left as it is, to be examined. With `locked`
    the caller has the lock of the folder and keeps it. Raises StorageError.
    """
    with ExitStack() as stack:
        _make_folder(data)
        stray: Path | None = None
        if not locked:
            taken = lock.acquire(data, BUSY_SECONDS)
            stack.callback(taken.release)
            stray = stray_log.found(paths.database_file(data), taken.left_open())
        database = _open(data, upgrades)
        database.stray_log = stray
        if not locked:
            database.lock = taken
            taken.note(database.opened.pair)
        database.held = stack.pop_all()
    return database


def open_rescue(file: Path) -> Database:
    """Open a rescue file as the database: whole in one file after each commit.

    Raises StorageError, HeldError while a program saves to it.
    """
    check_in_place(file)
    set_odd_logs_aside(file)
    database = connect(file, Location())
    try:
        pragmas.configure(database.raw, shared=True)
        if _version_alone(database.core, file) == 0:
            raise explain.damaged(file)
        database.begin_log(Journal.DELETE)
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.Error | UnicodeDecodeError):
            raise explain.opening(error, file) from error
        raise
    return database


def _open(data: Path, upgrades: bool) -> Database:
    """Open the database of a data folder that exists and whose lock the caller has."""
    file = paths.database_file(data)
    restore_hidden_name(file)
    check_in_place(file)
    set_odd_logs_aside(file)
    _check_header(file)
    try_on_a_copy(file, lambda connection: _version_alone(connection, file))
    _make(file)
    location = location_of(data)
    if location.shared and (window := remote_window(data)):
        raise refusals.held_elsewhere(data, window)
    database = connect(file, location)
    try:
        pragmas.configure(database.raw, shared=location.shared)
        if not search_tables.are_possible(database.raw):
            raise refusals.no_trigrams()
        version = _version_alone(database.core, file)
        if version == 0:
            creation.create(database.core)
        elif version < VERSION and upgrades:
            # Only here, for it imports Alembic.
            from facilitator.storage.opening.upgrade import back_up_and_upgrade

            back_up_and_upgrade(database, data, file, version)
        if upgrades:
            _ensure_index(database.core)
            # Before there is a log: it gets the mode of the file.
            make_private(data)
        # Shared, the file is whole after each commit, so that a sync program may copy it alone.
        database.begin_log(Journal.DELETE if location.shared else Journal.WAL)
        database.read_checksum(SMALL)
    except sqlite3.Error as error:
        database.close()
        raise explain.opening(error, file) from error
    except UnicodeDecodeError as error:
        # What SQLite has to say names a table whose name is no text any more.
        database.close()
        raise explain.damaged(file) from error
    except BaseException:
        database.close()
        raise
    return database


def _ensure_index(connection: Connection) -> None:
    """Make the search index where it is missing; where that fails, the program does without it."""
    with transaction(connection):
        if search_tables.are_complete(connection):
            return
    # Only here: what writes it is loaded after the first window is shown.

    search_index.renew(connection)


def _check_header(file: Path) -> None:
    """Raise StorageError for a file that SQLite would not know; it must not even open it.

    Beside such a file SQLite takes the log, with the last changes in it, for a stray one and
    deletes it.
    """
    log = beside(file, LOG)
    try:
        head = file_reader.read_start(file, len(MAGIC))
    except FileNotFoundError:
        head = b""
    except OSError:
        # Opening it will say why it cannot be read.
        return
    if head == MAGIC:
        return
    if log.is_file() and log.stat().st_size > 0:
        raise explain.damaged(file)
    if head and not _was_being_made(file):
        raise explain.damaged(file)


def _was_being_made(file: Path) -> bool:
    """Return whether the power failed while the tables were made: SQLite then starts over.

    The file may hold anything by then, but the journal that undoes it is on the disk before.
    """
    try:
        journal = file_reader.read_start(beside(file, JOURNAL), _SIZE_BEFORE.stop)
    except OSError:
        return False
    return journal.startswith(_JOURNAL_MAGIC) and journal[_SIZE_BEFORE] == bytes(4)


def _make_folder(folder: Path) -> None:
    """Make the folder, private to the user, unless it exists."""
    paths.check_data_folder(folder)
    try:
        if not folder.is_dir():
            durable.make_folders(folder)
    except OSError as error:
        raise refusals.no_folder(folder, error) from error


def _make(file: Path) -> None:
    """Make an empty file that only its owner can read, unless it exists."""
    folder = file.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise explain.unwritable(folder)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not file.is_file():
            raise explain.damaged(file) from None
        if not os.access(file, os.R_OK | os.W_OK):
            raise explain.unwritable(file) from None
    except OSError as error:
        raise refusals.not_made(file, error) from error


def _version_alone(connection: Connection, file: Path) -> int:
    """Return the version of the file, 0 when nothing was written yet.

    Takes the lock before looking, and writes nothing: a file may yet be refused. Raises
    StorageError for a file that cannot be used, before anything in it can run, and sqlite3.Error.
    """
    shape.limit(raw_of(connection))
    with alone(connection):
        return _version(connection, file)


def _version(connection: Connection, file: Path) -> int:
    raw = raw_of(connection)
    application, version = pragmas.application_id(raw), pragmas.user_version(raw)
    catalog = shape.read_catalog(connection)
    names = {entry.name for entry in catalog}
    if application == 0 and version == 0 and not names:
        return 0
    if application != APPLICATION_ID:
        raise refusals.foreign(file)
    if version > VERSION:
        raise refusals.newer(file, version, VERSION)
    if version < 1 or not names.issuperset(table_names(version)):
        raise explain.damaged(file)
    if what := shape.difference(connection, version, catalog):
        raise explain.altered(file, what)
    if shape.has_oversized(connection) or shape.has_orphans(connection, version):
        raise explain.damaged(file)
    return version
