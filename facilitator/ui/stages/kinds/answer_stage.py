"""A stage that answers one item after the other: the item on a band, below it the answers."""

from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.widgets.answer_band import AnswerBand
from facilitator.ui.workspace.session import Session


class AnswerStage(Stage):
    """One column at a time: the answers, or in their place all items that can be answered."""

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        if isinstance(self.band, AnswerBand):
            self.band.step_requested.connect(self.select_left)
            self.band.list_requested.connect(self.switch_side)
        self._show_side()

    def show_prompt(self) -> None:
        self._show_side()
        super().show_prompt()

    def activate(self, side: Side) -> None:
        super().activate(side)
        self._show_side()

    def switch_side(self) -> None:
        if not self.leave():
            return
        # The column to go to has to be there to get the focus.
        self.panels[self.side.other].show()
        super().switch_side()

    def _show_side(self) -> None:
        """Show the column that is worked on; first of all, so that it can have the focus."""
        self.panels[self.side].show()
        for side in SIDES:
            self.panels[side].setVisible(side is self.side)
