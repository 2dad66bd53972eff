"""The links of a meeting that lead nowhere."""

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Parked,
    Record,
    Strategy,
    Theme,
    Verdict,
    parent_of,
)
from tests.support.small_meeting import EXERCISE

ABOVE: dict[type[Item], tuple[type[Item], ...]] = {
    Excuse: (Card, Theme, Verdict),
    Strategy: (Excuse, Origin, Card, Theme),
    Action: (Strategy, Parked, Answer),
    Verdict: (Action, EarlierAction),
}
"""What an item of each kind belongs to; of an origin, see below."""


def broken_links(meeting: Meeting, exercise: Exercise = EXERCISE) -> list[Record]:
    """The records that belong to something that is not there, or a card apart from its theme."""
    columns = {column.id for column in exercise.columns}
    found: list[Record] = []
    for card in meeting.all(Card):
        theme = meeting.get(Theme, card.theme)
        if card.theme and (theme is None or theme.column != card.column):
            found.append(card)
    gaps: list[Item] = [*meeting.all(Card), *meeting.all(Theme)]
    found += [gap for gap in gaps if parent_of(gap) not in columns]
    found += [o for o in meeting.all(Origin) if not _explains_an_excuse(meeting, o)]
    for kind, above in ABOVE.items():
        under = meeting.all(kind)
        found += [item for item in under if not isinstance(meeting.find(parent_of(item)), above)]
    about = (Card, Theme, EarlierAction)
    found += [
        a for a in meeting.all(Answer) if a.about and not isinstance(meeting.find(a.about), about)
    ]
    ids = [item.id for kind in ITEM_TYPES for item in meeting.all(kind)]
    found += [item for key in {*ids} if ids.count(key) > 1 and (item := meeting.find(key))]
    first = meeting.details.first
    return [*found, meeting.details] if first and not meeting.get(Action, first) else found


def _explains_an_excuse(meeting: Meeting, origin: Origin) -> bool:
    """Whether one comes to an excuse from an origin; never so where origins explain each other."""
    above: Item | None = origin
    for _ in range(meeting.count(Origin)):
        if isinstance(above, Origin):
            above = meeting.find(above.parent)
    return isinstance(above, Excuse)
