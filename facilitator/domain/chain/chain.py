"""The chain: gap, excuse, origin, strategy, action; and where it is broken."""

from collections.abc import Iterator, Mapping, Sequence

from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import shown_cards, shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    Excuse,
    Item,
    Origin,
    Status,
    Strategy,
    Theme,
)

Gap = Card | Theme

_GAPS = (Card, Theme, Excuse)
"""The types of items that decide what is a gap, and its rank."""


def gaps(meeting: Meeting, exercise: Exercise) -> Sequence[Gap]:
    """Return what the room discusses, in rank order: themes, and cards that are in none.

    What was moved among the strengths but has excuses stays a gap: the chain is kept. A card is
    none, nor is what hangs under it, before it is revealed.
    """
    column = exercise.column_of(Tone.GAP).id
    return meeting.derived(f"gaps/{column}", _GAPS, lambda: _gaps(meeting, column))


def gap_numbers(meeting: Meeting, exercise: Exercise) -> Mapping[str, int]:
    """Return the number of each gap in rank order, from 1, by its id and in that order."""
    column = exercise.column_of(Tone.GAP).id
    return meeting.derived(
        f"gap numbers/{column}",
        _GAPS,
        lambda: {gap.id: number for number, gap in enumerate(gaps(meeting, exercise), start=1)},
    )


def any_ranked(meeting: Meeting, exercise: Exercise) -> bool:
    """Return whether the room has put a gap in order; looks at none that has no rank."""
    column = exercise.column_of(Tone.GAP).id
    return any(
        gap.column == column or excuses_of(meeting, gap)
        for gap in meeting.ranked()
        if isinstance(gap, Theme) or not (gap.theme or gap.hidden)
    )


def _gaps(meeting: Meeting, column: str) -> tuple[Gap, ...]:
    found: list[Gap] = [*meeting.children(Theme, column)]
    found += [card for card in shown_cards(meeting, column) if not card.theme]
    held = [gap_above(meeting, excuse) for excuse in meeting.all(Excuse)]
    elsewhere = {gap.id: gap for gap in held if gap is not None and gap.column != column}
    elsewhere = {key: gap for key, gap in elsewhere.items() if not is_hidden(gap)}
    found += elsewhere.values()
    return tuple(sorted(found, key=lambda gap: _rank_key(meeting, gap)))


def is_withheld(meeting: Meeting, item: Item | None) -> bool:
    """Return whether an item is a card that is hidden from the room, or is under one."""
    while item is not None and not isinstance(item, Card | Theme):
        item = _parent(meeting, item)
    return is_hidden(item)


def excuses_of(meeting: Meeting, gap: Gap) -> list[Excuse]:
    """Return the excuses under a gap; for a theme also those of its cards."""
    found = meeting.children(Excuse, gap.id)
    if isinstance(gap, Theme):
        for card in shown_members(meeting, gap.id):
            found += meeting.children(Excuse, card.id)
    return found


def is_hidden(gap: Gap | None) -> bool:
    """Return whether a gap is hidden from the room; a theme never is."""
    return isinstance(gap, Card) and gap.hidden


def all_excuses(meeting: Meeting, exercise: Exercise) -> Sequence[Excuse]:
    """Return every excuse, in the order in which the room met it."""

    def work_out() -> tuple[Excuse, ...]:
        return tuple(e for gap in gaps(meeting, exercise) for e in excuses_of(meeting, gap))

    if not meeting.count(Excuse):
        return ()
    return meeting.derived(f"excuses/{exercise.column_of(Tone.GAP).id}", _GAPS, work_out)


def all_strategies(meeting: Meeting, exercise: Exercise) -> list[Strategy]:
    return [s for e in all_excuses(meeting, exercise) for s in meeting.children(Strategy, e.id)]


def all_actions(meeting: Meeting, exercise: Exercise) -> list[Action]:
    return [a for s in all_strategies(meeting, exercise) for a in meeting.children(Action, s.id)]


def plan(meeting: Meeting, exercise: Exercise) -> list[Action]:
    """Return the actions, the earliest due first; what was dropped comes last."""

    def due_first(action: Action) -> tuple[bool, bool, str]:
        due = action.due.isoformat() if action.due else ""
        return (action.status is Status.DROPPED, action.due is None, due)

    return sorted(all_actions(meeting, exercise), key=due_first)


def origins_of(meeting: Meeting, parent: str) -> Iterator[tuple[Origin, int]]:
    """Yield the origins under an excuse or origin, each followed by its own, with their depth."""
    # No recursion: whys may go deeper than Python's stack.
    waiting = [(origin, 0) for origin in reversed(meeting.children(Origin, parent))]
    while waiting:
        origin, depth = waiting.pop()
        yield origin, depth
        under = meeting.children(Origin, origin.id)
        waiting += ((deeper, depth + 1) for deeper in reversed(under))


def excuse_above(meeting: Meeting, origin: Origin) -> Excuse | None:
    """Return the excuse that an origin explains, however deep it is."""
    parent = meeting.find(origin.parent)
    while isinstance(parent, Origin):
        parent = meeting.find(parent.parent)
    return parent if isinstance(parent, Excuse) else None


def gap_above(meeting: Meeting, item: Item | None) -> Gap | None:
    """Return the gap that an item leads back to: the theme where the card is in one."""
    while item is not None and not isinstance(item, Card | Theme):
        item = _parent(meeting, item)
    if isinstance(item, Card) and item.theme:
        return meeting.get(Theme, item.theme) or item
    return item


def descendants(meeting: Meeting, item: Item) -> list[Item]:
    """Return everything under an item, parents before children, without the item."""
    found: list[Item] = []
    waiting = _children(meeting, item)[::-1]
    while waiting:
        child = waiting.pop()
        found.append(child)
        waiting += reversed(_children(meeting, child))
    return found


def _rank_key(meeting: Meeting, gap: Gap) -> tuple[bool, int, int, str]:
    """Return the sort key of a gap: by rank, then as in the column, a theme as its first card."""
    members = meeting.members(gap.id) if isinstance(gap, Theme) else []
    place = members[0].place if members else gap.place
    return (gap.rank is None, gap.rank or 0, place, gap.id)


def _parent(meeting: Meeting, item: Item) -> Item | None:
    if isinstance(item, Excuse):
        return meeting.find(item.gap)
    if isinstance(item, Origin):
        return meeting.find(item.parent)
    if isinstance(item, Strategy):
        return meeting.get(Excuse, item.excuse)
    if isinstance(item, Action):
        return meeting.get(Strategy, item.strategy)
    return None


def _children(meeting: Meeting, item: Item) -> list[Item]:
    if isinstance(item, Theme):
        return [*meeting.children(Excuse, item.id), *meeting.members(item.id)]
    if isinstance(item, Card):
        return [*meeting.children(Excuse, item.id)]
    if isinstance(item, Excuse):
        return [*meeting.children(Origin, item.id), *meeting.children(Strategy, item.id)]
    if isinstance(item, Origin):
        return [*meeting.children(Origin, item.id)]
    if isinstance(item, Strategy):
        return [*meeting.children(Action, item.id)]
    return []
