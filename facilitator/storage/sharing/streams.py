"""Which log a meeting or journal belongs to: that of its team, as long as the team is shared.

Once it is in a log it stays in that one, whatever team it is said to be of later: two logs have no
common order, so a meeting in both would become another one on each laptop.
"""

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
    if not is_here(connection, meeting):
        return None
    with _PLACE.rows(connection, {"meeting_is": meeting, "shared_is": SHARED}) as rows:
        for number, team, container in rows:
            return Place(number, team, container, meeting)
    return None


def is_here(connection: Connection, meeting: str) -> bool:
    """Return whether a meeting or journal is on this laptop."""
    with _IS_HERE.rows(connection, {"meeting_is": meeting}) as rows:
        return any(True for _ in rows)


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
    known = 0
    for number, container, state in rows_of(connection, CONTAINERS, {"meeting_is": meeting}):
        if state == ERASED or (number == numbers[team]) == (state == FOREIGN):
            # What was erased for everybody does not come back, and stays here where it is imported.
            # And what is in the log of another team stays in that one.
            return None, True
        known = container if number == numbers[team] else known
    return Place(numbers[team], team, known, meeting), True


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


_IS_HERE = Statement(select(meetings.c.id).where(meetings.c.id == bindparam("meeting_is")))
_PLACE = Statement(
    select(teams.c.number, teams.c.id, containers.c.number)
    .join_from(containers, teams, teams.c.number == containers.c.team)
    .where(
        containers.c.meeting == bindparam("meeting_is"),
        containers.c.state == bindparam("shared_is"),
    )
    .order_by(containers.c.number)
)
CONTAINERS = select(containers.c.team, containers.c.number, containers.c.state).where(
    containers.c.meeting == bindparam("meeting_is")
)
_CONTAINER = select(containers.c.number, containers.c.state).where(
    containers.c.team == bindparam("team_is"), containers.c.meeting == bindparam("meeting_is")
)
