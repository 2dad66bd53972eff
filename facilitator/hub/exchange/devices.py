"""The laptops that have access, remembered for a moment so that not each request asks for them."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from facilitator.hub.base.bounds import LONGEST_TOKEN, SECONDS_BETWEEN_LOOKS
from facilitator.hub.exchange.database import Database
from facilitator.storage.hub.people import Device

_MOST_KNOWN = 20_000
_CONFIRMED_SECONDS = 60.0
"""For so long it is enough that a device has not changed; then its token is asked for again."""


@dataclass(slots=True)
class _Known:
    device: Device
    looked_at: float
    asked_at: float


class Devices:
    """Devices by the hash of their token; what was withdrawn elsewhere is noticed soon."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._keys: dict[str, bytes] = {}
        """By device: with the first use of a new token the old one is void."""

    async def of(self, token: str) -> Device | None:
        """Return the device that has a token, None if nobody has it, or no longer."""
        if not _is_token(token):
            return None
        key = _key_of(token)
        now = asyncio.get_running_loop().time()
        known = self._known.get(key)
        if known is not None and now - known.looked_at < SECONDS_BETWEEN_LOOKS:
            return known.device
        device = await self._database.run(self._database.store.device_of, token)
        if device is None:
            self._known.pop(key, None)
            return None
        former = self._keys.get(device.id)
        if former is not None and former != key:
            self._known.pop(former, None)
        self._keys[device.id] = key
        self._known[key] = _Known(device, now, now)
        self._known.move_to_end(key)
        while len(self._known) > _MOST_KNOWN:
            _, gone = self._known.popitem(last=False)
            self._keys.pop(gone.device.id, None)
        return device

    def confirm(self, device: str, version: int, now: float) -> None:
        """Say that the database was asked and has a device with the same rights as before."""
        known = self._known.get(self._keys.get(device, b""))
        if known is None or known.device.version != version or known.looked_at == float("-inf"):
            return
        if now - known.asked_at < _CONFIRMED_SECONDS:
            # The next look comes a little after this one would be too old.
            known.looked_at = max(known.looked_at, now + SECONDS_BETWEEN_LOOKS / 2)

    def has_seen(self, token: str) -> bool:
        """Return whether a device had this token a while ago, as far as this process knows."""
        return _is_token(token) and _key_of(token) in self._known

    def forget(self, org: str) -> None:
        """Ask for the devices of an organisation again: what they may do has changed."""
        for known in self._known.values():
            if known.device.org == org:
                known.looked_at = float("-inf")


def _is_token(token: str) -> bool:
    return token.isascii() and len(token) <= LONGEST_TOKEN and token.count(".") == 2


def _key_of(token: str) -> bytes:
    return sha256(token.encode()).digest()
