"""What a team has promised, and which team a name means; the same with and without a window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up import look_back, teams
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Parked, Team
from facilitator.domain.text import fold
from facilitator.storage.store import Store, TeamMeetings


@dataclass(frozen=True, slots=True)
class Registered:
    """A team by its id; `founding` is the change that begins its journal where it is new."""

    team_id: str | None
    founding: Change | None = None


def registered(name: str, known: Mapping[str, Team], today: date) -> Registered:
    """Return the team that a name means, a new one if nobody has that name; none for no name."""
    found = teams.find(name, known)
    if found is not None:
        return Registered(found.id)
    if not name.strip():
        return Registered(None)
    founding = teams.begin_journal(name, today, known)
    return Registered(founding.meeting, founding)


def ids_of(team_id: str, known: Mapping[str, Team]) -> list[str]:
    """Return the ids under which a team has met: its own, and those of teams that it is now."""
    own = teams.resolved(team_id, known)
    return [own, *(each for each in known if each != own and teams.resolved(each, known) == own)]


def join_team(meeting: Meeting, store: Store, today: date) -> Meeting:
    """Return a meeting that comes from elsewhere as one of a team that is known here.

    It is the team of its id, else the one of its name; a new one begins. Waits for the store.
    """
    details, known = meeting.details, store.teams().result()
    if details.team_id in known:
        return meeting
    found = registered(details.team, known, today)
    if found.founding is not None:
        store.commit(found.founding)
    return teams.joined(meeting, found.team_id)


@dataclass(frozen=True, slots=True)
class BroughtAlong:
    """What a team brings along from its meetings before, as it is put before the next one."""

    promises: tuple[EarlierAction, ...] = ()
    parked: tuple[Parked, ...] = ()

    def records(self, exercise: Exercise, *, looks_back: bool) -> list[EarlierAction | Parked]:
        """Return the records with which a meeting begins."""
        promises = look_back.put_before(exercise, self.promises) if looks_back else []
        return [*promises, *self.parked]


def brought_along(history: TeamMeetings) -> BroughtAlong:
    """Return what a team has promised and not done, and what it put off to its next meeting."""
    promises = look_back.open_promises(history.found, history.gone)
    return BroughtAlong(tuple(promises), tuple(look_back.carried_over(history.found)))


def read_brought_along(store: Store, team_id: str, known: Mapping[str, Team]) -> BroughtAlong:
    """Return the same for a team of that id; waits for the store. Raises StorageError."""
    return brought_along(store.containers(ids_of(team_id, known)).result())


ALIKE = 82
"""Of 100: two names that are spelt otherwise, not two teams of one kind such as “Team 1”."""


def same_team(name: str, known: Mapping[str, Team]) -> Team | None:
    """Return a team that may be meant by a name that nobody has, None where none is so called."""
    # Imported where it is used: only who types a new name waits for it.
    from rapidfuzz import fuzz

    wanted = _letters(name)
    if len(wanted) < SHORTEST_NAME or teams.find(name, known) is not None:
        return None
    found: list[tuple[float, str]] = []
    for team in known.values():
        if team.merged_into is None and _digits(team.name) == _digits(name):
            score = max(fuzz.ratio(wanted, _letters(n)) for n in (team.name, *team.earlier_names))
            found.append((score, team.id))
    best = max(found, default=None)
    return known[best[1]] if best is not None and best[0] >= ALIKE else None


SHORTEST_NAME = 4
"""Letters of a name that can be told from another by its spelling."""


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _digits(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isdigit())
