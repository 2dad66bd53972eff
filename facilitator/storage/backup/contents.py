"""The contents of a database file that is not open: a backup, or a future live database."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Select, Table, func, select, table
from sqlalchemy.sql import quoted_name

from facilitator.domain.limits import LONGEST, MOST_MEETINGS
from facilitator.domain.moments import moment_of
from facilitator.domain.records import Action, Details, Record, Status
from facilitator.errors import StorageError
from facilitator.progress import Progress, no_progress
from facilitator.storage.backup.interruptible import interruptible
from facilitator.storage.db import list_queries, pragmas, search_tables, shape
from facilitator.storage.db.connection import Statement, raw_of, rows_of, transaction, wrap
from facilitator.storage.db.file_format import APPLICATION_ID, VERSION
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, values_in
from facilitator.storage.db.schema import TABLES, columns, table_names


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
        with closing(_open(file)) as connection:
            found = _inspect_tables(connection)
            if not found.fault:
                with interruptible(raw_of(connection), lambda: progress(0, 1)):
                    found = inspect_rows(connection, found.version, values=values)
    except (sqlite3.Error, UnicodeDecodeError):
        return Contents(fault="its content cannot be read")
    progress(1, 1)
    return found


def read_meetings(file: Path) -> list[BackupMeeting]:
    """Return the meetings of a good backup, the last changed first. Raises StorageError.

    Only columns that every version of the file has are asked for.
    """
    try:
        with closing(_open(file)) as connection:
            if _inspect_tables(connection).fault:
                raise ValueError("it changed while it was being read")
            if list_queries.count_meetings(connection) > MOST_MEETINGS:
                raise ValueError("too many meetings")
            return [_held(*row) for row in list_queries.read_held(connection)]
    except (sqlite3.Error, ValueError) as error:
        raise StorageError(
            f"{file} cannot be read; nothing was changed. Choose another backup."
        ) from error


def discarded_in(file: Path) -> dict[str, str]:
    """Return the meetings in the trash of a whole file: id, and when they were discarded.

    Empty also when the file cannot be read.
    """
    try:
        with closing(_open(file)) as connection:
            if (
                _inspect_tables(connection).fault
                or list_queries.count_meetings(connection) > MOST_MEETINGS
            ):
                return {}
            return list_queries.read_moments_discarded(connection)
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


def meetings_in(rows: Mapping[str, int]) -> int:
    """Return how many meetings there are, by the rows of each table: a journal is none."""
    return rows["meetings"] - rows.get("teams", 0)


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has but for the search index. Raises sqlite3.Error."""
    catalog = shape.CATALOG.c
    with transaction(connection):
        found = rows_of(connection, select(catalog.name).where(catalog.type == "table"))
        others = search_tables.names()
        names = sorted(n for (n,) in found if not n.startswith("sqlite_") and n not in others)
        return {name: connection.execute(_count(name)).scalar_one() for name in names}


def _count(name: str) -> Select[int]:
    return select(func.count()).select_from(table(quoted_name(name, quote=True)))


def _all_rows_read(connection: Connection, version: int) -> bool:
    """Return whether every row can be read as part of a meeting. Raises sqlite3.Error."""
    try:
        for kind, each in TABLES.items():
            if each.name in table_names(version):
                _read_rows(connection, kind, version)
    except (DamagedRowError, ValueError, sqlite3.DataError):
        return False
    except sqlite3.OperationalError as error:
        # Without a code, a text was not in UTF-8.
        if hasattr(error, "sqlite_errorcode"):
            raise
        return False
    return True


def _read_rows(connection: Connection, kind: type[Record], version: int) -> None:
    """Read every row of a table. Raises DamagedRowError and ValueError."""
    names = [column.key for column in columns(TABLES[kind], version)]
    added = {name: _default(kind, name) for name in FIELDS[kind] if name not in names}
    with transaction(connection), _every_row(TABLES[kind], version).rows(connection, {}) as rows:
        for row in rows:
            values = dict(zip(names, row, strict=True)) | added
            values_in(kind, values)
            if kind is Action and "status" in names:
                # Up to version 4 an action knew by itself what became of it.
                Status(values["status"])
            if kind is Details:
                moment_of(values["created_at"])
                moment_of(values["updated_at"])


@cache
def _every_row(of: Table, version: int) -> Statement:
    return Statement(select(*columns(of, version)))


def _default(kind: type[Record], name: str) -> object:
    """Return the value that a migration gives to rows that existed before."""
    (default,) = (field.default for field in fields(kind) if field.name == name)
    if default == ():
        return "[]"
    return int(default) if isinstance(default, bool) else default


def _open(file: Path) -> Connection:
    """Open a file to read it. Raises sqlite3.Error."""
    # Immutable: no lock is taken, no journal looked for, nothing is left beside the file.
    raw = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
    )
    shape.limit(raw)
    return wrap(raw)


def _inspect_tables(connection: Connection) -> Contents:
    """Return the version of a file, with a fault unless it has exactly its tables."""
    raw = raw_of(connection)
    application, version = pragmas.application_id(raw), pragmas.user_version(raw)
    if application != APPLICATION_ID or version < 1:
        return Contents(version, fault="it is not a database of meetings")
    if version > VERSION:
        return Contents(version, fault=f"it was made by a newer Facilitator (version {version})")
    with transaction(connection):
        catalog = shape.read_catalog(connection)
        if not {entry.name for entry in catalog}.issuperset(table_names(version)):
            return Contents(version, fault="part of its content is missing")
        if what := shape.difference(connection, version, catalog):
            return Contents(version, fault=f"it holds {what}, which Facilitator never creates")
    return Contents(version)


def inspect_rows(connection: Connection, version: int, *, values: bool = True) -> Contents:
    """Return what a database holds whose tables were compared with those of its version.

    Raises sqlite3.Error.
    """
    with transaction(connection):
        if shape.has_oversized(connection):
            return Contents(version, fault="a value in it is too large")
    if not pragmas.is_intact(raw_of(connection)):
        return Contents(version, fault="its content is damaged")
    rows = row_counts(connection)
    with transaction(connection):
        lone = shape.has_orphans(connection, version)
    if lone or rows["bookmarks"] != rows["meetings"]:
        return Contents(version, rows, "part of its content is missing")
    if values and not _all_rows_read(connection, version):
        return Contents(version, rows, "a value in it is damaged or too large")
    return Contents(version, rows)


def _held(*row: object) -> BackupMeeting:
    """Return a meeting from its row. Raises ValueError for a value that we never write."""
    texts = [value for value in row if isinstance(value, str) and len(value) <= LONGEST]
    if len(texts) < len(row):
        raise ValueError("not text, or too long")
    known, title, team, held_on, exercise, stage, updated_at = texts
    return BackupMeeting(
        id=known,
        title=title,
        team=team,
        held_on=date.fromisoformat(held_on),
        exercise=exercise,
        stage=stage,
        updated_at=moment_of(updated_at),
    )
