"""The database file as it was opened, compared with what its name leads to now.

A file that is removed, moved or replaced while it is open goes on taking changes that nobody will
find again. The name is only looked at by `stat`: to open it and close it again would drop SQLite's
lock. Light to import.
"""

import errno
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

LOG, JOURNAL = "-wal", "-journal"
"""What SQLite adds to the name of a database for the files that hold part of it."""
LARGEST, SMALL = 64 << 20, 4 << 20
"""Bytes of a file that is read whole when nobody waits, and of one read after each alteration."""
_CHUNK = 1 << 20

Identity = tuple[int, int]
"""What tells one file from every other on this computer: its device and its inode."""
Signature = tuple[int, int | None]
"""What a database holds: its size, and a checksum where it is known."""


class Displacement(Enum):
    """Why the name of the database no longer leads to what is open."""

    GONE = "gone"
    """Nothing has that name."""
    REPLACED = "replaced"
    """Another file has it."""
    OVERWRITTEN = "overwritten"
    """It is the same file, but another program wrote into it or into its log."""


class _Watched:
    """An open file: whether a name still leads to it, and whether another program wrote to it.

    The checks made at each change take microseconds; nothing is read for them.
    """

    def __init__(self, file: Path, *, dated: bool = False) -> None:
        """Open the file. If `dated`, a new date means it was altered. Raises OSError."""
        # For writing too: some file systems give who only reads an older file than SQLite gets. It
        # never waits, whatever has the name by now.
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        self._handle = os.open(file, flags)
        self._dated = dated
        found = os.fstat(self._handle)
        self.identity = found.st_dev, found.st_ino
        self._size, self._modified = found.st_size, found.st_mtime_ns
        self._checksum: int | None = None

    @property
    def signature(self) -> Signature:
        """Return size and checksum of its content when that was noted."""
        return self._size, self._checksum

    def note(self) -> None:
        """Note its content as it is now as our own."""
        found = os.fstat(self._handle)
        if found.st_mtime_ns != self._modified or found.st_size != self._size:
            self._size, self._modified = found.st_size, found.st_mtime_ns
            self._checksum = None

    def read_checksum(self, largest: int) -> None:
        """Read the whole of it, unless that is known or has more than so many bytes."""
        if self._checksum is None and self._size <= largest:
            self._checksum = self._checksum_now()

    def is_named(self, file: str) -> bool:
        """Return whether a name leads to it. Raises OSError if it leads nowhere or is unknown."""
        # Not by a Path, which takes as long again.
        found = os.stat(file)  # noqa: PTH116
        return _is_same((found.st_dev, found.st_ino), self.identity)

    def is_unaltered(self) -> bool:
        """Return whether nothing else wrote to it since its content was noted."""
        found = os.fstat(self._handle)
        if found.st_size != self._size:
            return False
        if found.st_mtime_ns == self._modified:
            return True
        if self._dated or self._checksum not in (None, self._checksum_now()):
            return False
        # Only its date was changed.
        self._modified = found.st_mtime_ns
        return True

    def close(self) -> None:
        os.close(self._handle)

    def _checksum_now(self) -> int:
        found, at = 0, 0
        while chunk := self._at(at, _CHUNK):
            found, at = zlib.crc32(chunk, found), at + len(chunk)
        return found

    def _at(self, place: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._handle, size, place)
        # Nothing else uses this handle.
        os.lseek(self._handle, place, os.SEEK_SET)
        return os.read(self._handle, size)


@dataclass(frozen=True, slots=True)
class Pair:
    """A database and the log that belongs to it, as they were last seen together."""

    database: Identity
    content: Signature
    log: Identity

    def is_torn(self, file: Path, log: Path) -> bool:
        """Return whether the log is now beside another database, which it would spoil.

        A copy of both is as good as the two, whatever numbers its files were given.
        """
        now = identity_of(file)
        if now is None or now == self.database or identity_of(log) != self.log:
            return False
        size, checksum = self.content
        with suppress(OSError):
            found = _Watched(file)
            try:
                if checksum is not None:
                    found.read_checksum(size)
                return found.signature != (size, checksum)
            finally:
                # It is not open elsewhere in this process: there is no lock to be lost.
                found.close()
        return False


