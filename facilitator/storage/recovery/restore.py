"""Restore a backup: put it in the place of the live database, which is kept aside whole."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.text import printable
from facilitator.errors import InputRefusedError, StorageError
from facilitator.progress import Progress, no_progress, part_of
from facilitator.storage.backup.backups import (
    Backup,
    backup_folder,
    fault_at_a_glance,
    fault_of,
)
from facilitator.storage.backup.contents import meetings_in, verify
from facilitator.storage.recovery.replacement import REPLACED, replace_database


def find_backup(named: str, data: Path) -> Path:
    """Return the file that the user names: a path, or a name in the backup folder.

    Raises InputRefusedError.
    """
    with suppress(OSError, RuntimeError, ValueError):
        for file in (Path(named).expanduser(), backup_folder(data) / named, data / named):
            # Path.is_file would raise where a folder above it is closed.
            if named and os.path.isfile(file):  # noqa: PTH113
                return file.resolve()
    shown = printable(named)
    raise InputRefusedError(
        f"There is no backup “{shown}”; nothing was changed. “facilitator restore” lists the "
        f"backups."
    )


def restore(
    data: Path,
    file: Path,
    now: datetime,
    progress: Progress = no_progress,
    *,
    aside_as: str = REPLACED,
) -> tuple[Backup, Path | None]:
    """Make a backup the live database; returns it and where the replaced one is kept, if any.

    The backup's checksum and content are verified first; until then it can be stopped. `now` has
    an offset and names the replaced files, after `aside_as`. Raises StorageError, also while the
    meetings are open; then, and when it is stopped, nothing changed.
    """

    def fill(part: Path) -> Backup:
        return _verified_copy(file, part, now.astimezone(UTC), progress)

    try:
        return replace_database(data, fill, now, aside_as, file)
    except OSError as error:
        raise _not_restored(file, file_faults.reason(error)) from error


def _verified_copy(file: Path, part: Path, moment: datetime, progress: Progress) -> Backup:
    if fault := fault_at_a_glance(file):
        raise _not_restored(file, fault)
    digest = durable.copy(file, part, part_of(progress, 0, 60))
    contents = verify(part, part_of(progress, 60, 100))
    if fault := fault_of(file, digest) or contents.fault:
        raise _not_restored(file, fault)
    size = part.stat().st_size
    return Backup(file=file, moment=moment, size=size, meetings=meetings_in(contents.rows))


def _not_restored(file: Path, fault: str) -> StorageError:
    return StorageError(
        f"{file} was not restored ({fault}); the meetings are as they were. Fix that or choose "
        f"another backup."
    )
