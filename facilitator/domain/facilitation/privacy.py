"""Private writing: cards that are kept from the room until all are revealed together."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Kind
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card

WRITTEN_IN_PRIVATE = (Kind.BOARD, Kind.RANK)
"""The kinds of stage on which cards are written, and so what may be written in private."""


def begin_private(meeting: Meeting) -> Change:
    """Hide what is typed from now on."""
    return _written(meeting, private=True)


def end_private(meeting: Meeting) -> Change:
    """Show what is typed from now on; what is hidden stays so until it is revealed."""
    return _written(meeting, private=False)


def count_hidden(meeting: Meeting, column: str | None = None) -> int:
    """Return how many cards of a column, or of all, are hidden from the room."""
    return sum(column in (None, card.column) for card in meeting.hidden_cards())


def shown_ids(meeting: Meeting, column: str) -> Sequence[str]:
    """Return the ids of the cards of a column that the room may see, in order."""
    if not meeting.hidden_cards():
        return meeting.child_ids(Card, column)
    return meeting.derived(
        f"shown/{column}",
        (Card,),
        lambda: tuple(card.id for card in meeting.children(Card, column) if not card.hidden),
    )


def shown_cards(meeting: Meeting, column: str) -> list[Card]:
    """Return the cards of a column that the room may see, in order."""
    return [card for card in meeting.children(Card, column) if not card.hidden]


def shown_members(meeting: Meeting, theme: str) -> list[Card]:
    """Return the cards of a theme that the room may see, in order."""
    return [card for card in meeting.members(theme) if not card.hidden]


def reveal(meeting: Meeting, shuffle: Random) -> Change:
    """Show all hidden cards, after the others and shuffled, so that none tells its author.

    One change, so that undoing it hides them all again, each in its place.
    """
    builder = ChangeBuilder(meeting)
    by_column: dict[str, list[Card]] = {}
    for card in sorted(meeting.hidden_cards(), key=lambda card: (card.column, card.place, card.id)):
        by_column.setdefault(card.column, []).append(card)
    for column, cards in by_column.items():
        shuffle.shuffle(cards)
        seen = shown_cards(meeting, column)
        shown = [replace(card, hidden=False) for card in cards]
        builder.append(seen[-1] if seen else None, shown)
    return builder.change(Verb.REVEAL, count=count_hidden(meeting))


def _written(meeting: Meeting, *, private: bool) -> Change:
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.bookmark, private=private))
    return builder.change(Verb.PRIVATE)
