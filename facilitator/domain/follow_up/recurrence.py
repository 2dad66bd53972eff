"""Verbs of what comes back: an excuse or a gap is one that was heard before, a person says."""

from collections.abc import Mapping, Sequence
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
    return recognise_all(meeting, item, [heard])


def recognise_all(meeting: Meeting, item: Excuse | Card | Theme, heard: Sequence[Heard]) -> Change:
    """Confirm that an item was heard before each of these times, as one change."""
    builder = ChangeBuilder(meeting)
    known = meeting.recurrences
    there = {(r.meeting, r.earlier) for r in known if r.item == item.id}
    fresh = {(each.meeting, each.item): each for each in heard}
    wanted = [each for key, each in fresh.items() if key not in there]
    if len(known) + len(wanted) > MOST_RECURRENCES:
        raise InputRefusedError(
            "A meeting can hold no more of what was heard before; nothing was changed."
        )
    last = known[-1].place if known else 0
    for number, each in enumerate(wanted, start=1):
        builder.upsert(
            Recurrence(
                id=new_id(),
                place=last + number * STEP,
                item=item.id,
                meeting=each.meeting,
                earlier=each.item,
                text=each.text,
                day=each.day,
            )
        )
    return builder.change(Verb.RECOGNISE if wanted else Verb.NOTHING, item.text)


def forget(meeting: Meeting, recurrence: Recurrence) -> Change:
    """Take back that an item is one that was heard before."""
    builder = ChangeBuilder(meeting)
    builder.delete(recurrence)
    return builder.change(Verb.RECOGNISE, recurrence.text)


def forget_all(meeting: Meeting, item: Excuse | Card | Theme) -> Change:
    """Take back all that was confirmed of an item."""
    builder = ChangeBuilder(meeting)
    for recurrence in recurrences_of(meeting, item.id):
        builder.delete(recurrence)
    return builder.change(Verb.RECOGNISE, item.text)


def recurrences_of(meeting: Meeting, item: str) -> list[Recurrence]:
    """Return what an item was confirmed to repeat, the earliest first."""
    found = (each for each in meeting.recurrences if each.item == item)
    return sorted(found, key=lambda each: each.day)


def heard_on(meeting: Meeting) -> Mapping[str, tuple[date, ...]]:
    """Return the days on which each item was heard before, the earliest first, each day once."""

    def work_out() -> Mapping[str, tuple[date, ...]]:
        found: dict[str, set[date]] = {}
        for each in meeting.recurrences:
            found.setdefault(each.item, set()).add(each.day)
        return {item: tuple(sorted(days)) for item, days in found.items()}

    return meeting.derived("heard before", (Recurrence,), work_out)
