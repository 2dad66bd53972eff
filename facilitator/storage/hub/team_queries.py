"""Teams of an organisation: add, rename, count."""

from sqlalchemy import Connection, func, insert, select, update

from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.text import fold
from facilitator.storage.hub import device_queries, log_queries, organisation_queries
from facilitator.storage.hub.errors import NameTakenError, NotThereError
from facilitator.storage.hub.people import Counts, Team
from facilitator.storage.hub.tables import devices, erased_meetings, log, teams


def add_team(connection: Connection, org: str, name: str, spare: str, now: str) -> Team:
    """Add a team. Raises NameTakenError and NotThereError.

    Its id is that of its name. Where that is a meeting or journal in the log of another team
    already, by chance or by design, that log would have a say in the journal of this one: so it
    gets a `spare` id, which nobody could know.
    """
    if organisation_queries.read_organisation(connection, org) is None:
        raise NotThereError("The hub has no such organization.")
    # Whoever writes in a log at this moment is waited for, and sees the new team afterwards.
    every = select(teams.c.id, teams.c.name).where(teams.c.org == org).order_by(teams.c.id)
    there = dict(connection.execute(every.with_for_update()).all())
    own = id_for(name)
    if own not in there and log_queries.read_teams_of(connection, org, own):
        same = (known for known, its in there.items() if fold(its) == fold(name))
        own = next(same, spare)
    team = Team(own, name, 0)
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
