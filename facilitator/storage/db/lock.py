"""The lock that the program takes before it opens a database: a file of its own.

SQLite's lock is lost as soon as anything else in the process that holds it opens and closes the
database, even a file dialog. This file is never opened but to lock it.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from facilitator import durable, own_files, paths
from facilitator.storage.db import explain
from facilitator.storage.folder.open_file import Identity, Pair, Signature
from facilitator.typed_reader import read_json

_AGAIN_AFTER = 0.02
"""Seconds between two tries."""
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


class Lock:
    """The lock on a data folder until `release`; on a disk without locks, SQLite's must do.

    The file names what its holder had open, for the next start after a crash.
    """

    def __init__(self, file: Path, handle: int | None) -> None:
        self._file = file
        self._handle = handle
        self._noted: Pair | None = None

    def left_open(self) -> Pair | None:
        """Return what a holder that crashed had open; None if none did, or if it is unknown."""
        if self._handle is None:
            return None
        with suppress(OSError, ValueError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            said = os.read(self._handle, own_files.LOCK.largest)
            database, content, log = read_json(said, tuple[Identity, Signature, Identity])
            return Pair(database, content, log)
        return None

    def note(self, opened: Pair | None) -> None:
        """Write down what is open; a fault in writing it keeps nobody from working."""
        if self._handle is None or opened == self._noted:
            return
        self._noted = opened
        said = [opened.database, opened.content, opened.log] if opened else []
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, json.dumps(said).encode("ascii"))

    def release(self) -> None:
        """Let others have it; may be called again."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        # While it is ours, so that nobody else's file is removed; Windows removes no open one.
        if _is_named(handle, self._file):
            with suppress(OSError):
                self._file.unlink()
        os.close(handle)
        if os.name == "nt":
            with suppress(OSError):
                self._file.unlink()


def acquire(data: Path, seconds: float) -> Lock:
    """Lock a data folder that exists; try for so many seconds. Raises HeldError."""
    file, until = paths.lock_file(data), time.monotonic() + seconds
    while True:
        try:
            if file.is_symlink():
                # What it leads to is not ours, and is written to below.
                durable.set_aside(file)
            durable.set_odd_aside(file)
            handle = os.open(file, _FLAGS, 0o600)
        except OSError:
            # Making the database will say what is wrong with the folder.
            return Lock(file, None)
        try:
            try_lock(handle)
        except BlockingIOError:
            os.close(handle)
            if time.monotonic() > until:
                raise explain.locked(paths.database_file(data)) from None
            time.sleep(_AGAIN_AFTER)
            continue
        except OSError:
            os.close(handle)
            return Lock(file, None)
        if not _is_ours(handle):
            os.close(handle)
            try:
                durable.set_aside(file)
            except OSError:
                return Lock(file, None)
            continue
        if _is_named(handle, file) or time.monotonic() > until:
            return Lock(file, handle)
        # Its last holder removed it between the two.
        os.close(handle)


def try_lock(handle: int) -> None:
    """Lock an open file until it is closed.

    Raises BlockingIOError if it is locked, OSError where there are no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_ours(handle: int) -> bool:
    """Return whether a file is empty or holds what we write there, and has no second name."""
    found = os.fstat(handle)
    if found.st_nlink > 1 or found.st_size > own_files.LOCK.largest:
        return False
    start = os.read(handle, 1)
    os.lseek(handle, 0, os.SEEK_SET)
    return start in (b"", b"[")


def _is_named(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except OSError:
        return False
