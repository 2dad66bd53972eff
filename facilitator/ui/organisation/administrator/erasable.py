"""The meetings that an administrator can erase for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.services.sharing.shared_teams import SharedTeam
from facilitator.services.team_history import ids_of
from facilitator.storage.store import Store


@dataclass(frozen=True, slots=True)
class ErasableMeeting:
    """A meeting of a shared team; `team_id` is the id that the hub knows the team by."""

    title: str
    team_id: str
    team: str
    held_on: date


def read_erasable(store: Store, shared: Sequence[SharedTeam]) -> Mapping[str, ErasableMeeting]:
    """Return the meetings of teams that this laptop has, the latest first; waits for the store.

    Raises StorageError.
    """
    known = store.teams().result()
    histories = store.excuses([ids_of(team.id, known) for team in shared]).result()
    found = {
        meeting.id: ErasableMeeting(meeting.title, team.id, team.name, meeting.held_on)
        for team, history in zip(shared, histories, strict=True)
        for meeting in history.meetings
    }
    return dict(sorted(found.items(), key=lambda one: one[1].held_on, reverse=True))
