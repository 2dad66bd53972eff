"""Teams of an organisation: add, rename, count."""

from sqlalchemy import Connection, func, insert, select, update

from facilitator.domain.follow_up.teams import id_for
from facilitator.storage.hub import device_queries
from facilitator.storage.hub.errors import NameTakenError, NotThereError
from facilitator.storage.hub.people import Counts, Team
from facilitator.storage.hub.tables import devices, erased_meetings, log, teams


def add_team(connection: Connection, org: str, name: str, now: str) -> Team:
    """Add a team; its id is that of its name. Raises NameTakenError and NotThereError."""
    if device_queries.read_organisation(connection, org) is None:
        raise NotThereError("The hub has no such organization.")
    team = Team(id_for(name), name, 0)
    known = select(teams.c.created_at).where(teams.c.org == org, teams.c.id == team.id)
    created = connection.scalar(known)
    if created is None:
        values = {"org": org, "id": team.id, "name": name, "head": 0, "created_at": now}
        connection.execute(insert(teams).values(values))
    elif created != now:
        # The same moment: this very call, whose first answer was lost.
        raise NameTakenError(f"There is already a team “{name}”. Choose another name.")
    return team


def rename_team(connection: Connection, org: str, team: str, name: str) -> None:
    """Rename a team; its id stays. Raises NotThereError."""
    changed = connection.execute(
        update(teams).where(teams.c.org == org, teams.c.id == team).values(name=name)
    )
    if not changed.rowcount:
        raise NotThereError("This organization has no such team.")
    device_queries.bump_all(connection, org)


def count(connection: Connection, org: str, database_bytes: int) -> Counts:
    """Count what an organisation has; reads its whole log."""

    def rows(table_org: object) -> int:
        return connection.scalar(select(func.count()).where(table_org == org)) or 0  # type: ignore[arg-type]

    oldest, newest = connection.execute(
        select(func.min(log.c.placed_at), func.max(log.c.placed_at)).where(log.c.org == org)
    ).one()
    return Counts(
        teams=rows(teams.c.org),
        devices=rows(devices.c.org),
        entries=rows(log.c.org),
        erased=rows(erased_meetings.c.org),
        oldest=oldest,
        newest=newest,
        database_bytes=database_bytes,
    )
