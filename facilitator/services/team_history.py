"""What a team has promised, and which team a name means; the same with and without a window."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from facilitator.domain.answers.brought import brought, last_meetings
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up import look_back, teams
from facilitator.domain.follow_up.templates import Lead
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    EarlierAction,
    Parked,
    Statement,
    Team,
    TeamTemplate,
    Verdict,
)
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
    last: Mapping[str, Sequence[Meeting]] = field(default_factory=dict)
    """Its last meetings by exercise."""

    def records(
        self, exercise: Exercise, *, looks_back: bool
    ) -> list[EarlierAction | Parked | Answer | Statement]:
        """Return the records with which a meeting begins."""
        promises = look_back.put_before(exercise, self.promises) if looks_back else []
        said = brought(exercise, self.last.get(exercise.id, ()))
        return [*promises, *self.parked, *said]


def brought_along(history: TeamMeetings) -> BroughtAlong:
    """Return what a team has promised and not done, what it put off, and its last meetings."""
    promises = look_back.open_promises(history.found, history.gone)
    parked = look_back.carried_over(history.found)
    return BroughtAlong(tuple(promises), tuple(parked), last_meetings(history.found, history.gone))


def read_brought_along(store: Store, team_id: str, known: Mapping[str, Team]) -> BroughtAlong:
    """Return the same for a team of that id; waits for the store. Raises StorageError."""
    return brought_along(store.containers(ids_of(team_id, known)).result())


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a meeting that is opened again did not know: its team, what that promised meanwhile.

    `elsewhere` is what was said of its own actions in other meetings; None where that was not read.
    """

    team_id: str | None = None
    promises: tuple[EarlierAction, ...] | None = None
    elsewhere: Mapping[str, Sequence[Verdict]] | None = None

    def change(self, meeting: Meeting, exercise: Exercise) -> Change:
        """Return the change that tells the meeting; it is none of those that are undone."""
        change = Change(meeting.id, Verb.NOTHING)
        if self.team_id is not None and meeting.details.team_id is None:
            change = teams.join(meeting, self.team_id)
        if self.promises is not None and look_back.may_look_back_anew(meeting):
            change = change.followed_by(look_back.look_back(meeting, exercise, self.promises))
        return change


def may_be_refreshed(meeting: Meeting, *, is_open: bool = False) -> bool:
    """Return whether there may be something that a meeting does not know of its team.

    One that `is_open` was read from the store a while ago, or never.
    """
    details = meeting.details
    if details.team_id is None:
        return bool(details.team.strip())
    return look_back.may_look_back_anew(meeting) or (is_open and meeting.count(Action) > 0)


def read_refreshed(meeting: Meeting, store: Store, today: date) -> Refreshed:
    """Return what a meeting does not know of its team; waits for the store.

    A meeting that only has the name of its team, since the database could not be opened when it
    began, joins the team of that name. Raises StorageError.
    """
    team_id, known = meeting.details.team_id, store.teams().result()
    if team_id is None:
        found = registered(meeting.details.team, known, today)
        if found.founding is not None:
            store.commit(found.founding)
            return Refreshed(found.team_id)
        team_id = found.team_id
    elsewhere = store.verdicts_elsewhere(meeting.id).result()
    if team_id is None or not look_back.may_look_back_anew(meeting):
        return Refreshed(team_id, None, elsewhere)
    history = store.containers(ids_of(team_id, known)).result()
    promises = look_back.promises_before(meeting, history.found, history.gone)
    return Refreshed(team_id, None if promises is None else tuple(promises), elsewhere)


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """A team as a list shows it: how often it met, and how much of what it promised is open.

    Both are None as long as they are being read.
    """

    team: Team
    names_before: tuple[str, ...]
    """Those it had, and those of the teams that it is now."""
    meetings: int | None = None
    promises: int | None = None
    leads: tuple[Lead, ...] = ()
    """Who led the last meetings, the latest first."""
    template: TeamTemplate | None = None


def read_standing(store: Store, team: Team, known: Mapping[str, Team]) -> TeamStanding:
    """Return how a team stands; waits for the store. Raises StorageError."""
    ids = ids_of(team.id, known)
    history, habits = store.containers(ids).result(), store.habits(ids).result()
    return TeamStanding(
        team,
        names_before(team, known),
        sum(each.team is None for each in history.found),
        len(look_back.open_promises(history.found, history.gone)),
        tuple(lead for lead in habits.leads if lead.facilitator),
        habits.template,
    )


def names_before(team: Team, known: Mapping[str, Team]) -> tuple[str, ...]:
    """Return what else a team was called, and what the teams that it is now were called."""
    same = [known[each] for each in ids_of(team.id, known) if each in known]
    names = (name for each in same for name in (*each.earlier_names, each.name))
    once = {fold(name): name for name in names if fold(name) != fold(team.name)}
    return tuple(once.values())


ALIKE = 82
"""Of 100: two names that are spelt otherwise, not two teams of one kind such as “Team 1”."""


def same_team(name: str, known: Mapping[str, Team]) -> Team | None:
    """Return a team that may be meant by a name that nobody has, None where none is so called."""
    if teams.find(name, known) is not None:
        return None
    alive = (team for team in known.values() if team.merged_into is None)
    found = [(_likeness(name, (team.name, *team.earlier_names)), team.id) for team in alive]
    best = max(found, default=None)
    return known[best[1]] if best is not None and best[0] >= ALIKE else None


def is_same_name(name: str, team: Team) -> bool:
    """Return whether a name has the letters of one of a team, whatever is between them."""
    names = (team.name, *team.earlier_names)
    return any(_letters(name) == _letters(one) and _digits(name) == _digits(one) for one in names)


def alike_first(name: str, others: Iterable[TeamStanding]) -> list[TeamStanding]:
    """Return other teams, those first that may be the one of that name; else in their order."""

    def is_other(each: TeamStanding) -> bool:
        return _likeness(name, (each.team.name, *each.names_before)) < ALIKE

    return sorted(others, key=is_other)


def _likeness(name: str, names: Iterable[str]) -> float:
    """Return how alike a name is to the most similar one of others, 0 to 100."""
    # Imported where it is used: only who types a new name waits for it.
    from rapidfuzz import fuzz

    wanted, digits = _letters(name), _digits(name)
    if len(wanted) < SHORTEST_NAME:
        return 0
    alike = (fuzz.ratio(wanted, _letters(one)) for one in names if _digits(one) == digits)
    return max(alike, default=0)


SHORTEST_NAME = 4
"""Letters of a name that can be told from another by its spelling."""


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _digits(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isdigit())
