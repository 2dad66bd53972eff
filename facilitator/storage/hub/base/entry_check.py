"""Whether an entry can be stored: its form, its size, and texts that PostgreSQL takes.

What it means is up to the laptops. It may be of a newer program than the hub's: so only the form is
looked at that entries of all versions have.
"""

import json
from collections.abc import Mapping
from typing import Any

from facilitator.domain.change import Verb
from facilitator.domain.moments import moment_of

UNREADABLE, TOO_LARGE = "unreadable", "too large"
LARGEST_BODY = 1 << 20
"""Bytes of one entry's change as JSON."""
MOST_EDITS = 5_000
LONGEST_ID = 200
_LONGEST_NAME, _LONGEST_MOMENT = 500, 64
_MOST = (1 << 53) - 1
"""The largest whole number that every JSON reader keeps as it is."""
_MOST_RECORDS = 1_000_000
_KEYS = frozenset({"id", "team", "meeting", "site", "actor", "at", "base", "records", "body"})
_BODY_KEYS = frozenset({"verb", "subject", "count", "targets", "edits"})


def fault_of(entry: Mapping[str, Any]) -> str | None:
    """Return why an entry can't be stored, None if it can."""
    if entry.keys() - {"seq"} != _KEYS or not _is_envelope(entry):
        return UNREADABLE
    body = entry["body"]
    if body is None:
        # One of a meeting that was erased, given back to a hub that has lost it.
        return None
    if not isinstance(body, dict):
        return UNREADABLE
    edits = body.get("edits")
    if isinstance(edits, list) and len(edits) > MOST_EDITS:
        return TOO_LARGE
    if not _is_body(body):
        return UNREADABLE
    size = size_of(body)
    if size is None:
        return UNREADABLE
    return TOO_LARGE if size > LARGEST_BODY else None


def size_of(body: Mapping[str, Any] | None) -> int | None:
    """Return how many bytes a body takes as JSON; None if no database can hold its texts."""
    if body is None:
        return 0
    try:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        # A lone half of a surrogate pair can't be encoded.
        return len(text.encode("utf-8"))
    except (ValueError, RecursionError):
        return None


def erases(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry erases its meeting."""
    return entry["body"] is not None and entry["body"]["verb"] == Verb.ERASE


def is_text(value: object, longest: int) -> bool:
    """Return whether a value is a text that PostgreSQL takes: without NUL, and not too long."""
    return (
        isinstance(value, str) and len(value) <= longest and "\0" not in value and _encodes(value)
    )


def is_id(value: object) -> bool:
    return is_text(value, LONGEST_ID) and bool(value)


def _encodes(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_number(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _is_envelope(entry: Mapping[str, Any]) -> bool:
    if not (all(is_id(entry[key]) for key in ("id", "team", "meeting", "site"))):
        return False
    if not (is_text(entry["actor"], _LONGEST_NAME) and is_text(entry["at"], _LONGEST_MOMENT)):
        return False
    if not (_is_number(entry["base"], _MOST) and _is_number(entry["records"], _MOST_RECORDS)):
        return False
    try:
        moment_of(entry["at"])
    except (ValueError, OverflowError):
        return False
    return True


def _is_body(body: Mapping[str, Any]) -> bool:
    if body.keys() != _BODY_KEYS or not isinstance(body["edits"], list):
        return False
    if not (is_text(body["verb"], LONGEST_ID) and is_text(body["subject"], LARGEST_BODY)):
        return False
    if type(body["count"]) is not int or abs(body["count"]) > _MOST:
        return False
    targets = body["targets"]
    if not (isinstance(targets, list) and all(is_text(each, LARGEST_BODY) for each in targets)):
        return False
    if body["verb"] == Verb.ERASE and (body["edits"] or targets or body["subject"]):
        # Words would stay in the very entry that is to take them away.
        return False
    return all(_is_edit(edit) for edit in body["edits"])


def _is_edit(edit: object) -> bool:
    if not (isinstance(edit, list) and len(edit) == 3 and is_id(edit[0])):
        return False
    return all(row is None or _is_row(row) for row in edit[1:])


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(
        is_id(name) and _is_value(value) for name, value in row.items()
    )


def _is_value(value: object) -> bool:
    """Return whether it is what a field of a record can be: nothing is nested in a row."""
    if isinstance(value, str):
        return is_text(value, LARGEST_BODY)
    if type(value) is int:
        return abs(value) < 1 << 63
    return value is None or isinstance(value, bool | float)
