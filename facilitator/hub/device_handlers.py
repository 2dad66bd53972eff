"""What laptops ask for: to join, what they may do, and to send and read changes."""

from collections.abc import Mapping

from facilitator import __version__
from facilitator.hub.base.bounds import MOST_PLACES, PROTOCOL
from facilitator.hub.base.refusals import not_yours, slow_down, used_code
from facilitator.hub.exchange.pushed_entries import check
from facilitator.hub.handler import Handler
from facilitator.hub.requests import (
    JoinRequest,
    PlacesRequest,
    PullRequest,
    PushRequest,
    reader,
)
from facilitator.hub.services import log
from facilitator.storage.hub.errors import UnknownInvitationError, UsedInvitationError
from facilitator.storage.hub.people import Device
from facilitator.storage.shared_log.log_body import RECORDS

_read_join = reader(JoinRequest)
_read_push = reader(PushRequest)
_read_pull = reader(PullRequest)
_read_places = reader(PlacesRequest)


class HealthHandler(Handler):
    """Whether the hub answers, for whoever watches over it; nothing of an organisation."""

    needs_protocol = False

    async def get(self) -> None:
        await self.answer(self._health)

    async def _health(self) -> Mapping[str, object]:
        return {"ok": True, "records": RECORDS, "program": __version__, "protocol": PROTOCOL}


class JoinHandler(Handler):
    """A laptop joins with an invitation."""

    async def post(self) -> None:
        await self.answer(self._join)

    async def _join(self) -> Mapping[str, object]:
        if seconds := self.services.limits.joins.take(self.address):
            raise slow_down(seconds)
        asked = _read_join(self.request.body)
        database = self.services.database
        try:
            joined = await database.run(
                database.store.use_invitation,
                asked.code,
                asked.name,
                records=asked.records,
                program=asked.program,
            )
        except (UnknownInvitationError, UsedInvitationError):
            raise used_code() from None
        log.info("laptop %s joined", joined.device.id)
        return {"token": joined.token, "device": joined.device.id, **_access(joined.device)}


class MeHandler(Handler):
    """What a laptop may do."""

    async def get(self) -> None:
        await self.answer(self._me)

    async def _me(self) -> Mapping[str, object]:
        device = await self.device()
        if seconds := self.services.limits.requests.take(device.id):
            raise slow_down(seconds)
        return {
            "device": device.id,
            "name": device.name,
            **_access(device),
            "me_version": device.version,
            "records": RECORDS,
            "program": __version__,
        }


class PushHandler(Handler):
    """A laptop sends its changes; the answer comes once they are committed."""

    async def post(self) -> None:
        await self.answer(self._push)

    async def _push(self) -> Mapping[str, object]:
        device = await self.device()
        limits = self.services.limits
        if seconds := limits.requests.take(device.id):
            raise slow_down(seconds)
        asked = _read_push(self.request.body)
        if seconds := limits.entries.take(device.id, len(asked.entries)):
            raise slow_down(seconds)
        return await self.services.pushes.push(device, check(asked.entries, device.writable))


class PullHandler(Handler):
    """A laptop reads what is new, or waits for it."""

    _under_way = ""

    async def post(self) -> None:
        try:
            await self.answer(self._pull)
        finally:
            if self._under_way:
                self.services.limits.pulls.end(self._under_way)

    async def _pull(self) -> str:
        device = await self.device()
        if seconds := self.services.limits.requests.take(device.id):
            raise slow_down(seconds)
        if not self.services.limits.pulls.begin(device.id):
            raise slow_down(1)
        self._under_way = device.id
        asked = _read_pull(self.request.body)
        self.services.seen(device, asked.records, self.program)
        # A laptop that does not know yet what it may do has news without waiting for any.
        is_told = asked.me_version in (None, device.version)
        teams = await self._news(device, asked, asked.wait if is_told else 0)
        now = await self.device()
        if now.teams != device.teams:
            # What it was about to be told may be of a team that it may not read by now.
            teams = await self._news(now, asked, 0)
        return f'{{"teams":{teams},"me_version":{now.version}}}'

    async def _news(self, device: Device, asked: PullRequest, wait: float) -> str:
        readable = {team.id for team in device.teams}
        # Of a team that it may not read nothing is said, be there one or not: what has changed for
        # a laptop it hears by the version.
        after = {team: cursor for team, cursor in asked.after.items() if team in readable}
        self.services.held.keep(self.stream)
        try:
            return await self.services.pulls.pull(device, after, most=asked.most, wait=wait)
        finally:
            self.services.held.release(self.stream)


class PlacesHandler(Handler):
    """A laptop looks for the last place that it and the log have in common."""

    async def post(self) -> None:
        await self.answer(self._places)

    async def _places(self) -> Mapping[str, object]:
        device = await self.device()
        if seconds := self.services.limits.requests.take(device.id):
            raise slow_down(seconds)
        asked = _read_places(self.request.body)
        if asked.team not in {team.id for team in device.teams}:
            raise not_yours()
        database = self.services.database
        most = min(asked.most, MOST_PLACES)
        places = await database.run(
            database.store.places, device.org, asked.team, asked.before, most
        )
        return {"places": [[seq, known] for seq, known in places]}


class RotateHandler(Handler):
    """A laptop gets a new token; the old one holds until the new one was used."""

    async def post(self) -> None:
        await self.answer(self._rotate)

    async def _rotate(self) -> Mapping[str, object]:
        device = await self.device()
        if seconds := self.services.limits.requests.take(device.id, 20):
            raise slow_down(seconds)
        database = self.services.database
        return {"token": await database.run(database.store.rotate, device)}


class LeaveHandler(Handler):
    """A laptop withdraws itself."""

    async def post(self) -> None:
        await self.answer(self._leave)

    async def _leave(self) -> Mapping[str, object]:
        device = await self.device()
        await self.services.withdraw(device.org, device.id)
        log.info("laptop %s left", device.id)
        return {}


def _access(device: Device) -> Mapping[str, object]:
    """Return what a laptop is told about itself."""
    return {
        "organisation": {"id": device.organisation.id, "name": device.organisation.name},
        "role": str(device.role),
        "teams": [
            {"id": team.id, "name": team.name, "writes": team.writes} for team in device.teams
        ],
    }
