"""Backups: written over the live connection, verified, hashed, and kept for as long as wanted.

A backup is a database of its own, meetings-20261122T101500Z.db (UTC), and beside it, with
“.sha256” after that name, its SHA-256 in the form that sha256sum reads.
"""

import hashlib
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from facilitator import paths
from facilitator.errors import StorageError
from facilitator.settings import load_settings
from facilitator.storage import durable, problems
from facilitator.storage.contents import look_into, row_counts
from facilitator.storage.rotation import keep

STAMP = "%Y%m%dT%H%M%SZ"
HALF_RESTORED = ".meetings.db.*.restoring"
"""What a killed restore may leave in the data folder."""
_NAME = re.compile(r"meetings-(\d{8}T\d{6}Z)\.db")
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_FAULTS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reports a fault",
    sqlite3.SQLITE_NOMEM: "the computer's memory is full",
    sqlite3.SQLITE_CORRUPT: "the meetings' own file is damaged",
    sqlite3.SQLITE_NOTADB: "the meetings' own file is damaged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """`moment` is in UTC, `size` in bytes; `fault` is empty, or says why it is not good."""

    file: Path
    moment: datetime
    size: int
    meetings: int
    fault: str = ""


def backup_folder(data: Path) -> Path:
    """The folder the user chose in the settings, else DATA/backups; it need not be there."""
    named = load_settings(paths.settings_file(data)).backup_folder
    with suppress(RuntimeError):
        return data / Path(named or "backups").expanduser()
    return data / named


def checksum_file(file: Path) -> Path:
    """Where the SHA-256 of a backup stands."""
    return file.with_name(f"{file.name}.sha256")


def list_backups(folder: Path) -> list[Backup]:
    """All backups in a folder, the newest first, each verified; none when there is no folder.

    Raises StorageError when the folder cannot be read.
    """
    found = sorted(_named(folder).items(), reverse=True)
    return [_described(file, moment) for moment, file in found]


def write_backup(
    raw: sqlite3.Connection, data: Path, folder: Path, now: datetime, *, rotate: bool
) -> Backup:
    """Back up the database behind `raw`, and with `rotate` remove what need not stay.

    `now` has an offset; the backup is named by it, or by the next second that is free. Raises
    StorageError; then there is no new backup and no part of one.
    """
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    part = folder / f".meetings-{_mark(data)}.part"
    # SQLite's own, of which a kill or a fault leaves it behind; it would be played back.
    journal = part.with_name(f"{part.name}-journal")
    try:
        _make_folder(folder)
        with _removed(part, journal, checksum_file(part), *data.glob(HALF_RESTORED)):
            rows = _copy(raw, part)
            backup = _put_in_place(part, folder, now.astimezone(UTC), rows)
    except sqlite3.Error as error:
        fault = _FAULTS.get(problems.code_of(error) or 0, "it cannot be written there")
        raise _not_made(folder, fault) from error
    except OSError as error:
        raise _not_made(folder, durable.reason(error)) from error
    except ValueError as error:
        raise _not_made(folder, "its name holds characters that cannot be used") from error
    if rotate:
        with suppress(OSError, StorageError):
            _rotate(folder, now.astimezone(UTC))
    return backup


def fault_of(file: Path, digest: str) -> str:
    """Why a file of that SHA-256 is not the backup it was; empty when it is. Raises OSError."""
    try:
        first = checksum_file(file).read_text("ascii").split()[:1]
    except FileNotFoundError:
        return f"its checksum {checksum_file(file).name} is not beside it"
    except UnicodeDecodeError:
        first = []
    if not first or not _HEX.fullmatch(first[0]):
        return f"its checksum {checksum_file(file).name} is damaged"
    return "" if first[0].lower() == digest else "it is not what its checksum says"


def _described(file: Path, moment: datetime) -> Backup:
    meetings, size = 0, 0
    try:
        size = file.stat().st_size
        fault = fault_of(file, durable.sha256_of(file))
    except OSError as error:
        fault = durable.reason(error)
    else:
        contents = look_into(file)
        fault = fault or contents.fault
        meetings = contents.rows.get("meetings", 0)
    return Backup(file=file, moment=moment, size=size, meetings=meetings, fault=fault)


def _named(folder: Path, ending: str = "") -> dict[datetime, Path]:
    """The files in a folder that are named as backups are, with `ending` after it."""
    try:
        files = list(folder.iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for the backups cannot be read ({durable.reason(error)}); "
            "the meetings are safe, so look at that folder or choose another one."
        ) from error
    found = {}
    for file in files:
        match = _NAME.fullmatch(file.name.removesuffix(ending))
        if match and file.name.endswith(ending) and file.is_file():
            with suppress(ValueError):
                found[datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)] = file
    return found


def _make_folder(folder: Path) -> None:
    # Without its parents: a drive that is not plugged in must not become a folder.
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        durable.sync_folder(folder.parent)


def _copy(raw: sqlite3.Connection, part: Path) -> dict[str, int]:
    """Write the database into a new file; returns the rows of each table."""
    durable.make(part)
    rows = row_counts(raw)
    raw.execute("VACUUM INTO ?", (str(part),))
    durable.sync_file(part)
    contents = look_into(part)
    if contents.fault or contents.rows != rows:
        raise _not_made(part.parent, "what was read back differs from what was written")
    return rows


def _put_in_place(part: Path, folder: Path, now: datetime, rows: dict[str, int]) -> Backup:
    moment = now.replace(microsecond=0)
    while (file := folder / f"meetings-{moment.strftime(STAMP)}.db").exists():
        moment += timedelta(seconds=1)
    line = f"{durable.sha256_of(part)}  {file.name}\n"
    durable.write(checksum_file(part), line.encode("ascii"))
    size = part.stat().st_size
    # The checksum first: a backup is never seen without it.
    checksum_file(part).replace(checksum_file(file))
    try:
        part.replace(file)
        durable.sync_folder(folder)
    except BaseException:
        for half in (file, checksum_file(file)):
            with suppress(OSError):
                half.unlink(missing_ok=True)
        raise
    return Backup(file=file, moment=moment, size=size, meetings=rows["meetings"])


def _rotate(folder: Path, now: datetime) -> None:
    """Remove what need not stay, each only when the next newer one that stays is good."""
    files = _named(folder)
    kept = sorted(keep(files, now))
    good: dict[datetime, bool] = {}
    for moment in sorted(files.keys() - set(kept)):
        heir = next(later for later in kept if later > moment)
        if heir not in good:
            good[heir] = not _described(files[heir], heir).fault
        if good[heir]:
            files[moment].unlink()
            checksum_file(files[moment]).unlink(missing_ok=True)
    for moment, left_over in _named(folder, ".sha256").items():
        if moment not in files and moment < kept[-1]:
            left_over.unlink()


@contextmanager
def _removed(*files: Path) -> Iterator[None]:
    """Without these files before, as after a kill, and after."""
    for file in files:
        file.unlink(missing_ok=True)
    try:
        yield
    finally:
        for file in files:
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _mark(data: Path) -> str:
    """Tells this data folder from others that are backed up to the same place."""
    place = f"{socket.gethostname()} {data}".encode("utf-8", "replace")
    return hashlib.sha256(place).hexdigest()[:16]


def _not_made(folder: Path, fault: str) -> StorageError:
    return StorageError(
        f"No backup was made in {folder} ({fault}); the meetings and earlier backups are safe, "
        "so see to that or choose another folder for the backups."
    )
