"""Putting a backup in the place of the live database, which is kept aside whole.

At every moment the data folder holds the old database or the new one under its name, so that a
kill or a power cut in between loses neither.
"""

import os
import sqlite3
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from facilitator import durable, paths
from facilitator.errors import InputRefusedError, StorageError
from facilitator.progress import Progress, part_of, unseen
from facilitator.storage.backup.backups import (
    HALF_RESTORED,
    STAMP,
    Backup,
    backup_folder,
    fault_at_a_glance,
    fault_of,
)
from facilitator.storage.backup.contents import verify
from facilitator.storage.db import lock, problems
from facilitator.storage.db.database import BUSY_SECONDS
from facilitator.storage.db.odd_files import ENDINGS, is_odd, set_odd_logs_aside
from facilitator.storage.opening import open_database

REPLACED, DAMAGED = "replaced", "damaged"
"""What files that are kept aside are called after their name."""
_PASSING = (
    *(sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT),
    *(sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_INTERRUPT, None),
)
"""Result codes of a live database that cannot be used, and for that is to be replaced."""


def find_backup(named: str, data: Path) -> Path:
    """The file that somebody names: a path, or the name of one in the backup folder.

    Raises InputRefusedError.
    """
    with suppress(OSError, RuntimeError, ValueError):
        for file in (Path(named).expanduser(), backup_folder(data) / named, data / named):
            # Path.is_file would raise where a folder above it is closed.
            if named and os.path.isfile(file):  # noqa: PTH113
                return file.resolve()
    shown = named.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    raise InputRefusedError(
        f"There is no backup “{shown}”; nothing was changed, "
        "“facilitator restore” lists those there are."
    )


def restore(
    data: Path,
    file: Path,
    now: datetime,
    progress: Progress = unseen,
    *,
    aside_as: str = REPLACED,
) -> tuple[Backup, Path | None]:
    """Make a backup the live database; returns it and where the replaced one is kept, if any.

    The backup's checksum and content are verified first; until then it can be stopped. `now` has
    an offset and names the replaced files, after `aside_as`. Raises StorageError, also while the
    meetings are open; then, and when it is stopped, nothing changed.
    """
    part = half_made(data)
    moment = now.astimezone(UTC)
    try:
        durable.make_folders(data)
        try:
            backup = _verified_copy(file, part, moment, progress)
            aside = put_in_place(data, part, moment, aside_as)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _not_restored(file, durable.reason(error)) from error
    try:
        durable.sync_folder(data)
    except OSError as error:
        raise not_confirmed(file, aside, error) from error
    return backup, aside


def half_made(data: Path) -> Path:
    """The name of a file that is to become the database; what a kill leaves of it is swept."""
    return data / f".{paths.database_file(data).name}.{uuid4().hex}.restoring"


def put_in_place(data: Path, part: Path, moment: datetime, aside_as: str) -> Path | None:
    """Give the live database a second name, then its own name to `part`; returns the second name.

    None when there was no live database. Raises StorageError while the meetings are open, and
    OSError.
    """
    live = paths.database_file(data)
    try:
        with ExitStack() as stack:
            # Also for one that cannot be used, of which SQLite locks nothing.
            stack.callback(lock.take(data, BUSY_SECONDS).release)
            aside = _set_aside(live, f"{live.name}.{aside_as}-", moment, stack)
            _sweep(data, part)
            _replace(live, part, aside)
    except sqlite3.Error as error:
        raise problems.opening(error, live) from error
    return aside


def _verified_copy(file: Path, part: Path, moment: datetime, progress: Progress) -> Backup:
    if fault := fault_at_a_glance(file):
        raise _not_restored(file, fault)
    digest = durable.copy(file, part, part_of(progress, 0, 60))
    contents = verify(part, part_of(progress, 60, 100))
    if fault := fault_of(file, digest) or contents.fault:
        raise _not_restored(file, fault)
    size = part.stat().st_size
    return Backup(file=file, moment=moment, size=size, meetings=contents.rows["meetings"])


