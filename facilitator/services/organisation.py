"""How the teams of an organisation do: their promises, their rules, the excuses that many share.

It is read from the meetings that this laptop has, of the teams that it shares, and of no other.
Nobody is named in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from facilitator.domain.follow_up import teams
from facilitator.domain.follow_up.over_time import TeamExcuses
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.follow_up.registers import RegisterEntry, register_labels
from facilitator.domain.records import RegisterState, Status, Team
from facilitator.domain.text import fold
from facilitator.exercises.exercise_library import Library
from facilitator.progress import Progress
from facilitator.services.common_excuses import CommonExcuse, TeamSaid, common_excuses
from facilitator.services.team_history import ids_of
from facilitator.storage.store import Store


class KnownTeam(Protocol):
    """A team as the organisation knows it."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCounts:
    """What became of the promises that were due, each counted once, by its last verdict.

    A promise counts once its first day has come, or once something was said of it.
    """

    kept: int = 0
    progress: int = 0
    excuses: int = 0
    dropped: int = 0
    unsaid: int = 0
    """Due, and nothing was said of it yet."""

    @property
    def due(self) -> int:
        """All of them."""
        return self.kept + self.progress + self.excuses + self.dropped + self.unsaid

    def plus(self, other: "PromiseCounts") -> "PromiseCounts":
        """Return both together."""
        return PromiseCounts(
            kept=self.kept + other.kept,
            progress=self.progress + other.progress,
            excuses=self.excuses + other.excuses,
            dropped=self.dropped + other.dropped,
            unsaid=self.unsaid + other.unsaid,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOverview:
    """How one team does; `rules` are the entries of its registers that are still there."""

    team_id: str
    name: str
    meetings: int
    last_met: date | None
    promises: PromiseCounts
    rules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOverview:
    """The teams by name, and the excuses that several of them share."""

    teams: tuple[TeamOverview, ...] = ()
    excuses: tuple[CommonExcuse, ...] = ()

    @property
    def promises(self) -> PromiseCounts:
        """The promises of all teams together."""
        found = PromiseCounts()
        for team in self.teams:
            found = found.plus(team.promises)
        return found

    @property
    def meetings(self) -> int:
        """The meetings of all teams together."""
        return sum(team.meetings for team in self.teams)

    @property
    def rules(self) -> int:
        """The rules of all teams that are still in force."""
        return sum(team.rules for team in self.teams)


def read_organisation(
    store: Store,
    library: Library,
    shared: Sequence[KnownTeam],
    today: date,
    somebody: str,
    progress: Progress,
) -> OrganisationOverview:
    """Return how the teams that are `shared` do; waits for the store. Raises FacilitatorError.

    `somebody` stands where a person is named in the words of an excuse.
    """
    known = store.teams().result()
    ids = {each.id: ids_of(each.id, known) for each in shared}
    every = list(dict.fromkeys(known_id for some in ids.values() for known_id in some))
    actions = store.actions(every).result() if every else []
    labels = register_labels(library.all())
    rules = store.register_entries(labels, every).result() if every else []
    counted = _counts(actions, known, today)
    still = _still_there(rules, known)
    found: list[TeamOverview] = []
    said: list[TeamSaid] = []
    for team, history in _histories(store, shared, ids, progress):
        held = [each.held_on for each in history.meetings if each.held_on <= today]
        now = teams.resolved(team.id, known)
        name = known[now].name if now in known else team.name
        found.append(
            TeamOverview(
                team_id=team.id,
                name=name,
                meetings=len(held),
                last_met=max(held, default=None),
                promises=counted.get(now, PromiseCounts()),
                rules=still[now],
            )
        )
        said.append(TeamSaid(team=now, excuses=history))
    owners = {name for entry in actions for name in entry.people}
    found.sort(key=lambda each: (fold(each.name), each.team_id))
    excuses = common_excuses(said, sorted(owners), somebody)
    return OrganisationOverview(teams=tuple(found), excuses=tuple(excuses))


AT_ONCE = 5
"""Teams that are read in one step: between two steps what is typed is saved."""


def _histories(
    store: Store,
    shared: Sequence[KnownTeam],
    ids: Mapping[str, Sequence[str]],
    progress: Progress,
) -> Iterator[tuple[KnownTeam, TeamExcuses]]:
    """Yield each team with its meetings and all its excuses; waits for the store."""
    for first in range(0, len(shared), AT_ONCE):
        progress(first, len(shared))
        some = shared[first : first + AT_ONCE]
        yield from zip(some, store.excuses([ids[team.id] for team in some]).result(), strict=True)


def _counts(
    actions: Iterable[ActionEntry], known: Mapping[str, Team], today: date
) -> dict[str, PromiseCounts]:
    """Return what became of the promises of each team."""
    by_team: dict[str, Counter[Status]] = {}
    for entry in actions:
        was_due = entry.first_due is not None and entry.first_due <= today
        if entry.team_id is not None and (was_due or entry.verdicts):
            team = teams.resolved(entry.team_id, known)
            by_team.setdefault(team, Counter())[entry.status] += 1
    return {
        team: PromiseCounts(
            kept=of[Status.DONE],
            progress=of[Status.PROGRESS],
            excuses=of[Status.EXCUSE],
            dropped=of[Status.DROPPED],
            unsaid=of[Status.OPEN],
        )
        for team, of in by_team.items()
    }


def _still_there(rules: Iterable[RegisterEntry], known: Mapping[str, Team]) -> Counter[str]:
    """Return how many entries of registers are still there, by team."""
    return Counter(
        teams.resolved(entry.team_id, known)
        for entry in rules
        if entry.team_id is not None and entry.state is RegisterState.STILL_THERE
    )
