"""Records out of rows in which values are damaged, each such value replaced by the usual one."""

import json
from contextlib import suppress
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Column, Integer

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.domain.limits import LONGEST, LONGEST_LIST, LONGEST_STORED_DRAFT
from facilitator.domain.moments import moment_of
from facilitator.domain.records import Action, ActionKind, Details, Record, Status
from facilitator.parsed_text import parse_json
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import from_row
from facilitator.storage.db.schema import TABLES, actions, meetings
from facilitator.storage.recovery.row_format import Lost, Patched, Values
from facilitator.storage.recovery.row_kinds import DEFAULTS, accepts

_KEPT = [c.key for c in meetings.c if c.key not in {f.name for f in fields(Details)}]
"""What the table of meetings holds beside the details: moments."""
_KIND = list(actions.c.keys()).index("kind")


def status_in(kind: type[Record], values: Values) -> Status | None:
    """Return what became of an action, where its row has that as up to version 4."""
    value = values[_KIND] if kind is Action and len(values) > _KIND else None
    return Status(value) if isinstance(value, str) and value in {*Status} else None


def read_record(kind: type[Record], values: Values, today: date) -> tuple[Record, bool]:
    """Return the record in a row, with defaults for damaged values, and whether there were none."""
    columns = list(TABLES[kind].columns)
    if status_in(kind, values) is not None:
        values = (*values[:_KIND], ActionKind.DO, *values[_KIND + 1 :])
    usual = {column.key: _usual(column, today) for column in columns}
    read = {
        column.key: value
        for column, value in zip(columns, values, strict=False)
        if accepts(column, value) and value is not Lost.LOST
    }
    whole = len(read) == len(values)
    for name, value in read.items():
        if isinstance(value, Patched):
            read[name], whole = str(value), False
    try:
        return from_row(kind, usual | read), whole
    except DamagedRowError:
        cut = {name: _cut(name, value) for name, value in read.items()}
        good = {name: value for name, value in cut.items() if _reads(kind, usual, name, value)}
        return from_row(kind, usual | good), False


def _cut(name: str, value: object) -> object:
    """Return the value of a column with its texts cut to what a meeting can hold."""
    longest = LONGEST_STORED_DRAFT if name == "drafts" else LONGEST
    if not isinstance(value, str):
        return value
    if value.startswith("[") and len(value) <= LONGEST_LIST:
        with suppress(ValueError):
            return json.dumps(_cut_list(parse_json(value), longest), ensure_ascii=False)
    return value[:LONGEST]


def _cut_list(value: object, longest: int) -> object:
    if isinstance(value, list):
        return [_cut_list(each, longest) for each in value]
    # Half a character is none: no file could keep it.
    return storable(value[:longest]) if isinstance(value, str) else value


def _reads(kind: type[Record], usual: dict[str, Any], name: str, value: object) -> bool:
    with suppress(DamagedRowError):
        from_row(kind, usual | {name: value})
        return True
    return False


def _usual(column: Column[Any], today: date) -> str | int | None:
    if column.nullable:
        return None
    if isinstance(column.type, Integer):
        return 0
    if column.key in ("held_on", "day", "promised_on"):
        return today.isoformat()
    return ActionKind.DO if column.key == "kind" else DEFAULTS.get(column.key, "")


def moments_in(values: Values) -> dict[str, str]:
    """Return the moments in a row of the table of meetings, if they are valid."""
    row = dict(zip(meetings.c.keys(), values, strict=False))
    found: dict[str, str] = {}
    for name in _KEPT:
        with suppress(ValueError):
            found[name] = moment_of(row.get(name)).isoformat(timespec="microseconds")
    return found
