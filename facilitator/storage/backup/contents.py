"""The contents of a database file that is not open: a backup, or a future live database."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path

from facilitator.domain.limits import LONGEST, MOST_MEETINGS
from facilitator.domain.records import Record
from facilitator.errors import StorageError
from facilitator.progress import Progress, no_progress
from facilitator.storage.db import shape
from facilitator.storage.db.file_format import APPLICATION_ID, VERSION, later_columns, table_names
from facilitator.storage.db.interruptible import interruptible
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import TABLE_NAMES, values_in
from facilitator.storage.db.statements import STAMPS, columns


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds; `rows` counts those of each table, `fault` says what is wrong, if so."""

    version: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMeeting:
    """A meeting in a backup. `stage` is the id of its stage, `updated_at` a moment in UTC."""

    id: str
    title: str
    team: str
    held_on: date
    exercise: str
    stage: str
    updated_at: datetime


def inspect_file(file: Path, progress: Progress = no_progress) -> Contents:
    """Return what a whole file holds; it is only read, and must not be the live database.

    A damaged value in it is no fault: the rest is worth a copy. Never raises for what is in the
    file. How long it takes is not known beforehand: `progress` gets 0 of 1 until it is done, and
    may stop it.
    """
    return _inspected(file, progress, values=False)


def verify(file: Path, progress: Progress = no_progress) -> Contents:
    """Look into a file, and find fault also with a value that could not be read in a meeting."""
    return _inspected(file, progress, values=True)


def _inspected(file: Path, progress: Progress, *, values: bool) -> Contents:
    try:
        with closing(_open(file)) as raw:
            found = _inspect_tables(raw)
            if not found.fault:
                with interruptible(raw, lambda: progress(0, 1)):
                    found = inspect_rows(raw, found.version, values=values)
    except (sqlite3.Error, UnicodeDecodeError):
        return Contents(fault="its content cannot be read")
    progress(1, 1)
    return found


def read_meetings(file: Path) -> list[BackupMeeting]:
    """Return the meetings of a good backup, the last changed first. Raises StorageError.

    Only columns that every version of the file has are asked for.
    """
    try:
        with closing(_open(file)) as raw:
            if _inspect_tables(raw).fault:
                raise ValueError("it has changed since it was looked into")
            if _count(raw) > MOST_MEETINGS:
                raise ValueError("too many meetings")
            return [_held(*row) for row in raw.execute(_HELD)]
    except (sqlite3.Error, ValueError) as error:
        raise StorageError(
            f"What {file} holds cannot be read; nothing was changed, so take another backup."
        ) from error


def discarded_in(file: Path) -> dict[str, str]:
    """Return the meetings in the trash of a whole file: id, and when they were discarded.

    Empty also when the file cannot be read.
    """
    try:
        with closing(_open(file)) as raw:
            if _inspect_tables(raw).fault or _count(raw) > MOST_MEETINGS:
                return {}
            return dict(raw.execute(_DISCARDED))
    except (sqlite3.Error, UnicodeDecodeError):
        return {}


def titles_in(file: Path) -> tuple[str, ...]:
    """Return the titles of the meetings in a good backup, the last changed first.

    Empty when they cannot be read.
    """
    try:
        return tuple(held.title for held in read_meetings(file))
    except StorageError:
        return ()


