"""Which log a meeting or journal belongs to: that of its team, as long as the team is shared."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, insert, select

from facilitator.domain.change import Change
from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.records import Details, Team
from facilitator.storage.db.connection import Statement, rows_of, transaction
from facilitator.storage.db.schema import meetings
from facilitator.storage.db.schema import teams as all_teams
from facilitator.storage.db.tables.sharing_tables import (
    ERASED,
    FOREIGN,
    SHARED,
    containers,
    teams,
)
from facilitator.storage.sharing.entry_rows import Place


def shared_numbers(connection: Connection) -> dict[str, int]:
    """Return the numbers of the teams that are shared, by their ids."""
    return dict(rows_of(connection, select(teams.c.id, teams.c.number)))


def teams_here(connection: Connection) -> dict[str, Team]:
    """Return the teams as far as is needed to find out what became of those that were merged."""
    columns = all_teams.c
    rows = rows_of(connection, select(columns.id, columns.name, columns.merged_into))
    return {known: Team(id=known, name=str(name), merged_into=into) for known, name, into in rows}


def place_of(connection: Connection, meeting: str) -> Place | None:
    """Return where a meeting is shared that is here; None where it is not."""
    found = _team_of(connection, meeting)
    if found is None or found[0] is None:
        return None
    return _known_place(connection, resolved(found[0], teams_here(connection)), meeting)


def is_here(connection: Connection, meeting: str) -> bool:
    """Return whether a meeting or journal is on this laptop."""
    return _team_of(connection, meeting) is not None


def place_of_change(
    connection: Connection, change: Change, numbers: Mapping[str, int]
) -> tuple[Place | None, bool]:
    """Return where a change is to be told, and whether its meeting begins with it.

    A meeting that is here already is told only where it is in the log: of others it is asked first
    whether they are to be shared.
    """
    meeting = change.meeting
    details = next((e.after for e in change.edits if _begins(e.before, e.after)), None)
    if not isinstance(details, Details):
        return place_of(connection, meeting), False
    here = teams_here(connection)
    here |= {e.after.id: e.after for e in change.edits if isinstance(e.after, Team)}
    team = resolved(details.team_id, here) if details.team_id is not None else None
    if team is None or team not in numbers:
        return None, True
    asked = {"team_is": numbers[team], "meeting_is": meeting}
    for container, state in rows_of(connection, _CONTAINER, asked):
        # What was erased for everybody does not come back, and stays here where it is imported.
        place = Place(numbers[team], team, container, meeting)
        return (None if state in (ERASED, FOREIGN) else place), True
    return Place(numbers[team], team, 0, meeting), True


def _begins(before: object, after: object) -> bool:
    return before is None and isinstance(after, Details)


def is_erased(connection: Connection, meeting: str) -> bool:
    """Return whether a meeting was erased in the log of a team."""
    query = select(containers.c.number).where(
        containers.c.meeting == meeting, containers.c.state == ERASED
    )
    with transaction(connection):
        return bool(rows_of(connection, query))


def ensure_container(connection: Connection, place: Place) -> Place:
    """Return the place with the number of its meeting, which is in the log from now on."""
    if place.container:
        return place
    values = {"team": place.team, "meeting": place.meeting, "state": SHARED}
    made = connection.execute(insert(containers).values(**values)).inserted_primary_key
    assert made is not None
    return Place(place.team, place.team_id, int(made[0]), place.meeting)


def place_in(connection: Connection, team: int, team_id: str, meeting: str) -> tuple[Place, bool]:
    """Return where a meeting is in the log of a team, and whether the log has no say in it.

    It was erased there, or is of another team here.
    """
    for number, state in rows_of(connection, _CONTAINER, {"team_is": team, "meeting_is": meeting}):
        return Place(team, team_id, number, meeting), state in (ERASED, FOREIGN)
    return ensure_container(connection, Place(team, team_id, 0, meeting)), False


def _known_place(connection: Connection, team: str, meeting: str) -> Place | None:
    with _PLACE.rows(connection, {"team_is": team, "meeting_is": meeting}) as rows:
        for number, container, state in rows:
            return Place(number, team, container, meeting) if state == SHARED else None
    return None


def _team_of(connection: Connection, meeting: str) -> tuple[str | None] | None:
    with _TEAM_OF.rows(connection, {"meeting_is": meeting}) as rows:
        for (team,) in rows:
            return (team,)
    return None


_TEAM_OF = Statement(select(meetings.c.team_id).where(meetings.c.id == bindparam("meeting_is")))
_PLACE = Statement(
    select(teams.c.number, containers.c.number, containers.c.state)
    .join_from(containers, teams, teams.c.number == containers.c.team)
    .where(teams.c.id == bindparam("team_is"), containers.c.meeting == bindparam("meeting_is"))
)
_CONTAINER = select(containers.c.number, containers.c.state).where(
    containers.c.team == bindparam("team_is"), containers.c.meeting == bindparam("meeting_is")
)
