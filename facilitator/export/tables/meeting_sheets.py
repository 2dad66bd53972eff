"""The tables of one meeting: its actions, what was said of them, its cards, and its chain.

Nothing that is hidden from the room is in them. What was said of an action that was not done is
never in a row with its owner: an excuse is not pinned on anybody in what leaves the room.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.chain.status import (
    Promise,
    due_of,
    is_late,
    last_verdict,
    looked_back_on,
    status_of,
    verdicts_of,
)
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, ActionKind, EarlierAction, Status
from facilitator.domain.vote import tally
from facilitator.export import phrases
from facilitator.export.follow_up.entries import ERASED
from facilitator.export.report import ColumnEntry, columns_of, unfinished_stage
from facilitator.export.tables import headings
from facilitator.export.tables.chain_rows import ChainRow, chain_rows, row_of
from facilitator.export.tables.sheet import Column, Sheet, Value

WIDE, NAME, DAY, WORD = 36, 16, 11, 12
"""Widths in characters: of a sentence, of a name, of a day, of a word."""

Cells = tuple[Value, ...]


def meeting_sheets(meeting: Meeting, exercise: Exercise, today: date) -> tuple[Sheet, ...]:
    """Return all tables of a meeting; `today` decides which actions are late."""
    return (
        actions_sheet(meeting, exercise, today),
        verdicts_sheet(meeting, exercise),
        cards_sheet(meeting, exercise),
        chain_sheet(meeting, exercise),
    )


def actions_sheet(meeting: Meeting, exercise: Exercise, today: date) -> Sheet:
    """Return the actions as in the plan, each with where it came from.

    While the meeting goes on a note says so: there may be more of them.
    """
    words = exercise.words
    columns = (
        Column(phrases.WHAT, WIDE),
        Column(phrases.WHO, NAME),
        Column(phrases.BY_WHEN, DAY),
        Column(headings.STATUS, WORD),
        Column(headings.LATE, DAY // 2, is_rare=True),
        Column(phrases.capital(words.sign_short.rstrip(": ")) or headings.SIGN, WIDE),
        Column(headings.FIRST, DAY // 2, is_rare=True),
        Column(headings.KIND, WORD, is_rare=True),
        Column(headings.WHEN, WIDE // 2, is_rare=True),
        Column(headings.first_excuse(words), WIDE // 2, is_rare=True),
        Column(headings.BACKED_BY, NAME, is_rare=True),
        Column(headings.one(words.gap), WIDE),
        Column(headings.one(words.excuse), WIDE),
        Column(headings.one(words.origin), WIDE, is_rare=True),
        Column(headings.one(words.strategy), WIDE),
        Column(headings.BUILDS_ON, WIDE // 2, is_rare=True),
        Column(headings.ANSWER, WIDE // 2, is_rare=True),
        Column(headings.TEAM, NAME, is_common=True),
        Column(headings.MEETING, WIDE // 2, is_common=True),
        Column(headings.HELD_ON, DAY, is_common=True),
    )
    plan = chain.plan(meeting, exercise)
    rows = tuple(_action(meeting, exercise, action, today) for action in plan)
    stage = unfinished_stage(meeting, exercise)
    note = phrases.as_of(stage) if stage else ""
    return Sheet(name=headings.ACTIONS, columns=columns, rows=rows, note=note)


def _action(meeting: Meeting, exercise: Exercise, action: Action, today: date) -> Cells:
    details, row = meeting.details, row_of(meeting, exercise, action)
    return (
        action.text,
        action.owner,
        due_of(meeting, action),
        headings.STATUSES[status_of(meeting, action)],
        headings.YES if is_late(meeting, action, today) else "",
        action.sign,
        headings.YES if action.id == details.first else "",
        _kind(action, exercise),
        action.when,
        action.expected_excuse,
        action.sponsor,
        row.gap,
        row.excuse.text if row.excuse else "",
        headings.MORE_ORIGINS.join(row.origins),
        row.strategy,
        row.strength,
        row.answer,
        details.team,
        details.title,
        details.held_on,
    )


def _kind(action: Promise, exercise: Exercise) -> str:
    return "" if action.kind is ActionKind.DO else phrases.action_kind(action.kind, exercise.words)


def verdicts_sheet(meeting: Meeting, exercise: Exercise) -> Sheet:
    """Return what was said of promises: those of earlier meetings, then those of this one."""
    words = exercise.words
    columns = (
        Column(headings.one(words.action), WIDE),
        Column(phrases.WHO, NAME),
        Column(headings.PROMISED_ON, DAY),
        Column(headings.one(words.gap), WIDE),
        Column(headings.DAY, DAY),
        Column(headings.VERDICT, WORD),
        Column(headings.WORDS, WIDE),
        Column(headings.NEW_DATE, DAY),
        Column(headings.NOTICED, WORD),
    )
    promises: list[Promise] = [*looked_back_on(meeting), *chain.plan(meeting, exercise)]
    rows = (row for each in promises for row in _verdicts(meeting, exercise, each))
    return Sheet(name=headings.VERDICTS, columns=columns, rows=tuple(rows))


def _verdicts(meeting: Meeting, exercise: Exercise, action: Promise) -> Iterator[Cells]:
    """Yield a row for each verdict; for a promise that was looked back on without one, one row."""
    said = verdicts_of(meeting, action)
    earlier = action if isinstance(action, EarlierAction) else None
    before = earlier.history if earlier else ()
    statuses = [*(each.status for each in before), *(each.status for each in said)]
    begun: Cells = (
        action.text or ERASED,
        "" if Status.EXCUSE in statuses else action.owner,
        earlier.promised_on if earlier else meeting.details.held_on,
        earlier.gap if earlier else chain.gap_text(meeting, action),
    )
    excuse = exercise.words.excuse.one
    verdicts = headings.STATUSES | {Status.EXCUSE: excuse}
    for past in before:
        yield (*begun, past.day, verdicts[past.status], past.text, None, "")
    for each in said:
        noticed = headings.NOTICED_WORDS[each.noticed] if each.noticed else ""
        yield (*begun, each.day, verdicts[each.status], each.text, each.due, noticed)
    if earlier and not (before or said):
        yield (*begun, None, "", "", None, "")


def cards_sheet(meeting: Meeting, exercise: Exercise) -> Sheet:
    """Return the cards that the room sees, column by column."""
    columns = (
        Column(headings.COLUMN, NAME),
        Column(headings.CARD, WIDE),
        Column(headings.GROUP, WIDE // 2),
        Column(headings.LABELS, WIDE // 2),
        Column(headings.SAID_BY, NAME),
    )
    found = columns_of(meeting, exercise)
    rows = (row for column in found for row in _cards(column))
    hidden = sum(column.hidden for column in found)
    note = phrases.hidden(hidden) if hidden else ""
    return Sheet(name=headings.CARDS, columns=columns, rows=tuple(rows), note=note)


def _cards(column: ColumnEntry) -> Iterator[Cells]:
    title = column.title or phrases.OTHER_CARDS
    for card in column.cards:
        yield (title, card.text, card.theme, ", ".join(card.labels), card.author)


def chain_sheet(meeting: Meeting, exercise: Exercise) -> Sheet:
    """Return the chain: a row for each of its ends, with all that leads there."""
    words = exercise.words
    columns = (
        Column(headings.one(words.gap), WIDE),
        Column(headings.one(words.excuse), WIDE),
        Column(headings.kind_of(words), NAME, is_rare=True),
        Column(words.origin.title, WIDE),
        Column(headings.one(words.strategy), WIDE),
        Column(headings.one(words.action), WIDE),
        Column(phrases.WHO, NAME),
        Column(phrases.BY_WHEN, DAY),
        Column(headings.STATUS, WORD),
        Column(headings.VERDICT, WIDE // 2),
        Column(headings.PLACE, DAY // 2),
        Column(headings.DOTS, DAY // 2, is_rare=True),
        Column(headings.BUILDS_ON, WIDE // 2, is_rare=True),
        Column(headings.ANSWER, WIDE // 2, is_rare=True),
    )
    order = _Order(meeting, exercise)
    rows = tuple(_link(meeting, row, order) for row in chain_rows(meeting, exercise))
    return Sheet(name=headings.CHAIN, columns=columns, rows=rows)


class _Order:
    """The places of gaps in their order, and the dots of the vote that put them there."""

    def __init__(self, meeting: Meeting, exercise: Exercise) -> None:
        ballot = tally.deciding(meeting)
        self._places = tally.places(meeting, exercise)
        self._dots = tally.totals(meeting, ballot) if ballot else None

    def cells(self, gap: str) -> Cells:
        """Return the place and the dots of a gap; without a vote there are no dots."""
        if gap not in self._places:
            return None, None
        return self._places[gap], None if self._dots is None else self._dots.get(gap, 0)


def _link(meeting: Meeting, row: ChainRow, order: _Order) -> Cells:
    excuse = row.excuse
    return (
        row.gap,
        excuse.text if excuse else "",
        phrases.excuse_kind(excuse.kind, excuse.ask) if excuse else "",
        headings.MORE_ORIGINS.join(row.origins),
        row.strategy,
        *_what_became(meeting, row.action),
        *order.cells(row.gap_id),
        row.strength,
        row.answer,
    )


def _what_became(meeting: Meeting, action: Action | None) -> Sequence[Value]:
    """Return an action, its owner, its day, its status and the words of the last verdict."""
    if action is None:
        return "", "", None, "", ""
    status, verdict = status_of(meeting, action), last_verdict(meeting, action)
    words = verdict.text if verdict is not None and status is not Status.EXCUSE else ""
    due = due_of(meeting, action)
    return action.text, action.owner, due, headings.STATUSES[status], words
