"""What is behind the handlers: who is there, what they are told, and what they send."""

import asyncio
import logging
from collections.abc import Iterable

import msgspec

from facilitator import crash_report
from facilitator.domain.contributions.own import Own
from facilitator.join.desk import Answer, Desk, State
from facilitator.join.door import Device
from facilitator.join.join_file import Proposal
from facilitator.join.join_store import JoinStore
from facilitator.join.page_data import RoomData, YouData
from facilitator.join.patch import patch
from facilitator.join.web.events import OVER, EventLog, Stream, Streams, event
from facilitator.join.web.faults import wordless
from facilitator.join.web.intake import Intake
from facilitator.join.web.requests import ContributeRequest, ItemOf

_log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode
BUG = (
    "Something went wrong with the page on people’s own devices. This is a bug in Facilitator, "
    "not your mistake. Your meeting is safe. If a device stops working, stop joining and start it "
    "again."
)
_SAVE_SECONDS = 0.1
"""How long changes at the door are gathered before they are written: people come in bursts."""


class Reception:
    """Everything that requests are answered from; used on the server's thread alone."""

    def __init__(self, desk: Desk, store: JoinStore, patience: float) -> None:
        """Create it; `patience` is how many seconds a page waits for an answer."""
        self.store, self.door = store, store.door
        self.hosts: frozenset[str] = frozenset()
        """What a request has to be sent to: the addresses that are shown, each with the port."""
        self._desk = desk
        self._intake = Intake(
            desk, store, tell_done=self._on_done, report=self.report, patience=patience
        )
        self._log, self._streams = EventLog(), Streams()
        self._room: RoomData | None = None
        self._room_text: bytes | None = b"null"
        self._you: dict[str, YouData] = {}
        self._saving: asyncio.TimerHandle | None = None
        self._people_soon: asyncio.Handle | None = None
        self._reported: set[str] = set()

    # Requests

    def ask(self, token: str, name: str, address: str, cookie: str) -> tuple[Device, str]:
        """Ask to join; see Door.ask."""
        device, new_cookie = self.door.ask(token, name, address, cookie)
        if new_cookie:
            self._changed()
        return device, new_cookie

    def item_of(self, device: Device) -> ItemOf:
        """Return what makes of a key the id of the item that the device added with it."""
        return lambda key: self.store.item_id(device.id, key)

    def leave(self, device: Device) -> None:
        """Let a device go that wants to."""
        self.store.leave(device.id)
        self._forget(device.id)
        self._changed()

    async def contribute(self, device: Device, sent: ContributeRequest) -> Answer:
        """Return the answer to a contribution; see Intake.contribute."""
        return await self._intake.contribute(device, sent)

    def catch_up(self, device: Device, since: str) -> bytes:
        """Return what a page has to be told that has heard all up to the event `since`."""
        missed = self._log.since(since) if device.state is State.IN else None
        return self._everything(device) if missed is None else missed + self._you_event(device)

    def listen(self, device: Device, stream: Stream) -> None:
        """Tell a page what happens from now on."""
        self._streams.add(device.id, stream)
        self.door.connect(device)
        self.show_people()

    def stop_listening(self, device: Device, stream: Stream) -> None:
        """Forget a page that is gone."""
        self._streams.discard(device.id, stream)
        self.door.disconnect(device)
        self.show_people()

    # What the program says

    def publish(self, room: RoomData) -> None:
        """Tell all who are in what the room sees now."""
        before, self._room = self._room, room
        if before is None:
            self._room_text = None
            self._log.clear()
            self._send_everything(self._devices_in())
        elif (change := patch(before, room)) is not None:
            self._room_text = None
            data = self._log.append("room", _encode(change))
            for device in self._devices_in():
                self._streams.send(device.id, data)

    def tell(self, device_id: str, you: YouData) -> None:
        """Tell a device what is its own."""
        device = self.door.device(device_id)
        if device is not None and self._you.get(device_id) != you:
            self._you[device_id] = you
            self._streams.send(device_id, self._you_event(device))

    def admit(self, *device_ids: str) -> None:
        """Let in some who ask."""
        self._let_in(self.door.admit(*device_ids))

    def admit_all(self, on: bool) -> None:
        """Let in all who ask, now and from now on, or no longer."""
        self._let_in(self.door.admit_all(on))

    def remove(self, device_id: str) -> Own:
        """Remove a device for good; return what was its own."""
        device, own = self.door.device(device_id), self.store.remove(device_id)
        if device is not None:
            self._forget(device_id, self._you_event(device))
            self._changed()
        return own

    def turn_code(self) -> str:
        """Make a new code, which is returned; the old one is void."""
        token = self.door.turn_code()
        self._changed()
        return token

    def clear_done(self) -> None:
        """Begin a stage that nobody is done with."""
        for device in self.door.clear_done():
            self._streams.send(device.id, self._you_event(device))
        self.show_people()

    def set_own(self, device_id: str, own: Own) -> None:
        """Say what a device has, which nobody contributed."""
        self.store.set_owns({device_id: own})
        self._save_soon()

    def set_proposals(self, proposals: tuple[Proposal, ...], moderates: bool) -> None:
        """Say what waits for the facilitator, and whether everything does; it is on disk then."""
        self.store.proposals, self.store.moderates = proposals, moderates
        self.store.save()

    def end_streams(self, keep: bool) -> None:
        """Tell all pages that it is over, or with `keep` nothing, so that they come back."""
        self._streams.end_all(b"" if keep else OVER)

    def close(self, keep: bool) -> None:
        """End; with `keep` as after a crash, so that all can be taken up again."""
        self._intake.close()
        if self._saving is not None:
            self._saving.cancel()
        self.store.close(keep)

    def beat(self) -> None:
        """Let all pages know that the connection holds, and forget who left long ago."""
        self._streams.beat()
        if vanished := self.door.drop_vanished():
            for device_id in vanished:
                self._forget(device_id)
            self._changed()

    def report(self, bug: BaseException) -> None:
        """Log a bug without a word of what was sent, and tell the facilitator once."""
        place = crash_report.describe(bug).place
        if place in self._reported:
            return
        _log.error("A bug in the server of the page", exc_info=wordless(bug))
        if not self._reported:
            self._desk.show_failure(BUG)
        self._reported.add(place)

    # Parts

    def _devices_in(self) -> Iterable[Device]:
        """Return the devices that are in and listen."""
        found = (self.door.device(device_id) for device_id in self._streams)
        return [device for device in found if device is not None and device.state is State.IN]

    def _let_in(self, devices: tuple[Device, ...]) -> None:
        if devices:
            self._send_everything(devices)
            self._changed()

    def _send_everything(self, devices: Iterable[Device]) -> None:
        for device in devices:
            self._streams.send(device.id, self._everything(device))

    def _everything(self, device: Device) -> bytes:
        you = _encode(self._you_data(device))
        if device.state is not State.IN:
            # Without a number: what it missed until it is let in, it gets as a whole.
            return event("all", b'{"room":null,"you":%s}' % you)
        if self._room_text is None:
            self._room_text = _encode(self._room)
        return event("all", b'{"room":%s,"you":%s}' % (self._room_text, you), self._log.last)

    def _you_event(self, device: Device) -> bytes:
        return event("you", _encode(self._you_data(device)))

    def _you_data(self, device: Device) -> YouData:
        """Return what the program said of a device, with what is known best here."""
        told = self._you.get(device.id, _NOTHING)
        state = str(device.state)
        return {**told, "name": device.name, "state": state, "done": device.is_done}

    def _forget(self, device_id: str, last: bytes = b"") -> None:
        self._you.pop(device_id, None)
        self._intake.forget(device_id)
        self._streams.end(device_id, last)

    def _on_done(self, device: Device) -> None:
        self._streams.send(device.id, self._you_event(device))
        self.show_people()

    def _changed(self) -> None:
        self.show_people()
        self._save_soon()

    def show_people(self) -> None:
        """Tell the program who is there, once for all that happens in the same moment."""
        if self._people_soon is None:
            self._people_soon = asyncio.get_running_loop().call_soon(self._on_people_due)

    def _on_people_due(self) -> None:
        self._people_soon = None
        self._desk.show_people(self.door.people())

    def _save_soon(self) -> None:
        if self._saving is None:
            loop = asyncio.get_running_loop()
            self._saving = loop.call_later(_SAVE_SECONDS, self._on_save_due)

    def _on_save_due(self) -> None:
        self._saving = None
        self.store.save()


_NOTHING: YouData = {
    "name": "",
    "state": "",
    "done": False,
    "items": [],
    "dots": None,
    "actions": [],
    "fingers": None,
    "waiting": [],
}
