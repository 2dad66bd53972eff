"""Many participants' devices at once, over real sockets: what the page does, without a browser.

All of them live on a thread of their own with its own loop, so that a test waits for them like for
anything else; in a program of its own none of their work counts as the program's.
"""

import asyncio
import json
import random
import secrets
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from threading import Thread
from time import perf_counter
from typing import Any, TypeVar

from facilitator.join.page_data import RoomData, YouData
from tests.support.device_line import DeviceLine, DeviceReply, SharedRooms

T = TypeVar("T")
PATIENCE = 25.0
"""Seconds after which what a device waits for counts as missing."""
_AGAIN = 0.1
"""Seconds until a device tries again what the network did not let through."""
_ANSWERS = (200, 400, 409, 413)
"""Of these the page lets go of what it sent; after any other it sends it again."""


@dataclass
class Sent:
    """Something that a device sent: when (in seconds of this computer), and what was answered."""

    device: "Device"
    key: str
    do: str
    fields: dict[str, Any]
    at: float = field(default_factory=perf_counter)
    status: int = 0
    said: dict[str, Any] = field(default_factory=dict)
    answered: float = 0.0
    tries: int = 0

    @property
    def is_taken(self) -> bool:
        return self.status == 200

    @property
    def item(self) -> str:
        """The id of what was added; empty when nothing was."""
        return str(self.said.get("item", ""))

    @property
    def body(self) -> bytes:
        return json.dumps({"key": self.key, "do": self.do, **self.fields}).encode()


class Device:
    """One device; `room` and `you` are what its page shows, `sent` what its user did in order."""

    def __init__(self, crowd: "Crowd", name: str) -> None:
        self.crowd, self.name = crowd, name
        self.cookie = self.state = ""
        self.room: RoomData | None = None
        self.you: YouData | None = None
        self.sent: list[Sent] = []
        self.seen: dict[str, float] = {}
        """When each card first came, by its words."""
        self.last = ""
        """The number of the last event."""
        self.everything = 0
        """How often it got the whole room instead of what was new."""
        self.is_over = False
        self.is_online = True
        self._sending, self._listening = DeviceLine(crowd), DeviceLine(crowd)
        self._turn = asyncio.Lock()

    # Asking, listening

    async def joins(self) -> None:
        """Ask to come in until there is an answer, and listen from then on."""
        while not self.cookie:
            try:
                reply = await self._post("/join", {"token": self.crowd.token, "name": self.name})
            except (OSError, EOFError):
                await asyncio.sleep(_AGAIN)
                continue
            if reply.status == 200:
                cookie = SimpleCookie(reply.headers["set-cookie"])["device"]
                self.cookie, self.state = cookie.value, str(reply.said["state"])
            else:
                # No more than a few may wait at the door.
                assert reply.said["why"] == "full", reply
                await asyncio.sleep(_AGAIN)
        self.crowd.follow(self._listens())

    async def _listens(self) -> None:
        while not self.is_over:
            with suppress(OSError, EOFError, asyncio.LimitOverrunError):
                await self._hears()
            self._listening.abort()
            await asyncio.sleep(_AGAIN)

    async def _hears(self) -> None:
        while not self.is_online:
            await asyncio.sleep(_AGAIN)
        await self._listening.open(self._head("GET", f"/events?since={self.last}"))
        status, _ = await self._listening.headers()
        assert status == 200, f"{self.name} may not listen: {status}"
        rest = b""
        while True:
            *events, rest = (rest + await self._listening.chunk()).split(b"\n\n")
            now = perf_counter()
            for event in events:
                self._hear(event, now)
            self.crowd.pulse()

    def _hear(self, event: bytes, now: float) -> None:
        fields = dict(line.split(b": ", 1) for line in event.split(b"\n"))
        name, data = fields.get(b"event", b""), fields.get(b"data", b"")
        if name == b"room":
            assert self.room is not None
            number = fields[b"id"].decode()
            run, _, digits = self.last.partition("-")
            assert number == f"{run}-{int(digits) + 1}", f"{self.name}: {number} after {self.last}"
            put, self.room = self.crowd.rooms.patched(self.room, data)
            self.last = number
            for text in put:
                self.seen.setdefault(text, now)
        elif name == b"all":
            self.everything += 1
            self.last = fields.get(b"id", b"").decode()
            all_of_it = json.loads(data)
            self.you = all_of_it["you"]
            self.room = self.crowd.rooms.shared(all_of_it["room"])
            for card in self.room["cards"] if self.room else ():
                self.seen.setdefault(card["text"], now)
        elif name == b"you":
            self.you = json.loads(data)
        self.is_over = self.is_over or name == b"over"
        if self.you is not None:
            self.state = self.you["state"]

    def loses_network(self) -> None:
        """Cut all its connections; nothing goes in or out until it `finds_network` again."""
        self.is_online = False
        self._sending.abort()
        self._listening.abort()

    def finds_network(self) -> None:
        self.is_online = True

    # Sending

    async def sends(self, sent: Sent) -> None:
        """Send something after all that was sent before, until there is an answer about it."""
        end = perf_counter() + PATIENCE
        async with self._turn:
            while sent.status not in _ANSWERS:
                assert perf_counter() < end, f"{self.name} got no answer to {sent.do}"
                await asyncio.sleep(await self._tries(sent))

    async def _tries(self, sent: Sent) -> float:
        """Send it once; return after how many seconds to go on, or to try again."""
        if not self.is_online:
            return _AGAIN
        sent.tries += 1
        try:
            reply = await self._line_with(sent)
        except (OSError, EOFError):
            self._sending.abort()
            return _AGAIN
        if reply.status == 429:
            return float(reply.headers["retry-after"])
        if reply.status not in _ANSWERS:
            return _AGAIN
        sent.status, sent.said, sent.answered = reply.status, reply.said, perf_counter()
        self.crowd.pulse()
        return 0

    async def _line_with(self, sent: Sent) -> DeviceReply:
        return await self._sending.ask(self._head("POST", "/contribute", sent.body), sent.body)

    async def _post(self, path: str, said: dict[str, object]) -> DeviceReply:
        body = json.dumps(said).encode()
        return await self._sending.ask(self._head("POST", path, body), body)

    def _head(self, method: str, path: str, body: bytes = b"") -> str:
        host = f"127.0.0.1:{self.crowd.port}"
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n"
        if self.cookie:
            head += f"Cookie: device={self.cookie}\r\n"
        if method == "POST":
            head += f"Origin: http://{host}\r\nContent-Type: application/json\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        return head

    @property
    def texts(self) -> list[str]:
        """The cards that its page shows of the wall."""
        return [card["text"] for card in self.room["cards"]] if self.room is not None else []


