"""How each kind of record looks on a stage."""

from collections.abc import Mapping
from dataclasses import replace

from facilitator.domain.boards import Board, Selection
from facilitator.domain.records import Item
from facilitator.domain.room.room_card import RoomCards
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.room_content import content_of


class ItemCards:
    """Makes the card of an item, as the room sees it, for the board that is shown."""

    def __init__(self, board: Board, ranks: Mapping[str, int]) -> None:
        """`ranks` gives the number before a gap on the stage that puts them in order."""
        self._cards = RoomCards(board, Selection())
        self._words = board.exercise.words
        self._ranks = ranks

    def of(self, item_id: str) -> CardContent:
        """Return how an item looks."""
        content = content_of(self._cards.of(item_id), self._words)
        return content if self._ranks else replace(content, number="", dots=None)


def item_text(item: Item | None) -> str:
    return item.text if item else ""
