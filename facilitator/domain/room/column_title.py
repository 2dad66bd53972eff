"""How a column is headed, by what is in it now."""

from collections.abc import Iterator

from facilitator.domain.boards import Board, Selection
from facilitator.domain.chain.chain import any_ranked
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.records import Answer, Card, Side, Theme

ANSWERED_ONE_BY_ONE = (Kind.STRATEGIES, Kind.COMMIT)
"""The kinds of stage whose left column may have strengths or answers beside what it is for."""


def column_title(board: Board, side: Side) -> str:
    """Return the title of a column; gaps that nobody put in order yet are called just that."""
    ranks = board.stage.kind is Kind.RANK and side is Side.LEFT
    if ranks and not any_ranked(board.meeting, board.exercise):
        return board.exercise.words.gap.title
    title = board.stage.heading(side).title
    if side is Side.LEFT and board.stage.kind in ANSWERED_ONE_BY_ONE:
        return " · ".join(dict.fromkeys(_what_is_answered(board, title)))
    return title


def _what_is_answered(board: Board, title: str) -> Iterator[str]:
    """Yield the titles of what is in a column, whose own `title` leaves out a part of it."""
    items = [board.meeting.find(key) for key in board.ids(Side.LEFT, Selection())]
    others = [item for item in items if isinstance(item, Card | Theme | Answer)]
    if not items or len(others) < len(items):
        yield title
    for item in others:
        if not isinstance(item, Answer):
            yield board.exercise.column_of(Tone.STRENGTH).title
        elif (asked := board.exercise.field_of(item.field)) is not None:
            yield asked.name
