"""Teams, each with a journal of its own: what is said of its actions between meetings.

The journal is a container like a meeting, whose id is the team's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details, Team, new_id
from facilitator.domain.text import clean_line, fold
from facilitator.errors import InputRefusedError


def id_for(name: str) -> str:
    """Return the id that the first team of that name gets, on every computer the same."""
    return sha256(f"team/{fold(clean_line(name))}".encode()).hexdigest()[:32]


def is_journal(details: Details) -> bool:
    """Return whether a container is the journal of a team, and not a meeting."""
    return details.team_id == details.id


def begin_journal(name: str, today: date, taken: Iterable[str] = ()) -> Change:
    """Begin the journal of a new team; `taken` are the ids of all teams there are."""
    known = id_for(name)
    return begin_journal_of(new_id() if known in set(taken) else known, name, today)


def begin_journal_of(known: str, name: str, today: date) -> Change:
    """Begin the journal of a team of that id."""
    words = clean_line(name)
    details = Details(id=known, title=words, exercise="", held_on=today, team=words, team_id=known)
    records = (details, Bookmark(id=known, stage=""), Team(id=known, name=words))
    return Change(known, Verb.BEGIN, tuple(Edit(None, each) for each in records), words)


def joined(meeting: Meeting, team_id: str | None) -> Meeting:
    """Return a meeting as one of a team."""
    details, records = meeting.details, meeting.records()
    if details.team_id == team_id:
        return meeting
    of_team = replace(details, team_id=team_id)
    return Meeting.from_records(of_team if each is details else each for each in records)


def join(meeting: Meeting, team_id: str) -> Change:
    """Make a meeting one of a team: it began while nobody could say which team its name means."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, team_id=team_id))
    return builder.change(Verb.JOIN_TEAM, meeting.details.team)


def resolved(team_id: str, teams: Mapping[str, Team]) -> str:
    """Return the id of the team that a team is now, after it was merged perhaps again and again."""
    met = {team_id}
    while (team := teams.get(team_id)) is not None and team.merged_into is not None:
        if team.merged_into in met:
            break
        team_id = team.merged_into
        met.add(team_id)
    return team_id


def find(name: str, teams: Mapping[str, Team]) -> Team | None:
    """Return the team of that name; one that is called so now before one that was once."""
    wanted = fold(clean_line(name))
    if not wanted:
        return None
    alive = [team for team in teams.values() if team.merged_into is None]
    gone = [team for team in teams.values() if team.merged_into is not None]
    for team in (*alive, *gone):
        if fold(team.name) == wanted:
            return teams.get(resolved(team.id, teams), team)
    for team in (*alive, *gone):
        if any(fold(earlier) == wanted for earlier in team.earlier_names):
            return teams.get(resolved(team.id, teams), team)
    return None


def rename(journal: Meeting, name: str) -> Change:
    """Give a team another name; the one it had is kept. A blank name changes nothing."""
    builder = ChangeBuilder(journal)
    team, words = _team(journal), clean_line(name)
    if not words or words == team.name:
        return builder.change(Verb.NOTHING)
    earlier = tuple(dict.fromkeys((*team.earlier_names, team.name)))
    kept = tuple(each for each in earlier if each != words)
    builder.upsert(replace(team, name=words, earlier_names=kept))
    builder.upsert(replace(journal.details, title=words, team=words))
    return builder.change(Verb.RENAME_TEAM, words)


def merge(journal: Meeting, into: Team) -> Change:
    """Say that a team is the same as another one, under whose name it goes on.

    Raises InputRefusedError for one that is merged into itself.
    """
    builder = ChangeBuilder(journal)
    team = _team(journal)
    if into.id == team.id or into.merged_into is not None:
        raise InputRefusedError(
            f"“{team.name}” and “{into.name}” are one team already; nothing was changed."
        )
    builder.upsert(replace(team, merged_into=into.id))
    return builder.change(Verb.MERGE_TEAMS, team.name)


def _team(journal: Meeting) -> Team:
    if journal.team is None:
        raise InputRefusedError("That is not the journal of a team; nothing was changed.")
    return journal.team
