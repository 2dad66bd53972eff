"""What administrators ask for: teams, invitations, laptops, and to erase a meeting."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from facilitator.hub.base.invitation_link import invitation_link
from facilitator.hub.base.refusals import bad_request, not_found
from facilitator.hub.handler import Handler
from facilitator.hub.requests import (
    Access,
    DeviceRequest,
    EraseRequest,
    InvitationRequest,
    TeamRequest,
    WithdrawRequest,
    reader,
)
from facilitator.hub.services import log
from facilitator.storage.hub.errors import NameTakenError, NotThereError
from facilitator.storage.hub.people import Device, Invitation, Role

_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_read_team = reader(TeamRequest)
_read_invitation = reader(InvitationRequest)
_read_device = reader(DeviceRequest)
_read_withdraw = reader(WithdrawRequest)
_read_erase = reader(EraseRequest)

T = TypeVar("T")


class AdminHandler(Handler):
    """A request that only an administrator may make."""

    async def done(self, make: Callable[[], T]) -> T:
        """Return what a function of the store returns. Raises HubRefusal."""
        try:
            return await self.services.database.run(make)
        except NotThereError:
            raise not_found() from None
        except NameTakenError:
            raise bad_request("There is a team of that name already.") from None


class OrganisationHandler(AdminHandler):
    """All teams, laptops and open invitations."""

    async def get(self) -> None:
        await self.answer(self._organisation)

    async def _organisation(self) -> Mapping[str, object]:
        asking = await self.administrator()
        store, org = self.services.database.store, asking.org
        teams = await self.done(lambda: store.teams(org))
        devices = await self.done(lambda: store.devices(org))
        invitations = await self.done(lambda: store.invitations(org))
        return {
            "organisation": {"id": org, "name": asking.organisation.name},
            "teams": [{"id": team.id, "name": team.name, "entries": team.head} for team in teams],
            "devices": [_laptop(device) for device in devices],
            "invitations": [_open(invitation) for invitation in invitations],
        }


class TeamsHandler(AdminHandler):
    """A new team."""

    async def post(self) -> None:
        await self.answer(self._add)

    async def _add(self) -> Mapping[str, object]:
        asking = await self.administrator()
        asked = _read_team(self.request.body)
        store = self.services.database.store
        team = await self.done(lambda: store.add_team(asking.org, asked.name))
        log.info("team %s added by %s", team.id, asking.id)
        return {"id": team.id, "name": team.name}


class InvitationsHandler(AdminHandler):
    """A code with which a laptop joins, within a day."""

    async def post(self) -> None:
        await self.answer(self._invite)

    async def _invite(self) -> Mapping[str, object]:
        asking = await self.administrator()
        asked = _read_invitation(self.request.body)
        address = self.services.listen.address or self._own_address()
        store = self.services.database.store
        code = await self.done(
            lambda: store.invite(asking.org, Role(asked.role), _rights(asked.teams), asking.id)
        )
        log.info("laptop invited by %s", asking.id)
        return {"invitation": invitation_link(address, code, self.services.listen.pin)}

    def _own_address(self) -> str:
        """Return the address at which the administrator reached the hub. Raises HubRefusal."""
        host = self.request.headers.get("Host", "")
        if _HOST.fullmatch(host) is None:
            raise bad_request()
        listen = self.services.listen
        is_encrypted = listen.certificate is not None or listen.behind_proxy
        return f"{'https' if is_encrypted else 'http'}://{host}"


class DeviceHandler(AdminHandler):
    """What a laptop may do from now on."""

    async def post(self) -> None:
        await self.answer(self._set)

    async def _set(self) -> Mapping[str, object]:
        asking = await self.administrator()
        asked = _read_device(self.request.body)
        store = self.services.database.store
        await self.done(
            lambda: store.set_device(
                asking.org, asked.device, Role(asked.role), _rights(asked.teams)
            )
        )
        self.services.watch.changed(asking.org)
        log.info("rights of laptop %s set by %s", asked.device, asking.id)
        return {}


class WithdrawHandler(AdminHandler):
    """A laptop has no access any more, from this moment on."""

    async def post(self) -> None:
        await self.answer(self._withdraw)

    async def _withdraw(self) -> Mapping[str, object]:
        asking = await self.administrator()
        asked = _read_withdraw(self.request.body)
        store = self.services.database.store
        await self.done(lambda: store.withdraw(asking.org, asked.device))
        self.services.watch.changed(asking.org)
        log.info("laptop %s withdrawn by %s", asked.device, asking.id)
        return {}


class EraseHandler(AdminHandler):
    """A meeting is erased for everybody."""

    async def post(self) -> None:
        await self.answer(self._erase)

    async def _erase(self) -> Mapping[str, object]:
        asking = await self.administrator()
        asked = _read_erase(self.request.body)
        store = self.services.database.store
        pushed = await self.done(lambda: store.erase(asking.org, asked.team, asked.meeting))
        # Also the logs where it was before, and those of meetings that copied something from it.
        for team in sorted({asked.team, *(team for team, _ in pushed.erased)}):
            self.services.feeds.forget((asking.org, team))
            await self.services.watch.look_now(asking.org, team)
        log.info("meeting erased by %s", asking.id)
        return {}


def _rights(teams: list[Access]) -> list[tuple[str, bool]]:
    return list({team.id: team.writes for team in teams}.items())


def _laptop(device: Device) -> Mapping[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "role": str(device.role),
        "teams": [
            {"id": team.id, "name": team.name, "writes": team.writes} for team in device.teams
        ],
        "joined_at": device.joined_at,
        "seen_at": device.seen_at,
        "withdrawn_at": device.withdrawn_at,
        "records": device.records,
        "program": device.program,
    }


def _open(invitation: Invitation) -> Mapping[str, object]:
    return {
        "id": invitation.id,
        "role": str(invitation.role),
        "teams": [{"id": team, "writes": writes} for team, writes in invitation.teams],
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }
