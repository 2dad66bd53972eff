"""Rescue files: all meetings, saved elsewhere because the database lost its name.

The name of such a file says when it was made and for which data folder. The next start offers to
put it in the place of the database that is there.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from facilitator import durable, file_faults, paths
from facilitator.domain.moments import moment_of
from facilitator.errors import StorageError
from facilitator.progress import Progress, no_progress, part_of
from facilitator.storage.backup.contents import inspect_file, meetings_in
from facilitator.storage.backup.database_copy import copy_database
from facilitator.storage.db import problems
from facilitator.storage.db.list_queries import read_latest_titles
from facilitator.storage.folder.open_file import identity_of
from facilitator.storage.opening import open_rescue
from facilitator.storage.recovery.replacement import REPLACED, replace_database

_ASIDE = re.compile(r"meetings-kept-.+\.db|meetings\.db\.(replaced|damaged)-[^-]+(-\d+)?")
"""What the databases are called that were kept aside: they come back in the same way."""
_NAME = re.compile(r"meetings-rescued-(\d{8}T\d{6}Z)-([0-9a-f]{8})(-\d+)?\.db")
_KEPT = "meetings-kept-"
"""How the names begin of those that no start asks about any more."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """A rescue file that no program saves to; moments are in UTC, the titles the latest first.

    It was begun at `moment`, and last written to at `changed`.
    """

    file: Path
    moment: datetime
    titles: tuple[str, ...]
    changed: datetime


def rescues(data: Path, in_use: Path | None = None) -> list[Rescue]:
    """Return the rescue files that hold meetings and that no program uses, the latest first.

    `in_use` is the one that this very process saves to: to open it and close it again would give
    away SQLite's lock on it.
    """
    found = []
    ours = identity_of(in_use) if in_use is not None else None
    for file, moment in _named(data):
        if ours is not None and identity_of(file) == ours:
            continue
        with suppress(StorageError, sqlite3.Error, OSError):
            with closing(open_rescue(file)) as database:
                rows = read_latest_titles(database.core)
            if rows:
                titles, changed = tuple(str(title) for title, _ in rows), moment
                with suppress(ValueError):
                    changed = moment_of(rows[0][1])
                found.append(Rescue(file, moment, titles, changed))
    return sorted(found, key=lambda rescue: rescue.moment, reverse=True)


def is_rescue(file: Path) -> bool:
    """Return whether a file is named as rescue files are, or as a database kept aside."""
    return bool(_NAME.fullmatch(file.name) or _ASIDE.fullmatch(file.name))


def kept_aside(data: Path) -> list[Path]:
    """Return the databases that were kept aside in a data folder, by their names."""
    with suppress(OSError):
        return sorted(file for file in data.iterdir() if _ASIDE.fullmatch(file.name))
    return []


def restore_rescue_file(
    data: Path,
    file: Path,
    now: datetime,
    progress: Progress = no_progress,
    *,
    aside_as: str = REPLACED,
) -> tuple[int, Path | None]:
    """Make a rescue file the database of a data folder; it goes once that is on the disk.

    Returns how many meetings there are now, and where the replaced database is kept, if there was
    one. `now` has an offset and names that, after `aside_as`. Raises StorageError, also while the
    meetings are open or something saves to the file, and Stopped; then nothing changed.
    """
    try:
        with closing(open_rescue(file)) as rescued:

            def fill(part: Path) -> int:
                durable.make(part)
                return meetings_in(copy_verified(rescued.core, part, progress))

            meetings, aside = replace_database(data, fill, now, aside_as, file)
    except OSError as error:
        raise _not_put_back(file, file_faults.reason(error)) from error
    try:
        file.unlink()
    except OSError:
        # Offered again, it would put back what was newer by then.
        with suppress(StorageError):
            keep(file)
    return meetings, aside


def keep(rescue: Path) -> Path:
    """Rename a rescue file so that nobody is asked about it again; returns its name from now on.

    Raises StorageError.
    """
    name = rescue.with_name(rescue.stem.replace("meetings-rescued-", _KEPT))
    try:
        return rescue.rename(durable.free_name(name, ".db"))
    except OSError as error:
        raise StorageError(
            f"{rescue} could not be renamed ({file_faults.reason(error)}); it is safe where it is."
        ) from error


def home_folders() -> list[Path]:
    """Return the user's own folders, none where the system does not tell them."""
    with suppress(OSError, RuntimeError):
        return list(dict.fromkeys((paths.documents_folder(), Path.home())))
    return []


def rescue_name(data: Path, moment: datetime) -> str:
    return f"meetings-rescued-{durable.time_in_name(moment)}-{_mark_of(data)}"


def _mark_of(data: Path) -> str:
    """Return what tells this data folder from others, also once it is gone."""
    return sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:8]


def _named(data: Path) -> Iterator[tuple[Path, datetime]]:
    """Yield the rescue files, in the data folder all, elsewhere those of that data folder."""
    ours = _mark_of(data)
    for folder in dict.fromkeys((data, *home_folders())):
        with suppress(OSError, RuntimeError):
            for file in folder.iterdir():
                match = _NAME.fullmatch(file.name)
                if match and (folder == data or match[2] == ours):
                    with suppress(ValueError):
                        yield file, moment_of(match[1])


def copy_verified(
    connection: Connection, part: Path, progress: Progress = no_progress
) -> dict[str, int]:
    """Write all of a database into an empty file, and read it back; returns the rows of each table.

    It is on the disk then. Raises StorageError.
    """
    rows = copy_database(connection, part, part_of(progress, 0, 60))
    durable.sync_file(part)
    contents = inspect_file(part, part_of(progress, 60, 100))
    if contents.fault or contents.rows != rows:
        fault = contents.fault or durable.DIFFERS
        raise problems.NoBackupError(part.parent, fault)
    return rows


def _not_put_back(file: Path, fault: str) -> StorageError:
    return StorageError(
        f"The meetings in {file} were not put back ({fault}); they are safe there and nothing was "
        f"changed. Fix that and try again."
    )
