"""Rescue files: all meetings, written anew from a connection whose file lost its name.

Such a file stands beside where the database was, or if that folder takes none in the documents
folder, else in the home folder. Its name says when it was made and for which data folder. It is the
database from then on, and the next start offers to put it in the place of the one that is there.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from facilitator import durable, paths
from facilitator.errors import StorageError
from facilitator.progress import Progress, part_of, unseen
from facilitator.storage.backup.backups import STAMP, copy_database, newest_good
from facilitator.storage.backup.contents import look_into
from facilitator.storage.db import problems, stray_log, tables
from facilitator.storage.db.database import CLOSING, Database, take_back_hidden
from facilitator.storage.db.open_file import Displacement, identity_of
from facilitator.storage.opening import open_rescue
from facilitator.storage.recovery.restore import REPLACED, half_made, not_confirmed, put_in_place

_ASIDE = re.compile(r"meetings-kept-.+\.db|meetings\.db\.(replaced|damaged)-[^-]+(-\d+)?")
"""What the databases are called that were kept aside: they come back in the same way."""
_NAME = re.compile(r"meetings-rescued-(\d{8}T\d{6}Z)-([0-9a-f]{8})(-\d+)?\.db")
_KEPT = "meetings-kept-"
"""How the names begin of those that nobody shall be asked about any more."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """A rescue file that no program saves to; moments are in UTC, the titles the latest first.

    It was begun at `moment`, and last written to at `changed`.
    """

    file: Path
    moment: datetime
    titles: tuple[str, ...]
    changed: datetime


def write_rescue(database: Database, data: Path, now: datetime) -> Database:
    """Write all that a connection holds into a new file, and open that as the database.

    The old connection is closed then, without a trace beside whatever has its name now. `now` has
    an offset. Raises StorageError when no folder takes the file; the connection is as it was.
    """
    moment, refusals = now.astimezone(UTC), list[StorageError]()
    for folder in _folders(database.file):
        try:
            rescued = _rescued(database.raw, folder, _name(data, moment))
        except StorageError as error:
            refusals.append(error)
        else:
            _let_go(database)
            # The lock of the data folder stays: no other window begins there meanwhile.
            rescued.held = database.held.pop_all()
            return rescued
    if database.opened.displacement() is Displacement.OVERWRITTEN:
        # What was in the file is gone: all that there is are backups, and the meetings in memory.
        for folder in _folders(database.file):
            with suppress(StorageError, OSError, sqlite3.Error):
                rescued = _begun_anew(data, folder, _name(data, moment))
                _let_go(database)
                rescued.held = database.held.pop_all()
                return rescued
    raise refusals[0] if refusals else problems.NoBackupError(data, "there is no folder for them")


def _begun_anew(data: Path, folder: Path, name: str) -> Database:
    """A rescue file with what the newest good backup holds, or with nothing if there is none.

    Raises StorageError, OSError and sqlite3.Error, and leaves none then.
    """
    part = folder / f".{name}.part"
    durable.remove(part)
    backup = newest_good(data)
    if backup is not None:
        durable.copy(backup.file, part)
    else:
        durable.make(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as raw:
            tables.create(raw)
    file = _placed(part, folder, name)
    try:
        rescued = open_rescue(file)
    except BaseException:
        file.unlink()
        raise
    rescued.is_partial = True
    return rescued


def _rescued(raw: sqlite3.Connection, folder: Path, name: str) -> Database:
    """Write a rescue file in a folder, and open it. Raises StorageError, and leaves none then."""
    file = _written(raw, folder, name)
    try:
        durable.sync_folder(folder)
        return open_rescue(file)
    except (StorageError, OSError, sqlite3.Error) as error:
        with suppress(OSError):
            file.unlink()
        if isinstance(error, StorageError):
            raise
        raise problems.NoBackupError(folder, "the disk reports a fault") from error


def abandon(database: Database) -> None:
    """Close a connection whose file lost its name and that no place takes anew.

    Its log is renamed, and nothing of it gets into a file that is another's by now.
    """
    file, why = database.file, database.opened.displacement()
    with database.held:
        if why in (Displacement.REPLACED, Displacement.OVERWRITTEN):
            for log in list(database.opened.own_logs()):
                stray_log.set_aside(log)
        hidden = file.with_name(f".{file.name}{CLOSING}")
        if why is Displacement.OVERWRITTEN and not os.path.lexists(hidden):
            # SQLite merges no log into a file that has not its name.
            with suppress(OSError):
                file.rename(hidden)
        database.close_files()
        # While the folder is ours: nobody makes another one meanwhile.
        take_back_hidden(file)


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
                rows = database.raw.execute(_LATEST_FIRST).fetchall()
            if rows:
                titles = tuple(str(title) for title, _ in rows)
                found.append(Rescue(file, moment, titles, _moment(rows[0][1]) or moment))
    return sorted(found, key=lambda rescue: rescue.moment, reverse=True)


_LATEST_FIRST = "SELECT title, updated_at FROM meetings ORDER BY updated_at DESC, id"


def _moment(text: object) -> datetime | None:
    with suppress(ValueError):
        found = datetime.fromisoformat(str(text))
        return found if found.tzinfo is not None else None
    return None


def is_rescue(file: Path) -> bool:
    """Whether a file is named as rescue files are, or as what was kept aside."""
    return bool(_NAME.fullmatch(file.name) or _ASIDE.fullmatch(file.name))


def kept_aside(data: Path) -> list[Path]:
    """Return the databases that were kept aside in a data folder, by their names."""
    with suppress(OSError):
        return sorted(file for file in data.iterdir() if _ASIDE.fullmatch(file.name))
    return []


def put_back(
    data: Path,
    file: Path,
    now: datetime,
    progress: Progress = unseen,
    *,
    aside_as: str = REPLACED,
) -> tuple[int, Path | None]:
    """Make a rescue file the database of a data folder; it goes once that is on the disk.

    Returns how many meetings there are now, and where the replaced database is kept, if there was
    one. `now` has an offset and names that, after `aside_as`. Raises StorageError, also while the
    meetings are open or something saves to the file, and Stopped; then nothing changed.
    """
    part = half_made(data)
    try:
        durable.make_folders(data)
        with closing(open_rescue(file)) as rescued:
            try:
                durable.make(part)
                rows = _copy(rescued.raw, part, progress)
                aside = put_in_place(data, part, now.astimezone(UTC), aside_as)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            try:
                durable.sync_folder(data)
            except OSError as error:
                raise not_confirmed(file, aside, error) from error
    except OSError as error:
        raise _not_put_back(file, durable.reason(error)) from error
    try:
        file.unlink()
    except OSError:
        # Offered again, it would put back what was newer by then.
        with suppress(StorageError):
            keep(file)
    return rows["meetings"], aside


def keep(rescue: Path) -> Path:
    """Rename a rescue file so that nobody is asked about it again; returns its name from now on.

    Raises StorageError.
    """
    name, count = rescue.stem.replace("meetings-rescued-", _KEPT), 1
    kept = rescue.with_name(f"{name}.db")
    while os.path.lexists(kept):
        count += 1
        kept = rescue.with_name(f"{name}-{count}.db")
    try:
        return rescue.rename(kept)
    except OSError as error:
        raise StorageError(
            f"{rescue} could not be renamed ({durable.reason(error)}); it is safe where it is."
        ) from error


def _folders(file: Path) -> Iterator[Path]:
    """Where a rescue file may go, the best first; none of them is made."""
    # Path.is_dir would raise where a folder above it may not be entered.
    if os.path.isdir(file.parent):  # noqa: PTH112
        yield file.parent
    for folder in _homes():
        if folder != file.parent and os.path.isdir(folder):  # noqa: PTH112
            yield folder


def _homes() -> list[Path]:
    """Folders of the user's own; none where the system does not tell them."""
    with suppress(OSError, RuntimeError):
        return list(dict.fromkeys((paths.documents_folder(), Path.home())))
    return []


