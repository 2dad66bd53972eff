"""The calendar of a register: actions of all meetings, of everybody or of one owner."""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.follow_up.register import ActionEntry, ActionFilter
from facilitator.domain.records import ActionKind, Status
from facilitator.export import phrases
from facilitator.export.calendar.items import (
    Calendar,
    CalendarItem,
    by_day,
    titled,
    uid_of,
    whose_of,
)
from facilitator.export.follow_up.entries import ERASED
from facilitator.export.promises import sentences
from facilitator.export.tables import headings


def calendar_of_entries(
    entries: Iterable[ActionEntry],
    name: str,
    today: date,
    *,
    owner: str = "",
    as_events: bool = False,
) -> Calendar:
    """Return the actions that have a day; with `owner` only what is theirs."""
    wanted = ActionFilter(owner=owner).of(entries)
    items = by_day(
        (_gap(entry), _item(entry, entry.due, is_of_one=bool(owner)))
        for entry in wanted
        if entry.due is not None
    )
    return Calendar(
        name=f"{owner}: {name}" if owner else name,
        today=today,
        items=items,
        left_out=len(wanted) - len(items),
        as_events=as_events,
    )


def _gap(entry: ActionEntry) -> str:
    """Return what names the gap of an action, empty for none."""
    return f"{entry.meeting}.{entry.chain.gap_id}" if entry.chain and entry.chain.gap_id else ""


def _item(entry: ActionEntry, due: date, *, is_of_one: bool) -> CalendarItem:
    chain = entry.chain
    details = whose_of(entry.owner, entry.people, is_of_one=is_of_one)
    if chain is not None and chain.gap:
        details.append(sentences.because_of(chain.gap))
    if entry.sign:
        details.append(f"{headings.SIGN}: {entry.sign}")
    if entry.kind is not ActionKind.DO:
        details.append(phrases.KINDS[entry.kind])
    is_done = entry.status is Status.DONE and entry.verdicts
    return CalendarItem(
        uid=uid_of(entry.meeting, entry.action),
        text=titled(entry.text or ERASED, entry.owner, is_of_one=is_of_one),
        due=due,
        status=entry.status,
        told_on=max([entry.held_on, *(said.day for said in entry.verdicts)]),
        changes=len(entry.verdicts),
        done_on=entry.verdicts[-1].day if is_done else None,
        details=tuple(details),
        categories=(entry.team,) if entry.team else (),
    )
