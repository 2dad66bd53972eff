"""Search in a meeting or journal that is in memory: what of it is searched, and what is not."""

from collections.abc import Iterator
from datetime import date

from facilitator.domain.chain.chain import parent_item
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Details, EarlierAction, Item, Theme, Verdict
from facilitator.domain.search import (
    KIND_OF,
    SEARCHED_FIELDS,
    Hit,
    HitKind,
    SearchQuery,
    ranker,
    searched_text,
)

RankedHit = tuple[int, Hit]
"""A hit, and how well it fits."""


def hits_in(meeting: Meeting, query: SearchQuery, team: str) -> Iterator[RankedHit]:
    """Yield what a meeting or journal has of what is asked for, with its rank; in no order."""
    details = meeting.details
    if details.discarded_at is not None or query.is_blank:
        return
    if query.team_ids is not None and details.team_id not in query.team_ids:
        return
    is_journal, rank, wanted = details.team_id == details.id, ranker(query), query.wanted
    for record, kind in _records_of(meeting, query):
        if is_journal and kind is HitKind.MEETING:
            continue
        labels = record.labels if isinstance(record, Card | Theme) else ()
        words = [str(getattr(record, name)) for name in SEARCHED_FIELDS[kind]]
        searched = searched_text(words, kind, labels)
        day = _day_said(meeting, record) if is_journal else details.held_on
        if (
            query.accepts_day(day)
            and any(words)
            and all(word in searched for word in wanted)
            and not is_kept_from_search(meeting, record)
        ):
            shown, *also = words
            yield (
                rank(searched),
                Hit(
                    meeting=details.id,
                    item=record.id,
                    kind=kind,
                    text=shown,
                    also=tuple(filter(None, also)),
                    title=details.title,
                    team=team,
                    held_on=day,
                    is_journal=is_journal,
                ),
            )


def _records_of(meeting: Meeting, query: SearchQuery) -> Iterator[tuple[Details | Item, HitKind]]:
    for kind, found in KIND_OF.items():
        if query.kinds is None or found in query.kinds:
            if kind is Details:
                yield meeting.details, found
            else:
                yield from ((item, found) for item in meeting.all(kind))  # type: ignore[type-var]


def _day_said(meeting: Meeting, record: Details | Item) -> date:
    """Return the day of what is said in a journal."""
    above: Item | None = None if isinstance(record, Details) else record
    while above is not None and not isinstance(above, Verdict):
        above = parent_item(meeting, above)
    return meeting.details.held_on if above is None else above.day


def is_kept_from_search(meeting: Meeting, record: Details | Item) -> bool:
    """Return whether a record is a card that is hidden from the room, or hangs under one."""
    above: Item | None = None if isinstance(record, Details | EarlierAction) else record
    while above is not None and not isinstance(above, Card | Theme):
        above = parent_item(meeting, above)
    return isinstance(above, Card) and above.hidden
