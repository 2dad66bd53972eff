"""Verbs that move items: within a column, between columns, into themes and out, into rank order."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import Gap, is_under
from facilitator.domain.chain.deferrals import hand_on
from facilitator.domain.chain.dots import hand_dots_on
from facilitator.domain.chain.verbs import dissolve_if_empty
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder, T
from facilitator.domain.facilitation.privacy import shown_cards
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import between, spread
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Excuse,
    Item,
    Origin,
    Strategy,
    Theme,
    new_id,
)
from facilitator.domain.text import clean_line


def move_to(meeting: Meeting, siblings: Sequence[T], moving: Sequence[T], index: int) -> Change:
    """Move siblings before the one that is at `index`, counted without them."""
    builder = ChangeBuilder(meeting)
    ids = {item.id for item in moving}
    rest = [item for item in siblings if item.id not in ids]
    at = max(0, min(index, len(rest)))
    if [*rest[:at], *moving, *rest[at:]] == list(siblings):
        return builder.change(Verb.NOTHING)
    builder.insert(rest, at, list(moving))
    return builder.change(Verb.MOVE, moving[0].text, len(moving))


def move_by(meeting: Meeting, siblings: Sequence[T], moving: Sequence[T], by: int) -> Change:
    """Move siblings one up (by=-1) or down (by=1); at the end of the column nothing happens."""
    return move_to(meeting, siblings, moving, _target(siblings, moving, by))


def move_cards(
    meeting: Meeting, cards: Sequence[Card], column: str, index: int | None = None
) -> Change:
    """Move cards to another column, to its end or before `index`; they leave their theme."""
    builder = ChangeBuilder(meeting)
    ids = {card.id for card in cards}
    siblings = [card for card in shown_cards(meeting, column) if card.id not in ids]
    at = len(siblings) if index is None else max(0, min(index, len(siblings)))
    moved = [replace(card, column=column, theme=None, rank=None) for card in cards]
    builder.insert(siblings, at, moved)
    for card in cards:
        dissolve_if_empty(builder, card.theme, heir=card)
    return builder.change(Verb.MOVE, cards[0].text if cards else "", len(cards))


def group(meeting: Meeting, gaps: Sequence[Gap], name: str) -> Change:
    """Group cards and themes as one theme of that name, at the place of the first.

    A theme among them is dissolved into it; what hangs under it, its labels and dots go along.
    """
    builder = ChangeBuilder(meeting)
    words = clean_line(name)
    if not words or not gaps:
        return builder.change(Verb.NOTHING)
    first = gaps[0]
    ranks = [gap.rank for gap in gaps if gap.rank is not None]
    labels = [label for gap in gaps if isinstance(gap, Theme) for label in gap.labels]
    theme = Theme(
        id=new_id(),
        column=first.column,
        text=words,
        place=first.place,
        rank=min(ranks, default=None),
        labels=tuple(dict.fromkeys(labels)),
    )
    builder.upsert(theme)
    old_themes = [gap for gap in gaps if isinstance(gap, Theme)]
    cards = {gap.id: gap for gap in gaps if isinstance(gap, Card)}
    for old in old_themes:
        cards |= {card.id: card for card in meeting.members(old.id)}
    for card in cards.values():
        builder.upsert(replace(card, theme=theme.id, column=theme.column, rank=None))
    _hand_over(builder, old_themes, theme.id)
    for old in old_themes:
        hand_on(builder, old, meeting.members(old.id))
        hand_dots_on(builder, old.id, theme.id)
        builder.delete(old)
    for card in cards.values():
        dissolve_if_empty(builder, card.theme, heir=card)
    return builder.change(Verb.GROUP, words, len(cards))


def put_in_theme(meeting: Meeting, cards: Sequence[Card], theme: Theme) -> Change:
    """Put more cards into a theme that is there."""
    builder = ChangeBuilder(meeting)
    for card in cards:
        builder.upsert(replace(card, theme=theme.id, column=theme.column, rank=None))
    for card in cards:
        dissolve_if_empty(builder, card.theme, heir=card)
    return builder.change(Verb.GROUP, theme.text, len(cards))


def take_out(meeting: Meeting, cards: Sequence[Card]) -> Change:
    """Take cards out of their theme; they stay right after it."""
    builder = ChangeBuilder(meeting)
    grouped = [card for card in cards if card.theme]
    for card in grouped:
        theme = meeting.get(Theme, card.theme)
        builder.upsert(replace(card, theme=None, rank=theme.rank if theme else None))
        if theme is not None:
            hand_on(builder, theme, [card])
    for card in grouped:
        dissolve_if_empty(builder, card.theme, heir=card)
    return builder.change(Verb.SPLIT, grouped[0].text if grouped else "", len(grouped))


def split(meeting: Meeting, theme: Theme) -> Change:
    """Split a theme into its cards again, at the theme's rank.

    What hangs under it and its dots go to the first card and its labels to every card, so nothing
    is lost.
    """
    builder = ChangeBuilder(meeting)
    cards = meeting.members(theme.id)
    if not cards:
        return builder.change(Verb.NOTHING)
    for card in cards:
        labels = tuple(dict.fromkeys((*card.labels, *theme.labels)))
        builder.upsert(replace(card, theme=None, rank=theme.rank, labels=labels))
    _hand_over(builder, [theme], cards[0].id)
    hand_on(builder, theme, cards)
    hand_dots_on(builder, theme.id, cards[0].id)
    builder.delete(theme)
    return builder.change(Verb.SPLIT, theme.text, len(cards))


def rank_to(meeting: Meeting, order: Sequence[Gap], moving: Sequence[Gap], index: int) -> Change:
    """Rank gaps before the one that is at `index`, counted without them.

    Gaps that were never ranked get the rank of where they are now.
    """
    builder = ChangeBuilder(meeting)
    ids = {gap.id for gap in moving}
    rest = [gap for gap in order if gap.id not in ids]
    at = max(0, min(index, len(rest)))
    if [*rest[:at], *moving, *rest[at:]] == list(order):
        return builder.change(Verb.NOTHING)
    before = rest[at - 1].rank if at > 0 else None
    after = rest[at].rank if at < len(rest) else None
    ranks = between(before, after, len(moving))
    if ranks and all(gap.rank is not None for gap in rest):
        for gap, rank in zip(moving, ranks, strict=True):
            builder.upsert(replace(gap, rank=rank))
    else:
        row = [*rest[:at], *moving, *rest[at:]]
        for gap, rank in zip(row, spread(len(row)), strict=True):
            builder.upsert(replace(gap, rank=rank))
    return builder.change(Verb.MOVE, moving[0].text, len(moving))


def rank_by(meeting: Meeting, order: Sequence[Gap], moving: Sequence[Gap], by: int) -> Change:
    """Rank gaps one up (by=-1) or down (by=1)."""
    return rank_to(meeting, order, moving, _target(order, moving, by))


def excuse_to_origin(meeting: Meeting, excuse: Excuse, above: Excuse) -> Change:
    """Make an excuse the reason for another one; its own chain goes along.

    What came of an excuse is no reason for it: then nothing changes.
    """
    builder = ChangeBuilder(meeting)
    if is_under(meeting, above, excuse):
        return builder.change(Verb.NOTHING)
    siblings = meeting.children(Origin, above.id)
    moved = Origin(id=excuse.id, parent=above.id, text=excuse.text, place=0)
    builder.delete(excuse)
    builder.insert(siblings, len(siblings), [moved])
    return builder.change(Verb.MOVE, excuse.text)


def origin_outward(meeting: Meeting, origin: Origin) -> Change:
    """Move an origin one why higher; the topmost becomes an excuse beside the old one."""
    builder = ChangeBuilder(meeting)
    parent = meeting.find(origin.parent)
    if isinstance(parent, Origin):
        siblings = meeting.children(Origin, parent.parent)
        at = _index(siblings, parent) + 1
        builder.insert(siblings, at, [replace(origin, parent=parent.parent)])
    elif isinstance(parent, Excuse):
        excuses = meeting.children(Excuse, parent.gap)
        excuse = Excuse(id=origin.id, gap=parent.gap, text=origin.text, place=0)
        builder.delete(origin)
        builder.insert(excuses, _index(excuses, parent) + 1, [excuse])
    return builder.change(Verb.MOVE, origin.text)


def origin_inward(meeting: Meeting, origin: Origin) -> Change:
    """Move an origin one why deeper: under the one before it."""
    builder = ChangeBuilder(meeting)
    siblings = meeting.children(Origin, origin.parent)
    at = _index(siblings, origin)
    if at > 0:
        under = meeting.children(Origin, siblings[at - 1].id)
        moved = replace(origin, parent=siblings[at - 1].id)
        builder.insert(under, len(under), [moved])
    return builder.change(Verb.MOVE, origin.text)


def _hand_over(builder: ChangeBuilder, themes: Sequence[Theme], gap: str) -> None:
    """Let what hangs under themes that go hang under another gap."""
    meeting = builder.meeting
    excuses = [e for theme in themes for e in meeting.children(Excuse, theme.id)]
    _append(builder, meeting.children(Excuse, gap), [replace(each, gap=gap) for each in excuses])
    strategies = [s for theme in themes for s in meeting.children(Strategy, theme.id)]
    known = meeting.children(Strategy, gap)
    _append(builder, known, [replace(each, parent=gap) for each in strategies])
    given = [a for theme in themes for a in meeting.children(Answer, theme.id)]
    _hand_over_answers(builder, given, gap)


def _hand_over_answers(builder: ChangeBuilder, given: Sequence[Answer], gap: str) -> None:
    """Let answers be about another gap; of a check answered twice the first stays.

    What actions hang under stays too.
    """
    meeting, kept = builder.meeting, []
    known = meeting.children(Answer, gap)
    answered = {each.field for each in known if not each.text}
    for each in given:
        if each.field in answered and not each.text and not meeting.child_count(Action, each.id):
            builder.delete(each)
            continue
        kept.append(replace(each, about=gap))
        if not each.text:
            answered.add(each.field)
    _append(builder, known, kept)


def _append(builder: ChangeBuilder, known: Sequence[T], fresh: Sequence[T]) -> None:
    if fresh:
        builder.insert(known, len(known), fresh)


def _index(siblings: Sequence[Item], item: Item) -> int:
    return next(i for i, sibling in enumerate(siblings) if sibling.id == item.id)


def _target(siblings: Sequence[Item], moving: Sequence[Item], by: int) -> int:
    """Return where a block of siblings goes, one up or down, counted without the block."""
    ids = {item.id for item in moving}
    rest_before = 0
    for sibling in siblings:
        if sibling.id in ids:
            break
        rest_before += 1
    return max(0, rest_before + by)
