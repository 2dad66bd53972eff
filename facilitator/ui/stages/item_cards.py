"""How the items of a board look on their cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from facilitator.domain.boards import Board, Selection
from facilitator.domain.exercise import Kind
from facilitator.domain.records import Item, Side
from facilitator.domain.room.room_card import Made, RoomCards
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.room_content import content_of

ContentOf = Callable[[str], CardContent]
"""Returns how the item of that id looks."""


def contents_of(board: Board, at: Selection, side: Side, made: Made | None = None) -> ContentOf:
    """Return how the items of a column of a board look: on the console as in the room.

    `made` holds cards of earlier calls, which are used again where they are still true.
    """
    cards, words = RoomCards(board, at, made, date.today()), board.exercise.words
    return lambda item_id: content_of(cards.of(item_id, side), words, cards.places)


def contents_without_vote(board: Board) -> ContentOf:
    """Return how the items of a board look away from it, where no rank or vote matters."""
    shown = contents_of(board, Selection(), Side.LEFT)
    if board.stage.kind is not Kind.RANK:
        return shown
    return lambda item_id: replace(shown(item_id), number="", dots=None, aside="")


def item_text(item: Item | None) -> str:
    """Return the text of an item; empty for none."""
    return item.text if item else ""
