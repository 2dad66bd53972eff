"""Examine a database with changes in a log beside it, before SQLite may merge the two.

Opening such a file and closing it merges them, even when the file is refused.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection

from facilitator import durable, file_reader
from facilitator.sparse_file import copy_data
from facilitator.storage.db import explain, problems
from facilitator.storage.db.connection import wrap
from facilitator.storage.folder.open_file import JOURNAL, LOG, beside

_FOLDERS = ".meetings.db.*.trying"
"""Where the copies are, in the data folder; a kill leaves one behind."""
_SHARED_LOCK = 0x40000002
"""Where in the file SQLite's lock is that every reader takes and a writer refuses."""


def try_on_a_copy(file: Path, check: Callable[[Connection], object]) -> None:
    """Raise what `check` raises on a copy of the file and its logs; without logs do nothing.

    A file that another program holds is not examined: opening it will say so. Nor is one for which
    the disk has no room twice. The caller has the lock of the folder. Raises StorageError.
    """
    _sweep(file.parent)
    named = (beside(file, ending) for ending in (LOG, JOURNAL))
    logs = [log for log in named if log.is_file() and log.stat().st_size > 0]
    if not logs:
        return
    # Beside the file and not where the system keeps what passes: what a kill leaves is its
    # owner's alone there, and goes with the next start.
    folder = file.with_name(_FOLDERS.replace("*", uuid4().hex))
    with suppress(OSError):
        if _held(file):
            return
        try:
            folder.mkdir(mode=0o700)
            real = Path(os.path.realpath(file))
            copy = folder / real.name
            for each in (real, *logs):
                _copy(each, folder / each.name)
            _check_copy(copy, file, check)
        finally:
            _sweep(file.parent)


def _check_copy(copy: Path, file: Path, check: Callable[[Connection], object]) -> None:
    try:
        with closing(wrap(sqlite3.connect(copy, isolation_level=None))) as connection:
            check(connection)
    except sqlite3.Error as error:
        refusal = explain.opening(error, file)
        if isinstance(refusal, problems.UnusableFileError):
            raise refusal from error
    except UnicodeDecodeError as error:
        raise explain.damaged(file) from error


def _copy(source: Path, target: Path) -> None:
    durable.make(target)
    with file_reader.open_file(source) as read, target.open("r+b") as written:
        copy_data(read, written)


def _sweep(data: Path) -> None:
    """Remove the copies, also those of a program that was killed."""
    with suppress(OSError):
        for folder in data.glob(_FOLDERS):
            if folder.is_symlink() or not folder.is_dir():
                # What is removed with its contents is opened first, and a pipe never would be.
                continue
            import shutil

            shutil.rmtree(folder, ignore_errors=True)


def _held(file: Path) -> bool:
    """Return whether another program has the database open for writing."""
    try:
        import fcntl
    except ImportError:
        # There, a held file cannot be copied.
        return False
    with file_reader.open_file(file) as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _SHARED_LOCK)
        except OSError:
            return True
    return False
