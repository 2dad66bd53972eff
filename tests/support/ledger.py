"""What was shown as saved, and what is on the disk: read and compared without the program's code.

The tables and their columns are known here by themselves, so that a fault in how the program
writes or reads them is found too.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Rows = dict[tuple[str, str], dict[str, Any]]
"""The records of one meeting, by table and id."""

TABLES = {
    "Details": "meetings",
    "Script": "scripts",
    "Bookmark": "bookmarks",
    "Clock": "clocks",
    "Team": "teams",
    "TeamTemplate": "team_templates",
    "Roti": "rotis",
    "Ballot": "ballots",
    "Deferral": "deferrals",
    "Recurrence": "recurrences",
    "GapNumber": "gap_numbers",
    "RegisterNote": "register_notes",
    "EarlierAction": "earlier_actions",
    "Card": "cards",
    "Theme": "themes",
    "Excuse": "excuses",
    "Origin": "origins",
    "Strategy": "strategies",
    "Action": "actions",
    "Statement": "statements",
    "Parked": "parked",
    "Verdict": "verdicts",
    "Answer": "answers",
}
SINGLE = ("meetings", "scripts", "bookmarks", "clocks", "teams", "team_templates", "rotis")
"""Tables with one row a meeting, whose id is the meeting's."""
LISTS = (
    *("participants", "labels", "ticks", "drafts", "given", "spent", "votes", "deferred"),
    *("earlier_names", "fingers", "history", "agreed", "numbers"),
)
"""Columns with JSON in them."""
COLUMNS = {("Card", "hidden"): "veiled", ("Strategy", "parent"): "excuse"}
"""The columns of fields that have another name."""
FLAGS = ("signed", "private", "veiled", "secret", "closed")
UNTOLD = ("created_at", "updated_at", "meeting_id")
"""Columns that the window shows nowhere as a part of the meeting."""
SAVED, ELSEWHERE = "Saved", "Saved elsewhere"


def from_disk(database: Path) -> dict[str, Rows]:
    """The meetings in a database, which is left as it is, with the log beside it."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / database.name
        copy_as_it_is(database, copy)
        with closing(sqlite3.connect(copy)) as opened:
            opened.row_factory = sqlite3.Row
            return _meetings(opened)


def copy_as_it_is(database: Path, to: Path) -> None:
    """Copy a database, and what of it is in the log, into one file."""
    for ending in ("", "-wal", "-journal"):
        beside = database.with_name(f"{database.name}{ending}")
        if beside.exists():
            shutil.copyfile(beside, to.with_name(f"{to.name}{ending}"))
    with closing(sqlite3.connect(to)) as copied:
        copied.execute("PRAGMA journal_mode = DELETE").fetchall()


def _meetings(opened: sqlite3.Connection) -> dict[str, Rows]:
    (sound,) = opened.execute("PRAGMA integrity_check").fetchone()
    assert sound == "ok", sound
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    meetings: dict[str, Rows] = {}
    if not opened.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        # Killed before there was anything in it.
        return meetings
    for table in TABLES.values():
        for row in opened.execute(f"SELECT * FROM {table}"):
            meeting = row["id" if table in SINGLE else "meeting_id"]
            told = {name: _value(name, row[name]) for name in row.keys() if name not in UNTOLD}  # noqa: SIM118
            meetings.setdefault(meeting, {})[table, row["id"]] = told
    return meetings


def _value(column: str, stored: object) -> object:
    if column in LISTS:
        assert isinstance(stored, str)
        return json.loads(stored)
    return bool(stored) if column in FLAGS else stored


def as_row(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as the window tells it, with its parts as they stand in the database."""
    return {
        COLUMNS.get((kind, name), name): _parts(value) if name in LISTS else value
        for name, value in record.items()
    }


def _parts(value: Sequence[Any]) -> list[Any]:
    return [list(part.values()) if isinstance(part, dict) else part for part in value]


@dataclass
class Meeting:
    """The states that a meeting went through; `saved` is the last that was shown as saved."""

    states: list[Rows]
    saved: int | None = 0
    """None where nothing is known to be saved, for somebody took the file away."""
    elsewhere: bool = False
    """Whether it was shown as saved in another file."""

    def is_in(self, rows: Rows) -> bool:
        """Whether this is the state that was shown as saved, or a later one."""
        return self.saved is None or rows in self.states[self.saved :]


@dataclass
class Ledger:
    """What one run of the program said, line by line."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    shown: int = 0
    """How often it was shown that all is saved."""
    compared: int = 0
    lamp: str | None = None
    banner: str = ""
    said: str = ""
    """What the window said in passing."""
    _untouched: bool = False

    @classmethod
    def of(cls, disk: Mapping[str, Rows]) -> "Ledger":
        """At the start: all that is on the disk is saved."""
        return cls({meeting: Meeting([rows]) for meeting, rows in disk.items()})

    def is_taken_away(self) -> None:
        """Somebody took the file away: what is said of it counts from the next change on."""
        self._untouched = True
        for known in self.meetings.values():
            known.saved = None

    def hear(self, line: Mapping[str, Any]) -> None:
        if line["is"] == "handed":
            self._hear_change(line["meeting"], line["edits"])
        elif line["is"] == "seen":
            self._hear_screen(line)

    def _hear_change(self, meeting: str, edits: Sequence[Any]) -> None:
        self._untouched = False
        known = self.meetings.setdefault(meeting, Meeting([{}]))
        rows = dict(known.states[-1])
        for kind, record_id, after in edits:
            rows.pop((TABLES[kind], record_id), None)
            if after is not None:
                rows[TABLES[kind], record_id] = as_row(kind, after)
        known.states.append(rows)

    def _hear_screen(self, line: Mapping[str, Any]) -> None:
        self.lamp, self.said = line["lamp"], line["said"]
        # The lamp hears of it a moment before the banner does.
        self.banner = line["banner"] if "number" in line else ""
        if self.lamp is None:
            return
        told = line["records"]
        rows = {(TABLES[kind], record["id"]): as_row(kind, record) for kind, record in told}
        texts = {row["text"] for row in rows.values() if "text" in row}
        unknown = set(line["shown"]) - texts
        assert not unknown, f"on the screen, and not in the meeting: {unknown}"
        known = self.meetings.setdefault(line["meeting"], Meeting([{}]))
        if rows != known.states[-1]:
            # Never handed to the store; it is on the screen all the same.
            known.states.append(rows)
        if self.lamp in (SAVED, ELSEWHERE) and not self._untouched:
            self.shown += 1
            for each in self.meetings.values():
                each.saved, each.elsewhere = len(each.states) - 1, self.lamp == ELSEWHERE

    def lost(self, disk: Mapping[str, Rows], rescued: Mapping[str, Rows]) -> Iterator[str]:
        """What was shown as saved and is nowhere; `rescued` is what the newest rescue file has."""
        for meeting, known in self.meetings.items():
            self.compared += 1
            places = [rescued] if known.elsewhere else [disk, rescued]
            if not any(known.is_in(place.get(meeting, {})) for place in places):
                yield _told_apart(known, disk.get(meeting, {}))


def _told_apart(known: Meeting, found: Rows) -> str:
    assert known.saved is not None
    wanted = known.states[known.saved]
    lacking = {key: row for key, row in wanted.items() if found.get(key) != row}
    surplus = {key: row for key, row in found.items() if wanted.get(key) != row}
    older = found in known.states[: known.saved]
    return f"older state: {older}; shown as saved: {lacking}; on the disk: {surplus}"
