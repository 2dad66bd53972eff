"""The stages that carry the chain on: excuses and origins, strategies, actions, the plan."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.answers.answers import answers_for_actions
from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.boards.cards import label_names, stamp
from facilitator.domain.boards.review import VERDICTS
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import (
    Gap,
    all_actions,
    all_excuses,
    all_strategies,
    excuse_above,
    excuses_of,
    origins_of,
    parent_item,
    plan,
    strategies_of,
    strengths_to_answer,
)
from facilitator.domain.change import Change
from facilitator.domain.change_builder import T
from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.parking_lot import settle
from facilitator.domain.follow_up.verdicts import toggle
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Excuse,
    Item,
    Origin,
    Outcome,
    Parked,
    Side,
    Strategy,
    Theme,
)
from facilitator.domain.refusals import Reason, RefusedError


class DiscussBoard(Board):
    """The excuses of the gap under discussion, and the origins of the selected one."""

    @property
    def gap(self) -> Gap | None:
        return self.meeting.get(Theme, self.gap_id) or self.meeting.get(Card, self.gap_id)

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            return [e.id for e in excuses_of(self.meeting, self.gap)] if self.gap else []
        return [o.id for o, _ in origins_of(self.meeting, at.left)] if at.left else []

    def leading(self, item: Item) -> str | None:
        excuse = excuse_above(self.meeting, item) if isinstance(item, Origin) else None
        return excuse.id if excuse is not None else None

    def depth(self, item: Item) -> int:
        depth = 0
        above = self.meeting.get(Origin, item.parent) if isinstance(item, Origin) else None
        while above is not None:
            depth += 1
            above = self.meeting.get(Origin, above.parent)
        return depth

    def parent(self, side: Side, at: Selection) -> Item | None:
        if side is Side.LEFT:
            return self.gap
        origin = self.meeting.get(Origin, at.right)
        excuse = self.meeting.get(Excuse, at.left)
        if origin is not None and excuse_above(self.meeting, origin) == excuse:
            return origin
        return excuse

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        parent = self.parent(side, at)
        if parent is None:
            raise RefusedError(Reason.NO_GAP if self.gap is None else Reason.NO_EXCUSE)
        if side is Side.LEFT:
            return verbs.add_excuses(self.meeting, parent.id, texts)
        return verbs.add_origins(self.meeting, parent.id, texts)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        if isinstance(items[0], Excuse):
            excuses = [item for item in items if isinstance(item, Excuse)]
            siblings = self.meeting.children(Excuse, excuses[0].gap)
            return arrange.move_by(self.meeting, siblings, _among(excuses, siblings), by)
        origins = [item for item in items if isinstance(item, Origin)]
        row = self.meeting.children(Origin, origins[0].parent)
        return arrange.move_by(self.meeting, row, _among(origins, row), by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        excuses = [item for item in items if isinstance(item, Excuse)]
        if not excuses:
            raise RefusedError(Reason.FIXED_ORDER)
        siblings = self.meeting.children(Excuse, excuses[0].gap)
        return arrange.move_to(self.meeting, siblings, _among(excuses, siblings), index)

    def shift(self, items: Sequence[Item], to: Side, at: Selection) -> Change:
        """Make an excuse explain the one above, or an origin one why deeper (right); left: back."""
        item = items[0]
        if isinstance(item, Origin):
            if to is Side.LEFT:
                return arrange.origin_outward(self.meeting, item)
            return arrange.origin_inward(self.meeting, item)
        if isinstance(item, Excuse) and to is Side.RIGHT:
            above = self._above(item, at)
            if above is None:
                raise RefusedError(Reason.NO_EXCUSE_ABOVE)
            return arrange.excuse_to_origin(self.meeting, item, above)
        return self.nothing()

    def values(self) -> tuple[str, ...]:
        return label_names(self.exercise, Tone.GAP)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Put a label on the gap under discussion, whatever is selected."""
        return stamp(self, number, self.gap, Tone.GAP)

    def _above(self, excuse: Excuse, at: Selection) -> Excuse | None:
        order = list(self.ids(Side.LEFT, at))
        index = order.index(excuse.id) if excuse.id in order else 0
        return self.meeting.get(Excuse, order[index - 1]) if index > 0 else None


