"""The board: two columns of cards."""

from facilitator.domain.exercise import Kind
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.stage import Stage


@shows(Kind.BOARD)
class BoardStage(Stage):
    """Cards are added to the active column."""
