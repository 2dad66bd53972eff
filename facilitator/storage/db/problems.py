"""What can be wrong with the data folder and the database, each told in one sentence."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path

from facilitator import durable
from facilitator.errors import StorageError
from facilitator.storage.db.open_file import Displacement
from facilitator.storage.folder.window_marker import WindowInfo, this_host

_CAUSES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("The disk is full", "make room on it"),
    sqlite3.SQLITE_IOERR: ("The disk reports a fault", "check the disk and its cable"),
    sqlite3.SQLITE_NOMEM: ("The computer's memory is full", "close other programs"),
    sqlite3.SQLITE_READONLY: ("The data folder is read-only", "allow writing to it"),
    sqlite3.SQLITE_PERM: ("The data folder refuses writing", "allow writing to it"),
    sqlite3.SQLITE_CANTOPEN: ("The data folder cannot be written to", "allow writing to it"),
    sqlite3.SQLITE_BUSY: ("Another program holds the meetings", "close that program"),
    sqlite3.SQLITE_LOCKED: ("Another program holds the meetings", "close that program"),
}
"""By SQLite's result code: what happened, and what to do. All may pass, so saving is retried."""

_NO_ROOM: dict[int, tuple[str, str]] = {
    errno.EDQUOT: ("Your disk quota is used up", "delete files you no longer need"),
    errno.ENOSPC: _CAUSES[sqlite3.SQLITE_FULL],
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

_WAYS_OUT = (
    "take back a backup (“facilitator restore”), get at what can be read of it "
    "(“facilitator salvage”), or start the program, which offers both"
)
_BOTH = os.R_OK | os.W_OK
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_TOO_MUCH = (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_INTERRUPT)
"""What SQLite says where reading a file goes beyond the limits that were set."""


class DamagedRowError(Exception):
    """A value in the database is none that this program writes."""


class Unusable(Enum):
    """Why a file cannot be the database, however often it is tried."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    ODD = "odd"
    """It is no file, such as a pipe, or far too large a one."""
    ALTERED = "altered"
    """It holds something that this program does not make."""

    @property
    def is_own_file(self) -> bool:
        """Whether it is a file of this program, so that meetings may be read in it."""
        return self in (Unusable.DAMAGED, Unusable.ALTERED)


class UnusableFileError(StorageError):
    """The database file cannot be used, and was left as it is.

    `what` is in an altered file and not of this program, as part of a sentence.
    """

    def __init__(self, sentence: str, file: Path, why: Unusable, what: str = "") -> None:
        super().__init__(sentence)
        self.file = file
        self.why = why
        self.what = what


class HeldError(StorageError):
    """Another window or program has the meetings open."""


class DisplacedError(StorageError):
    """The name of the database no longer leads to the file that is open."""

    def __init__(self, file: Path, why: Displacement) -> None:
        super().__init__(
            f"{_displaced(file, why)}. It is being saved elsewhere, so leave the program open for "
            "a moment."
        )
        self.file = file
        self.why = why


class NotRescuedError(StorageError):
    """The file of the meetings is lost to us, and no other place takes them."""

    def __init__(self, displaced: DisplacedError, refusal: Exception) -> None:
        fault = refusal.fault if isinstance(refusal, NoBackupError) else "no folder takes them"
        super().__init__(
            f"{_displaced(displaced.file, displaced.why)}, and the meetings could not be saved "
            f"elsewhere ({fault}). The meetings open here are kept in memory, and saving them is "
            "tried again; make room, or close the program and let it save a copy of each."
        )


class NoBackupError(StorageError):
    """No backup could be made in `folder`; `fault` says why, as part of a sentence."""

    def __init__(self, folder: Path, fault: str, remedy: str = "see to that") -> None:
        super().__init__(
            f"No backup was made in {folder} ({fault}); the meetings and earlier backups are safe, "
            f"so {remedy} or choose another folder for the backups."
        )
        self.folder = folder
        self.fault = fault


def code_of(error: BaseException) -> int | None:
    """SQLite's primary result code behind an error, whoever wrapped it."""
    code = _extended_code(error)
    return None if code is None else code & 0xFF


def _extended_code(error: BaseException) -> int | None:
    for cause in _chain(error):
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(code, int):
            return code
    return None


def lacking_room(error: BaseException, folder: Path) -> int:
    """The system's code if SQLite could not write for want of room in a folder, else 0.

    Learnt by writing a little there; only when it may be that.
    """
    if _extended_code(error) not in _WRITING:
        return 0
    why = durable.why_no_room(folder)
    return why if why in _NO_ROOM else 0


def fault_of_writing(error: BaseException, folder: Path, others: Mapping[int, str]) -> str:
    """Why SQLite could not write a file in a folder, as part of a sentence.

    `others` says it by SQLite's result code where there was room.
    """
    if lacking := lacking_room(error, folder):
        return durable.reason(OSError(lacking, os.strerror(lacking)))
    return others.get(code_of(error) or 0, "it cannot be written there")


def is_of_the_file(error: BaseException) -> bool:
    """Whether reading failed by what is in the file, or by the disk; else it is a bug."""
    # SQLite gives no code for a text that is not in UTF-8.
    of_a_value = DamagedRowError | UnicodeDecodeError | sqlite3.OperationalError
    return code_of(error) is not None or isinstance(error, of_a_value)


def may_pass(error: BaseException) -> bool:
    """Whether the same change may well be saved a moment later."""
    code = code_of(error)
    return code in _CAUSES or code in _DAMAGED


def saving(error: BaseException, file: Path) -> StorageError:
    """A change could not be written and is kept in memory."""
    if code_of(error) in _DAMAGED:
        return StorageError(
            f"{file} is damaged, so the latest changes are not saved yet; they are kept in memory, "
            "so close the program, let it save a copy of the meeting, and start it again or see "
            "“facilitator salvage”."
        )
    cause, remedy = _cause(error, file)
    return StorageError(
        f"{cause}, so the latest changes are not saved yet; everything saved before is safe and "
        f"these are kept in memory, so {remedy} and leave the program open until it says saved."
    )


def closed(file: Path) -> StorageError:
    """Something was asked of the meetings as they were closed."""
    return StorageError(
        f"The meetings in {file.parent} are closed, so this could not be read; what was saved is "
        "safe, so start the program again."
    )


def rescued(displaced: DisplacedError, rescue: Path) -> str:
    """Say that the file lost its name, and where the meetings are saved from now on."""
    what = _displaced(displaced.file, displaced.why)
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


def _displaced(file: Path, why: Displacement) -> str:
    if why is Displacement.GONE and not os.path.isdir(file.parent):  # noqa: PTH112 - never raises
        return f"The folder {file.parent} was removed or renamed while the meetings were open"
    said = {
        Displacement.GONE: "The file of your meetings was removed or renamed while it was open",
        Displacement.REPLACED: (
            "The file of your meetings was replaced by another file while it was open"
        ),
        Displacement.OVERWRITTEN: (
            "Another program wrote over the file of your meetings while it was open"
        ),
    }
    return said[why]


def never_saved(error: BaseException, file: Path, count: int) -> StorageError:
    """The store was closed before changes could be written."""
    cause, remedy = _cause(error, file)
    lost = "the last change was" if count == 1 else f"the last {count} changes were"
    return StorageError(
        f"{cause}, so {lost} not saved; everything saved before is safe, "
        f"so {remedy} and do this again."
    )


def reading(error: BaseException, file: Path) -> StorageError:
    """Something could not be read."""
    if code_of(error) in _CAUSES:
        cause, remedy = _cause(error, file)
        return StorageError(
            f"{cause}, so the meetings cannot be read; nothing was changed, "
            f"so {remedy} and try again."
        )
    return UnusableFileError(
        f"Part of {file} is damaged, so this cannot be read; nothing was changed, so {_WAYS_OUT}.",
        file,
        Unusable.DAMAGED,
    )


def opening(error: BaseException, file: Path) -> StorageError:
    """The database cannot be opened or made."""
    code = code_of(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return locked(file)
    if code in _DAMAGED:
        return damaged(file)
    if code in _TOO_MUCH:
        return altered(file, "more than meetings can need")
    closed = code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)
    if closed and not lacking_room(error, file.parent):
        return unwritable(_closed_file(file) or file.parent)
    cause, remedy = _cause(error, file)
    return StorageError(
        f"{cause}, so the meetings in {file.parent} cannot be opened; what was saved is safe, "
        f"so {remedy} and start again."
    )


def damaged(file: Path) -> UnusableFileError:
    return UnusableFileError(
        f"{file} is damaged or not a database of meetings; it was left untouched, so {_WAYS_OUT}.",
        file,
        Unusable.DAMAGED,
    )


def altered(file: Path, what: str) -> UnusableFileError:
    """Somebody else put `what` into the file, or changed its tables."""
    return UnusableFileError(
        f"{file} holds {what}, which Facilitator never makes; nothing in it was run and it was "
        f"left untouched, so {_WAYS_OUT}.",
        file,
        Unusable.ALTERED,
        what,
    )


def foreign(file: Path) -> UnusableFileError:
    return UnusableFileError(
        f"{file} belongs to another application; it was left untouched, "
        "so move it away or choose another folder with --data.",
        file,
        Unusable.FOREIGN,
    )


def odd(file: Path, error: OSError) -> UnusableFileError:
    """What is in the place of the database, or of its log, is no file that could be it."""
    what = durable.reason(error)
    if isinstance(error, FileNotFoundError):
        what = "it is a link to a file that is not there"
    return UnusableFileError(
        f"{file} cannot hold the meetings ({what}); it was left untouched, so put the real file "
        "back in its place, take back a backup (“facilitator restore”), or start the program, "
        "which offers to start afresh.",
        file,
        Unusable.ODD,
    )


def linked_log(log: Path) -> UnusableFileError:
    """The log beside the database, which may hold the last changes, is only a link to one."""
    return UnusableFileError(
        f"The last changes cannot be read, because {log} is a link and not a file; it was left "
        "untouched, so put the file that it leads to in its place, or take back a backup "
        "(“facilitator restore”).",
        log,
        Unusable.ODD,
    )


def unreachable(file: Path, error: OSError) -> StorageError:
    """A file cannot even be looked at, as when its drive is gone; `error` says why."""
    return StorageError(
        f"{file} cannot be reached ({durable.reason(error)}), so the meetings cannot be opened; "
        "nothing was changed, so check that disk or drive and start again."
    )


def newer(file: Path, version: int, known: int) -> UnusableFileError:
    return UnusableFileError(
        f"{file} was saved by a newer Facilitator (its version is {version}, this program knows "
        f"{known}); the meetings are safe and untouched, so update this program to open them.",
        file,
        Unusable.NEWER,
    )


def not_backed_up(error: NoBackupError, file: Path) -> StorageError:
    """A database of an older version was not brought up to date, for want of a backup."""
    if code_of(error) in _DAMAGED:
        return damaged(file)
    return StorageError(
        f"The meetings in {file.parent} were saved by an older Facilitator, and before they are "
        f"brought up to date a backup is needed, which could not be made in {error.folder} "
        f"({error.fault}); they are safe and untouched, so see to that and start again."
    )


def not_upgraded(error: BaseException, file: Path, backup: Path) -> StorageError:
    """A database of an older version could not be brought up to date; `backup` holds it."""
    if code_of(error) in _DAMAGED:
        return damaged(file)
    cause, remedy = _cause(error, file)
    return StorageError(
        f"{cause}, so the meetings in {file.parent}, saved by an older Facilitator, could not be "
        f"brought up to date; they are safe, also in {backup}, so {remedy} and start again."
    )


def locked(file: Path) -> HeldError:
    return HeldError(
        f"The meetings in {file.parent} are open in another window or program; they are safe and "
        "nothing was changed, so close that one first or choose another folder with --data."
    )


def held_elsewhere(folder: Path, window: WindowInfo) -> HeldError:
    """A window on another computer has the meetings open, where locks do not reach."""
    since = window.since.astimezone().strftime(" since %H:%M on %Y-%m-%d") if window.since else ""
    where = f"the computer “{window.host}”"
    if window.host == this_host():
        where = f"another computer that is called “{window.host}” too"
    return HeldError(
        f"The meetings in {folder} are open on {where}{since}; they are safe "
        "and nothing was changed, so close the program there first, or if it no longer runs "
        "there, start again in two minutes."
    )


def unwritable(thing: Path) -> StorageError:
    """The data folder or the database in it takes no changes."""
    # A folder above it may be closed, and Path.is_dir would raise for that.
    whose = "that" if os.path.isdir(thing) else "its"  # noqa: PTH112
    return StorageError(
        f"{thing} is read-only ({_why_read_only(thing)}), so the meetings in it cannot be opened; "
        f"they are safe and untouched, so allow writing there, or copy {whose} folder elsewhere "
        "and open the copy with --data."
    )


def _closed_file(file: Path) -> Path | None:
    """Which of the database and its logs is there and may not be read and written."""
    files = [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-journal", "-shm")]
    closed = (one for one in files if os.path.lexists(one) and not os.access(one, _BOTH))
    return next(closed, None)


def _why_read_only(thing: Path) -> str:
    with suppress(OSError):
        if hasattr(os, "statvfs") and os.statvfs(thing).f_flag & os.ST_RDONLY:
            return "nothing can be written to that drive"
    if not os.access(thing, os.W_OK):
        return "you are not allowed to write to it"
    return "the system refuses writing to it"


def not_made(file: Path, error: OSError) -> StorageError:
    """The database cannot be made in a folder that is there; `error` says why."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return unwritable(file.parent)
    return StorageError(
        f"The file {file} for the meetings cannot be made ({durable.reason(error)}); nothing was "
        "changed, so see to that and start again, or choose another folder with --data."
    )


def no_folder(folder: Path, error: OSError) -> StorageError:
    """The data folder cannot be made; `error` says why."""
    return StorageError(
        f"The folder {folder} for the meetings cannot be made ({durable.reason(error)}); "
        "nothing was changed, "
        "so choose another folder with --data."
    )


def _cause(error: BaseException, file: Path) -> tuple[str, str]:
    code = code_of(error)
    if code in _DAMAGED:
        return f"{file} is damaged", "keep a copy of that file"
    if lacking := lacking_room(error, file.parent):
        return _NO_ROOM[lacking]
    if code is not None and code in _CAUSES:
        return _CAUSES[code]
    return f"{file} could not be used", "look at the folder"


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = getattr(current, "orig", None) or current.__cause__
