"""Take a value that did not hold after all: an edit like any other."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    Details,
    ExcuseKind,
    Item,
    Noticed,
    Outcome,
    Record,
    Status,
)

_DAYS = frozenset({"due", "day", "held_on", "next_on", "said_on"})
"""The fields that are days."""
_CHOICES: dict[str, type[StrEnum]] = {"status": Status, "noticed": Noticed, "outcome": Outcome}
"""The fields that are one of a few values."""
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
    wanted = replace(record, **{field: _value(record, field, value)})
    if wanted == record:
        return Change(meeting.id, Verb.NOTHING)
    verb = Verb.DETAILS if kind is Details else Verb.EDIT
    subject = wanted.text if isinstance(wanted, Item) else value
    return Change(meeting.id, verb, (Edit(record, wanted),), subject[:_FEW])


def _value(record: Record, field: str, value: str) -> Any:  # noqa: ANN401
    if field in _DAYS:
        return date.fromisoformat(value) if value else None
    if field == "kind":
        return ActionKind(value) if isinstance(record, Action) else ExcuseKind(value)
    choices = _CHOICES.get(field)
    return choices(value) if choices is not None else value
