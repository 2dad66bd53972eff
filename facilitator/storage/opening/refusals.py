"""Refuse a data folder or database that cannot be opened, each in one sentence."""

import errno
import sqlite3
from pathlib import Path

from facilitator import file_faults
from facilitator.errors import StorageError
from facilitator.storage.db import faults
from facilitator.storage.db.explain import damaged, unwritable
from facilitator.storage.db.problems import HeldError, NoBackupError, Unusable, UnusableFileError
from facilitator.storage.folder.window_marker import WindowInfo, this_host


def foreign(file: Path) -> UnusableFileError:
    return UnusableFileError(
        f"{file} belongs to another application; it was left untouched. Move it away, or choose "
        f"another folder with --data.",
        file,
        Unusable.FOREIGN,
    )


def odd(file: Path, error: OSError) -> UnusableFileError:
    """Return the error of a database, or its log, that is no file that could be one."""
    what = file_faults.reason(error)
    if isinstance(error, FileNotFoundError):
        what = "it is a link to a file that is not there"
    return UnusableFileError(
        f"{file} cannot hold the meetings ({what}); it was left untouched. Put the real file back "
        f"in its place, restore a backup (“facilitator restore”), or start the program, which "
        f"offers to start over.",
        file,
        Unusable.ODD,
    )


def linked_log(log: Path) -> UnusableFileError:
    """Return the error of a log, perhaps with the last changes, that is only a link."""
    return UnusableFileError(
        f"The last changes cannot be read, because {log} is a link and not a file; it was left "
        f"untouched. Put the file that it leads to in its place, or restore a backup "
        "(“facilitator restore”).",
        log,
        Unusable.ODD,
    )


def unreachable(file: Path, error: OSError) -> StorageError:
    """Return the error of a file that cannot be reached, as when its drive is gone."""
    return StorageError(
        f"{file} cannot be reached ({file_faults.reason(error)}), so the meetings cannot be "
        f"opened; nothing was changed. Check that disk or drive and start again."
    )


def newer(file: Path, version: int, known: int) -> UnusableFileError:
    return UnusableFileError(
        f"{file} was saved by a newer Facilitator (its version is {version}, and this program "
        f"reads up to {known}); the meetings are safe and untouched. Update this program to open "
        f"them.",
        file,
        Unusable.NEWER,
    )


def not_backed_up(error: NoBackupError, file: Path) -> StorageError:
    """Return the error of an older database that was not upgraded for want of a backup."""
    if faults.code_of(error) in faults.DAMAGED:
        return damaged(file)
    return StorageError(
        f"The meetings in {file.parent} were saved by an older Facilitator and have to be "
        f"upgraded, but the backup needed first could not be made in {error.folder} "
        f"({error.fault}); they are safe and untouched. Fix that and start again."
    )


def not_upgraded(error: BaseException, file: Path, backup: Path) -> StorageError:
    """Return the error of an older database that could not be upgraded; `backup` holds it."""
    if faults.code_of(error) in faults.DAMAGED:
        return damaged(file)
    cause, remedy = faults.cause_of(error, file)
    return StorageError(
        f"{cause}, so the meetings in {file.parent}, saved by an older Facilitator, could not be "
        f"upgraded; they are safe, also in {backup}: {remedy} and start again."
    )


def held_elsewhere(folder: Path, window: WindowInfo) -> HeldError:
    """Return the error of a folder that a window on another computer has open."""
    since = window.since.astimezone().strftime(" since %H:%M on %Y-%m-%d") if window.since else ""
    where = f"the computer “{window.host}”"
    if window.host == this_host():
        where = f"another computer that is called “{window.host}” too"
    return HeldError(
        f"The meetings in {folder} are open on {where}{since}; they are safe and nothing was "
        f"changed. Close the program there first; if it no longer runs there, start again in two "
        f"minutes."
    )


def not_made(file: Path, error: OSError) -> StorageError:
    """Return the error of a database that cannot be made in a folder; `error` says why."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return unwritable(file.parent)
    return StorageError(
        f"The file {file} for the meetings cannot be created ({file_faults.reason(error)}); "
        f"nothing was changed. Fix that and start again, or choose another folder with --data."
    )


def no_folder(folder: Path, error: OSError) -> StorageError:
    """Return the error of a data folder that cannot be made; `error` says why."""
    return StorageError(
        f"The folder {folder} for the meetings cannot be created ({file_faults.reason(error)}); "
        "nothing was changed. Choose another folder with --data."
    )


def no_trigrams() -> StorageError:
    """Return the error of a Python whose SQLite can't make the search index."""
    return StorageError(
        f"This Python comes with SQLite {sqlite3.sqlite_version}, which cannot search as "
        "Facilitator needs it to, so the meetings cannot be opened; they are safe and untouched. "
        "Install a Python with SQLite 3.34 or later."
    )
