"""Laptops, what they may do, and the invitations with which they join."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from facilitator.storage.hub.errors import (
    NotThereError,
    UnknownInvitationError,
    UsedInvitationError,
)
from facilitator.storage.hub.people import Device, Invitation, Organisation, Role, TeamRight
from facilitator.storage.hub.tables import (
    device_teams,
    devices,
    invitations,
    organisations,
    teams,
)

Rights = Sequence[tuple[str, bool]]
"""Ids of teams, and whether they are written too."""


def read_organisation(connection: Connection, org: str) -> Organisation | None:
    name = connection.scalar(select(organisations.c.name).where(organisations.c.org == org))
    return None if name is None else Organisation(org, name)


def read_hashes(connection: Connection, org: str, device: str) -> tuple[str, str | None] | None:
    """Return the hashes of a laptop's secret and of its next one; None if it may not come in."""
    found = connection.execute(
        select(devices.c.secret_hash, devices.c.next_hash).where(
            devices.c.org == org, devices.c.id == device, devices.c.withdrawn_at.is_(None)
        )
    ).first()
    return (found.secret_hash, found.next_hash) if found else None


def confirm_next_hash(connection: Connection, org: str, device: str, shown: str) -> None:
    """Let the next secret of a laptop be its only one, if it still is the next one.

    Another request may have shown it already, and got one that follows.
    """
    connection.execute(
        update(devices)
        .where(devices.c.org == org, devices.c.id == device, devices.c.next_hash == shown)
        .values(secret_hash=shown, next_hash=None)
    )


def write_next_hash(connection: Connection, org: str, device: str, next_hash: str) -> None:
    connection.execute(
        update(devices)
        .where(devices.c.org == org, devices.c.id == device)
        .values(next_hash=next_hash)
    )


def read_devices(connection: Connection, org: str, only: str | None = None) -> list[Device]:
    """Return all laptops by name, or the one with this id."""
    organisation = read_organisation(connection, org)
    if organisation is None:
        return []
    chosen = [devices.c.org == org] + ([devices.c.id == only] if only else [])
    rights = _read_rights(connection, org, only)
    found = connection.execute(
        select(devices).where(*chosen).order_by(devices.c.name, devices.c.id)
    ).mappings()
    kept = ("id", "name", "version", "records", "program", "joined_at", "seen_at", "withdrawn_at")
    return [
        Device(
            organisation=organisation,
            role=Role(row["role"]),
            teams=tuple(rights.get(row["id"], ())),
            **{name: row[name] for name in kept},
        )
        for row in found
    ]


def read_versions(connection: Connection, org: str, wanted: Collection[str]) -> dict[str, int]:
    """Return the version of each of these laptops that may come in."""
    found = connection.execute(
        select(devices.c.id, devices.c.version).where(
            devices.c.org == org, devices.c.id.in_(wanted), devices.c.withdrawn_at.is_(None)
        )
    )
    return dict(found.all())


def read_device(connection: Connection, org: str, device: str) -> Device:
    """Return a laptop. Raises NotThereError."""
    if found := read_devices(connection, org, device):
        return found[0]
    raise NotThereError("This organization has no such laptop.")


def add_device(
    connection: Connection, org: str, device: str, values: dict[str, object], rights: Rights
) -> None:
    connection.execute(insert(devices).values(org=org, id=device, version=1, **values))
    _add_rights(connection, org, device, rights)


def set_device(connection: Connection, org: str, device: str, role: Role, rights: Rights) -> None:
    """Change what a laptop may do. Raises NotThereError."""
    check_teams(connection, org, rights)
    _bump(connection, org, device, {"role": role.value})
    if role is not Role.ADMINISTRATOR:
        _remove_invitations_of(connection, org, device)
    connection.execute(
        delete(device_teams).where(device_teams.c.org == org, device_teams.c.device == device)
    )
    _add_rights(connection, org, device, rights)


def withdraw(connection: Connection, org: str, device: str, now: str) -> None:
    """Let a laptop in no more. Raises NotThereError."""
    if read_device(connection, org, device).withdrawn_at is None:
        _bump(connection, org, device, {"withdrawn_at": now})
        _remove_invitations_of(connection, org, device)


def bump_all(connection: Connection, org: str) -> None:
    """Tell all laptops that something changed that they show, such as the name of a team."""
    connection.execute(
        update(devices).where(devices.c.org == org).values(version=devices.c.version + 1)
    )


def set_seen(
    connection: Connection, org: str, device: str, now: str, records: int, program: str
) -> None:
    connection.execute(
        update(devices)
        .where(devices.c.org == org, devices.c.id == device)
        .values(seen_at=now, records=records, program=program)
    )


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


def _remove_invitations_of(connection: Connection, org: str, device: str) -> None:
    """Remove the open invitations that a laptop made: whoever has it could come back with one."""
    connection.execute(
        delete(invitations).where(
            invitations.c.org == org,
            invitations.c.made_by == device,
            invitations.c.used_at.is_(None),
        )
    )


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


def _bump(connection: Connection, org: str, device: str, values: dict[str, object]) -> None:
    changed = connection.execute(
        update(devices)
        .where(devices.c.org == org, devices.c.id == device)
        .values(version=devices.c.version + 1, **values)
    )
    if not changed.rowcount:
        raise NotThereError("This organization has no such laptop.")


def _add_rights(connection: Connection, org: str, device: str, rights: Rights) -> None:
    values = [
        {"org": org, "device": device, "team": team, "writes": writes}
        for team, writes in dict(rights).items()
    ]
    if values:
        connection.execute(insert(device_teams), values)


def _read_rights(
    connection: Connection, org: str, device: str | None
) -> dict[str, list[TeamRight]]:
    chosen = [device_teams.c.org == org] + ([device_teams.c.device == device] if device else [])
    found = connection.execute(
        select(device_teams.c.device, teams.c.id, teams.c.name, device_teams.c.writes)
        .join(teams, (teams.c.org == device_teams.c.org) & (teams.c.id == device_teams.c.team))
        .where(*chosen)
        .order_by(teams.c.name, teams.c.id)
    )
    rights: dict[str, list[TeamRight]] = {}
    for its, team, name, writes in found:
        rights.setdefault(its, []).append(TeamRight(team, name, writes))
    return rights


def _pairs(stored: Iterable[Sequence[object]]) -> tuple[tuple[str, bool], ...]:
    return tuple((str(team), bool(writes)) for team, writes in stored)
