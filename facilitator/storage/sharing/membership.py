"""The membership of this laptop in an organisation: who it is there, and the teams it shares."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from facilitator.domain.moments import moment_of
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.tables.sharing_tables import (
    WAITING,
    entries,
    membership,
    metadata,
    teams,
)
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.storage.sharing.streams import place_of

_NAMES = ("hub", "organisation", "organisation_name", "device", "site", "name", "role")
_TEAM = ("id", "name", "writes", "cursor", "cursor_entry", "head", "uploads")


def read_membership(connection: Connection) -> Membership | None:
    """Return the membership, None without one."""
    with transaction(connection):
        found = rows_of(
            connection, select(*(membership.c[n] for n in _NAMES), membership.c.joined_at)
        )
        if not found:
            return None
        wanted = select(*(teams.c[name] for name in _TEAM)).order_by(teams.c.number)
        known = tuple(_team(*row) for row in rows_of(connection, wanted))
    *texts, joined_at = found[0]
    values = dict(zip(_NAMES, texts, strict=True))
    return Membership(**values, teams=known, joined_at=moment_of(joined_at))


def _team(
    known: str, name: str, writes: int, cursor: int, cursor_entry: str, head: int, uploads: int
) -> SharedTeam:
    return SharedTeam(
        id=known,
        name=name,
        writes=bool(writes),
        cursor=cursor,
        cursor_entry=cursor_entry,
        head=head,
        uploads=bool(uploads),
    )


def write_membership(connection: Connection, joined: Membership) -> None:
    """Begin to share; nothing is left of an organisation that the laptop shared with before."""
    with transaction(connection):
        _forget(connection)
        values = {name: getattr(joined, name) for name in _NAMES}
        moment = joined.joined_at.astimezone(UTC).isoformat(timespec="microseconds")
        connection.execute(insert(membership).values(**values, number=1, joined_at=moment))
        for each in joined.teams:
            _add_team(connection, each)


def write_teams(connection: Connection, role: str, known: Iterable[SharedTeam]) -> None:
    """Let the teams and the role be what the hub says now.

    What was known of the log of a team that is not among them goes; its meetings stay.
    """
    wanted = {each.id: each for each in known}
    with transaction(connection):
        connection.execute(update(membership).values(role=role))
        here = dict(rows_of(connection, select(teams.c.id, teams.c.number)))
        for team_id, number in here.items():
            if team_id not in wanted:
                connection.execute(delete(teams).where(teams.c.number == number))
        for each in wanted.values():
            if each.id not in here:
                _add_team(connection, each)
                continue
            is_it = teams.c.id == each.id
            values = {"name": each.name, "writes": int(each.writes)}
            connection.execute(update(teams).where(is_it).values(**values))
            if each.writes:
                _offer_again(connection, here[each.id])


def _add_team(connection: Connection, team: SharedTeam) -> None:
    values = {"id": team.id, "name": team.name, "writes": int(team.writes)}
    begun = {"cursor": 0, "cursor_entry": "", "head": 0, "uploads": 0}
    connection.execute(insert(teams).values(**values, **begun))


def note_uploads(connection: Connection, known: Iterable[str], *, wanted: bool) -> None:
    """Note whether what is here of teams is to be told to their logs."""
    with transaction(connection):
        for team in known:
            is_it = teams.c.id == team
            connection.execute(update(teams).where(is_it).values(uploads=int(wanted)))


def _offer_again(connection: Connection, team: int) -> None:
    """Let changes wait again that the hub refused because the laptop could only read the team."""
    refused = (entries.c.state == WAITING) & (entries.c.refused == NOT_YOURS)
    statement = update(entries).where(refused, entries.c.team == team).values(refused="")
    connection.execute(statement)


def team_of(connection: Connection, meeting: str) -> SharedTeam | None:
    """Return the team in whose log a meeting or journal is."""
    with transaction(connection):
        place = place_of(connection, meeting)
        if place is None:
            return None
        wanted = select(*(teams.c[name] for name in _TEAM)).where(teams.c.number == place.team)
        return next((_team(*row) for row in rows_of(connection, wanted)), None)


NOT_YOURS = "not yours"
"""Why the hub refuses what a laptop may not write."""


def end_membership(connection: Connection) -> None:
    """Forget the organisation and all that is known of its logs; every meeting stays."""
    with transaction(connection):
        _forget(connection)


def _forget(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))


def note_confirmed(connection: Connection, now: datetime) -> None:
    """Note when a change of this laptop was last known to be in the log."""
    moment = now.isoformat(timespec="microseconds")
    connection.execute(update(membership).values(confirmed_at=moment))