def _set_aside(live: Path, prefix: str, moment: datetime, stack: ExitStack) -> Path | None:
    """Give the live database a second name; its lock is held until the stack is closed.

    A missing one is made for that time, so that no window makes it meanwhile.
    """
    set_odd_logs_aside(live, refuses=False)
    if is_odd(live):
        return _set_odd_aside(live, prefix, moment)
    logs, existed = companions(live), live.exists()
    aside = _aside_name(live, prefix, moment)
    made = [] if aside.exists() or not _linked(live, aside) else [aside]
    # Before opening: SQLite removes a log that it cannot use.
    for log in logs:
        kept = _beside(aside, log)
        kept.unlink(missing_ok=True)
        if not _linked(log, kept):
            durable.copy(log, kept)
        made.append(kept)
    try:
        usable = _hold(live, stack) and existed
    except (StorageError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error | problems.HeldError):
            for path in made:
                path.unlink(missing_ok=True)
        raise
    if existed and not aside.exists():
        _copy_held(live, aside, stack)
    if not usable:
        # Its logs hold what is nowhere else: their other names are on the disk before these go.
        durable.sync_folder(live.parent)
    # Of the live one too: SQLite keeps quiet about a merged log that it could not remove, and
    # would play it back over what is put in its place.
    for owner in (live, aside) if usable else (live,):
        for left_over in companions(owner):
            left_over.unlink()
    return aside if existed or logs else None


def _set_odd_aside(live: Path, prefix: str, moment: datetime) -> Path:
    """Rename what is in the place of the database and is no file, and the logs beside it.

    For that moment there is no database, but there was none before either.
    """
    aside = _aside_name(live, prefix, moment)
    for log in companions(live):
        log.rename(_beside(aside, log))
    live.rename(aside)
    return aside


def _hold(live: Path, stack: ExitStack) -> bool:
    """Lock the live database and merge its log into it; False when it cannot be used."""
    try:
        database = open_database(live.parent, upgrades=False, locked=True)
    except problems.HeldError:
        raise
    except StorageError as error:
        if problems.code_of(error) not in _PASSING:
            raise
        return False
    opened = stack.enter_context(ExitStack())
    opened.callback(database.close)
    # Fetched to the end: a fault while the log is merged comes after the first row.
    database.raw.execute("PRAGMA journal_mode = DELETE").fetchall()
    # No journal by name any more: on closing, none of the new database may be removed.
    database.raw.execute("PRAGMA journal_mode = MEMORY").fetchall()
    if os.name == "nt":
        # An open file cannot be replaced there, nor one that a window opens meanwhile.
        opened.close()
    return True


def _aside_name(live: Path, prefix: str, moment: datetime) -> Path:
    """A free name, or the one that a restore gave this very file before it was killed."""
    if live.exists():
        for known in live.parent.glob(f"{prefix}*"):
            if not is_odd(known) and known.samefile(live):
                return known
    name, count = f"{prefix}{moment.strftime(STAMP)}", 1
    aside = live.with_name(name)
    while os.path.lexists(aside) or companions(aside):
        count += 1
        aside = live.with_name(f"{name}-{count}")
    return aside


def companions(file: Path) -> list[Path]:
    """What stands beside a database and holds part of it."""
    beside = (file.with_name(f"{file.name}{ending}") for ending in ENDINGS)
    return [path for path in beside if os.path.lexists(path)]


def _replace(live: Path, part: Path, aside: Path | None) -> None:
    try:
        # The names aside are on the disk before the one they guard changes.
        durable.sync_folder(live.parent)
        part.replace(live)
    except OSError:
        if aside and aside.exists() and aside.samefile(live) and not companions(aside):
            aside.unlink()
        raise


def _beside(aside: Path, log: Path) -> Path:
    return aside.with_name(f"{aside.name}{log.name[log.name.rindex('-') :]}")


def _linked(file: Path, name: Path) -> bool:
    """Whether the file got a second name; not every disk has those."""
    try:
        name.hardlink_to(file)
    except OSError:
        return False
    return True


def _copy_held(live: Path, aside: Path, stack: ExitStack) -> None:
    # Closing the file would drop the lock on it, so that waits for the end of the stack.
    source = stack.enter_context(durable.open_file(live))
    durable.make(aside)
    try:
        with aside.open("r+b") as target:
            durable.copy_data(source, target)
        durable.sync_file(aside)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def _sweep(data: Path, part: Path) -> None:
    """Remove what a killed restore left half-written."""
    for left_over in data.glob(HALF_RESTORED):
        if left_over != part:
            with suppress(OSError):
                durable.remove(left_over)


def not_confirmed(file: Path, aside: Path | None, error: OSError) -> StorageError:
    """The names are changed, but may be the old ones again after a power cut."""
    kept = f"what was there before is kept in {aside}" if aside else "nothing was there before"
    return StorageError(
        f"{file} was restored, but the disk did not confirm it ({durable.reason(error)}); {kept}, "
        "so check the disk before you go on."
    )


def _not_restored(file: Path, fault: str) -> StorageError:
    return StorageError(
        f"{file} was not restored ({fault}); the meetings are as they were, "
        "so see to that or take another backup."
    )