def _name(data: Path, moment: datetime) -> str:
    return f"meetings-rescued-{moment.strftime(STAMP)}-{_mark_of(data)}"


def _mark_of(data: Path) -> str:
    """Tells this data folder from others, also once it is gone."""
    return sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:8]


def _named(data: Path) -> Iterator[tuple[Path, datetime]]:
    """Files named so: in the data folder all of them, elsewhere those of that data folder."""
    ours = _mark_of(data)
    for folder in dict.fromkeys((data, *_homes())):
        with suppress(OSError, RuntimeError):
            for file in folder.iterdir():
                match = _NAME.fullmatch(file.name)
                if match and (folder == data or match[2] == ours):
                    with suppress(ValueError):
                        yield file, datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)


def _written(raw: sqlite3.Connection, folder: Path, name: str) -> Path:
    """A verified copy of the database under a name that no file had. Raises StorageError."""
    part = folder / f".{name}.part"
    try:
        try:
            durable.remove(part)
            durable.make(part)
            _copy(raw, part)
            return _placed(part, folder, name)
        finally:
            for half in (part, part.with_name(f"{part.name}-journal")):
                with suppress(OSError):
                    half.unlink(missing_ok=True)
    except OSError as error:
        raise problems.NoBackupError(folder, durable.reason(error)) from error


def _copy(raw: sqlite3.Connection, part: Path, progress: Progress = unseen) -> dict[str, int]:
    """Write all of a database into an empty file, and read it back; returns the rows of each table.

    It is on the disk then. Raises StorageError.
    """
    rows = copy_database(raw, part, part_of(progress, 0, 60))
    durable.sync_file(part)
    contents = look_into(part, part_of(progress, 60, 100))
    if contents.fault or contents.rows != rows:
        fault = contents.fault or "what was read back differs from what was written"
        raise problems.NoBackupError(part.parent, fault)
    return rows


def _placed(part: Path, folder: Path, name: str) -> Path:
    """Give a file its name without taking another's. Raises OSError."""
    file, count = folder / f"{name}.db", 1
    while True:
        try:
            # Made first: a name that was free a moment ago may not be any more.
            durable.make(file)
            break
        except FileExistsError:
            count += 1
            file = folder / f"{name}-{count}.db"
    part.replace(file)
    return file


def _let_go(database: Database) -> None:
    """Close a connection whose file lost its name, leaving alone what has that name now."""
    with suppress(OSError):
        database.opened.withdraw_logs()
    if database.place.shared:
        with suppress(sqlite3.Error):
            # Closed by name SQLite would remove a journal, which may be another's by now.
            database.raw.execute("PRAGMA journal_mode = MEMORY").fetchall()
    database.close_files()


def _not_put_back(file: Path, fault: str) -> StorageError:
    return StorageError(
        f"The meetings in {file} were not put back ({fault}); they are safe there and nothing "
        "was changed, so see to that and try again."
    )
