"""The team writes its own definition and ticks it against criteria."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent

from facilitator.domain.boards.statements import criterion_id
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.answers.offered import (
    hints_on_offered,
    is_edit_key,
    keep_command,
    keep_offered,
    offered_at,
)
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
        self.panels[Side.LEFT].view.key_filter = self._edits_by_key

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
        if side is Side.RIGHT or offered_at(self.session, item_id) is not None:
            self.tick(item_id)
        else:
            super().edit_item(side, item_id)

    def _edits_by_key(self, event: QKeyEvent) -> bool:
        """Edit also what is from last time."""
        chosen = self.selection.left
        if chosen is None or not is_edit_key(event):
            return False
        super().edit_item(Side.LEFT, chosen)
        self.update_hints()
        return True

    def submit_nothing(self) -> None:
        """Keep what is selected from last time: Enter on the empty line."""
        self.tick(self.selection.left or "")

    def tick(self, item_id: str) -> None:
        if keep_offered(self, item_id):
            ids = self.board.ids(Side.LEFT, self.selection)
            waiting = (each for each in ids if offered_at(self.session, each) is not None)
            self.select(Side.LEFT, next(waiting, item_id))
            return
        for number in range(1, len(self.script.criteria) + 1):
            if criterion_id(number) == item_id:
                self.value(number)


class StatementHints(StageHints):
    """What the keys do where statements are ticked against criteria."""

    def __init__(self, stage: StatementStage) -> None:
        super().__init__(stage)
        self._statements = stage

    def on_entry_line(self) -> list[Hint]:
        stage = self._statements
        first, *others = super().on_entry_line()
        if self._is_offered and not stage.entry.text.strip():
            first = Hint(catalog.KEEP_BROUGHT, tr("keep it"), run=stage.submit_nothing)
        return [first, *others]

    @property
    def _is_offered(self) -> bool:
        """Whether the selected statement is from last time."""
        stage = self._statements
        return offered_at(stage.session, stage.selection.left) is not None

    def more_commands(self, side: Side) -> Sequence[Command]:
        if side is Side.RIGHT:
            return ()
        is_offered = self._is_offered
        return [keep_command(self._statements.submit_nothing, lambda: is_offered)]

    def more_on_entry_line(self) -> list[Hint]:
        keys = f"Alt+1–{len(self._stage.script.criteria)}"
        return [Hint.of_range(catalog.TICK_TYPING, keys, tr("tick what it meets"), 1)]

    def side_name(self, side: Side) -> str:
        return tr("sentences") if side is Side.LEFT else tr("criteria")

    def other_side(self) -> str:
        return tr("tick")

    def on_item(self) -> list[Hint]:
        if self._stage.side is Side.LEFT and self._is_offered:
            hints = hints_on_offered(self._statements.submit_nothing)
        elif self._stage.side is Side.LEFT:
            hints = [Hint(catalog.EDIT, tr("edit")), Hint(catalog.REMOVE, tr("remove"), 2)]
        else:
            hints = [Hint(catalog.TICK, tr("tick"))]
        keys = f"1–{len(self._stage.script.criteria)}"
        return [*hints, Hint.of_range(catalog.TICK_NUMBER, keys, tr("tick")), self.back_to_entry()]

    def edit_command(self, side: Side) -> CommandSpec:
        return catalog.TICK if side is Side.RIGHT else super().edit_command(side)

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None
