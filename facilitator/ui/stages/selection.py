"""Where somebody is on a board: the active column, what is selected and what is marked."""

from collections.abc import Collection, Sequence

from facilitator.domain.boards import Board, Selection
from facilitator.domain.change import Change, Verb
from facilitator.domain.records import Card, Excuse, Item, Origin, Side, Strategy, Theme
from facilitator.ui.stages.context import SIDES


class StageSelection:
    """The active column, the selected item of each column, and the marked items.

    It knows no widget: the stage shows it.
    """

    def __init__(self, side: Side) -> None:
        self.side = side
        self.at = Selection()
        self.marked: frozenset[str] = frozenset()

    def enter(self, side: Side, at: Selection) -> None:
        """Begin again as a stage was left; nothing is marked."""
        self.side, self.at, self.marked = side, at, frozenset()

    # Selecting

    def select(self, board: Board, side: Side, item_id: str | None) -> None:
        """Select an item; what the right column shows for it has no selection yet."""
        if side is Side.LEFT:
            self.at = Selection(item_id, None if board.narrows else self.at.right)
        else:
            self.at = Selection(self.at.left, item_id)

    def keep(self, board: Board) -> None:
        """Keep what is selected if it is still there, else select the first that is open."""
        left = self.at.left
        if not board.holds(Side.LEFT, self.at, left):
            left = board.first_open(Side.LEFT, self.at) if board.leads else None
        kept = Selection(left, self.at.right)
        if not board.holds(Side.RIGHT, kept, kept.right):
            kept = Selection(left, None)
        self.at = kept

    def keep_beside(self, board: Board, side: Side, shown: Sequence[str]) -> None:
        """Select the item nearest to the selected one if that is gone; `shown` is how they were."""
        selected = self.at.on(side)
        if selected not in shown or board.holds(side, self.at, selected):
            return
        at = shown.index(selected)
        nearest = (*shown[at + 1 :], *reversed(shown[:at]))
        found = next((key for key in nearest if board.holds(side, self.at, key)), None)
        if found is not None:
            self.select(board, side, found)

    def select_added(self, board: Board, change: Change) -> bool:
        """Select what a change added last, if it is shown; return whether it is."""
        added = (change.added_back or change.added or (None,))[-1]
        if added is None or change.verb is Verb.MOVE:
            return False
        if isinstance(added, Excuse | Origin | Strategy | Theme | Card):
            at = Selection(added.id, None if board.narrows else self.at.right)
            if board.holds(Side.LEFT, at, added.id):
                self.at = at
                return True
        if board.holds(Side.RIGHT, self.at, added.id):
            self.at = Selection(self.at.left, added.id)
            return True
        return False

    def select_after_removal(self, board: Board, side: Side, gone: Collection[str]) -> None:
        """Select the item after those that are about to go, else the one before; unmark them."""
        ids = board.ids(side, self.at)
        first = next((index for index, key in enumerate(ids) if key in gone), 0)
        rest = [key for key in ids if key not in gone]
        neighbour = rest[min(first, len(rest) - 1)] if rest else None
        self.marked -= frozenset(gone)
        left = side is Side.LEFT
        kept = None if board.narrows else self.at.right
        self.at = Selection(neighbour, kept) if left else Selection(self.at.left, neighbour)

    # Finding

    def side_of(self, board: Board, item_id: str) -> Side | None:
        """Return the column in which an item is shown now."""
        return next((side for side in SIDES if board.holds(side, self.at, item_id)), None)

    def left_by(self, board: Board, by: int) -> str | None:
        """Return the left item so many after the selected one (or before it, if negative)."""
        ids = list(board.ids(Side.LEFT, self.at))
        if not ids:
            return None
        if self.at.left in ids:
            index = ids.index(self.at.left) + by
        else:
            index = 0 if by > 0 else len(ids) - 1
        return ids[max(0, min(len(ids) - 1, index))]

    def position(self, board: Board, side: Side) -> tuple[int, int] | None:
        """Return the number of the selected item in its column, from 1, and how many there are."""
        ids = list(board.ids(side, self.at))
        selected = self.at.on(side)
        return (ids.index(selected) + 1, len(ids)) if selected in ids else None

    # Marking

    def forget_missing(self, board: Board) -> None:
        """Unmark what is no longer there, or no longer on this board."""
        found = {key: board.meeting.find(key) for key in self.marked}
        self.marked = frozenset(key for key, item in found.items() if item and board.shows(item))

    def items_in_hand(self, board: Board, side: Side) -> list[Item]:
        """Return the marked items of a column if the selected one is marked, else that one."""
        selected = self.at.on(side)
        if selected is None:
            return []
        ids: Sequence[str] = [selected]
        if selected in self.marked:
            ids = [key for key in board.ids(side, self.at) if key in self.marked] or ids
        found = map(board.meeting.find, ids)
        return [item for item in found if item is not None]
