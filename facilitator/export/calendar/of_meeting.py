"""The calendar of a meeting: its actions, of everybody or of one owner."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.chain.status import verdicts_of
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import people
from facilitator.domain.records import Action, Status
from facilitator.domain.text import fold
from facilitator.export.answers.plan_row import plan_row
from facilitator.export.calendar.items import (
    Calendar,
    CalendarItem,
    by_day,
    titled,
    uid_of,
    whose_of,
)
from facilitator.export.document.details import before, details_of, origin_of


def owners_of(meeting: Meeting, exercise: Exercise) -> tuple[str, ...]:
    """Return those who have an action of the plan, each once; case and accents make no other."""
    found: dict[str, str] = {}
    for action in chain.plan(meeting, exercise):
        for name in _people(meeting, action):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def calendar_of_meeting(
    meeting: Meeting, exercise: Exercise, today: date, *, owner: str = "", as_events: bool = False
) -> Calendar:
    """Return the actions of a meeting that have a day; with `owner` only what is theirs."""
    wanted = [
        action
        for action in chain.plan(meeting, exercise)
        if not owner or fold(owner) in map(fold, _people(meeting, action))
    ]
    items = by_day(
        (chain.gap_id(meeting, action), item)
        for action in wanted
        if (item := _item(meeting, exercise, action, today, is_of_one=bool(owner))) is not None
    )
    title = meeting.details.title
    return Calendar(
        name=f"{owner}: {title}" if owner else title,
        today=today,
        items=items,
        left_out=len(wanted) - len(items),
        as_events=as_events,
    )


def _item(
    meeting: Meeting, exercise: Exercise, action: Action, today: date, *, is_of_one: bool
) -> CalendarItem | None:
    """Return an action as an item, None without a day."""
    row = plan_row(meeting, exercise, action, today)
    verdicts = verdicts_of(meeting, action)
    if row.due is None:
        return None
    # What became of it and how late it is, the calendar says in its own way.
    shown = replace(row, status=Status.OPEN, late=False)
    told = [*origin_of(exercise, row), *filter(None, [before(row)]), *details_of(exercise, shown)]
    whose = whose_of(action.owner, _people(meeting, action), is_of_one=is_of_one)
    return CalendarItem(
        uid=uid_of(meeting.id, action.id),
        text=titled(action.text, action.owner, is_of_one=is_of_one),
        due=row.due,
        status=row.status,
        told_on=max([meeting.details.held_on, *(each.day for each in verdicts)]),
        changes=len(verdicts),
        done_on=verdicts[-1].day if row.status is Status.DONE else None,
        details=(*whose, *told),
        categories=_categories(meeting, exercise, action),
    )


def _people(meeting: Meeting, action: Action) -> Sequence[str]:
    details = meeting.details
    return people(action.owner, [*details.participants, details.facilitator])


def _categories(meeting: Meeting, exercise: Exercise, action: Action) -> tuple[str, ...]:
    """Return the team, and the labels of the gap."""
    gap = chain.gap_above(meeting, action)
    labels = exercise.label_texts(gap.labels) if gap is not None else ()
    return tuple(filter(None, dict.fromkeys((meeting.details.team, *labels))))
