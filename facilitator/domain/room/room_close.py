"""What the room sees of the close beside the plan: the places to answer, and the daily question."""

from dataclasses import dataclass

from facilitator.domain.answers.answers import actions_at
from facilitator.domain.answers.closing_places import is_answered
from facilitator.domain.boards import Board
from facilitator.domain.exercise import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlace:
    """A place to answer at the close: `count` is how many actions answer it.

    `is_open` marks one that is required and has no answer.
    """

    id: str
    name: str
    question: str
    count: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomClose:
    """The places of the close, and what the team asks itself every day until it meets again."""

    places: tuple[RoomPlace, ...] = ()
    daily_question: str = ""


def room_close(board: Board) -> RoomClose | None:
    """Return what the room sees of the close; None on other stages, and where there is nothing."""
    meeting, exercise = board.meeting, board.exercise
    if board.stage.kind is not Kind.CLOSE or not (exercise.closing or exercise.daily_question):
        return None
    return RoomClose(
        places=tuple(
            RoomPlace(
                id=place.id,
                name=place.name,
                question=place.question,
                count=len(actions_at(meeting, place)),
                is_open=place.required and not is_answered(meeting, place),
            )
            for place in exercise.closing
        ),
        daily_question=exercise.daily_question,
    )
