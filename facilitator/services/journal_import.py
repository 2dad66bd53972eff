"""Import what a team said between its meetings, from the JSON file of its journal."""

from dataclasses import dataclass, replace

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up import teams
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details, Record, Team, TeamTemplate
from facilitator.domain.text import shortened
from facilitator.storage.store import Store


@dataclass(frozen=True, slots=True)
class JournalPlan:
    """What there is to do with the journal of a file; `details` are those that it has here."""

    change: Change
    details: Details
    is_new: bool = False

    @property
    def message(self) -> str:
        """Return the sentence that says what was done."""
        name = shortened(self.details.team)
        if self.is_new:
            return f"Imported the team “{name}” and what it said between meetings."
        if self.change:
            return f"Added what “{name}” said between meetings."
        return f"What “{name}” said between meetings is already here; nothing was changed."


def plan_journal(journal: Meeting, store: Store) -> JournalPlan:
    """Return how the journal of a file comes to the team that is known here; waits for the store.

    That is the one of its id, else the one of its name; without one the team begins with it. What
    the team said here stays as it is, and what it lacks is added. Raises StorageError.
    """
    known = store.teams().result()
    same = known.get(journal.id) or teams.find(journal.details.team, known)
    if same is None:
        return JournalPlan(import_meeting(journal.records()), journal.details, is_new=True)
    there = store.load(same.id).result()
    return JournalPlan(added(there, journal), there.details)


def added(there: Meeting, journal: Meeting) -> Change:
    """Return the change that adds to a journal what another one of the team has besides."""
    edits: list[Edit] = []
    for record in journal.records():
        if isinstance(record, Team):
            edits += _with_names(there, record)
        elif not isinstance(record, Details | Bookmark):
            own: Record = record
            if isinstance(record, TeamTemplate):
                own = replace(record, id=there.id)
            if there.of_key(type(own), own.id) is None:
                edits.append(Edit(None, own))
    return Change(there.id, Verb.IMPORT if edits else Verb.NOTHING, tuple(edits))


def _with_names(there: Meeting, other: Team) -> list[Edit]:
    """Let a team have all names that it ever had, so that it is found by each."""
    team = there.team
    if team is None:
        return []
    names = dict.fromkeys((*team.earlier_names, *other.earlier_names, other.name))
    known = tuple(name for name in names if name != team.name)
    return [Edit(team, replace(team, earlier_names=known))] if known != team.earlier_names else []
