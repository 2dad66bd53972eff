"""Take a value that did not hold after all: an edit like any other."""

from dataclasses import replace
from datetime import date
from typing import Any

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, Item, Record

_DAYS = frozenset({"due", "day", "held_on", "next_on", "said_on"})
"""The fields that are days."""
_FEW = 60
"""Characters of the words by which a change is named."""


def take_lost(
    meeting: Meeting, kind: type[Record], record_id: str, field: str, value: str
) -> Change:
    """Return the change that gives a field the value that was lost.

    `value` is text, as a Lost has it. The change is empty when there is nothing to change any more.
    """
    record = meeting.of_key(kind, record_id)
    if record is None:
        return Change(meeting.id, Verb.NOTHING)
    taken: dict[str, Any] = {field: _value(field, value)}
    wanted = replace(record, **taken)
    if wanted == record:
        return Change(meeting.id, Verb.NOTHING)
    verb = Verb.DETAILS if kind is Details else Verb.EDIT
    subject = wanted.text if isinstance(wanted, Item) else value
    return Change(meeting.id, verb, (Edit(record, wanted),), subject[:_FEW])


def _value(field: str, value: str) -> str | date | None:
    if field not in _DAYS:
        return value
    return date.fromisoformat(value) if value else None
