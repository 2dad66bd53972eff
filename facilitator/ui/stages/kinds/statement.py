"""The team writes its own definition and ticks it against criteria."""

from facilitator.domain.boards.statements import criterion_id
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


@shows(Kind.STATEMENT)
class StatementStage(Stage):
    """Statements on the left; the criteria of the selected one on the right."""

    shape = Shape(gives_width=True)

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = StatementHints(self)

    def enter(self) -> None:
        super().enter()
        # Criteria are read from the first on; nobody adds one.
        self.panels[Side.RIGHT].view.column.show_start()

    def switch_side(self) -> None:
        """Focus the criteria, to tick them, or go back: nothing is written in the right column."""
        if self.focused_side() is Side.RIGHT:
            self.activate(Side.LEFT)
            self.focus_entry()
        else:
            self.panels[Side.RIGHT].view.setFocus()

    def focus_entry(self) -> None:
        self.activate(Side.LEFT)
        super().focus_entry()

    def mark(self, item_id: str) -> None:
        self.tick(item_id)

    def edit_item(self, side: Side, item_id: str) -> None:
        if side is Side.RIGHT:
            self.tick(item_id)
        else:
            super().edit_item(side, item_id)

    def tick(self, item_id: str) -> None:
        for number in range(1, len(self.script.criteria) + 1):
            if criterion_id(number) == item_id:
                self.value(number)


class StatementHints(StageHints):
    """What the keys do where statements are ticked against criteria."""

    def more_on_entry_line(self) -> list[Hint]:
        keys = f"Alt+1–{len(self._stage.script.criteria)}"
        return [Hint.of_range(catalog.TICK_TYPING, keys, tr("tick what it meets"), 1)]

    def side_name(self, side: Side) -> str:
        return tr("sentences") if side is Side.LEFT else tr("criteria")

    def other_side(self) -> str:
        return tr("tick")

    def on_item(self) -> list[Hint]:
        if self._stage.side is Side.LEFT:
            hints = [Hint(catalog.EDIT, tr("edit")), Hint(catalog.REMOVE, tr("remove"), 2)]
        else:
            hints = [Hint(catalog.TICK, tr("tick"))]
        keys = f"1–{len(self._stage.script.criteria)}"
        return [*hints, Hint.of_range(catalog.TICK_NUMBER, keys, tr("tick")), self.back_to_entry()]

    def edit_command(self, side: Side) -> CommandSpec:
        return catalog.TICK if side is Side.RIGHT else super().edit_command(side)

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None
