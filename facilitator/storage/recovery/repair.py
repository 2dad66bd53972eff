"""Repair a data folder whose database cannot be used; the unusable file is kept aside, whole.

At every moment the data folder holds the old file or the new one under its name, as in a restore.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from facilitator import durable, file_faults, paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.meeting import Meeting
from facilitator.errors import StorageError
from facilitator.progress import Progress, no_progress
from facilitator.storage.backup.contents import inspect_file
from facilitator.storage.db import creation, faults, pragmas
from facilitator.storage.db.connection import raw_of, wrap
from facilitator.storage.db.problems import Unusable
from facilitator.storage.db.queries import read_records, write_change, write_moments
from facilitator.storage.recovery.replacement import (
    DAMAGED,
    REPLACED,
    companions,
    replace_database,
)
from facilitator.storage.recovery.rescue import restore_rescue_file
from facilitator.storage.recovery.restore import restore
from facilitator.storage.recovery.salvage import Salvaged


@dataclass(frozen=True, slots=True)
class Repair:
    """A finished repair: how many meetings there are now, and where the old file is kept."""

    meetings: int
    aside: Path | None


def whole_file(data: Path) -> Path:
    """Return the database file, by the one of its names beside which its log is.

    A repair that was killed may have left the log beside the second name alone.
    """
    live = paths.database_file(data)
    with suppress(OSError):
        for aside in live.parent.glob(f"{live.name}.*-*Z*"):
            if not companions(live) and companions(aside) and aside.samefile(live):
                return aside
    return live


def restore_backup(
    data: Path, backup: Path, now: datetime, why: Unusable, progress: Progress = no_progress
) -> Repair:
    """Put a backup in the place of the unusable file.

    Raises StorageError and Stopped; then nothing changed.
    """
    taken, aside = restore(data, backup, now, progress, aside_as=_aside_label(why))
    return Repair(taken.meetings, aside)


def restore_rescue(
    data: Path, rescue: Path, now: datetime, why: Unusable, progress: Progress = no_progress
) -> Repair:
    """Put a rescue file in the place of the unusable one.

    Raises StorageError and Stopped; then nothing changed.
    """
    meetings, aside = restore_rescue_file(data, rescue, now, progress, aside_as=_aside_label(why))
    return Repair(meetings, aside)


def start_over(
    data: Path,
    salvaged: Sequence[Salvaged],
    now: datetime,
    why: Unusable,
    progress: Progress = no_progress,
) -> Repair:
    """Put a new database in the place of the unusable one, with these meetings or with none.

    What was written is read back first. Progress counts meetings. Raises StorageError and
    Stopped; then nothing changed.
    """

    def fill(part: Path) -> None:
        durable.make(part)
        _write(part, salvaged, now, progress)
        durable.sync_file(part)

    live = paths.database_file(data)
    try:
        _, aside = replace_database(data, fill, now, _aside_label(why), live)
    except OSError as error:
        raise _not_made(data, file_faults.reason(error)) from error
    return Repair(sum(not is_journal(each.meeting.details) for each in salvaged), aside)


def _write(part: Path, salvaged: Sequence[Salvaged], now: datetime, progress: Progress) -> None:
    """Write a whole database into an empty file, and verify it."""
    try:
        with closing(wrap(sqlite3.connect(part, isolation_level=None))) as connection:
            pragmas.forgo_syncs(raw_of(connection))
            creation.create(connection)
            for done, each in enumerate(salvaged):
                progress(done, len(salvaged))
                write_change(
                    connection, import_meeting(each.meeting.records()), now.astimezone(UTC)
                )
                if each.kept:
                    write_moments(connection, each.meeting.id, each.kept)
            if not _reads_back(connection, salvaged):
                raise _not_made(part.parent, durable.DIFFERS)
    except sqlite3.Error as error:
        known = {sqlite3.SQLITE_FULL: "the disk is full"}
        fault = faults.fault_of_writing(error, part.parent, known)
        raise _not_made(part.parent, fault) from error
    if fault := inspect_file(part).fault:
        raise _not_made(part.parent, fault)
    progress(len(salvaged), len(salvaged))


def _reads_back(connection: Connection, salvaged: Sequence[Salvaged]) -> bool:
    return all(
        Meeting.from_records(read_records(connection, each.meeting.id)) == each.meeting
        for each in salvaged
    )


def _aside_label(why: Unusable) -> str:
    return DAMAGED if why.is_own_file else REPLACED


def _not_made(data: Path, fault: str) -> StorageError:
    return StorageError(
        f"No new file for the meetings could be created in {data} ({fault}); the old one was left "
        f"untouched. Fix that and try again."
    )
