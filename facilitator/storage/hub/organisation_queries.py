"""What there is of an organisation: itself, and its teams."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from facilitator.storage.hub.errors import NotThereError
from facilitator.storage.hub.people import Organisation
from facilitator.storage.hub.tables import organisations, teams

Rights = Sequence[tuple[str, bool]]
"""Ids of teams, and whether they are written too."""


def read_organisation(connection: Connection, org: str) -> Organisation | None:
    name = connection.scalar(select(organisations.c.name).where(organisations.c.org == org))
    return None if name is None else Organisation(org, name)


def existing(connection: Connection, org: str, rights: Rights) -> Rights:
    """Return the pairs whose team is there."""
    wanted = [team for team, _ in rights]
    found = set(
        connection.scalars(select(teams.c.id).where(teams.c.org == org, teams.c.id.in_(wanted)))
    )
    return [pair for pair in rights if pair[0] in found]


def check_teams(connection: Connection, org: str, rights: Rights) -> None:
    """Make sure that these teams are there. Raises NotThereError."""
    if len(existing(connection, org, rights)) < len(rights):
        raise NotThereError("This organization has no such team.")
