"""Move to another backup folder: existing backups are copied there, each verified.

The old ones stay where they were; nothing is removed.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from facilitator import durable, file_faults, file_reader
from facilitator.domain.text import printable
from facilitator.errors import InputRefusedError, StorageError
from facilitator.paths import is_same
from facilitator.progress import Progress, no_progress, part_of
from facilitator.storage.backup.backups import checksum_file, fault_of, place
from facilitator.storage.backup.names import NamedBackup, file_name, mark_in, mark_of, named_in


def check_folder(data: Path, folder: Path) -> None:
    """Make sure that backups of a data folder can be kept in `folder`, which is made when missing.

    Raises InputRefusedError.
    """
    try:
        if is_same(folder, data):
            raise _refused(
                folder, "the meetings themselves are there", "choose a folder of its own for them"
            )
        # Path.is_dir would raise where a folder above it is closed.
        if not os.path.isdir(folder):  # noqa: PTH112
            folder.mkdir(mode=0o700)
        probe = folder / f".facilitator-{uuid4().hex}.part"
        try:
            durable.write(probe, b"probe")
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        remedy = "plug in the drive or choose another folder"
        raise _refused(folder, file_faults.reason(error), remedy) from error
    except ValueError as error:
        remedy = "choose another folder"
        raise _refused(
            folder, "its name has characters that a folder can’t have", remedy
        ) from error


def copy_backups(data: Path, source: Path, target: Path, progress: Progress = no_progress) -> int:
    """Copy the good backups of a data folder into another folder; returns how many there are now.

    Those of other data folders stay behind, and so do damaged ones. Raises InputRefusedError and
    StorageError; then, and when it is stopped, none of the copies is left.
    """
    check_folder(data, target)
    if target == source or is_same(target, source):
        return 0
    try:
        mark = mark_in(data, target)
        ours = [named for named in named_in(source) if named.mark in ("", mark_of(data))]
        needed = sum(named.file.stat().st_size for named in ours)
        if shutil.disk_usage(target).free < needed:
            raise _not_moved(target, "there is not enough room for them")
        return _copied(ours, target, mark, progress)
    except OSError as error:
        raise _not_moved(target, file_faults.reason(error)) from error


def _copied(ours: list[NamedBackup], target: Path, mark: str, progress: Progress) -> int:
    made: list[Path] = []
    there = 0
    try:
        for number, named in enumerate(ours):
            file = target / file_name(named.moment, mark)
            percent = [100 * n // len(ours) for n in (number, number + 1)]
            if os.path.lexists(file):
                there += 1
            elif _copy_one(named.file, file, part_of(progress, *percent)):
                made.append(file)
    except BaseException:
        for file in made:
            for half in (file, checksum_file(file)):
                with suppress(OSError):
                    half.unlink(missing_ok=True)
        raise
    return there + len(made)


def _copy_one(source: Path, file: Path, progress: Progress) -> bool:
    """Copy a backup with its checksum, and read it back; False when it is not good."""
    part = file.with_name(f".facilitator-{uuid4().hex}.part")
    try:
        digest = durable.copy(source, part, part_of(progress, 0, 60))
        if fault_of(source, digest):
            return False
        if file_reader.sha256_of(part, part_of(progress, 60, 100)) != digest:
            raise _not_moved(file.parent, durable.DIFFERS)
        durable.write(checksum_file(part), f"{digest}  {file.name}\n".encode("ascii"))
        place(part, file)
    finally:
        for half in (part, checksum_file(part)):
            with suppress(OSError):
                half.unlink(missing_ok=True)
    return True


def _refused(folder: Path, why: str, remedy: str) -> InputRefusedError:
    shown = printable(str(folder))
    return InputRefusedError(
        f"Backups cannot be kept in {shown} ({why}); nothing was changed: {remedy}."
    )


def _not_moved(folder: Path, why: str) -> StorageError:
    return StorageError(
        f"The backups could not be copied to {folder} ({why}); they are safe where they were and "
        f"nothing was changed. Fix that or choose another folder."
    )
