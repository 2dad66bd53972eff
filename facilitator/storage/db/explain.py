"""Explain in one sentence why the meetings could not be opened, read or saved."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from facilitator.errors import StorageError
from facilitator.storage.db import faults
from facilitator.storage.db.problems import (
    DisplacedError,
    HeldError,
    Unusable,
    UnusableFileError,
    describe_displacement,
)
from facilitator.storage.folder.open_file import Displacement

_WAYS_OUT = (
    "restore a backup (“facilitator restore”), recover what can be read of it (“facilitator "
    "salvage”), or start the program, which offers both"
)
_BOTH = os.R_OK | os.W_OK


def saving(error: BaseException, file: Path) -> StorageError:
    """Return the error of a change that could not be written and is kept in memory."""
    if faults.code_of(error) in faults.DAMAGED:
        return StorageError(
            f"{file} is damaged, so the latest changes are not saved yet; they are kept in "
            f"memory. Close the program, let it save a copy of the meeting, then start it again "
            f"or see “facilitator salvage”."
        )
    cause, remedy = faults.cause_of(error, file)
    return StorageError(
        f"{cause}, so the latest changes are not saved yet; everything saved before is safe and "
        f"these are kept in memory: {remedy} and leave the program open until it says “Saved”."
    )


def closed(file: Path) -> StorageError:
    """Return the error of a question that came as the meetings were closed."""
    return StorageError(
        f"The meetings in {file.parent} are closed, so this could not be read; what was saved is "
        f"safe. Start the program again."
    )


def rescued(displaced: DisplacedError, rescue: Path) -> str:
    """Say that the file lost its name, and where the meetings are saved from now on."""
    what = describe_displacement(displaced.file, displaced.why)
    if displaced.why is Displacement.OVERWRITTEN:
        return (
            f"{what}. The meetings open here are safe: they are saved in {rescue} now, and the "
            "next start offers to put them back. Others may lack changes there, so keep the newest "
            "backup too."
        )
    return (
        f"{what}. Nothing is lost: all your meetings are saved in {rescue} now, and the next start "
        "offers to put them back."
    )


def never_saved(error: BaseException, file: Path, count: int) -> StorageError:
    """Return the error of changes that were not written before the store was closed."""
    cause, remedy = faults.cause_of(error, file)
    lost = "the last change was" if count == 1 else f"the last {count} changes were"
    return StorageError(
        f"{cause}, so {lost} not saved; everything saved before is safe: {remedy} and do this "
        f"again."
    )


def reading(error: BaseException, file: Path) -> StorageError:
    """Return the error of something that could not be read."""
    if faults.code_of(error) in faults.CAUSES:
        cause, remedy = faults.cause_of(error, file)
        return StorageError(
            f"{cause}, so the meetings cannot be read; nothing was changed: {remedy} and try again."
        )
    return UnusableFileError(
        f"Part of {file} is damaged, so this cannot be read; nothing was changed. You can "
        f"{_WAYS_OUT}.",
        file,
        Unusable.DAMAGED,
    )


def opening(error: BaseException, file: Path) -> StorageError:
    """Return the error of a database that cannot be opened or made."""
    code = faults.code_of(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return locked(file)
    if code in faults.DAMAGED:
        return damaged(file)
    if code in faults.TOO_MUCH:
        return altered(file, "more than meetings can have")
    closed = code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)
    if closed and not faults.lacking_room(error, file.parent):
        return unwritable(_closed_file(file) or file.parent)
    cause, remedy = faults.cause_of(error, file)
    return StorageError(
        f"{cause}, so the meetings in {file.parent} cannot be opened; what was saved is safe: "
        f"{remedy} and start again."
    )


def damaged(file: Path) -> UnusableFileError:
    return UnusableFileError(
        f"{file} is damaged or not a database of meetings; it was left untouched. You can "
        f"{_WAYS_OUT}.",
        file,
        Unusable.DAMAGED,
    )


def altered(file: Path, what: str) -> UnusableFileError:
    """Return the error of a file into which something else put `what`, or changed its tables."""
    return UnusableFileError(
        f"{file} holds {what}, which Facilitator never creates; nothing in it was run and it was "
        f"left untouched. You can {_WAYS_OUT}.",
        file,
        Unusable.ALTERED,
        what,
    )


def locked(file: Path) -> HeldError:
    return HeldError(
        f"The meetings in {file.parent} are open in another window or program; they are safe and "
        f"nothing was changed. Close that one first, or choose another folder with --data."
    )


def unwritable(thing: Path) -> StorageError:
    """Return the error of a data folder or database that cannot be written to."""
    # A folder above it may be closed, and Path.is_dir would raise for that.
    whose = "that" if os.path.isdir(thing) else "its"  # noqa: PTH112
    return StorageError(
        f"{thing} is read-only ({_why_read_only(thing)}), so the meetings in it cannot be opened; "
        f"they are safe and untouched. Allow writing there, or copy {whose} folder elsewhere "
        "and open the copy with --data."
    )


def _closed_file(file: Path) -> Path | None:
    """Return the first of the database and its logs that may not be read and written."""
    files = [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-journal", "-shm")]
    closed = (one for one in files if os.path.lexists(one) and not os.access(one, _BOTH))
    return next(closed, None)


def _why_read_only(thing: Path) -> str:
    with suppress(OSError):
        if hasattr(os, "statvfs") and os.statvfs(thing).f_flag & os.ST_RDONLY:
            return "nothing can be written to that drive"
    if not os.access(thing, os.W_OK):
        return "you are not allowed to write to it"
    return "the system does not allow writing to it"
