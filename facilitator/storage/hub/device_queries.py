"""Laptops, and what they may do."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, update

from facilitator.storage.hub import invitation_queries
from facilitator.storage.hub.errors import NotThereError
from facilitator.storage.hub.organisation_queries import Rights, check_teams, read_organisation
from facilitator.storage.hub.people import Device, Role, TeamRight
from facilitator.storage.hub.tables import device_teams, devices, teams


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
        invitation_queries.remove_made_by(connection, org, device)
    connection.execute(
        delete(device_teams).where(device_teams.c.org == org, device_teams.c.device == device)
    )
    _add_rights(connection, org, device, rights)


def withdraw(connection: Connection, org: str, device: str, now: str) -> None:
    """Let a laptop in no more. Raises NotThereError."""
    if read_device(connection, org, device).withdrawn_at is None:
        _bump(connection, org, device, {"withdrawn_at": now})
        invitation_queries.remove_made_by(connection, org, device)


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
