"""The review: the actions of earlier meetings, and what grows from the verdict on one."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import descendants, parent_item
from facilitator.domain.chain.status import looked_back_on
from facilitator.domain.change import Change
from facilitator.domain.follow_up.verdicts import toggle
from facilitator.domain.records import (
    Answer,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Side,
    Status,
    Strategy,
    Verdict,
)
from facilitator.domain.refusals import Reason, RefusedError

VERDICTS = (Status.DONE, Status.PROGRESS, Status.EXCUSE, Status.DROPPED)
"""What the keys 1 to 4 say, wherever verdicts are given."""


class ReviewBoard(Board):
    """Every earlier action on the left; on the right what was said of the one that is selected.

    That is its verdicts, and under an excuse its origins and what would make it possible.
    """

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            return self.meeting.derived("earlier actions", (EarlierAction, Verdict), self._all)
        action = self.meeting.get(EarlierAction, at.left)
        said = descendants(self.meeting, action) if action else []
        # Whether it happened again is told with the action itself.
        shown = (each for each in said if not isinstance(each, Answer))
        return [each.id for each in shown if not self._is_said_below(each)]

    def _all(self) -> Sequence[str]:
        return [action.id for action in looked_back_on(self.meeting)]

    def _is_said_below(self, item: Item) -> bool:
        """Return whether an item is a verdict whose words are shown as the excuse under it."""
        return isinstance(item, Verdict) and self.meeting.child_count(Excuse, item.id) > 0

    def leading(self, item: Item) -> str | None:
        above: Item | None = item
        while above is not None and not isinstance(above, EarlierAction):
            above = parent_item(self.meeting, above)
        return above.id if above is not None else None

    def depth(self, item: Item) -> int:
        depth, above = 0, parent_item(self.meeting, item)
        while above is not None and not isinstance(above, EarlierAction | Verdict):
            depth, above = depth + 1, parent_item(self.meeting, above)
        return depth

    def excuse(self, at: Selection) -> Excuse | None:
        """Return the excuse for the selected action, of its last verdict."""
        action = self.meeting.get(EarlierAction, at.left)
        verdict = self.meeting.last_child(Verdict, action.id) if action else None
        return self.meeting.last_child(Excuse, verdict.id) if verdict else None

    def parent(self, side: Side, at: Selection) -> Item | None:
        return self.excuse(at) if side is Side.RIGHT else None

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        """Add what would make possible what was not done. Raises RefusedError."""
        excuse = self.excuse(at)
        if side is Side.LEFT or excuse is None:
            raise RefusedError(Reason.NOTHING_TO_ADD)
        return verbs.add_strategies(self.meeting, excuse.id, texts)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        for kind in (Origin, Strategy):
            moving = [item for item in items if isinstance(item, kind)]
            above = parent_item(self.meeting, moving[0]) if moving else None
            if above is not None:
                row = self.meeting.children(kind, above.id)
                return arrange.move_by(self.meeting, row, [m for m in moving if m in row], by)
        raise RefusedError(Reason.FIXED_ORDER)

    def values(self) -> tuple[str, ...]:
        return tuple(status.value for status in VERDICTS)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        if not isinstance(item, EarlierAction) or not 1 <= number <= len(VERDICTS):
            return self.nothing()
        return toggle(self.meeting, item, VERDICTS[number - 1], date.today())

    def next_open(self, at: Selection) -> str | None:
        """Return the id of the next action without a verdict, starting after the selected one."""
        ids = self.ids(Side.LEFT, at)
        after = ids.index(at.left) + 1 if at.left in ids else 0
        around = (*ids[after:], *ids[:after])
        return next((key for key in around if not self.meeting.child_count(Verdict, key)), None)

    def first_open(self, side: Side, at: Selection) -> str | None:
        ids = self.ids(side, at)
        if side is Side.LEFT:
            bare = (key for key in ids if not self.meeting.child_count(Verdict, key))
            return next(bare, ids[0] if ids else None)
        return ids[0] if ids else None
