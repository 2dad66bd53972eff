"""The invitations with which laptops join, each once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from facilitator.storage.hub.errors import (
    NotThereError,
    UnknownInvitationError,
    UsedInvitationError,
)
from facilitator.storage.hub.organisation_queries import Rights, check_teams, read_organisation
from facilitator.storage.hub.people import Invitation, Role
from facilitator.storage.hub.tables import devices, invitations


def add_invitation(
    connection: Connection,
    org: str,
    invitation: Invitation,
    secret_hash: str,
    made_by: str | None,
) -> None:
    """Keep an invitation, once.

    Raises NotThereError if one of its teams is not there, or `made_by` is no administrator by now.
    """
    if read_organisation(connection, org) is None:
        raise NotThereError("The hub has no such organization.")
    if made_by is not None and not _administrates(connection, org, made_by):
        raise NotThereError("This organization has no such administrator.")
    check_teams(connection, org, invitation.teams)
    of_it = (invitations.c.org == org, invitations.c.id == invitation.id)
    if connection.scalar(select(invitations.c.id).where(*of_it)) is None:
        values = {
            "org": org,
            "id": invitation.id,
            "secret_hash": secret_hash,
            "role": invitation.role.value,
            "teams": [list(pair) for pair in invitation.teams],
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
            "made_by": made_by,
        }
        connection.execute(insert(invitations).values(values))


def read_invitations(connection: Connection, org: str, now: str) -> list[Invitation]:
    """Return the invitations that can still be used, the newest first."""
    found = connection.execute(
        select(invitations)
        .where(
            invitations.c.org == org,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .order_by(invitations.c.created_at.desc())
    )
    return [
        Invitation(
            id=row.id,
            role=Role(row.role),
            teams=_pairs(row.teams),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )
        for row in found
    ]


def take_invitation(
    connection: Connection, org: str, secret_hash: str, device: str, now: str
) -> tuple[Role, Rights]:
    """Use an invitation up for a laptop; for the same one again if its answer was lost.

    Raises UnknownInvitationError and UsedInvitationError.
    """
    of_it = (invitations.c.org == org, invitations.c.secret_hash == secret_hash)
    connection.execute(
        update(invitations)
        .where(*of_it, invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .values(used_at=now, device=device)
    )
    found = connection.execute(select(invitations).where(*of_it)).first()
    if found is not None and found.device == device:
        return Role(found.role), _pairs(found.teams)
    if found is not None and found.used_at is not None:
        raise UsedInvitationError(
            "This invitation has already been used. Ask for a new one; each laptop needs its own."
        )
    raise UnknownInvitationError(
        "This invitation isn’t valid or is more than a day old. Ask for a new one."
    )


def remove_invitation(connection: Connection, org: str, invitation: str) -> None:
    """Take back an invitation that nobody has used. Raises NotThereError."""
    gone = connection.execute(
        delete(invitations).where(
            invitations.c.org == org,
            invitations.c.id == invitation,
            invitations.c.used_at.is_(None),
        )
    )
    if not gone.rowcount:
        raise NotThereError("This organization has no such open invitation.")


def _administrates(connection: Connection, org: str, device: str) -> bool:
    """Return whether a laptop is an administrator's; it stays so until the transaction ends."""
    found = connection.scalar(
        select(devices.c.id)
        .where(
            devices.c.org == org,
            devices.c.id == device,
            devices.c.role == Role.ADMINISTRATOR.value,
            devices.c.withdrawn_at.is_(None),
        )
        .with_for_update(read=True)
    )
    return found is not None


def remove_made_by(connection: Connection, org: str, device: str) -> None:
    """Remove the open invitations that a laptop made: whoever has it could come back with one."""
    connection.execute(
        delete(invitations).where(
            invitations.c.org == org,
            invitations.c.made_by == device,
            invitations.c.used_at.is_(None),
        )
    )


def _pairs(stored: Iterable[Sequence[object]]) -> tuple[tuple[str, bool], ...]:
    return tuple((str(team), bool(writes)) for team, writes in stored)
