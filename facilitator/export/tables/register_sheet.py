"""The actions of many meetings as a table.

What was said of an action is told in a word, and in words only where these are no excuse: those
don't stand beside a name.
"""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.follow_up.register import ActionEntry, When, due_first, when_of
from facilitator.domain.records import ActionKind, Status
from facilitator.export import phrases
from facilitator.export.follow_up.entries import ERASED
from facilitator.export.tables import headings
from facilitator.export.tables.meeting_sheets import DAY, NAME, WIDE, WORD
from facilitator.export.tables.sheet import Column, Sheet, Value

_COLUMNS = (
    Column(phrases.WHAT, WIDE),
    Column(phrases.WHO, NAME),
    Column(phrases.BY_WHEN, DAY),
    Column(headings.STATUS, WORD),
    Column(headings.LATE, DAY // 2),
    Column(headings.SIGN, WIDE),
    Column(headings.KIND, WORD, is_rare=True),
    Column(headings.GAP, WIDE),
    Column(headings.EXCUSE, WIDE),
    Column(headings.PROMISED_FOR, DAY),
    Column(headings.JUDGED_ON, DAY),
    Column(headings.LAST_VERDICT, WIDE // 2),
    Column(headings.TEAM, NAME),
    Column(headings.MEETING, WIDE // 2),
    Column(headings.HELD_ON, DAY),
)


def register_sheet(entries: Iterable[ActionEntry], today: date) -> Sheet:
    """Return the actions, the earliest due first; `today` decides which are late."""
    rows = tuple(_row(entry, today) for entry in due_first(entries))
    return Sheet(name=headings.ACTIONS, columns=_COLUMNS, rows=rows)


def _row(entry: ActionEntry, today: date) -> tuple[Value, ...]:
    last = entry.verdicts[-1] if entry.verdicts else None
    words = last.text if last is not None and last.status is not Status.EXCUSE else ""
    return (
        entry.text or ERASED,
        entry.owner,
        entry.due,
        headings.STATUSES[entry.status],
        headings.YES if when_of(entry, today) is When.OVERDUE else "",
        entry.sign,
        "" if entry.kind is ActionKind.DO else phrases.KINDS[entry.kind],
        entry.chain.gap if entry.chain else "",
        entry.chain.excuse if entry.chain else "",
        entry.first_due,
        last.day if last else None,
        words,
        entry.team,
        entry.title,
        entry.held_on,
    )
