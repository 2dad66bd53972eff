"""Search: in the texts of a meeting, or among meetings."""

from collections.abc import Iterable, Sequence

from facilitator.domain.chain.chain import gap_above, is_withheld
from facilitator.domain.facilitation.rounds import author_shown
from facilitator.domain.records import ITEM_TYPES, Action, Card, Item
from facilitator.domain.text import shortened
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base import dates, phrases
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.workspace.session import Session

Found = tuple[str, CardContent]


def find_in_meeting(session: Session, words: str) -> list[Found]:
    """The items whose texts hold all the words, whatever their case."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    items: Iterable[Item] = (item for kind in ITEM_TYPES for item in session.meeting.all(kind))
    return [
        (item.id, _face(session, item))
        for item in items
        if not is_withheld(session.meeting, item) and _holds(_texts(session, item), wanted)
    ]


def find_meetings(meetings: Sequence[MeetingSummary], words: str) -> list[Found]:
    """The meetings whose title or team holds all the words; without words all of them."""
    wanted = words.casefold().split()
    return [
        (meeting.id, _meeting_face(meeting))
        for meeting in meetings
        if _holds((meeting.title, meeting.team), wanted)
    ]


def _holds(texts: Iterable[str], wanted: Sequence[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)


def _texts(session: Session, item: Item) -> tuple[str, ...]:
    if isinstance(item, Card):
        return (item.text, author_shown(session.meeting, item))
    if isinstance(item, Action):
        return (item.text, item.owner, item.sign)
    return (item.text,)


def _face(session: Session, item: Item) -> CardContent:
    detail = phrases.kind_name(type(item)).capitalize()
    gap = gap_above(session.meeting, item)
    if isinstance(item, Card):
        columns = {column.id: column.title for column in session.exercise.columns}
        column = columns.get(item.column, detail)
        detail = " · ".join(filter(None, (column, author_shown(session.meeting, item))))
    elif gap is not None and gap.id != item.id:
        detail = f"{detail} · {shortened(gap.text, 50)}"
    return CardContent(text=shortened(item.text, 120), detail=detail, stripe=Stripe.NONE)


def _meeting_face(meeting: MeetingSummary) -> CardContent:
    detail = " · ".join(part for part in (meeting.team, dates.day(meeting.held_on)) if part)
    return CardContent(text=meeting.title, detail=detail, stripe=Stripe.NONE)
