"""Write a rescue file: all meetings, from a connection whose file lost its name.

The file is put beside where the database was, or if that folder takes none into the documents
folder, else into the home folder. It is the database from then on.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from facilitator import durable, file_faults
from facilitator.errors import StorageError
from facilitator.storage.backup.backups import newest_good
from facilitator.storage.db import creation, pragmas, problems
from facilitator.storage.db.connection import wrap
from facilitator.storage.db.database import CLOSING, Database, restore_hidden_name
from facilitator.storage.db.pragmas import Journal
from facilitator.storage.folder import stray_log
from facilitator.storage.folder.open_file import Displacement
from facilitator.storage.opening import open_rescue
from facilitator.storage.recovery.rescue import copy_verified, home_folders, rescue_name


def write_rescue(database: Database, data: Path, now: datetime) -> Database:
    """Write all that a connection holds into a new file, and open that as the database.

    The old connection is closed then, without a trace beside whatever has its name now. `now` has
    an offset. Raises StorageError when no folder takes the file; the connection is as it was.
    """
    moment, refusals = now.astimezone(UTC), list[StorageError]()
    for folder in _folders(database.file):
        try:
            rescued = _rescued(database.core, folder, rescue_name(data, moment))
        except StorageError as error:
            refusals.append(error)
        else:
            _let_go(database)
            # The lock of the data folder is kept: no other window opens it meanwhile.
            rescued.held = database.held.pop_all()
            return rescued
    if database.opened.displacement() is Displacement.OVERWRITTEN:
        # What was in the file is gone: all that there is are backups, and the meetings in memory.
        for folder in _folders(database.file):
            with suppress(StorageError, OSError, sqlite3.Error):
                rescued = _begun_anew(data, folder, rescue_name(data, moment))
                _let_go(database)
                rescued.held = database.held.pop_all()
                return rescued
    raise refusals[0] if refusals else problems.NoBackupError(data, "there is no folder for them")


def _begun_anew(data: Path, folder: Path, name: str) -> Database:
    """Make a rescue file of the newest good backup, or an empty one if there is none.

    Raises StorageError, OSError and sqlite3.Error, and leaves none then.
    """
    part = folder / f".{name}.part"
    durable.remove(part)
    backup = newest_good(data)
    if backup is not None:
        durable.copy(backup.file, part)
    else:
        durable.make(part)
        with closing(wrap(sqlite3.connect(part, isolation_level=None))) as connection:
            creation.create(connection)
    file = _placed(part, folder, name)
    try:
        rescued = open_rescue(file)
    except BaseException:
        file.unlink()
        raise
    rescued.is_partial = True
    return rescued


def _rescued(connection: Connection, folder: Path, name: str) -> Database:
    """Write a rescue file in a folder, and open it. Raises StorageError, and leaves none then."""
    file = _written(connection, folder, name)
    try:
        return open_rescue(file)
    except (StorageError, OSError, sqlite3.Error) as error:
        with suppress(OSError):
            file.unlink()
        if isinstance(error, StorageError):
            raise
        raise problems.NoBackupError(folder, "the disk reports an error") from error


def abandon(database: Database) -> None:
    """Close a connection whose file lost its name and could not be saved elsewhere.

    Its log is renamed, and nothing of it gets into a file that is another's by now.
    """
    file, why = database.file, database.opened.displacement()
    with database.held:
        if why in (Displacement.REPLACED, Displacement.OVERWRITTEN):
            for log in list(database.opened.own_logs()):
                stray_log.set_aside(log)
        hidden = file.with_name(f".{file.name}{CLOSING}")
        if why is Displacement.OVERWRITTEN and not os.path.lexists(hidden):
            # SQLite merges no log into a file that has not its name.
            with suppress(OSError):
                file.rename(hidden)
        database.close_files()
        # While the folder is locked: no other program makes a database meanwhile.
        restore_hidden_name(file)


def _folders(file: Path) -> Iterator[Path]:
    """Yield the folders a rescue file may go to, the best first; none of them is made."""
    # Path.is_dir would raise where a folder above it may not be entered.
    if os.path.isdir(file.parent):  # noqa: PTH112
        yield file.parent
    for folder in home_folders():
        if folder != file.parent and os.path.isdir(folder):  # noqa: PTH112
            yield folder


def _written(connection: Connection, folder: Path, name: str) -> Path:
    """Write a verified copy of the database under a new name. Raises StorageError."""
    part = folder / f".{name}.part"
    try:
        try:
            durable.remove(part)
            durable.make(part)
            copy_verified(connection, part)
            return _placed(part, folder, name)
        finally:
            for half in (part, part.with_name(f"{part.name}-journal")):
                with suppress(OSError):
                    half.unlink(missing_ok=True)
    except OSError as error:
        raise problems.NoBackupError(folder, file_faults.reason(error)) from error


def _placed(part: Path, folder: Path, name: str) -> Path:
    """Give a file its name without taking another's. Raises OSError."""
    for file in durable.numbered(folder / name, ".db"):
        # Made first: a name that was free a moment ago may not be any more.
        with suppress(FileExistsError):
            durable.make(file)
            break
    try:
        durable.put_in_place(part, file)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise
    return file


def _let_go(database: Database) -> None:
    """Close a connection whose file lost its name, leaving alone what has that name now."""
    with suppress(OSError):
        database.opened.withdraw_logs()
    if database.location.shared:
        with suppress(sqlite3.Error):
            # Closed by name SQLite would remove a journal, which may be another's by now.
            pragmas.set_journal(database.raw, Journal.MEMORY)
    database.close_files()
