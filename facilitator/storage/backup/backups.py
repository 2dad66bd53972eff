"""Backups: written over the live connection, verified, hashed, and rotated.

A backup is a database of its own, meetings-20261122T101500Z.db (UTC), and beside it, with
“.sha256” after that name, its SHA-256 in the form that sha256sum reads.
"""

import hashlib
import os
import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from facilitator import durable, file_faults, file_reader, own_files
from facilitator.errors import StorageError
from facilitator.progress import Progress, Stopped, no_progress, part_of
from facilitator.storage.backup.contents import inspect_file, meetings_in, verify
from facilitator.storage.backup.database_copy import FAULTS
from facilitator.storage.backup.names import (
    NamedBackup,
    backup_folder,
    file_name,
    mark_in,
    mark_of,
    named_in,
    own_folder,
)
from facilitator.storage.backup.rotation import keep
from facilitator.storage.db import faults
from facilitator.storage.db.file_format import MAGIC
from facilitator.storage.db.problems import NoBackupError

__all__ = ["Backup", "backup_folder", "list_backups", "mark_of", "write_backup"]

HALF_RESTORED = ".meetings.db.*.restoring"
"""What a killed restore may leave in the data folder."""
_HEX = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup; `moment` is in UTC, `size` in bytes; `fault` is empty, or says why it is not good.

    `mark` names its data folder, where several share a backup folder; else it is empty.
    """

    file: Path
    moment: datetime
    size: int
    meetings: int
    fault: str = ""
    mark: str = ""

    def is_of(self, mark: str) -> bool:
        """Return whether it may be of the data folder with that mark: has it, or has none."""
        return self.mark in ("", mark)


Copy = Callable[[Path, Progress], dict[str, int]]
"""Writes the database into a file that is there and empty; returns the rows of each table."""


def checksum_file(file: Path) -> Path:
    """Return the file that holds the SHA-256 of a backup."""
    return file.with_name(f"{file.name}.sha256")


def list_backups(folder: Path, progress: Progress = no_progress) -> list[Backup]:
    """Return all backups in a folder, the newest first, each verified; none without a folder.

    `progress` counts backups. Raises StorageError when the folder cannot be read.
    """
    named = named_in(folder)[::-1]
    found = []
    for done, one in enumerate(named):
        progress(done, len(named))
        found.append(describe(one, lambda *_, done=done: progress(done, len(named))))
    return found


def newest_good(data: Path, progress: Progress = no_progress) -> Backup | None:
    """Return the newest good backup of a data folder, in the user's folder or its own.

    Raises only Stopped.
    """
    named: set[NamedBackup] = set()
    for folder in (backup_folder(data), own_folder(data)):
        with suppress(StorageError):
            named.update(named_in(folder))
    ours = mark_of(data)
    for one in sorted(named, reverse=True):
        if one.mark in ("", ours) and not (backup := describe(one, progress)).fault:
            return backup
    return None


def write_backup(
    copy: Copy,
    data: Path,
    folder: Path,
    now: datetime,
    *,
    rotate: bool,
    named: bool = False,
    progress: Progress = no_progress,
) -> Backup:
    """Back up what `copy` writes, and with `rotate` remove what need not stay.

    A folder that is missing is made when it is the data folder's own, or `named` for this once.
    `now` has an offset; the backup is named by it, or by the next second that is free. Raises
    StorageError; then, and when it is stopped, there is no new backup and no part of one.
    """
    if now.tzinfo is None:
        raise ValueError("a naive moment")
    moment = now.astimezone(UTC)
    part = folder / f".meetings-{_place_of(data)}.part"
    # SQLite's own, of which a kill or a fault leaves it behind; it would be played back.
    journal = part.with_name(f"{part.name}-journal")
    try:
        if named or folder == own_folder(data):
            _make_folder(folder)
        elif not folder.exists():
            # The chosen folder may be on a drive that is not plugged in.
            raise NoBackupError(folder, "it does not exist", "plug in the drive")
        mark = mark_in(data, folder)
        with _removed(part, journal, checksum_file(part), *data.glob(HALF_RESTORED)):
            durable.make(part)
            rows = copy(part, part_of(progress, 0, 50))
            digest = _verified(part, rows, part_of(progress, 50, 95))
            backup = _put_in_place(part, digest, NamedBackup(moment, mark, folder), rows)
    except sqlite3.Error as error:
        fault = faults.fault_of_writing(error, folder, FAULTS)
        raise NoBackupError(folder, fault) from error
    except OSError as error:
        raise NoBackupError(folder, file_faults.reason(error)) from error
    except ValueError as error:
        raise NoBackupError(folder, "its name has characters that can’t be used") from error
    if rotate:
        # The backup exists: what fails from here on only keeps old ones longer.
        with suppress(OSError, StorageError, Stopped):
            _rotate(folder, mark, moment, part_of(progress, 95, 100))
    return backup


def fault_of(file: Path, digest: str) -> str:
    """Return why a file of that SHA-256 is not the backup it was, else "". Raises OSError."""
    try:
        stored = file_reader.read(checksum_file(file), own_files.CHECKSUM.largest)
        first = stored.decode("ascii").split()[:1]
    except FileNotFoundError:
        return f"the file {checksum_file(file).name} with its checksum is missing"
    except (UnicodeDecodeError, IsADirectoryError, file_faults.OddFileError):
        first = []
    if not first or not _HEX.fullmatch(first[0]):
        return f"the file {checksum_file(file).name} with its checksum is damaged"
    return "" if first[0].lower() == digest else "it has changed since it was written"


def fault_at_a_glance(file: Path) -> str:
    """Return why a file cannot be a good backup, judged by its size and first bytes, else "".

    What is plainly none need not be read to its end. Raises OSError.
    """
    file_faults.check_file(file, own_files.BACKUP.largest)
    if file_reader.read_start(file, len(MAGIC)) == MAGIC:
        return ""
    # Whatever the checksum says, it was made of a database.
    return fault_of(file, "") or "its content cannot be read"


def describe(named: NamedBackup, progress: Progress = no_progress) -> Backup:
    """Verify one backup: its checksum, and what it holds. Raises only Stopped."""
    meetings, size = 0, 0
    try:
        size = named.file.stat().st_size
        fault = fault_at_a_glance(named.file)
        if not fault:
            digest = file_reader.sha256_of(named.file, part_of(progress, 0, 60))
            fault = fault_of(named.file, digest)
    except OSError as error:
        fault = file_faults.reason(error)
    else:
        contents = verify(named.file, part_of(progress, 60, 100))
        fault = fault or contents.fault
        meetings = contents.rows.get("meetings", 0)
    return Backup(
        file=named.file,
        moment=named.moment,
        size=size,
        meetings=meetings,
        fault=fault,
        mark=named.mark,
    )


def _make_folder(folder: Path) -> None:
    # Without its parents: a drive that is not plugged in must not become a folder.
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        durable.sync_folder(folder.parent)


def _verified(part: Path, rows: dict[str, int], progress: Progress) -> str:
    """Read back what was written; returns its SHA-256 in hex."""
    durable.sync_file(part)
    contents = inspect_file(part, part_of(progress, 0, 50))
    if contents.fault or contents.rows != rows:
        raise NoBackupError(part.parent, durable.DIFFERS)
    return file_reader.sha256_of(part, part_of(progress, 50, 100))


def _put_in_place(part: Path, digest: str, wanted: NamedBackup, rows: dict[str, int]) -> Backup:
    moment, mark, folder = wanted.moment.replace(microsecond=0), wanted.mark, wanted.file
    file = folder / file_name(moment, mark)
    while os.path.lexists(file) or os.path.lexists(checksum_file(file)):
        moment += timedelta(seconds=1)
        file = folder / file_name(moment, mark)
    durable.write(checksum_file(part), f"{digest}  {file.name}\n".encode("ascii"))
    size = part.stat().st_size
    place(part, file)
    return Backup(file=file, moment=moment, size=size, meetings=meetings_in(rows), mark=mark)


def place(part: Path, file: Path) -> None:
    """Give a verified backup and its checksum their names: both, or neither. Raises OSError."""
    # The checksum first: a backup is never seen without it.
    checksum_file(part).replace(checksum_file(file))
    try:
        durable.put_in_place(part, file)
    except BaseException:
        for half in (file, checksum_file(file)):
            with suppress(OSError):
                half.unlink(missing_ok=True)
        raise


def _rotate(folder: Path, mark: str, now: datetime, progress: Progress) -> None:
    """Remove what need not stay, each only when the next newer one that stays is good.

    Only backups with that mark are looked at: others may be of another data folder.
    """
    files = {named.moment: named for named in named_in(folder) if named.mark == mark}
    kept = sorted(keep(files, now))
    good: dict[datetime, bool] = {}
    for moment in sorted(files.keys() - set(kept)):
        heir = next(later for later in kept if later > moment)
        if heir not in good:
            good[heir] = not describe(files[heir], progress).fault
        if good[heir]:
            files[moment].file.unlink()
            durable.remove(checksum_file(files[moment].file))
    for left_over in named_in(folder, ".sha256"):
        if left_over.mark == mark and left_over.moment not in files and left_over.moment < kept[-1]:
            durable.remove(checksum_file(left_over.file))


@contextmanager
def _removed(*files: Path) -> Iterator[None]:
    """Remove these files before, as after a kill, and after."""
    for file in files:
        durable.remove(file)
    try:
        yield
    finally:
        for file in files:
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _place_of(data: Path) -> str:
    """Return what tells this data folder from others that are backed up to the same folder."""
    place = f"{socket.gethostname()} {data}".encode("utf-8", "replace")
    return hashlib.sha256(place).hexdigest()[:16]
