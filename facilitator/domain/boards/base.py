"""What is in the two columns of a stage, and what each action there changes.

Every stage is a two-column board with one entry line. A board is made for one step and reads the
meeting again at each call, so it never goes stale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.chain.flow import Step
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Item, Side
from facilitator.domain.refusals import Reason, RefusedError


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected item of each column, by id."""

    left: str | None = None
    right: str | None = None

    def on(self, side: Side) -> str | None:
        return self.left if side is Side.LEFT else self.right


class Board:
    """The base of the boards of all kinds of stage.

    `leads` says that what is added on the right belongs to the left selection.
    """

    leads = True
    groups_cards = False

    def __init__(self, meeting: Meeting, exercise: Exercise, step: Step) -> None:
        self.meeting = meeting
        self.exercise = exercise
        self.stage: Stage = step.stage
        self.gap_id = step.gap

    @property
    def asks_for_left(self) -> bool:
        """Whether keys on the entry line are about the item that is selected on the left."""
        return self.leads

    @property
    def narrows(self) -> bool:
        """Whether only what belongs to the left selection is in the right column."""
        return self.leads

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        """Return the ids of what is in a column, in order."""
        raise NotImplementedError

    def holds(self, side: Side, at: Selection, item_id: str | None) -> bool:
        """Return whether an item is in a column."""
        return item_id in self.ids(side, at)

    def leading(self, item: Item) -> str | None:
        """Return the left item that has to be selected for an item to be in the right column."""
        return None

    def shows(self, item: Item) -> bool:
        """Return whether an item is in a column, whatever is selected in the other."""
        if self.holds(Side.LEFT, Selection(), item.id):
            return True
        left = self.leading(item)
        is_led = not self.narrows or self.holds(Side.LEFT, Selection(), left)
        return is_led and self.holds(Side.RIGHT, Selection(left), item.id)

    def depth(self, item: Item) -> int:
        """Return how many steps an item is indented."""
        return 0

    def total(self, side: Side) -> int | None:
        """Return how many items a column has that shows some of them; None where it shows all.

        Of a column that shows more it is how many count: others are only below those.
        """
        return None

    def parent(self, side: Side, at: Selection) -> Item | None:
        """Return the item that what is typed will belong to, where it belongs to one."""
        return None

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        """Add the texts as new items of a column. Raises RefusedError."""
        raise NotImplementedError

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        """Move items of one column up (by=-1) or down (by=1). Raises RefusedError."""
        raise NotImplementedError

    def shift(self, items: Sequence[Item], to: Side, at: Selection) -> Change:
        """Move items to the other column. Raises RefusedError."""
        raise RefusedError(Reason.OTHER_KIND)

    def drop(self, items: Sequence[Item], side: Side, index: int, at: Selection) -> Change:
        """Move items that were dragged; `index` counts what is in the column now."""
        here = list(self.ids(side, at))
        if all(item.id in here for item in items):
            moving = {item.id for item in items}
            before = sum(1 for key in here[:index] if key in moving)
            return self.place(items, index - before, at)
        return self.shift(items, side, at)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        """Move items to an index of their column, counted without them."""
        raise RefusedError(Reason.FIXED_ORDER)

    def values(self) -> tuple[str, ...]:
        """Return what the keys 1 to 9 do: texts from the exercise, or names of verdicts."""
        return ()

    def values_on(self, side: Side) -> tuple[str, ...]:
        """Return what they do to the items of a column, where that depends on it."""
        return self.values()

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Do to an item what key `number` (1 to 9) does."""
        return self.nothing()

    def first_open(self, side: Side, at: Selection) -> str | None:
        """Return the item to select when a column is entered for the first time."""
        ids = self.ids(side, at)
        return ids[0] if ids else None

    def nothing(self) -> Change:
        return Change(self.meeting.id, Verb.NOTHING)
