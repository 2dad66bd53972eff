"""Changes and entries of a log as JSON and back; the only form that the hub and laptops exchange.

A record is written as the row it has in the database, so a version of the records is one of the
database. Texts stay texts: nothing in them is ever a command.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.moments import moment_of
from facilitator.domain.records import Record, Single
from facilitator.domain.shared_log.entry import Entry
from facilitator.errors import InputRefusedError
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, TABLE_NAMES, Row, from_row, to_row

RECORDS = VERSION
"""The version of the records that this program writes; it reads all older ones that are shared."""

_KINDS: dict[str, type[Record]] = {name: kind for kind, name in TABLE_NAMES.items()}


class UnreadableEntryError(InputRefusedError):
    """An entry that does not fit what entries are: damaged, or made up."""


class NewerEntryError(InputRefusedError):
    """An entry of a newer program."""


def pack(change: Change) -> dict[str, Any]:
    """Return a change as values for JSON."""
    return {
        "verb": str(change.verb),
        "subject": change.subject,
        "count": change.count,
        "targets": list(change.targets),
        "edits": [_packed(edit, change.meeting) for edit in change.edits],
    }


def unpack(body: Mapping[str, Any], meeting: str) -> Change:
    """Return the change of a meeting. Raises UnreadableEntryError."""
    try:
        edits = tuple(_edit(table, was, now, meeting) for table, was, now in body["edits"])
        targets = tuple(str(each) for each in body["targets"])
        count, subject = int(body["count"]), str(body["subject"])
        return Change(meeting, Verb(body["verb"]), edits, subject, count, targets)
    except (KeyError, TypeError, ValueError, DamagedRowError) as fault:
        raise UnreadableEntryError(f"A change of the meeting {meeting} can’t be read.") from fault


def pack_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as values for JSON; of one that waits without its place."""
    packed: dict[str, Any] = {
        "id": entry.id,
        "team": entry.team,
        "meeting": entry.meeting,
        "site": entry.site,
        "actor": entry.actor,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "base": entry.base,
        "records": RECORDS,
        "body": pack(entry.change),
    }
    if entry.seq is not None:
        packed["seq"] = entry.seq
    return packed


def unpack_entry(packed: Mapping[str, Any]) -> Entry:
    """Return an entry. Raises UnreadableEntryError and NewerEntryError.

    One whose body is None belongs to a meeting that was erased: its words are in no log any more.
    """
    try:
        if packed["records"] > RECORDS:
            raise NewerEntryError("The log has changes of a newer Facilitator.")
        meeting, body = packed["meeting"], packed["body"]
        gone = Change(meeting, Verb.NOTHING)
        return Entry(
            id=packed["id"],
            team=packed["team"],
            meeting=meeting,
            site=packed["site"],
            actor=packed["actor"],
            at=moment_of(packed["at"]),
            base=packed["base"],
            change=gone if body is None else unpack(body, meeting),
            seq=packed.get("seq"),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise UnreadableEntryError("A change in the log can’t be read.") from fault


def mark_of(packed: Mapping[str, Any]) -> str:
    """Return by what an entry is known at its place: its id, and when the hub gave it the place.

    In a hub that was restored the same entry may come to the same place again, after others.
    """
    placed_at = packed.get("placed_at")
    return str(packed["id"]) if placed_at is None else f"{packed['id']} {placed_at}"


def is_known_as(mark: str | None, known: str) -> bool:
    """Return whether an entry is the one that a laptop knows by its mark, or by its id alone."""
    return mark is not None and known in (mark, mark.rpartition(" ")[0])


def to_text(packed: Mapping[str, Any]) -> str:
    """Return what was packed as JSON in one line."""
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def _packed(edit: Edit, meeting: str) -> list[Any]:
    record = edit.after or edit.before
    assert record is not None
    rows = (None if each is None else _row(each, meeting) for each in (edit.before, edit.after))
    return [TABLE_NAMES[type(record)], *rows]


def _row(record: Record, meeting: str) -> Row:
    row = to_row(record, meeting)
    row.pop("meeting_id", None)
    return row


def _edit(table: str, before: Row | None, after: Row | None, meeting: str) -> Edit:
    kind = _KINDS[table]
    edit = Edit(_record(kind, before, meeting), _record(kind, after, meeting))
    known = {record.id for record in (edit.before, edit.after) if record is not None}
    if len(known) != 1 or (issubclass(kind, Single) and known != {meeting}):
        raise ValueError(f"{table} of another meeting, or of two records")
    return edit


def _record(kind: type[Record], row: Row | None, meeting: str) -> Record | None:
    if row is None:
        return None
    unknown = row.keys() - set(FIELDS[kind])
    if unknown:
        raise ValueError(f"unknown fields: {sorted(unknown)}")
    return from_row(kind, row)
