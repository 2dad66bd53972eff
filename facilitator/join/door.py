"""Who may come in: the code, those who ask, those who are in, and those who were removed.

All of it lives on the server's thread. Nothing here knows of sockets, files or the meeting.
"""

import base64
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from facilitator.domain.contributions.own import Own
from facilitator.join.desk import Person, State
from facilitator.join.names import clean_name, free_name, guest_name
from facilitator.join.token_bucket import TokenBucket

MOST_DEVICES = 250
"""Devices that ask or are in."""
MOST_ASKING = 60
MOST_ASKING_AT_ONE_ADDRESS = 3
MOST_REMOVED = 250
"""Devices that are remembered so that they can't ask again."""
TOKEN_BYTES = 16
CODE_LASTS = timedelta(days=1)
GIVEN_UP_SECONDS = 600.0
"""For so long somebody who asks may be away, with the phone in a pocket."""


class Why(StrEnum):
    """Why somebody can't ask to join; the page has a sentence for each."""

    OLD_CODE = "old-code"
    CLOSED = "closed"
    FULL = "full"
    OUT = "out"
    NAME = "name"


class AskRefusedError(Exception):
    """A refusal to let somebody ask; nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, for what lasts a day, and seconds that never go back, for the rest."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic


_LOOKS_LIKE = str.maketrans("018", "olb")
"""Digits that no code has, and the letters that are read as them on a wall."""


@dataclass(frozen=True, slots=True)
class Code:
    """What the picture on the wall says besides the address; it lasts for a day."""

    token: str
    made: datetime

    @classmethod
    def new(cls, now: datetime) -> "Code":
        # No capitals, no 0 and no 1: who has no camera types it.
        letters = base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode()
        return cls(letters.rstrip("=").lower(), now)

    def is_void(self, now: datetime) -> bool:
        # Either way: a clock that was wrong by days says nothing about the age.
        return abs(now - self.made) > CODE_LASTS

    def fits(self, token: str, now: datetime) -> bool:
        """Return whether this is the token, as it is or as it was typed.

        How long that takes says nothing about it.
        """
        sent = "".join(token.split()).lower().translate(_LOOKS_LIKE)
        sent_bytes = sent.encode("utf-8", "surrogatepass")
        return secrets.compare_digest(sent_bytes, self.token.encode()) and not self.is_void(now)


@dataclass(slots=True, kw_only=True, eq=False)
class Device:
    """One device at the door or in; `cookie` is only the hash of what the device itself has."""

    id: str
    cookie: str
    name: str
    state: State
    own: Own = field(default_factory=Own)
    address: str = ""
    asked_as: str = ""
    """The name that it asked with, which somebody else may have had."""
    streams: int = 0
    is_done: bool = False
    last_seen: float = 0.0
    has_listened: bool = False
    """Whether it has its cookie for sure."""
    bucket: TokenBucket = field(default_factory=lambda: TokenBucket(0.0))

    @property
    def is_connected(self) -> bool:
        return self.streams > 0


def hash_of(cookie: str) -> str:
    """Return what is kept of a cookie."""
    return sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()


class Door:
    """The door of one meeting. Devices are known by ids that mean nothing to anybody else."""

    def __init__(
        self,
        *,
        needs_names: bool = False,
        clock: Clock | None = None,
        code: Code | None = None,
        devices: Iterable[Device] = (),
    ) -> None:
        self.needs_names = needs_names
        self.is_open = True
        """Whether anybody new may ask."""
        self.lets_all_in = False
        self._clock = clock or Clock()
        self._code = code or Code.new(self._clock.now())
        self._devices = {device.id: device for device in devices}
        self._by_cookie = {device.cookie: device for device in self._devices.values()}
        for device in self._devices.values():
            device.last_seen, device.has_listened = self._clock.seconds(), True

    @property
    def code(self) -> Code:
        return self._code

    @property
    def devices(self) -> tuple[Device, ...]:
        """All that are known, in the order of asking, also those that were removed."""
        return tuple(self._devices.values())

    def turn_code(self) -> str:
        """Make a new token, which is returned; the old one is void."""
        self._code = Code.new(self._clock.now())
        return self._code.token

    def device(self, device_id: str) -> Device | None:
        return self._devices.get(device_id)

    def known(self, cookie: str) -> Device | None:
        """Return the device that has this cookie."""
        return self._by_cookie.get(hash_of(cookie)) if cookie else None

    def ask(self, token: str, name: str, address: str, cookie: str = "") -> tuple[Device, str]:
        """Ask to join. Return the device, and its cookie if it got a new one.

        A device that asks or is in stays what it is, and needs no token. Raises AskRefusedError.
        """
        if (known := self.known(cookie)) is not None:
            if known.state is State.OUT:
                raise AskRefusedError(Why.OUT)
            return known, ""
        if not self._code.fits(token, self._clock.now()):
            raise AskRefusedError(Why.OLD_CODE)
        if not self.is_open:
            raise AskRefusedError(Why.CLOSED)
        cleaned = clean_name(name)
        if self.needs_names and not cleaned:
            raise AskRefusedError(Why.NAME)
        if cleaned:
            self._forget_unheard(cleaned, address)
        self._check_room(address)
        return self._new_device(cleaned, address)

    def _forget_unheard(self, cleaned: str, address: str) -> None:
        """Forget who asked under this name and never got the answer: the same phone asks again."""
        for device in self._present():
            is_alike = device.address == address and device.asked_as == cleaned
            if is_alike and device.state is State.ASKED and not device.has_listened:
                self._forget(device)

    def _check_room(self, address: str) -> None:
        asking = [device for device in self._present() if device.state is State.ASKED]
        here = sum(device.address == address for device in asking)
        if (
            len(self._present()) >= MOST_DEVICES
            or len(asking) >= MOST_ASKING
            or here >= MOST_ASKING_AT_ONE_ADDRESS
        ):
            raise AskRefusedError(Why.FULL)

    def _new_device(self, cleaned: str, address: str) -> tuple[Device, str]:
        cookie, seconds = secrets.token_urlsafe(24), self._clock.seconds()
        taken = [device.name for device in self._present()]
        name = free_name(cleaned, taken) if cleaned else guest_name(taken)
        device = Device(
            id=secrets.token_hex(16),
            cookie=hash_of(cookie),
            name=name,
            state=State.IN if self.lets_all_in else State.ASKED,
            # A guest has a name on the list of people only.
            own=Own(name=name if cleaned else ""),
            address=address,
            asked_as=cleaned,
            last_seen=seconds,
            bucket=TokenBucket(seconds),
        )
        self._devices[device.id] = self._by_cookie[device.cookie] = device
        return device, cookie

    def admit(self, *device_ids: str) -> tuple[Device, ...]:
        """Let in those who ask; return those who were let in."""
        found = map(self._devices.get, dict.fromkeys(device_ids))
        admitted = tuple(device for device in found if device and device.state is State.ASKED)
        for device in admitted:
            device.state = State.IN
        return admitted

    def admit_all(self, on: bool) -> tuple[Device, ...]:
        """Let in those who ask now, and everybody who asks later, until it is switched off.

        Return those who were let in.
        """
        self.lets_all_in = on
        return self.admit(*self._devices) if on else ()

    def close(self) -> None:
        """Let nobody new ask; those who are in stay, and those who ask may still be let in."""
        self.is_open = False

    def open(self) -> None:
        self.is_open = True

    def remove(self, device_id: str) -> Own:
        """Remove somebody who asks or is in; return what was theirs, which is forgotten here."""
        device = self._devices.get(device_id)
        if device is None:
            return Own()
        own, device.own = device.own, Own()
        device.state, device.is_done = State.OUT, False
        # Last in the order, so that those who were removed longest ago are forgotten first.
        self._devices[device_id] = self._devices.pop(device_id)
        removed = [device for device in self._devices.values() if device.state is State.OUT]
        for oldest in removed[:-MOST_REMOVED]:
            self._forget(oldest)
        return own

    def leave(self, device_id: str) -> Own:
        """Forget a device that goes by itself and may ask again; return what was its own."""
        device = self._devices.get(device_id)
        if device is None or device.state is State.OUT:
            return Own()
        self._forget(device)
        return device.own

    def drop_vanished(self) -> tuple[str, ...]:
        """Forget those who ask and have been away for too long; return their ids."""
        longest_ago = self._clock.seconds() - GIVEN_UP_SECONDS
        vanished = [
            device
            for device in self._devices.values()
            if device.state is State.ASKED
            and not device.is_connected
            and device.last_seen < longest_ago
        ]
        for device in vanished:
            self._forget(device)
        return tuple(device.id for device in vanished)

    def connect(self, device: Device) -> None:
        """Count a stream that a device opened."""
        device.streams += 1
        device.last_seen, device.has_listened = self._clock.seconds(), True

    def disconnect(self, device: Device) -> None:
        """Count a stream that ended, for whatever reason."""
        device.streams = max(0, device.streams - 1)
        device.last_seen = self._clock.seconds()

    def seconds_to_wait(self, device: Device) -> float:
        """Return 0 when a device may send something now, which counts, or else for how long not."""
        return device.bucket.take(self._clock.seconds())

    def clear_done(self) -> tuple[Device, ...]:
        """Begin a stage with which nobody is done; return those who were done with the last."""
        done = tuple(device for device in self._devices.values() if device.is_done)
        for device in done:
            device.is_done = False
        return done

    def set_own(self, device_id: str, own: Own) -> None:
        device = self._devices.get(device_id)
        if device is not None and device.state is not State.OUT:
            device.own = own

    def own_of(self) -> Mapping[str, Own]:
        """Return what each device has that is in, by its id."""
        return {d.id: d.own for d in self._devices.values() if d.state is State.IN}

    def people(self) -> tuple[Person, ...]:
        """Return who asks and who is in, in the order of asking."""
        return tuple(
            Person(
                id=device.id,
                name=device.name,
                state=device.state,
                is_connected=device.is_connected,
                is_done=device.is_done,
            )
            for device in self._present()
        )

    def _present(self) -> list[Device]:
        return [device for device in self._devices.values() if device.state is not State.OUT]

    def _forget(self, device: Device) -> None:
        del self._devices[device.id]
        self._by_cookie.pop(device.cookie, None)
