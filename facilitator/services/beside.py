"""Find the meeting that a team held before another one, and tell what came again."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from facilitator.domain.answers.label_counts import LastTime, last_time
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.look_back import is_after
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.beside_last import BesideLast, beside_last
from facilitator.domain.text import fold
from facilitator.errors import ExerciseError
from facilitator.exercises.exercise_library import Library
from facilitator.services.team_history import ids_of
from facilitator.services.team_reads import TeamReader

NEARLY = 82
"""Of 100: how equal two texts have to be that say the same in nearly the same words."""


def read_beside(
    meeting: Meeting, exercise: Exercise, store: TeamReader, library: Library
) -> BesideLast | None:
    """Return a meeting beside the last one of its team; waits for the store.

    None where it is of no team, and where the team has not met before. Raises StorageError.
    """
    found = _meetings_of_team(meeting, store)
    return beside(meeting, exercise, found, library.of_meeting) if found is not None else None


def read_last_labels(
    meeting: Meeting, exercise: Exercise, store: TeamReader, library: Library
) -> LastTime | None:
    """Return how many cards carried each label when the team last held the exercise.

    None where it is of no team, where the team has not held it before, and where the exercise does
    not count its labels. Waits for the store. Raises StorageError.
    """
    found = _meetings_of_team(meeting, store) if exercise.counts_labels else None
    held = [each for each in found or () if each.details.exercise == exercise.id]
    last = last_before(meeting, held)
    with suppress(ExerciseError):
        return last_time(last, library.of_meeting(last)) if last is not None else None
    return None


def _meetings_of_team(meeting: Meeting, store: TeamReader) -> Sequence[Meeting] | None:
    """Return all meetings of the team of a meeting; None where it is of no team."""
    team_id = meeting.details.team_id
    if team_id is None:
        return None
    return store.containers(ids_of(team_id, store.teams().result())).result().found


def last_before(meeting: Meeting, containers: Iterable[Meeting]) -> Meeting | None:
    """Return the meeting that was held last before another one, None without any."""
    others = [
        each
        for each in containers
        if each.id != meeting.id
        and not is_journal(each.details)
        and each.details.held_on <= meeting.details.held_on
        and not is_after(meeting, each)
    ]
    return max(others, key=lambda each: (each.details.held_on, each.id), default=None)


def beside(
    meeting: Meeting,
    exercise: Exercise,
    containers: Sequence[Meeting],
    exercise_of: Callable[[Meeting], Exercise],
) -> BesideLast | None:
    """Return a meeting beside the last one of its team, None where that has not met before.

    `exercise_of` returns the exercise of a meeting in the wording in which it was held; of one
    that is gone it raises ExerciseError.
    """
    last = last_before(meeting, containers)
    if last is None:
        return None
    known: Exercise | None = None
    with suppress(ExerciseError):
        known = exercise_of(last)
    links = [(r.item, r.earlier) for each in containers for r in each.recurrences]
    return beside_last(meeting, exercise, last, known, links, nearly_equal)


def nearly_equal(one: str, other: str) -> bool:
    """Return whether two texts say the same in nearly the same words, in any order."""
    # Imported where it is used: only what is compared waits for it.
    from rapidfuzz import fuzz

    first, second = fold(one), fold(other)
    return first == second or fuzz.token_sort_ratio(first, second) >= NEARLY
