"""Looks into the database for what other processes wrote there, at most every two seconds."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from facilitator.hub.base.bounds import SECONDS_BETWEEN_LOOKS
from facilitator.hub.exchange.database import Database
from facilitator.hub.exchange.devices import Devices
from facilitator.hub.exchange.feed import Feeds
from facilitator.storage.hub.errors import DatabaseAwayError, HubDatabaseError
from facilitator.storage.hub.people import Device


class Watch:
    """Knows the heads of teams and what laptops may do, a little late, for all that wait."""

    def __init__(self, database: Database, feeds: Feeds, devices: Devices) -> None:
        self._database, self._feeds, self._devices = database, feeds, devices
        self._waiting: dict[str, dict[str, _Waiting]] = defaultdict(dict)
        """By organisation and device."""
        self._looking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @contextmanager
    def waiting(self, device: Device, event: asyncio.Event) -> Iterator["_Waiting"]:
        """Set the event when what the device may do has changed, while this lasts."""
        waiting = self._waiting[device.org].setdefault(device.id, _Waiting(device.version))
        waiting.events.add(event)
        try:
            yield waiting
        finally:
            waiting.events.discard(event)
            if not waiting.events:
                self._waiting[device.org].pop(device.id, None)

    async def freshen(self, org: str, teams: Iterable[str]) -> None:
        """Ask for what was not asked for a while. Raises DatabaseAwayError."""
        async with self._looking[org]:
            now = asyncio.get_running_loop().time()
            old = [
                team
                for team in teams
                if now - self._feeds.get((org, team)).looked_at >= SECONDS_BETWEEN_LOOKS
            ]
            if old:
                # With all others that laptops wait for: theirs are about as old.
                await self._look(org, {*old, *self._awaited(org)}, now)

    async def look_now(self, org: str, team: str) -> None:
        """Ask for the head of a team: this process wrote there. Raises DatabaseAwayError."""
        async with self._looking[org]:
            await self._look(org, [team], asyncio.get_running_loop().time())

    def changed(self, org: str) -> None:
        """Say that rights in an organisation were changed by this process just now."""
        self._devices.forget(org)
        for waiting in list(self._waiting.get(org, {}).values()):
            waiting.change()

    async def run(self) -> None:
        """Look for all who wait, until cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            teams: dict[str, set[str]] = defaultdict(set)
            for org, team in self._feeds.awaited():
                teams[org].add(team)
            for org in [org for org, some in self._waiting.items() if not some]:
                del self._waiting[org]
            for org in self._looking.keys() - teams.keys():
                if not self._looking[org].locked():
                    del self._looking[org]
            for org in teams.keys() | self._waiting.keys():
                # While it is away, those who wait go on waiting; it is tried again.
                with suppress(DatabaseAwayError, HubDatabaseError):
                    async with self._looking[org]:
                        now = asyncio.get_running_loop().time()
                        await self._look(org, teams[org], now)

    def _awaited(self, org: str) -> list[str]:
        return [team for its, team in self._feeds.awaited() if its == org]

    async def _look(self, org: str, teams: Iterable[str], now: float) -> None:
        known = {team: self._feeds.get((org, team)).head for team in teams}
        devices = list(self._waiting.get(org, ()))
        look = await self._database.look(org, known, devices)
        for team, head in known.items():
            self._feeds.set_head((org, team), look.heads.get(team, 0), head, now)
        for device in devices:
            waiting = self._waiting[org].get(device)
            version = look.versions.get(device)
            if version is not None:
                self._devices.confirm(device, version, now)
            if waiting is not None and version != waiting.version:
                self._devices.forget(org)
                waiting.change()


class _Waiting:
    """A device with pulls that wait."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.is_changed = False
        self.events: set[asyncio.Event] = set()

    def change(self) -> None:
        self.is_changed = True
        for event in self.events:
            event.set()
