"""Boards by kind of stage."""

from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.boards.cards import CardBoard, RankBoard
from facilitator.domain.boards.chain_boards import (
    CloseBoard,
    CommitBoard,
    DiscussBoard,
    StrategiesBoard,
)
from facilitator.domain.boards.statements import StatementBoard
from facilitator.domain.chain.flow import Step
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import Reason, RefusedError

__all__ = ["Board", "Reason", "RefusedError", "Selection", "board_for"]

_BOARDS: dict[Kind, type[Board]] = {
    Kind.BOARD: CardBoard,
    Kind.RANK: RankBoard,
    Kind.DISCUSS: DiscussBoard,
    Kind.STRATEGIES: StrategiesBoard,
    Kind.STATEMENT: StatementBoard,
    Kind.COMMIT: CommitBoard,
    Kind.CLOSE: CloseBoard,
}


def board_for(meeting: Meeting, exercise: Exercise, step: Step) -> Board:
    """Return the board of the step's kind of stage."""
    return _BOARDS[step.stage.kind](meeting, exercise, step)
