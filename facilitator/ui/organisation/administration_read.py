"""What the hub tells an administrator, read into values."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct, ValidationError, convert

from facilitator.errors import FacilitatorError
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.values import Administration, Laptop, TeamRight


class _Team(Struct, frozen=True):
    id: str
    name: str = ""
    writes: bool = False


class _Device(Struct, frozen=True):
    id: str
    name: str
    role: str
    teams: list[_Team] = []
    seen_at: str | None = None
    withdrawn_at: str | None = None
    program: str = ""


class _Organisation(Struct, frozen=True):
    teams: list[_Team]
    devices: list[_Device]
    invitations: list[dict[str, Any]] = []


class OddHubError(FacilitatorError):
    """The hub tells something that this program can't read."""


def read_administration(values: Mapping[str, Any], own: str) -> Administration:
    """Return what an administrator manages; `own` is the id of this laptop. Raises OddHubError.

    Laptops that were withdrawn are left out.
    """
    try:
        found = convert(values, _Organisation)
    except ValidationError as error:
        raise OddHubError(
            tr("The hub’s answer can’t be read. It may need another version of Facilitator.")
        ) from error
    return Administration(
        teams={team.id: team.name for team in found.teams},
        laptops=tuple(_laptop(each, own) for each in found.devices if each.withdrawn_at is None),
        invitations=len(found.invitations),
    )


def _laptop(device: _Device, own: str) -> Laptop:
    return Laptop(
        id=device.id,
        name=device.name,
        role=device.role,
        teams=tuple(TeamRight(team.id, team.writes) for team in device.teams),
        last_seen=_moment(device.seen_at),
        program=device.program,
        is_this=device.id == own,
    )


def _moment(text: str | None) -> datetime | None:
    """Return a moment; None for one that nobody can read."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
