"""What the result codes of SQLite and of the system mean, and what to do about them."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from facilitator import file_faults
from facilitator.storage.db.problems import DamagedRowError

CAUSES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("The disk is full", "make room on it"),
    sqlite3.SQLITE_IOERR: ("The disk reports an error", "check the disk and its cable"),
    sqlite3.SQLITE_NOMEM: ("The computer's memory is full", "close other programs"),
    sqlite3.SQLITE_READONLY: ("The data folder is read-only", "allow writing to it"),
    sqlite3.SQLITE_PERM: ("The data folder does not allow writing", "allow writing to it"),
    sqlite3.SQLITE_CANTOPEN: ("The data folder cannot be written to", "allow writing to it"),
    sqlite3.SQLITE_BUSY: ("Another program has the meetings locked", "close that program"),
    sqlite3.SQLITE_LOCKED: ("Another program has the meetings locked", "close that program"),
}
"""By SQLite's result code: what happened, and what to do. May be over soon: saving is retried."""
_NO_ROOM: dict[int, tuple[str, str]] = {
    errno.EDQUOT: ("Your disk quota is used up", "delete files you no longer need"),
    errno.ENOSPC: CAUSES[sqlite3.SQLITE_FULL],
}
"""By the system's code, which SQLite hides: to it, a quota that is used up is a fault."""
_WRITING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)
"""Result codes behind which a lack of room may be."""
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
TOO_MUCH = (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_INTERRUPT)
"""What SQLite says where reading a file goes beyond the limits that were set."""


def code_of(error: BaseException) -> int | None:
    """Return SQLite's primary result code behind an error, whatever wrapped it."""
    code = _extended_code(error)
    return None if code is None else code & 0xFF


def _extended_code(error: BaseException) -> int | None:
    for cause in _chain(error):
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(code, int):
            return code
    return None


def lacking_room(error: BaseException, folder: Path) -> int:
    """Return the system's code if SQLite could not write for want of room, else 0.

    Learnt by writing a little there; only when it may be that.
    """
    if _extended_code(error) not in _WRITING:
        return 0
    why = file_faults.why_no_room(folder)
    return why if why in _NO_ROOM else 0


def fault_of_writing(error: BaseException, folder: Path, others: Mapping[int, str]) -> str:
    """Return why SQLite could not write a file in a folder, as part of a sentence.

    `others` says it by SQLite's result code where there was room.
    """
    if lacking := lacking_room(error, folder):
        return file_faults.reason(OSError(lacking, os.strerror(lacking)))
    return others.get(code_of(error) or 0, "it cannot be written there")


def is_of_the_file(error: BaseException) -> bool:
    """Return whether reading failed because of the file or the disk; else it is a bug."""
    # SQLite gives no code for a text that is not in UTF-8.
    of_a_value = DamagedRowError | UnicodeDecodeError | sqlite3.OperationalError
    return code_of(error) is not None or isinstance(error, of_a_value)


def may_pass(error: BaseException) -> bool:
    """Return whether the same change may well be saved a moment later."""
    code = code_of(error)
    return code in CAUSES or code in DAMAGED


def cause_of(error: BaseException, file: Path) -> tuple[str, str]:
    code = code_of(error)
    if code in DAMAGED:
        return f"{file} is damaged", "keep a copy of that file"
    if lacking := lacking_room(error, file.parent):
        return _NO_ROOM[lacking]
    if code is not None and code in CAUSES:
        return CAUSES[code]
    return f"{file} could not be used", "check the folder"


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = getattr(current, "orig", None) or current.__cause__