class Crowd:
    """Devices that join at a link, by name; `cuts` is how many of 100 requests are cut off."""

    def __init__(self, link: str, names: Iterable[str], *, cuts: int = 0, seed: int = 1) -> None:
        address, _, self.token = link.removeprefix("http://").partition("/#")
        self.port = int(address.rpartition(":")[2])
        self.cuts, self.chance = cuts, random.Random(seed)
        self.cut_off = 0
        self.rooms = SharedRooms()
        self._loop = asyncio.new_event_loop()
        self._waiting: list[asyncio.Future[None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._loop.run_forever, name="crowd", daemon=True)
        self._thread.start()
        self.devices = self.run(self._made(names))

    async def _made(self, names: Iterable[str]) -> list[Device]:
        return [Device(self, name) for name in names]

    def __iter__(self) -> Iterator[Device]:
        return iter(self.devices)

    def __getitem__(self, number: int) -> Device:
        return self.devices[number]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the devices' thread, and return what comes of it."""
        return self.begin(work).result(2 * PATIENCE)

    def begin(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Begin to do something on the devices' thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def send(self, device: Device, do: str, **fields: object) -> Sent:
        """Let a device send something, with a key of its own; it is under way then."""
        (sent,) = self.send_at_once([(device, do, fields)])
        return sent

    def send_at_once(self, what: Iterable[tuple[Device, str, dict[str, Any]]]) -> list[Sent]:
        """Let devices send in the same moment."""
        sents = [Sent(device, secrets.token_hex(16), do, fields) for device, do, fields in what]

        def begin() -> None:
            now = perf_counter()
            for sent in sents:
                sent.at = now
                sent.device.sent.append(sent)
                self.follow(sent.device.sends(sent))

        self._loop.call_soon_threadsafe(begin)
        return sents

    def answers(self, sents: Iterable[Sent]) -> list[Sent]:
        """Wait until all of these are answered; return them."""
        waited = list(sents)
        self.until(lambda: all(sent.status for sent in waited), "answers")
        return waited

    def follow(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something, and remember what goes wrong with it."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    def _on_done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fault = error
        self.pulse()

    def joins(self) -> "Future[list[None]]":
        """Let all ask to come in."""

        async def all_of_them() -> list[None]:
            return list(await asyncio.gather(*(device.joins() for device in self.devices)))

        return self.begin(all_of_them())

    def until(self, is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait until the devices have heard something."""
        self.run(self._until(is_so, what, seconds))

    async def _until(self, is_so: Callable[[], bool], what: str, seconds: float) -> None:
        end = perf_counter() + seconds
        while not is_so():
            self._check()
            assert perf_counter() < end, f"waited in vain: {what}"
            heard = self._loop.create_future()
            self._waiting.append(heard)
            await asyncio.wait([heard], timeout=1)

    def _check(self) -> None:
        """Raise what went wrong in a device, if anything did."""
        if self._fault is not None:
            raise self._fault

    def pulse(self) -> None:
        """Let those who wait look again."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)

    def cut(self) -> str:
        """Return where the next request is cut off, if it is."""
        if self.chance.random() * 100 >= self.cuts:
            return ""
        self.cut_off += 1
        return self.chance.choice(("request", "answer"))

    def lose_network(self, devices: Iterable[Device]) -> None:
        """Cut the connections of some."""
        for device in devices:
            self._loop.call_soon_threadsafe(device.loses_network)

    def find_network(self, devices: Iterable[Device]) -> None:
        for device in devices:
            self._loop.call_soon_threadsafe(device.finds_network)

    @property
    def sent(self) -> list[Sent]:
        """All that was sent by all."""
        return [sent for device in self.devices for sent in device.sent]

    def close(self) -> None:
        """Let all leave without a word."""

        async def end() -> None:
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            for device in self.devices:
                device.loses_network()
            await asyncio.sleep(0)

        self._check()
        self.run(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


@contextmanager
def crowd(link: str, names: Iterable[str], *, cuts: int = 0, seed: int = 1) -> Iterator[Crowd]:
    made = Crowd(link, names, cuts=cuts, seed=seed)
    try:
        yield made
    finally:
        made.close()
