"""Boards by kind of stage."""

from facilitator.domain.boards.answers import AnswersBoard, OpeningBoard
from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.boards.cards import CardBoard, RankBoard
from facilitator.domain.boards.chain_boards import (
    CloseBoard,
    CommitBoard,
    DiscussBoard,
    StrategiesBoard,
)
from facilitator.domain.boards.review import ReviewBoard
from facilitator.domain.boards.statements import StatementBoard
from facilitator.domain.chain.flow import Step, step_of, step_with
from facilitator.domain.exercise import Exercise, Kind, Stage
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Item
from facilitator.domain.refusals import Reason, RefusedError

__all__ = [
    "Board",
    "Reason",
    "RefusedError",
    "Selection",
    "board_for",
    "step_answering",
    "step_showing",
]

_BOARDS: dict[Kind, type[Board]] = {
    Kind.BOARD: CardBoard,
    Kind.RANK: RankBoard,
    Kind.DISCUSS: DiscussBoard,
    Kind.STRATEGIES: StrategiesBoard,
    Kind.STATEMENT: StatementBoard,
    Kind.COMMIT: CommitBoard,
    Kind.CLOSE: CloseBoard,
    Kind.REVIEW: ReviewBoard,
    Kind.OPENING: OpeningBoard,
    Kind.ANSWERS: AnswersBoard,
}


def board_for(meeting: Meeting, exercise: Exercise, step: Step) -> Board:
    """Return the board of the step's kind of stage."""
    return _BOARDS[step.stage.kind](meeting, exercise, step)


def step_showing(meeting: Meeting, exercise: Exercise, here: Stage, item: Item) -> Step:
    """Return the nearest step on which an item can be seen: one of this stage if it is here.

    The boards, which all show the same cards, and
    the end of the meeting, which shows what is open, are passed over unless it was written there.
    """
    at, written = exercise.index(here), step_of(meeting, exercise, item)
    for stage in sorted(exercise.stages, key=lambda stage: abs(exercise.index(stage) - at)):
        if stage.kind in (Kind.BOARD, Kind.CLOSE) and stage not in (here, written.stage):
            continue
        step = step_with(meeting, exercise, stage, item)
        # Under discussion a gap is no card: it is seen there, but nobody is led there for it.
        is_discussed = stage == here and step.gap == item.id
        if is_discussed or board_for(meeting, exercise, step).shows(item):
            return step
    return written


def step_answering(meeting: Meeting, exercise: Exercise, given: Answer) -> Step:
    """Return the step on which an action is made of an answer, else the one where it was given."""
    for stage in exercise.stages:
        step = Step(stage)
        if stage.kind is Kind.COMMIT and board_for(meeting, exercise, step).shows(given):
            return step
    return step_of(meeting, exercise, given)
