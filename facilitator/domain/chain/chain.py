"""The chain: gap, excuse, origin, strategy, action, verdict; of an excuse it begins again."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from facilitator.domain.chain.status import due_of, status_of
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import shown_cards, shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Parked,
    Status,
    Strategy,
    Theme,
    Verdict,
)

Gap = Card | Theme

_GAPS = (Card, Theme, Excuse)
"""The types of items that decide what is a gap, and its rank."""
_CHAIN = (EarlierAction, Card, Theme, Answer, Excuse, Origin, Strategy, Action, Parked, Verdict)
"""The types of items of which the chain is made."""


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
    # What was said under a verdict leads back to a gap that has the excuse of its action.
    said = (e for e in meeting.all(Excuse) if meeting.get(Verdict, e.gap) is None)
    held = [gap_above(meeting, excuse) for excuse in said]
    elsewhere = {gap.id: gap for gap in held if gap is not None and gap.column != column}
    elsewhere = {key: gap for key, gap in elsewhere.items() if not is_hidden(gap)}
    found += elsewhere.values()
    return tuple(sorted(found, key=lambda gap: _rank_key(meeting, gap)))


def is_withheld(meeting: Meeting, item: Item | None) -> bool:
    """Return whether an item is a card that is hidden from the room, or is under one.

    One that is in a theme is hidden as any other, though the room sees the theme.
    """
    return is_hidden(_top(meeting, item))


def excuses_of(meeting: Meeting, gap: Gap) -> list[Excuse]:
    """Return the excuses under a gap; for a theme also those of its cards.

    After them come those for which its actions were not done.
    """
    found = meeting.children(Excuse, gap.id)
    if isinstance(gap, Theme):
        for card in shown_members(meeting, gap.id):
            found += meeting.children(Excuse, card.id)
    if meeting.count(Verdict):
        found += _of_verdicts(meeting).get(gap.id, ())
    return found


def review_excuses(meeting: Meeting) -> Sequence[Excuse]:
    """Return the excuses for which actions of earlier meetings were not done."""
    return _of_verdicts(meeting).get("", ()) if meeting.count(Verdict) else ()


def _of_verdicts(meeting: Meeting) -> Mapping[str, Sequence[Excuse]]:
    """Return the excuses under verdicts by the gap they lead back to, "" for other meetings'."""

    def work_out() -> Mapping[str, Sequence[Excuse]]:
        found: dict[str, list[Excuse]] = {}
        looked_at: list[Item] = [*meeting.all(EarlierAction), *meeting.all(Action)]
        for verdict in (v for action in looked_at for v in meeting.children(Verdict, action.id)):
            for excuse in meeting.children(Excuse, verdict.id):
                gap = gap_above(meeting, excuse)
                found.setdefault("" if gap is None else gap.id, []).append(excuse)
        # An excuse for an action comes after the one that the action answers.
        return {gap: sorted(said, key=partial(_depth, meeting)) for gap, said in found.items()}

    return meeting.derived("excuses of verdicts", _CHAIN, work_out)


def _depth(meeting: Meeting, item: Item) -> int:
    depth, above = 0, parent_item(meeting, item)
    while above is not None:
        depth, above = depth + 1, parent_item(meeting, above)
    return depth


def is_hidden(gap: Item | None) -> bool:
    """Return whether a gap is hidden from the room; a theme never is."""
    return isinstance(gap, Card) and gap.hidden


def all_excuses(meeting: Meeting, exercise: Exercise) -> Sequence[Excuse]:
    """Return every excuse, in the order in which the room met it: those of the review first."""

    def work_out() -> tuple[Excuse, ...]:
        found = (e for gap in gaps(meeting, exercise) for e in excuses_of(meeting, gap))
        return (*review_excuses(meeting), *found)

    if not meeting.count(Excuse):
        return ()
    return meeting.derived(f"excuses/{exercise.column_of(Tone.GAP).id}", _CHAIN, work_out)


def strategies_of(meeting: Meeting, excuse: Excuse) -> list[Strategy]:
    """Return what replaces an excuse, and then what answers its origins."""
    found = meeting.children(Strategy, excuse.id)
    for origin, _ in origins_of(meeting, excuse.id):
        found += meeting.children(Strategy, origin.id)
    return found


def all_strategies(meeting: Meeting, exercise: Exercise) -> list[Strategy]:
    """Return every strategy: those for excuses, then those that follow from cards themselves."""
    found = [s for e in all_excuses(meeting, exercise) for s in strategies_of(meeting, e)]
    return [*found, *strategies_of_cards(meeting)]


def strategies_of_cards(meeting: Meeting) -> Sequence[Strategy]:
    """Return the strategies that follow from cards and themes, without an excuse between."""

    def work_out() -> tuple[Strategy, ...]:
        cards: list[Gap] = [*meeting.all(Theme), *meeting.all(Card)]
        seen = (card for card in cards if not is_hidden(card))
        return tuple(s for card in seen for s in meeting.children(Strategy, card.id))

    if not meeting.count(Strategy):
        return ()
    return meeting.derived("strategies of cards", (Theme, Card, Strategy), work_out)


def strengths_to_answer(meeting: Meeting, exercise: Exercise) -> Sequence[Gap]:
    """Return what strategies may follow from on a stage for that: strengths, in their order.

    They are themes, and cards that are in none; and every card or theme that has a strategy
    already, wherever it was moved.
    """
    column = exercise.column_of(Tone.STRENGTH).id

    def work_out() -> tuple[Gap, ...]:
        cards: list[Gap] = [*meeting.children(Theme, column), *shown_cards(meeting, column)]
        found = {each.id: each for each in cards if isinstance(each, Theme) or not each.theme}
        above = (_gap_of(meeting, each) for each in strategies_of_cards(meeting))
        return tuple((found | {each.id: each for each in above if each is not None}).values())

    return meeting.derived(f"strengths/{column}", (Theme, Card, Strategy), work_out)


