"""The connections of a simulated device, and what many devices show of the same room."""

import asyncio
import json
import random
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

from facilitator.join.page_data import RoomData
from facilitator.join.patch import patched


class Network(Protocol):
    """The way to the server, which may be cut off."""

    port: int
    chance: random.Random

    def cut(self) -> str:
        """Return where the next request is cut off, if it is: in the request or the answer."""


@dataclass(frozen=True)
class DeviceReply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class DeviceLine:
    """One connection: requests one after the other, each of which the network may cut off."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, head: str, body: bytes = b"") -> DeviceReply:
        """Return the answer to a request. Raises OSError or EOFError."""
        await self.open(head, body)
        reader = self._open_reader()
        headers = await self.headers()
        length = int(headers[1].get("content-length", "0"))
        return DeviceReply(*headers, await reader.readexactly(length))

    async def open(self, head: str, body: bytes = b"") -> None:
        """Send a request, on a new connection if there is none."""
        cut = self._network.cut()
        if self._writer is None or self._writer.is_closing():
            port = self._network.port
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        data = head.encode() + b"\r\n" + body
        self._writer.write(data[: len(data) // 2] if cut == "request" else data)
        if cut:
            await self._writer.drain()
            await asyncio.sleep(self._network.chance.uniform(0, 0.01))
            self.abort()
            raise ConnectionResetError(f"the test cut off the {cut}")

    async def headers(self) -> tuple[int, dict[str, str]]:
        lines = (await self._open_reader().readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = (line.partition(": ") for line in lines[1:] if line)
        return int(lines[0].split()[1]), {name.lower(): value for name, _, value in pairs}

    async def chunk(self) -> bytes:
        """Return the next part of an answer that has no end."""
        reader = self._open_reader()
        size = int(await reader.readuntil(b"\r\n"), 16)
        return (await reader.readexactly(size + 2))[:-2]

    def _open_reader(self) -> asyncio.StreamReader:
        """Return what the answer comes from. Raises ConnectionResetError once it was cut."""
        if self._reader is None:
            raise ConnectionResetError("the test cut off the connection")
        return self._reader

    def abort(self) -> None:
        """Cut the connection, without a word."""
        if self._writer is not None:
            self._writer.transport.abort()
            self._reader = self._writer = None


class SharedRooms:
    """What pages show of the room: devices that show the same share it, which spares the test."""

    def __init__(self) -> None:
        self._whole: deque[RoomData] = deque(maxlen=8)
        self._patched: deque[tuple[RoomData, bytes, tuple[list[str], RoomData]]] = deque(maxlen=32)

    def shared(self, room: RoomData | None) -> RoomData | None:
        if room is None:
            return None
        known = next((each for each in self._whole if each == room), None)
        if known is None:
            self._whole.append(room)
        return known or room

    def patched(self, before: RoomData, data: bytes) -> tuple[list[str], RoomData]:
        """Return the words of the cards that a patch put there, and what it makes of a room."""
        for was, known, found in reversed(self._patched):
            if was is before and known == data:
                return found
        change = json.loads(data)
        cards = change["cards"]["put"] if change["cards"] else ()
        made = [card["text"] for card in cards], patched(before, change)
        self._patched.append((before, data, made))
        return made