class StrategiesBoard(Board):
    """Every excuse, and the strategies that replace the selected one.

    After the excuses come the strengths, where strategies may follow from them too.
    """

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            excuses = all_excuses(self.meeting, self.exercise)
            rows = [key for excuse in excuses for key in self._row(excuse)]
            return [*rows, *(card.id for card in self._strengths)]
        return self.meeting.child_ids(Strategy, at.left) if at.left else []

    @property
    def _strengths(self) -> Sequence[Gap]:
        """The strengths to answer; elsewhere those that have a strategy, so that none is lost."""
        found = strengths_to_answer(self.meeting, self.exercise)
        if self.stage.from_strengths:
            return found
        return [each for each in found if self.meeting.child_count(Strategy, each.id)]

    def _row(self, excuse: Excuse) -> list[str]:
        return [excuse.id, *(origin.id for origin, _ in origins_of(self.meeting, excuse.id))]

    def leading(self, item: Item) -> str | None:
        return item.parent if isinstance(item, Strategy) else None

    def depth(self, item: Item) -> int:
        depth = 0
        while isinstance(item, Origin):
            depth += 1
            above = parent_item(self.meeting, item)
            if above is None:
                break
            item = above
        return depth

    def total(self, side: Side) -> int | None:
        if side is Side.RIGHT:
            return self.meeting.count(Strategy)
        return len(all_excuses(self.meeting, self.exercise)) + len(self._strengths)

    def parent(self, side: Side, at: Selection) -> Item | None:
        cause = self._cause(at)
        return parent_item(self.meeting, cause) if cause and side is Side.LEFT else cause

    def _cause(self, at: Selection) -> Excuse | Origin | Gap | None:
        """Return what is answered: an excuse, an origin, or a strength."""
        meeting, left = self.meeting, at.left
        cause = meeting.get(Excuse, left) or meeting.get(Origin, left)
        return cause or meeting.get(Theme, left) or meeting.get(Card, left)

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        cause = self._cause(at)
        if cause is None:
            raise RefusedError(Reason.NO_EXCUSE)
        if side is Side.RIGHT:
            return verbs.add_strategies(self.meeting, cause.id, texts)
        if isinstance(cause, Origin):
            return verbs.add_origins(self.meeting, cause.parent, texts)
        if isinstance(cause, Card | Theme):
            return verbs.add_cards(self.meeting, cause.column, texts)
        return verbs.add_excuses(self.meeting, cause.gap, texts)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        if isinstance(items[0], Origin):
            origins = [item for item in items if isinstance(item, Origin)]
            whys = self.meeting.children(Origin, origins[0].parent)
            return arrange.move_by(self.meeting, whys, _among(origins, whys), by)
        if isinstance(items[0], Excuse):
            excuses = [item for item in items if isinstance(item, Excuse)]
            siblings = self.meeting.children(Excuse, excuses[0].gap)
            return arrange.move_by(self.meeting, siblings, _among(excuses, siblings), by)
        if isinstance(items[0], Card | Theme):
            raise RefusedError(Reason.FIXED_ORDER)
        strategies = [item for item in items if isinstance(item, Strategy)]
        row = self.meeting.children(Strategy, strategies[0].parent)
        return arrange.move_by(self.meeting, row, _among(strategies, row), by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        strategies = [item for item in items if isinstance(item, Strategy)]
        if not strategies:
            raise RefusedError(Reason.FIXED_ORDER)
        row = self.meeting.children(Strategy, strategies[0].parent)
        return arrange.move_to(self.meeting, row, _among(strategies, row), index)

    def first_open(self, side: Side, at: Selection) -> str | None:
        ids = self.ids(side, at)
        if side is Side.LEFT:
            excuses = all_excuses(self.meeting, self.exercise)
            bare = (e.id for e in excuses if not strategies_of(self.meeting, e))
            return next(bare, ids[0] if ids else None)
        return ids[0] if ids else None


class CommitBoard(Board):
    """Every strategy, and every action that somebody committed to, in the order of strategies.

    After the strategies come the answers that want an action or have one, then what was parked and
    became an action, or becomes one now.
    """

    @property
    def narrows(self) -> bool:
        return False

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            strategies = all_strategies(self.meeting, self.exercise)
            answers = answers_for_actions(self.meeting, self.exercise)
            made_from: list[Item] = [*strategies, *answers]
            return [*(each.id for each in made_from), *self._parked(at)]
        return [action.id for action in all_actions(self.meeting, self.exercise)]

    def _parked(self, at: Selection) -> list[str]:
        """Return the ids of what was parked and is made an action of, or has led to one."""
        if not self.meeting.count(Parked):
            return []
        return [
            parked.id
            for parked in self.meeting.all(Parked)
            if parked.id == at.left or self.meeting.child_count(Action, parked.id)
        ]

    def parent(self, side: Side, at: Selection) -> Item | None:
        strategy = self.meeting.get(Strategy, at.left)
        if strategy and side is Side.LEFT:
            return self.meeting.find(strategy.parent)
        return strategy or self.meeting.get(Answer, at.left) or self.meeting.get(Parked, at.left)

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        strategy = self.meeting.get(Strategy, at.left)
        if strategy is None and at.left is None:
            raise RefusedError(Reason.NO_STRATEGY)
        if strategy is None or side is Side.RIGHT:
            raise RefusedError(Reason.NOTHING_TO_ADD)
        return verbs.add_strategies(self.meeting, strategy.parent, texts)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        if isinstance(items[0], Strategy):
            strategies = [item for item in items if isinstance(item, Strategy)]
            siblings = self.meeting.children(Strategy, strategies[0].parent)
            return arrange.move_by(self.meeting, siblings, _among(strategies, siblings), by)
        if isinstance(items[0], Parked | Answer):
            raise RefusedError(Reason.FIXED_ORDER)
        actions = [item for item in items if isinstance(item, Action)]
        row = self.meeting.children(Action, actions[0].strategy)
        return arrange.move_by(self.meeting, row, _among(actions, row), by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        actions = [item for item in items if isinstance(item, Action)]
        if not actions:
            raise RefusedError(Reason.FIXED_ORDER)
        row = self.meeting.children(Action, actions[0].strategy)
        moving = _among(actions, row)
        rest = [key for key in self.ids(Side.RIGHT, at) if key not in {a.id for a in items}]
        among = {action.id for action in row}
        return arrange.move_to(self.meeting, row, moving, sum(key in among for key in rest[:index]))

    def first_open(self, side: Side, at: Selection) -> str | None:
        ids = self.ids(side, at)
        if side is Side.LEFT:
            bare = (key for key in ids if not self.meeting.child_count(Action, key))
            return next(bare, ids[0] if ids else None)
        return ids[0] if ids else None

    def next_open(self, at: Selection) -> str | None:
        """Return the id of the next strategy without an action, starting after the selected one."""
        ids = list(self.ids(Side.LEFT, at))
        after = ids.index(at.left) + 1 if at.left in ids else 0
        around = (*ids[after:], *ids[:after])
        return next((key for key in around if not self.meeting.child_count(Action, key)), None)


class CloseBoard(Board):
    """The plan, its first change at the head; what is open, what is not for today at its end."""

    leads = False
    verdicts = VERDICTS
    outcomes = (None, Outcome.NEXT, Outcome.DROPPED)
    """What the keys 1 to 3 say of something parked; the first makes an action of it."""

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            return self._plan()
        found = still_open(self.meeting, self.exercise)
        later = (each for record in found.not_today for each in record.items)
        return [each.item.id for each in (*found.named, *later)]

    def total(self, side: Side) -> int | None:
        """Return how much is open in all, where some of it is not named."""
        others = still_open(self.meeting, self.exercise).others if side is Side.RIGHT else ()
        return len(self.ids(side, Selection())) + len(others) if others else None

    def _plan(self) -> Sequence[str]:
        """Return the ids of the actions: the first change, then the earliest due first."""
        first = self.meeting.details.first
        order = [action.id for action in plan(self.meeting, self.exercise)]
        return sorted(order, key=lambda action_id: action_id != first)

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        raise RefusedError(Reason.NOTHING_TO_ADD)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        raise RefusedError(Reason.FIXED_ORDER)

    def values(self) -> tuple[str, ...]:
        return tuple(status.value for status in self.verdicts)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        if isinstance(item, Parked) and 1 <= number <= len(self.outcomes):
            chosen = self.outcomes[number - 1]
            return settle(self.meeting, item, None if item.outcome is chosen else chosen)
        if not isinstance(item, Action) or not 1 <= number <= len(self.verdicts):
            return self.nothing()
        return toggle(self.meeting, item, self.verdicts[number - 1], date.today())


def _among(items: Sequence[T], siblings: Sequence[T]) -> list[T]:
    """Return those items that are among these siblings."""
    known = {sibling.id for sibling in siblings}
    return [item for item in items if item.id in known]
