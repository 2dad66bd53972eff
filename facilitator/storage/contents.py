"""What a database file holds that nobody has open: a backup, or what is to become the live one."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from facilitator.errors import StorageError
from facilitator.progress import Progress, unseen
from facilitator.storage.marks import APPLICATION_ID, VERSION, table_names
from facilitator.storage.watching import watched


@dataclass(frozen=True, slots=True)
class Contents:
    """`rows` counts those of each table; `fault` is empty, or says what is wrong with the file."""

    version: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """A meeting in a backup. `stage` is the id it stands at, `updated_at` a moment in UTC."""

    id: str
    title: str
    team: str
    held_on: date
    exercise: str
    stage: str
    updated_at: datetime


def look_into(file: Path, progress: Progress = unseen) -> Contents:
    """What a whole file holds; it is only read, and must not be the live database.

    Never raises for what is in the file. How long it takes is not known beforehand: `progress`
    is told 0 of 1 until it is done, and may stop it.
    """
    try:
        with closing(_open(file)) as raw, watched(raw, lambda: progress(0, 1)):
            found = _contents(raw)
    except (sqlite3.Error, UnicodeDecodeError):
        return Contents(fault="its content cannot be read")
    progress(1, 1)
    return found


def read_meetings(file: Path) -> list[HeldMeeting]:
    """The meetings of a good backup, the most recently touched first. Raises StorageError.

    Only columns that every version of the file has are asked for.
    """
    try:
        with closing(_open(file)) as raw:
            raw.execute("PRAGMA trusted_schema = OFF")
            return [_held(*row) for row in raw.execute(_HELD)]
    except (sqlite3.Error, ValueError) as error:
        raise StorageError(
            f"What {file} holds cannot be read; nothing was changed, so take another backup."
        ) from error


def discarded_in(file: Path) -> dict[str, str]:
    """The meetings that lie in the trash of a whole file: id, and when they were discarded.

    Empty also when the file cannot be read.
    """
    try:
        with closing(_open(file)) as raw:
            return dict(
                raw.execute("SELECT id, discarded_at FROM meetings WHERE discarded_at IS NOT NULL")
            )
    except sqlite3.Error:
        return {}


def row_counts(raw: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has. Raises sqlite3.Error."""
    found = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = sorted(name for (name,) in found if not name.startswith("sqlite_"))
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
    return {
        name: raw.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0] for name in names
    }


def integrity(raw: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong with the file. Raises sqlite3.Error."""
    return bool(raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _open(file: Path) -> sqlite3.Connection:
    # Immutable: no lock is taken, no journal looked for, nothing is left beside the file.
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _contents(raw: sqlite3.Connection) -> Contents:
    raw.execute("PRAGMA trusted_schema = OFF")
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        return Contents(version, fault="it is no database of meetings")
    if version > VERSION:
        return Contents(version, fault=f"a newer Facilitator made it (its version is {version})")
    if not integrity(raw):
        return Contents(version, fault="its content is damaged")
    rows = row_counts(raw)
    if not rows.keys() >= table_names(version):
        return Contents(version, rows, "part of its content is missing")
    return Contents(version, rows)


def _held(*row: str) -> HeldMeeting:
    known, title, team, held_on, exercise, stage, updated_at = row
    return HeldMeeting(
        id=known,
        title=title,
        team=team,
        held_on=date.fromisoformat(held_on),
        exercise=exercise,
        stage=stage,
        updated_at=datetime.fromisoformat(updated_at),
    )


_HELD = """
SELECT meetings.id, title, team, held_on, exercise, stage, updated_at
FROM meetings JOIN bookmarks ON bookmarks.id = meetings.id
ORDER BY updated_at DESC, meetings.id
"""
