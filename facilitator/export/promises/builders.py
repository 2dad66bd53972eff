"""Promises as documents, made from the register of actions."""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.follow_up.register import (
    ActionEntry,
    When,
    by_owner,
    by_when,
    due_first,
    when_of,
)
from facilitator.domain.records import ActionKind
from facilitator.export import phrases
from facilitator.export.promises import sentences
from facilitator.export.promises.promise_list import PromiseGroup, PromiseLine, PromiseList
from facilitator.export.promises.week import due_on_sheet, first_day
from facilitator.export.promises.week_sheet import WeekSheet


def list_by_date(
    entries: Iterable[ActionEntry], team: str, today: date, day_text: phrases.DayText
) -> PromiseList:
    """Return promises by when they are due; `team` is empty where they are of several."""
    groups = [
        PromiseGroup(heading=sentences.WHEN[when], lines=_lines(some, team, today))
        for when, some in by_when(entries, today).items()
    ]
    return PromiseList(
        title=sentences.promises_of(team), today=today, groups=tuple(groups), day_text=day_text
    )


def list_by_owner(
    entries: Iterable[ActionEntry], team: str, today: date, day_text: phrases.DayText
) -> PromiseList:
    """Return the same by owner, a page or more for each; those of two people are on both's."""
    groups = [
        PromiseGroup(
            heading=name or sentences.WITHOUT_OWNER, lines=_lines(due_first(some), team, today)
        )
        for name, some in by_owner(entries).items()
    ]
    return PromiseList(
        title=sentences.promises_of(team),
        today=today,
        groups=tuple(groups),
        day_text=day_text,
        apart=True,
    )


def week_sheet(
    entries: Iterable[ActionEntry], team: str, today: date, day_text: phrases.DayText
) -> WeekSheet:
    """Return the sheet of this week, on a weekend of the coming one: all that is due by its end."""
    return WeekSheet(
        team=team,
        first=first_day(today),
        today=today,
        lines=_lines(due_on_sheet(entries, today), team, today),
        day_text=day_text,
    )


def _lines(entries: Iterable[ActionEntry], team: str, today: date) -> tuple[PromiseLine, ...]:
    return tuple(
        PromiseLine(
            text=entry.text,
            owner=entry.owner,
            due=entry.due,
            is_late=when_of(entry, today) is When.OVERDUE,
            status=entry.status,
            gap=entry.chain.gap if entry.chain is not None else "",
            team="" if team else entry.team,
            kind="" if entry.kind is ActionKind.DO else phrases.KINDS[entry.kind],
        )
        for entry in entries
    )