class OpenFile:
    """The file that a connection has open, and its log; made just before SQLite opens it."""

    def __init__(self, file: Path) -> None:
        """Open the file of that name. Raises OSError."""
        self._name = str(file)
        self._log_file, self._journal_file = beside(file, LOG), beside(file, JOURNAL)
        self._log_name = str(self._log_file)
        self._database: _Watched | None = _Watched(file)
        self._log: _Watched | None = None
        self._journal: Identity | None = None

    def note(self) -> None:
        """Note the files as they are now as SQLite's own work, after each use of them.

        What a failing disk does not report stays as it was noted: SQLite will say what is wrong.
        """
        with suppress(OSError):
            if self._database is not None:
                self._database.note()
            if self._log is not None:
                self._log.note()
                return
            self._log = _Watched(self._log_file, dated=True)
        self._journal = identity_of(self._journal_file)

    def read_checksum(self, largest: int = LARGEST) -> None:
        """Read the whole file if it was altered and has no more than so many bytes.

        SQLite counts the changes of a file only once as long as it has it to itself: the start of
        a file says little.
        """
        with suppress(OSError):
            if self._database is not None:
                self._database.read_checksum(largest)

    def displacement(self) -> Displacement | None:
        """Return why the name does not lead to what is open any more; None while it does.

        What is unknown, as where a folder may not be entered for now, is no displacement.
        """
        return self.lost_name() or self.alteration()

    def lost_name(self) -> Displacement | None:
        """Return how the name was lost, if it was."""
        if self._database is None:
            return None
        try:
            return None if self._database.is_named(self._name) else Displacement.REPLACED
        except OSError as error:
            gone = error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
            return Displacement.GONE if gone else None

    def alteration(self) -> Displacement | None:
        """Return that somebody else wrote to what is open, if so."""
        if self._database is None:
            return None
        with suppress(OSError):
            if not self._database.is_unaltered() or (self._log and not self._log.is_unaltered()):
                return Displacement.OVERWRITTEN
        return None

    @property
    def lost_log(self) -> Path | None:
        """Return the name of the log if it no longer leads to the log SQLite writes to, else None.

        What is saved from then on would be lost by a kill.
        """
        if self._log is None:
            return None
        try:
            return None if self._log.is_named(self._log_name) else self._log_file
        except FileNotFoundError:
            return self._log_file
        except OSError:
            return None

    def forget_log(self) -> None:
        """Treat the next log that is noted as ours: SQLite begins a new one."""
        if self._log is not None:
            self._log.close()
        self._log = None

    @property
    def pair(self) -> "Pair | None":
        """Return the database and its log as they belong together, None without a log."""
        if self._database is None or self._log is None:
            return None
        return Pair(self._database.identity, self._database.signature, self._log.identity)

    def own_logs(self) -> Iterator[Path]:
        """Yield our own logs that still have their name."""
        ours = (
            (self._log_file, self._log.identity if self._log else None),
            (self._journal_file, self._journal),
        )
        for log, identity in ours:
            if identity is not None and identity_of(log) == identity:
                yield log

    def withdraw_logs(self) -> None:
        """Take our logs from beside a file that is another's, all they hold being safe elsewhere.

        Their content goes first: SQLite, when it closes, can then not write it into that file.
        Logs that are another's stay. Raises OSError.
        """
        for log in self.own_logs():
            os.truncate(log, 0)
            log.unlink()

    def close(self) -> None:
        """Let go of the files; only after SQLite has closed them, since this drops its lock."""
        self.forget_log()
        if self._database is not None:
            self._database.close()
        self._database = None


def beside(file: Path, ending: str) -> Path:
    """Return the name of a log of a database, which may be behind a link.

    SQLite follows links, and keeps its logs beside the file that they lead to.
    """
    real = Path(os.path.realpath(file))
    return real.with_name(f"{real.name}{ending}")


def identity_of(file: Path) -> Identity | None:
    """Return the identity of the file that a name leads to; None without one or if unknown."""
    with suppress(OSError):
        return _identity(file.stat())
    return None


def _identity(found: os.stat_result) -> Identity:
    return found.st_dev, found.st_ino


def _is_same(one: Identity, other: Identity) -> bool:
    # A system that numbers no files says 0 of each.
    return one == other or not (one[1] and other[1])
