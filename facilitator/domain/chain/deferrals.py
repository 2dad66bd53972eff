"""Verbs of “not today”: open items are left for another day, for one reason, and taken up again.

A deferral may name what is gone: readers pass over it, and it is right again when that comes back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.limits import MOST_DEFERRALS, MOST_DEFERRED
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import Card, Deferral, Deferred, Theme, new_id
from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError


def defer(meeting: Meeting, items: Iterable[Deferred], reason: str) -> Change:
    """Leave open items for another day; without a reason nothing changes.

    What was deferred before gets the new reason. Raises InputRefusedError.
    """
    builder = ChangeBuilder(meeting)
    known = meeting.deferrals
    wanted, words = tuple(dict.fromkeys(items)), clean_line(reason)
    if not wanted or not words:
        return builder.change(Verb.NOTHING)
    if len(known) >= MOST_DEFERRALS or len(wanted) > MOST_DEFERRED:
        raise InputRefusedError(
            "No more can be left for another day; nothing was changed. Reopen something first."
        )
    _without(builder, {each.item for each in wanted})
    place = known[-1].place + STEP if known else STEP
    builder.upsert(Deferral(id=new_id(), place=place, reason=words, deferred=wanted))
    return builder.change(Verb.DEFER, words, len(wanted))


def take_up(meeting: Meeting, items: Iterable[str]) -> Change:
    """Take up again what was left for another day, by the ids of the items.

    A theme may be deferred because all its cards are: they are taken up with it.
    """
    builder = ChangeBuilder(meeting)
    wanted = set(items)
    wanted |= {card.id for item in tuple(wanted) for card in meeting.members(item)}
    reasons = [each.reason for each in meeting.deferrals if _named(each, wanted)]
    count = sum(len(_named(each, wanted)) for each in meeting.deferrals)
    _without(builder, wanted)
    return builder.change(Verb.TAKE_UP, reasons[0] if reasons else "", count)


def hand_on(builder: ChangeBuilder, theme: Theme, cards: Iterable[Card]) -> None:
    """Let the cards that leave a theme be deferred as it was; it no longer is if it is removed."""
    ids = [card.id for card in cards]
    for deferral in builder.meeting.deferrals:
        if _named(deferral, {theme.id}):
            deferral = builder.current(deferral)
            handed = tuple(dict.fromkeys(_handed(deferral, theme.id, ids)))
            builder.upsert(replace(deferral, deferred=handed[:MOST_DEFERRED]))


def _handed(deferral: Deferral, theme: str, cards: Iterable[str]) -> Iterator[Deferred]:
    for each in deferral.deferred:
        yield each
        if each.item == theme:
            yield from (Deferred(item=card, lack=each.lack) for card in cards)


def _without(builder: ChangeBuilder, items: set[str]) -> None:
    """Take items out of every deferral; one of which nothing is left is removed."""
    for deferral in builder.meeting.deferrals:
        left = tuple(each for each in deferral.deferred if each.item not in items)
        if not left:
            builder.delete(deferral)
        elif left != deferral.deferred:
            builder.upsert(replace(deferral, deferred=left))


def _named(deferral: Deferral, items: set[str]) -> list[Deferred]:
    return [each for each in deferral.deferred if each.item in items]
