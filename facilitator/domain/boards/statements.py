"""The stage on which the room writes its own definition and ticks it against criteria."""

from collections.abc import Sequence

from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change
from facilitator.domain.records import Item, Side, Statement
from facilitator.domain.refusals import Reason, RefusedError


class StatementBoard(Board):
    """The statements on the left; the criteria, no items of the meeting, are drawn on the right."""

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            return [each.id for each in self._siblings()]
        return [criterion_id(n) for n in range(1, len(self.stage.criteria) + 1)]

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        return verbs.add_statements(self.meeting, self.stage.id, texts)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        statements = [item for item in items if isinstance(item, Statement)]
        if not statements:
            raise RefusedError(Reason.FIXED_ORDER)
        return arrange.move_by(self.meeting, self._siblings(), statements, by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        statements = [item for item in items if isinstance(item, Statement)]
        return arrange.move_to(self.meeting, self._siblings(), statements, index)

    def values(self) -> tuple[str, ...]:
        return self.stage.criteria

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Tick a criterion for the selected statement."""
        statement = self.meeting.get(Statement, at.left)
        if statement is None:
            raise RefusedError(Reason.NO_STATEMENT)
        if not 1 <= number <= len(self.stage.criteria):
            return self.nothing()
        return verbs.tick(self.meeting, statement, self.stage.criteria[number - 1])

    def _siblings(self) -> list[Statement]:
        found = self.meeting.children(Statement, self.stage.id)
        # What was brought along from a meeting that was erased since has no words left.
        return [each for each in found if each.text or not each.brought_from]


def criterion_id(number: int) -> str:
    """Return the id of criterion `number` (from 1) in the right column."""
    return f"criterion-{number}"