def _gap_of(meeting: Meeting, strategy: Strategy) -> Gap | None:
    return meeting.get(Theme, strategy.parent) or meeting.get(Card, strategy.parent)


def all_actions(meeting: Meeting, exercise: Exercise) -> list[Action]:
    """Return every action: those of strategies, of answers, then those of what was parked.

    Those that answer what is hidden from the room are left out.
    """
    parents: list[Item] = [*all_strategies(meeting, exercise)]
    parents += (each for each in meeting.all(Answer) if not is_withheld(meeting, each))
    parents += meeting.all(Parked)
    return [a for parent in parents for a in meeting.children(Action, parent.id)]


def plan(meeting: Meeting, exercise: Exercise) -> list[Action]:
    """Return the actions, the earliest due first; what was dropped comes last."""

    def due_first(action: Action) -> tuple[bool, bool, str]:
        due = due_of(meeting, action)
        is_dropped = status_of(meeting, action) is Status.DROPPED
        return (is_dropped, due is None, due.isoformat() if due else "")

    return sorted(all_actions(meeting, exercise), key=due_first)


def causes_of(meeting: Meeting, gap: Gap) -> int:
    """Return how many separate causes a gap has: each excuse counts by where its whys end."""
    return sum(_ends(meeting, excuse) for excuse in excuses_of(meeting, gap))


def _ends(meeting: Meeting, excuse: Excuse) -> int:
    origins = [origin for origin, _ in origins_of(meeting, excuse.id)]
    return sum(not meeting.child_count(Origin, origin.id) for origin in origins) or 1


def origins_of(meeting: Meeting, parent: str) -> Iterator[tuple[Origin, int]]:
    """Yield the origins under an excuse or origin, each followed by its own, with their depth."""
    # No recursion: whys may go deeper than Python's stack.
    waiting = [(origin, 0) for origin in reversed(meeting.children(Origin, parent))]
    while waiting:
        origin, depth = waiting.pop()
        yield origin, depth
        under = meeting.children(Origin, origin.id)
        waiting += ((deeper, depth + 1) for deeper in reversed(under))


def excuse_above(meeting: Meeting, item: Item | None) -> Excuse | None:
    """Return the excuse that an origin explains, a strategy answers or an action comes from."""
    while isinstance(item, Origin | Strategy | Action):
        item = parent_item(meeting, item)
    return item if isinstance(item, Excuse) else None


def gap_above(meeting: Meeting, item: Item | None) -> Gap | None:
    """Return the gap that an item leads back to: the theme where the card is in one."""
    top = _top(meeting, item)
    if isinstance(top, Card) and top.theme:
        return meeting.get(Theme, top.theme) or top
    return top if isinstance(top, Card | Theme) else None


def gap_text(meeting: Meeting, item: Item | None) -> str:
    """Return the words of the gap that an item leads back to, also one of an earlier meeting.

    Of a gap that is hidden from the room there are none.
    """
    gap = gap_above(meeting, item)
    if gap is not None:
        return "" if is_hidden(gap) else gap.text
    top = _top(meeting, item)
    return top.gap if isinstance(top, EarlierAction) else ""


def gap_id(meeting: Meeting, item: Item | None) -> str:
    """Return the id of the gap that an item leads back to, also one of an earlier meeting.

    Of a gap that is hidden from the room, and of one that nobody knows, it is empty.
    """
    gap = gap_above(meeting, item)
    if gap is not None:
        return "" if is_hidden(gap) else gap.id
    top = _top(meeting, item)
    return top.gap_id if isinstance(top, EarlierAction) else ""


def _top(meeting: Meeting, item: Item | None) -> Item | None:
    """Return the first item of the chain that leads to this one."""
    while item is not None and not isinstance(item, Card | Theme):
        above = parent_item(meeting, item)
        if above is None:
            return item
        item = above
    return item


def is_under(meeting: Meeting, item: Item | None, above: Item) -> bool:
    """Return whether an item is another one, or somewhere under it."""
    while item is not None and item.id != above.id:
        item = parent_item(meeting, item)
    return item is not None


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


def parent_item(meeting: Meeting, item: Item) -> Item | None:
    """Return the item of the chain that an item belongs to."""
    if isinstance(item, Excuse):
        return meeting.find(item.gap)
    if isinstance(item, Origin):
        return meeting.find(item.parent)
    if isinstance(item, Strategy):
        return meeting.find(item.parent)
    if isinstance(item, Action):
        return meeting.find(item.strategy)
    if isinstance(item, Verdict):
        return meeting.find(item.action)
    if isinstance(item, Answer):
        return meeting.find(item.about or None)
    return None


_UNDER: dict[type[Item], tuple[type[Item], ...]] = {
    EarlierAction: (Verdict, Answer),
    Card: (Answer, Excuse, Strategy),
    Theme: (Answer, Excuse, Strategy, Card),
    Answer: (Action,),
    Excuse: (Origin, Strategy),
    Origin: (Origin, Strategy),
    Strategy: (Action,),
    Parked: (Action,),
    Action: (Verdict,),
    Verdict: (Excuse,),
}
"""What hangs under an item of each type; of a theme its cards are members."""


def _children(meeting: Meeting, item: Item) -> list[Item]:
    found: list[Item] = []
    for kind in _UNDER.get(type(item), ()):
        found += meeting.members(item.id) if kind is Card else meeting.children(kind, item.id)
    return found
