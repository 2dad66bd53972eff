"""Search in the texts of a meeting."""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.chain.chain import gap_above, is_withheld
from facilitator.domain.chain.status import is_late
from facilitator.domain.facilitation.rounds import author_shown
from facilitator.domain.records import ITEM_TYPES, Action, ActionKind, Card, Item
from facilitator.domain.text import fold, shortened
from facilitator.services.text_match import matches
from facilitator.ui.base import phrases
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.workspace.session import Session

Found = tuple[str, CardContent]


def find_in_meeting(session: Session, words: str) -> list[Found]:
    """Return the items whose texts match the words; without words none."""
    if not fold(words).strip():
        return []
    items: Iterable[Item] = (item for kind in ITEM_TYPES for item in session.meeting.all(kind))
    known = {item.id: item for item in items if not is_withheld(session.meeting, item)}
    texts = {key: _searched(session, item) for key, item in known.items()}
    return [(key, _content(session, known[key])) for key in matches(words, texts)]


def _searched(session: Session, item: Item) -> str:
    """Return the text of an item that is searched."""
    if isinstance(item, Card):
        return f"{item.text} {author_shown(session.meeting, session.exercise, item)}"
    if isinstance(item, Action):
        more = f"{item.when} {item.expected_excuse} {item.sponsor}"
        kind = phrases.action_kind(item.kind, session.exercise.words)
        said = "" if item.kind is ActionKind.DO else kind
        return f"{item.text} {item.owner} {item.sign} {more} {said}"
    return item.text


def _content(session: Session, item: Item) -> CardContent:
    detail = phrases.kind_name(type(item)).capitalize()
    if isinstance(item, Action) and is_late(session.meeting, item, date.today()):
        detail = f"{detail} · {phrases.late()}"
    gap = gap_above(session.meeting, item)
    if isinstance(item, Card):
        columns = {column.id: column.title for column in session.exercise.columns}
        column = columns.get(item.column, detail)
        detail = " · ".join(
            filter(None, (column, author_shown(session.meeting, session.exercise, item)))
        )
    elif gap is not None and gap.id != item.id:
        detail = f"{detail} · {shortened(gap.text, 50)}"
    return CardContent(text=shortened(item.text, 120), detail=detail, stripe=Stripe.NONE)
