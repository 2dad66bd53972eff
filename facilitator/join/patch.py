"""What became of the room, as the difference of two views of it: little is sent when little is new.

The cards of the left column come before those of the right one, in both views.
"""

from collections.abc import Sequence

from facilitator.domain.records import Side
from facilitator.join.page_data import CardData, CardsPatch, RoomData, RoomPatch


def patch(before: RoomData, after: RoomData) -> RoomPatch | None:
    """Return what makes one view the other; None when they are the same."""
    was: dict[str, object] = {**before}
    become: dict[str, object] = {
        key: value for key, value in after.items() if key != "cards" and was[key] != value
    }
    cards = _cards_patch(before["cards"], after["cards"])
    return RoomPatch(set=become, cards=cards) if become or cards is not None else None


def patched(before: RoomData, change: RoomPatch) -> RoomData:
    """Return the view that a patch makes of another one, as the script of the page does."""
    after = before.copy()
    after.update(change["set"])  # type: ignore[typeddict-item]
    if change["cards"] is not None:
        after["cards"] = _patched_cards(before["cards"], change["cards"])
    return after


def _cards_patch(before: Sequence[CardData], after: Sequence[CardData]) -> CardsPatch | None:
    was = {card["id"]: card for card in before}
    there = {card["id"] for card in after}
    found = CardsPatch(
        put=[card for card in after if not _is_same(was.get(card["id"]), card)],
        gone=[card_id for card_id in was if card_id not in there],
        order=None,
    )
    if _patched_cards(before, found) != after:
        found["order"] = [card["id"] for card in after]
    is_other = found["put"] or found["gone"] or found["order"]
    return found if is_other else None


def _is_same(was: CardData | None, card: CardData) -> bool:
    # Nearly all are the very same: comparing them key by key would take long.
    return was is card or was == card


def _patched_cards(before: Sequence[CardData], change: CardsPatch) -> list[CardData]:
    cards = {card["id"]: card for card in before}
    for card_id in change["gone"]:
        cards.pop(card_id, None)
    cards.update({card["id"]: card for card in change["put"]})
    if change["order"] is not None:
        return [cards[card_id] for card_id in change["order"]]
    return sorted(cards.values(), key=lambda card: card["side"] != Side.LEFT.value)
