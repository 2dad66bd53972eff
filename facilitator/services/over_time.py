"""What a team's meetings tell over time, and what its registers hold, read from a store."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry, register_labels
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store


@dataclass(frozen=True, slots=True)
class TeamOverTime:
    """The history of a team, and the entries of its registers."""

    history: TeamHistory
    registers: tuple[RegisterEntry, ...]


def read_over_time(store: Store, library: Library, team_ids: Sequence[str]) -> TeamOverTime:
    """Return what teams tell over time; waits for the store. Raises FacilitatorError."""
    exercises = library.all()
    strengths = {each.id: each.column_of(Tone.STRENGTH).id for each in exercises}
    history = store.over_time(team_ids, strengths)
    registers = store.register_entries(register_labels(exercises), team_ids)
    return TeamOverTime(history.result(), tuple(registers.result()))
