"""The rhythm of a stage: its parts, such as writing silently or going round, one after another.

A stage is entered in none of them: the first begins when somebody says so, and who never does
holds the stage as one whole. Which part it is, and when that began, is never undone: the way back
is one key.
"""

from dataclasses import replace
from datetime import datetime

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Part, RhythmStep, Stage
from facilitator.domain.facilitation import rounds, timing
from facilitator.domain.facilitation.privacy import WRITTEN_IN_PRIVATE
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark

REVEALING = (Part.READ, Part.VOTE)
"""The parts that need all that is hidden: it is revealed as they begin."""


def parts_of(meeting: Meeting, exercise: Exercise, stage: Stage) -> tuple[RhythmStep, ...]:
    """Return the parts of a stage, with the minutes that they have in this meeting.

    In a meeting that is shorter or longer than its exercise, so are they; each has at least one.
    """
    minutes = timing.length(meeting, exercise) // timing.MINUTE
    if not stage.rhythm or minutes == exercise.minutes:
        return stage.rhythm
    weights = tuple(step.minutes for step in stage.rhythm)
    whole = sum(weights) * timing.shares(exercise, minutes)[stage.id] // stage.minutes
    shares = timing.shared(whole, weights, 1)
    return tuple(
        replace(step, minutes=share) for step, share in zip(stage.rhythm, shares, strict=True)
    )


def current_part(meeting: Meeting, exercise: Exercise) -> Part | None:
    """Return the part at which a meeting is; None while none goes on."""
    mark = meeting.bookmark
    return _part(exercise.stage(mark.stage), mark)


def index_now(meeting: Meeting, exercise: Exercise) -> int | None:
    """Return the index of the part at which a meeting is; None while none goes on."""
    is_on = current_part(meeting, exercise) is not None
    return meeting.bookmark.step - 1 if is_on else None


def neighbour(meeting: Meeting, exercise: Exercise, by: int) -> int | None:
    """Return the index of the part after the current one (by=1) or before it (by=-1), if any.

    While none goes on, the first one is next.
    """
    now = index_now(meeting, exercise)
    at = (-1 if now is None else now) + by
    parts = exercise.stage(meeting.bookmark.stage).rhythm
    return at if 0 <= at < len(parts) else None


def left(meeting: Meeting, exercise: Exercise, now: datetime) -> int | None:
    """Return the seconds that the part has left, negative when it takes longer; None without one.

    They pass with the time of the stage: while the clock is paused, none do.
    """
    mark, now_at = meeting.bookmark, index_now(meeting, exercise)
    if now_at is None:
        return None
    stage = exercise.stage(mark.stage)
    whole = timing.MINUTE * parts_of(meeting, exercise, stage)[now_at].minutes
    return whole - (timing.spent(meeting, stage.id, now) - mark.step_from)


def begin_part(meeting: Meeting, exercise: Exercise, index: int | None, spent: int) -> Change:
    """Begin a part of the current stage, which took so many seconds until now; None ends them.

    While everyone writes silently, what is typed is private; when all have their turn, it is the
    next one's. What is hidden stays so: see `REVEALING`.
    """
    builder, mark = ChangeBuilder(meeting), meeting.bookmark
    stage = exercise.stage(mark.stage)
    moved = replace(mark, step=0 if index is None else index + 1, step_from=spent)
    part, was = _part(stage, moved), _part(stage, mark)
    if moved.step == mark.step or (index is not None and part is None):
        return builder.change(Verb.NOTHING)
    builder.upsert(_as_held(meeting, moved, stage, part, was))
    return builder.change(Verb.PART, part.value if part is not None else "")


def move_part(meeting: Meeting, exercise: Exercise, by: Bookmark, to: Bookmark) -> Change:
    """Go to the part of the bookmark `to` if the meeting is still at that of the bookmark `by`.

    So the part goes back with what it revealed, and the time of the one before goes on.
    """
    mark = meeting.bookmark
    if (mark.stage, mark.step) != (by.stage, by.step) or to.stage != mark.stage:
        return Change(meeting.id, Verb.NOTHING)
    return begin_part(meeting, exercise, to.step - 1 if to.step else None, to.step_from)


def go_to_stage(meeting: Meeting, exercise: Exercise, stage: Stage, gap: str | None) -> Change:
    """Go to a stage, or to another gap on it.

    What is private, and whose turn it is, ends with the part that began it.
    """
    builder, mark = ChangeBuilder(meeting), meeting.bookmark
    moved = replace(mark, stage=stage.id, gap=gap, side=None, left=None, right=None)
    if stage.id != mark.stage:
        was = _part(exercise.stage(mark.stage), mark)
        moved = _as_held(meeting, replace(moved, step=0, step_from=0), stage, None, was)
    builder.upsert(moved)
    return builder.change(Verb.STEP)


def give_minutes(meeting: Meeting, exercise: Exercise, minutes: int) -> Change:
    """Give the minutes that the stage gets more, or fewer, to the part that goes on."""
    builder, mark = ChangeBuilder(meeting), meeting.bookmark
    if current_part(meeting, exercise) is not None:
        since = max(0, mark.step_from + timing.MINUTE * minutes)
        builder.upsert(replace(mark, step_from=since))
    return builder.change(Verb.CLOCK)


def restart(meeting: Meeting) -> Change:
    """Let the part begin as the time of its stage does: nothing of that is counted any more."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.bookmark, step_from=0))
    return builder.change(Verb.CLOCK)


def _part(stage: Stage, mark: Bookmark) -> Part | None:
    return stage.rhythm[mark.step - 1].part if 0 < mark.step <= len(stage.rhythm) else None


def _as_held(
    meeting: Meeting, mark: Bookmark, stage: Stage, part: Part | None, was: Part | None
) -> Bookmark:
    """Return the bookmark with what a part does to privacy and to turns, after another part."""
    if part is not None or was is Part.SILENT:
        is_private = part is Part.SILENT and stage.kind in WRITTEN_IN_PRIVATE
        mark = replace(mark, private=is_private)
    if part is Part.ROUND:
        return rounds.with_turn(meeting, mark)
    return rounds.without_turn(meeting, mark) if part is not None or was is Part.ROUND else mark
