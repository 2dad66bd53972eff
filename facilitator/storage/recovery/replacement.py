"""Put a new file in the place of the live database, which is kept aside whole.

At every moment the data folder holds the old database or the new one under its name, so that a
kill or a power cut in between loses neither.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from facilitator import durable, file_faults, file_reader, paths
from facilitator.errors import StorageError
from facilitator.storage.backup.backups import HALF_RESTORED
from facilitator.storage.db import explain, faults, lock, pragmas, problems
from facilitator.storage.db.database import BUSY_SECONDS
from facilitator.storage.db.pragmas import Journal
from facilitator.storage.opening import open_database
from facilitator.storage.opening.odd_files import ENDINGS, is_odd, set_odd_logs_aside

T = TypeVar("T")
REPLACED, DAMAGED = "replaced", "damaged"
"""What files that are kept aside are called after their name."""
_PASSING = (
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_INTERRUPT,
    None,
)
"""Result codes of a live database that cannot be used, and is to be replaced for that reason."""


def replace_database(
    data: Path, fill: Callable[[Path], T], now: datetime, aside_as: str, source: Path
) -> tuple[T, Path | None]:
    """Make a file that `fill` writes the live database; return what that returned.

    Also returns where the replaced database is kept, if there was one: `now`, which has an offset,
    names it, after `aside_as`. `source` is named should the disk not confirm it. Raises what
    `fill` raises, StorageError, also while the meetings are open, and OSError; unless the disk
    did not confirm it, nothing has changed then.
    """
    part = _part_of(data)
    try:
        durable.make_folders(data)
        made = fill(part)
        return made, _put_in_place(data, part, now.astimezone(UTC), aside_as, source)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _part_of(data: Path) -> Path:
    """Return the name of a file that is to become the database; the next one sweeps it up."""
    return data / f".{paths.database_file(data).name}.{uuid4().hex}.restoring"


def _put_in_place(
    data: Path, part: Path, moment: datetime, aside_as: str, source: Path
) -> Path | None:
    """Give the live database a second name, then its own name to `part`; returns the second name.

    None when there was no live database. Raises StorageError while the meetings are open, and
    OSError.
    """
    live = paths.database_file(data)
    try:
        with ExitStack() as stack:
            # Also for one that cannot be used, of which SQLite locks nothing.
            stack.callback(lock.acquire(data, BUSY_SECONDS).release)
            aside = _set_aside(live, f"{live.name}.{aside_as}-", moment, stack)
            _sweep(data, part)
            try:
                _replace(live, part, aside)
            except durable.UnconfirmedError as error:
                raise _not_confirmed(source, aside, error) from error
    except sqlite3.Error as error:
        raise explain.opening(error, live) from error
    return aside


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
        if faults.code_of(error) not in _PASSING:
            raise
        return False
    opened = stack.enter_context(ExitStack())
    opened.callback(database.close)
    pragmas.set_journal(database.raw, Journal.DELETE)
    # No journal by name any more: on closing, none of the new database may be removed.
    pragmas.set_journal(database.raw, Journal.MEMORY)
    if os.name == "nt":
        # An open file cannot be replaced there, nor one that a window opens meanwhile.
        opened.close()
    return True


def _aside_name(live: Path, prefix: str, moment: datetime) -> Path:
    """Return a free name, or the one that this very file got from a restore that was killed."""
    if live.exists():
        for known in live.parent.glob(f"{prefix}*"):
            if not is_odd(known) and known.samefile(live):
                return known
    names = durable.numbered(live.with_name(f"{prefix}{durable.time_in_name(moment)}"))
    return next(name for name in names if not os.path.lexists(name) and not companions(name))


def companions(file: Path) -> list[Path]:
    """Return the files beside a database that hold part of it."""
    beside = (file.with_name(f"{file.name}{ending}") for ending in ENDINGS)
    return [path for path in beside if os.path.lexists(path)]


def _replace(live: Path, part: Path, aside: Path | None) -> None:
    try:
        # The names aside are on the disk before the one they guard changes.
        durable.sync_folder(live.parent)
        durable.put_in_place(part, live)
    except durable.UnconfirmedError:
        raise
    except OSError:
        if aside and aside.exists() and aside.samefile(live) and not companions(aside):
            aside.unlink()
        raise


def _beside(aside: Path, log: Path) -> Path:
    return aside.with_name(f"{aside.name}{log.name[log.name.rindex('-') :]}")


def _linked(file: Path, name: Path) -> bool:
    """Return whether the file got a second name; not every disk has those."""
    try:
        name.hardlink_to(file)
    except OSError:
        return False
    return True


def _copy_held(live: Path, aside: Path, stack: ExitStack) -> None:
    # Closing the file would drop the lock on it, so that waits for the end of the stack.
    source = stack.enter_context(file_reader.open_file(live))
    durable.copy_open(source, aside)


def _sweep(data: Path, part: Path) -> None:
    """Remove what a killed restore left half-written."""
    for left_over in data.glob(HALF_RESTORED):
        if left_over != part:
            with suppress(OSError):
                durable.remove(left_over)


def _not_confirmed(file: Path, aside: Path | None, error: OSError) -> StorageError:
    """Return the error of new names that may be the old ones again after a power cut."""
    kept = f"what was there before is kept in {aside}" if aside else "nothing was there before"
    return StorageError(
        f"{file} was restored, but the disk did not confirm it ({file_faults.reason(error)}); "
        f"{kept}. Check the disk before you continue."
    )
