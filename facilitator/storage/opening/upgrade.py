"""Back up a database of an older version, then upgrade it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from facilitator.progress import Progress
from facilitator.storage.backup.backups import Backup, backup_folder, write_backup
from facilitator.storage.backup.database_copy import copy_database
from facilitator.storage.db import problems
from facilitator.storage.db.database import Database
from facilitator.storage.db.migrations import upgrade
from facilitator.storage.opening import refusals


def back_up_and_upgrade(database: Database, data: Path, file: Path, version: int) -> Backup:
    """Upgrade the database from `version`, once a verified backup of it is made.

    Raises StorageError; the meetings are then as they were, or as a whole step left them.
    """
    made = _back_up(database, data, file)
    try:
        upgrade(database, file, version)
    except sqlite3.Error as error:
        raise refusals.not_upgraded(error, file, made.file) from error
    return made


def _back_up(database: Database, data: Path, file: Path) -> Backup:
    """Back up to the user's folder, else to the data folder's own: a drive may be unplugged."""
    now = datetime.now(UTC)
    folders = dict.fromkeys((backup_folder(data), data / "backups"))

    def copy(part: Path, progress: Progress) -> dict[str, int]:
        return copy_database(database.core, part, progress)

    errors: list[problems.NoBackupError] = []
    for folder in folders:
        try:
            return write_backup(copy, data, folder, now, rotate=False)
        except problems.NoBackupError as error:
            errors.append(error)
    raise refusals.not_backed_up(errors[0], file) from errors[0]
