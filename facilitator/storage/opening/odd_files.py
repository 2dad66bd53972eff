"""Odd files: what has the name of the database or its logs but is no file.

SQLite must not even open it: it would wait for a pipe for ever, and write to a device.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from facilitator import durable, file_faults, own_files
from facilitator.errors import StorageError
from facilitator.storage.db import explain
from facilitator.storage.folder.open_file import beside
from facilitator.storage.opening import refusals

ENDINGS = ("-wal", "-shm", "-journal")
"""Of the files that belong to a database and hold part of it."""


def is_odd(file: Path) -> bool:
    """Return whether the name leads to something that is not a file."""
    if not os.path.lexists(file):
        return False
    with suppress(OSError):
        return not stat.S_ISREG(file.stat().st_mode)
    return True


def check_in_place(file: Path) -> None:
    """Raise UnusableFileError for what is in the place of the database and cannot be one."""
    try:
        file_faults.check_file(file, own_files.DATABASE.largest)
    except FileNotFoundError as error:
        if os.path.lexists(file):
            raise refusals.odd(file, error) from error
    except PermissionError as error:
        raise explain.unwritable(file) from error
    except OSError as error:
        raise _refusal(file, error) from error


def set_odd_logs_aside(file: Path, *, refuses: bool = True) -> None:
    """Give another name to logs that are no files, or far too large: they can't be of ours.

    A log behind a link may well hold the last changes, and SQLite follows none: unless all of them
    are to be replaced, that is refused. The caller has the lock of the folder. Raises StorageError.
    """
    logs = (file.with_name(f"{file.name}{ending}") for ending in ENDINGS)
    for log in dict.fromkeys((*logs, *(beside(file, ending) for ending in ENDINGS))):
        try:
            _set_odd_log_aside(log)
        except OSError as error:
            raise refusals.unreachable(log, error) from error
        if refuses and log.is_symlink():
            raise refusals.linked_log(log)


def _set_odd_log_aside(log: Path) -> None:
    durable.set_odd_aside(log)
    if os.path.lexists(log) and log.stat().st_size > own_files.LOG.largest:
        durable.set_aside(log)


def _refusal(file: Path, error: OSError) -> StorageError:
    if (
        isinstance(error, file_faults.OddFileError | IsADirectoryError)
        or error.errno == errno.ELOOP
    ):
        return refusals.odd(file, error)
    return refusals.unreachable(file, error)
