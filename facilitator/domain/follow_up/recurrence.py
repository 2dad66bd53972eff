"""Verbs of what comes back: an excuse or a gap is one that was heard before, a person says."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.limits import MOST_RECURRENCES
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import Card, Excuse, Recurrence, Theme, new_id
from facilitator.errors import InputRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An excuse or a gap of an earlier meeting: where it is, its words, and when it was said."""

    meeting: str
    item: str
    text: str
    day: date


def recognise(meeting: Meeting, item: Excuse | Card | Theme, heard: Heard) -> Change:
    """Confirm that an item is one that was heard before; what is known already changes nothing."""
    builder = ChangeBuilder(meeting)
    known = meeting.recurrences
    if any((r.item, r.meeting, r.earlier) == (item.id, heard.meeting, heard.item) for r in known):
        return builder.change(Verb.NOTHING)
    if len(known) >= MOST_RECURRENCES:
        raise InputRefusedError(
            "A meeting can hold no more of what was heard before; nothing was changed."
        )
    builder.upsert(
        Recurrence(
            id=new_id(),
            place=known[-1].place + STEP if known else STEP,
            item=item.id,
            meeting=heard.meeting,
            earlier=heard.item,
            text=heard.text,
            day=heard.day,
        )
    )
    return builder.change(Verb.RECOGNISE, item.text)


def forget(meeting: Meeting, recurrence: Recurrence) -> Change:
    """Take back that an item is one that was heard before."""
    builder = ChangeBuilder(meeting)
    builder.delete(recurrence)
    return builder.change(Verb.RECOGNISE, recurrence.text)


def recurrences_of(meeting: Meeting, item: str) -> list[Recurrence]:
    """Return what an item was confirmed to repeat, the earliest first."""
    found = (each for each in meeting.recurrences if each.item == item)
    return sorted(found, key=lambda each: each.day)