def row_counts(raw: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has. Raises sqlite3.Error."""
    found = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = sorted(name for (name,) in found if not name.startswith("sqlite_"))
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
    return {
        name: raw.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0] for name in names
    }


def integrity(raw: sqlite3.Connection) -> bool:
    """Return whether SQLite finds nothing wrong with the file. Raises sqlite3.Error."""
    return bool(raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _all_rows_read(raw: sqlite3.Connection, version: int) -> bool:
    """Return whether every row can be read as part of a meeting. Raises sqlite3.Error."""
    try:
        for kind, table in TABLE_NAMES.items():
            if table in table_names(version):
                _read_rows(raw, kind, table, version)
    except (DamagedRowError, ValueError, sqlite3.DataError):
        return False
    except sqlite3.OperationalError as error:
        # Without a code, a text was not in UTF-8.
        if hasattr(error, "sqlite_errorcode"):
            raise
        return False
    return True


def _read_rows(raw: sqlite3.Connection, kind: type[Record], table: str, version: int) -> None:
    """Read every row of a table. Raises DamagedRowError and ValueError."""
    later = later_columns(version).get(table, ())
    names = [name for name in columns(kind) if name not in later]
    added = {name: _default(kind, name) for name in later}
    listed = ", ".join(f'"{name}"' for name in names)
    for row in raw.execute(f"SELECT {listed} FROM {table}"):
        values = dict(zip(names, row, strict=True)) | added
        values_in(kind, values)
        for stamp in STAMPS:
            if stamp in values:
                _check_moment(values[stamp])


def _check_moment(value: object) -> None:
    """Raise ValueError unless it is the text of a moment."""
    if type(value) is not str or datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("no moment")


def _default(kind: type[Record], name: str) -> object:
    """Return the value that a migration gives to rows that existed before."""
    (default,) = (field.default for field in fields(kind) if field.name == name)
    return int(default) if isinstance(default, bool) else default


def _open(file: Path) -> sqlite3.Connection:
    # Immutable: no lock is taken, no journal looked for, nothing is left beside the file.
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _inspect_tables(raw: sqlite3.Connection) -> Contents:
    """Return the version of a file, with a fault unless it has exactly its tables."""
    shape.limit(raw)
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        return Contents(version, fault="it is no database of meetings")
    if version > VERSION:
        return Contents(version, fault=f"a newer Facilitator made it (its version is {version})")
    catalog = shape.read_catalog(raw)
    if not {entry.name for entry in catalog} >= table_names(version):
        return Contents(version, fault="part of its content is missing")
    if what := shape.difference(raw, version, catalog):
        return Contents(version, fault=f"it holds {what}, which Facilitator never makes")
    return Contents(version)


def inspect_rows(raw: sqlite3.Connection, version: int, *, values: bool = True) -> Contents:
    """Return what a database holds whose tables were compared with those of its version.

    Raises sqlite3.Error.
    """
    if shape.has_oversized(raw):
        return Contents(version, fault="a value in it is too large")
    if not integrity(raw):
        return Contents(version, fault="its content is damaged")
    rows = row_counts(raw)
    if shape.has_orphans(raw, version) or rows["bookmarks"] != rows["meetings"]:
        return Contents(version, rows, "part of its content is missing")
    if values and not _all_rows_read(raw, version):
        return Contents(version, rows, "a value in it is damaged or too large")
    return Contents(version, rows)


def _held(*row: object) -> BackupMeeting:
    """Return a meeting from its row. Raises ValueError for a value that we never write."""
    texts = [value for value in row if isinstance(value, str) and len(value) <= LONGEST]
    if len(texts) < len(row):
        raise ValueError("no text, or too long a one")
    known, title, team, held_on, exercise, stage, updated_at = texts
    return BackupMeeting(
        id=known,
        title=title,
        team=team,
        held_on=date.fromisoformat(held_on),
        exercise=exercise,
        stage=stage,
        updated_at=datetime.fromisoformat(updated_at),
    )


def _count(raw: sqlite3.Connection) -> int:
    """Return how many meetings there are."""
    found: int = raw.execute("SELECT count(*) FROM meetings").fetchone()[0]
    return found


_DISCARDED = """
SELECT id, discarded_at FROM meetings
WHERE length(id) <= 100 AND length(discarded_at) <= 100
"""
_HELD = """
SELECT meetings.id, title, team, held_on, exercise, stage, updated_at
FROM meetings JOIN bookmarks ON bookmarks.id = meetings.id
ORDER BY updated_at DESC, meetings.id
"""
