"""Which teams of this laptop are teams of the organisation, where their names differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from facilitator.domain.follow_up import teams
from facilitator.domain.records import Team
from facilitator.errors import InputRefusedError
from facilitator.services.team_history import ids_of, same_team
from facilitator.storage.store import Store


class SharedTeam(Protocol):
    """A team as the organisation knows it."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """A team of this laptop that the organisation does not know by its id."""

    id: str
    name: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A team of the organisation that this laptop does not have; `guess` is perhaps the same."""

    id: str
    name: str
    guess: OwnTeam | None


@dataclass(frozen=True, slots=True)
class Matching:
    """What is to be decided: nothing where there is no team of either kind."""

    unmatched: tuple[Unmatched, ...] = ()
    own: tuple[OwnTeam, ...] = ()


def read_matching(store: Store, shared: Sequence[SharedTeam]) -> Matching:
    """Return the teams that may be the same; waits for the store. Raises StorageError."""
    known = store.teams().result()
    ours = {teams.resolved(each.id, known) for each in shared}
    own: dict[str, OwnTeam] = {}
    others: dict[str, Team] = {}
    alive = [t for t in known.values() if t.merged_into is None and t.id not in ours]
    histories = store.excuses([ids_of(team.id, known) for team in alive]).result()
    for team, history in zip(alive, histories, strict=True):
        if history.meetings:
            others[team.id] = team
            own[team.id] = OwnTeam(team.id, team.name, len(history.meetings))
    found = []
    for each in shared:
        if each.id not in known:
            same = teams.find(each.name, others) or same_team(each.name, others)
            guess = own.pop(same.id, None) if same is not None else None
            if guess is not None:
                others.pop(guess.id)
            found.append(Unmatched(each.id, each.name, guess))
    guessed = [each.guess for each in found if each.guess is not None]
    everyone = sorted((*own.values(), *guessed), key=lambda team: (team.name, team.id))
    return Matching(tuple(found), tuple(everyone)) if everyone else Matching()


def claim(store: Store, shared: SharedTeam, own_id: str, today: date) -> None:
    """Say that a team of this laptop is one of the organisation; waits for the store.

    Raises FacilitatorError: one that is shared itself becomes no part of another.
    """
    joined = store.sharing.membership().result()
    for team in joined.teams if joined is not None else ():
        if team.id == own_id:
            raise InputRefusedError(
                f"“{team.name}” is shared, so it can’t become part of “{shared.name}”; the teams "
                "stay as they were."
            )
    known = store.teams().result()
    if shared.id not in known:
        store.commit(teams.begin_journal_of(shared.id, shared.name, today)).result()
        known = store.teams().result()
    into = known[teams.resolved(shared.id, known)]
    journal = store.load(own_id).result()
    store.commit(teams.merge(journal, into)).result()
