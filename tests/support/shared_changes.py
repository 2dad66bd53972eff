"""Changes as laptops send them to a hub."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.records import Bookmark, Card, Details, new_id
from facilitator.domain.shared_log.entry import Entry
from facilitator.storage.shared_log.log_body import pack_entry

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def packed(team: str, change: Change, site: str = "a" * 32, base: int = 0) -> dict[str, Any]:
    """Return a change as an entry that waits."""
    entry = Entry(
        id=new_id(),
        team=team,
        meeting=change.meeting,
        site=site,
        actor="Ana’s laptop",
        at=AT,
        base=base,
        change=change,
    )
    return pack_entry(entry)


def first_entry(team: str, meeting: str, title: str = "Monday") -> dict[str, Any]:
    """Return the entry with which a meeting begins."""
    details = Details(
        id=meeting,
        title=title,
        exercise="hold-a-meeting",
        held_on=date(2026, 11, 27),
        team_id=team,
    )
    records = (details, Bookmark(id=meeting, stage="board"))
    return packed(team, Change(meeting, Verb.BEGIN, tuple(Edit(None, each) for each in records)))


def card_entry(team: str, meeting: str, text: str) -> dict[str, Any]:
    """Return the entry of a card on the board."""
    card = Card(id=new_id(), column="gaps", text=text, place=1)
    return packed(team, Change(meeting, Verb.ADD, (Edit(None, card),), text))


def erase_entry(team: str, meeting: str) -> dict[str, Any]:
    """Return the entry that erases a meeting."""
    return packed(team, Change(meeting, Verb.ERASE))


def unplaced(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return entries of a hub without when each got its place."""
    return [{k: v for k, v in each.items() if k != "placed_at"} for each in entries]
