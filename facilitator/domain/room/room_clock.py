"""The time of a stage as the console shows it, and the room if the facilitator wishes."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Self

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import rhythm, timing
from facilitator.domain.meeting import Meeting


class Going(Enum):
    """Whether the clock is running."""

    STOPPED = auto()
    RUNS = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class RoomClock:
    """The time of the current stage, in seconds.

    `left` is negative when it takes longer than planned; `drift` is by how much the meeting will
    end early, negative when late. `part_left` is what the part of the stage has left, in the
    same way, None where it has no parts.
    """

    left: int
    planned: int
    drift: int
    going: Going
    nearly_over: bool
    part_left: int | None = None

    @property
    def spent(self) -> int:
        """The seconds that the stage took."""
        return self.planned - self.left

    @classmethod
    def of(cls, meeting: Meeting, exercise: Exercise, now: datetime) -> Self:
        """Return the time of the stage at which a meeting is."""
        stage = exercise.stage(meeting.bookmark.stage).id
        going = Going.PAUSED if timing.is_paused(meeting) else Going.STOPPED
        return cls(
            left=timing.left(meeting, exercise, stage, now),
            planned=timing.planned(meeting, exercise)[stage],
            drift=timing.drift(meeting, exercise, now),
            going=Going.RUNS if timing.is_running(meeting) else going,
            nearly_over=timing.is_warning(meeting, exercise, stage, now),
            part_left=rhythm.left(meeting, exercise, now),
        )
