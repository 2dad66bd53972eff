"""The parts of a stage as the room sees them: which one it is, and how long each takes."""

from dataclasses import dataclass

from facilitator.domain.exercise import Exercise, RhythmStep, Stage
from facilitator.domain.facilitation import rhythm
from facilitator.domain.meeting import Meeting


@dataclass(frozen=True, slots=True)
class RoomRhythm:
    """The parts of a stage with their minutes; `at` is the index of the current one.

    It is None while none goes on.
    """

    parts: tuple[RhythmStep, ...]
    at: int | None

    @property
    def current(self) -> RhythmStep | None:
        """The part that goes on; None while none does."""
        return self.parts[self.at] if self.at is not None else None


def room_rhythm(meeting: Meeting, exercise: Exercise, stage: Stage) -> RoomRhythm | None:
    """Return the parts of a stage; None where it has none."""
    parts = rhythm.parts_of(meeting, exercise, stage)
    if not parts:
        return None
    is_here = meeting.bookmark.stage == stage.id
    return RoomRhythm(parts, rhythm.index_now(meeting, exercise) if is_here else None)
