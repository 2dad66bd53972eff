"""The entries of a push, looked at one by one: whether each may come into the log."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facilitator.domain.change import Verb
from facilitator.domain.limits import LONGEST_DRAFT, LONGEST_ID
from facilitator.errors import InputRefusedError
from facilitator.hub.base.bounds import LARGEST_ENTRY, LONGEST_NAME, MOST_EDITS
from facilitator.hub.base.refusals import bad_request, older_hub
from facilitator.storage.shared_log.log_body import RECORDS, to_text, unpack_entry

_KEYS = {"id", "team", "meeting", "site", "actor", "at", "base", "records", "body"}
_BODY_KEYS = {"verb", "subject", "count", "targets", "edits"}
_LONGEST_MOMENT = 40
_ID = re.compile(rf"[^\s\0]{{1,{LONGEST_ID}}}")


class Refused(StrEnum):
    """Why an entry gets no place in the log."""

    ERASED = "erased"
    NOT_YOURS = "not yours"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class PushedEntry:
    """An entry that may be written, and the same as JSON in one line."""

    entry: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a push: entries that may be written, and why others may not."""

    entries: tuple[PushedEntry, ...]
    refused: Mapping[str, Refused]

    @property
    def size(self) -> int:
        return sum(len(each.text) for each in self.entries)


def check(entries: Iterable[dict[str, Any]], writes: frozenset[str]) -> Checked:
    """Look at what a device sent that may write in some teams. Raises HubRefusal.

    That refuses all of it: what has no id can't be answered one by one, and what a newer program
    wrote can't be looked at. It waits on the laptop.
    """
    good: list[PushedEntry] = []
    refused: dict[str, Refused] = {}
    for entry in entries:
        known = entry.get("id")
        if not isinstance(known, str) or not _is_id(known):
            raise bad_request()
        if type(records := entry.get("records")) is int and records > RECORDS:
            raise older_hub()
        try:
            text = to_text(entry)
        except (ValueError, RecursionError):
            raise bad_request() from None
        if (why := _fault(entry, text, writes)) is not None:
            refused[known] = why
        else:
            good.append(PushedEntry(entry, text))
    return Checked(tuple(good), refused)


def _fault(entry: dict[str, Any], text: str, writes: frozenset[str]) -> Refused | None:
    """Return why an entry may not be written, None if it may."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        # Half a character, which no database holds.
        return Refused.UNREADABLE
    if size > LARGEST_ENTRY:
        return Refused.TOO_LARGE
    if not _has_shape(entry):
        return Refused.UNREADABLE
    if len(entry["body"]["edits"]) > MOST_EDITS:
        return Refused.TOO_LARGE
    if entry["team"] not in writes:
        return Refused.NOT_YOURS
    try:
        change = unpack_entry(entry).change
    except (InputRefusedError, ArithmeticError, AttributeError, RecursionError):
        # Made up by hand: our programs write nothing that can't be read.
        return Refused.UNREADABLE
    if change.verb is Verb.ERASE and change.edits:
        return Refused.UNREADABLE
    return None


def _has_shape(entry: Mapping[str, Any]) -> bool:
    """Return whether the envelope has what it needs, of the right types, and nothing else."""
    body = entry.get("body")
    return (
        entry.keys() == _KEYS
        and all(_is_id(entry[key]) for key in ("team", "meeting", "site"))
        and isinstance(entry["actor"], str)
        and len(entry["actor"]) <= LONGEST_NAME
        and _is_text(entry["actor"])
        and isinstance(entry["at"], str)
        and len(entry["at"]) <= _LONGEST_MOMENT
        and type(entry["base"]) is int
        and 0 <= entry["base"] < 1 << 62
        and type(entry["records"]) is int
        and entry["records"] >= 1
        and isinstance(body, dict)
        and _has_body(body)
    )


def _has_body(body: Mapping[str, Any]) -> bool:
    return (
        body.keys() == _BODY_KEYS
        and isinstance(body["verb"], str)
        and isinstance(body["subject"], str)
        and len(body["subject"]) <= LONGEST_DRAFT
        and _is_text(body["subject"])
        and type(body["count"]) is int
        and abs(body["count"]) < 1 << 31
        and isinstance(body["targets"], list)
        and len(body["targets"]) <= MOST_EDITS
        and all(_is_id(each) for each in body["targets"])
        and isinstance(body["edits"], list)
        and all(_is_edit(each) for each in body["edits"])
    )


def _is_edit(edit: object) -> bool:
    return (
        isinstance(edit, list)
        and len(edit) == 3
        and isinstance(edit[0], str)
        and all(each is None or _is_row(each) for each in edit[1:])
        and edit[1:] != [None, None]
    )


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(
        value is None or type(value) is int or (isinstance(value, str) and _is_text(value))
        for value in row.values()
    )


def _is_text(value: str) -> bool:
    # PostgreSQL has no such character.
    return "\0" not in value


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
