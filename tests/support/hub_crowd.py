"""Many simulated laptops on loopback, all in one loop: they push, wait for news, and take the time.

What they do not simulate is what a laptop does with what arrived; that costs no hub anything.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeVar
from uuid import uuid4

import msgspec

from facilitator import __version__
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.records import Bookmark, Card, Details
from facilitator.domain.shared_log.entry import Entry
from facilitator.storage.shared_log.log_body import RECORDS, pack_entry

T = TypeVar("T")
WAIT = 20
"""Seconds for which the hub may hold a pull that has no news."""
_MOST = 500
_WHEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
_SENTENCE = "They wait at the counter for longer than the meeting that we hold about it"


class _Pulled(msgspec.Struct):
    id: str
    seq: int


class _News(msgspec.Struct):
    entries: list[_Pulled]
    head: int
    diverged: bool = False


class _Answer(msgspec.Struct):
    teams: dict[str, _News]
    me_version: int = 0


@dataclass
class Times:
    """What the crowd measured, in seconds; of lags one for each change and laptop it came to."""

    pushes: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    sent: dict[str, tuple[float, object]] = field(default_factory=dict)
    """When each change was sent, and by whom."""
    came: int = 0
    refused: list[str] = field(default_factory=list)


class Line:
    """One connection to the hub that is kept: an answer for each request."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def asks(self, path: str, said: object) -> tuple[int, bytes]:
        """Return the status and the body of the answer."""
        body = json.dumps(said, separators=(",", ":")).encode()
        return await self.posts(path, body)

    async def posts(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Send a body that is JSON already; return the status and the body of the answer."""
        if self._writer is None:
            opened = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 24)
            self._reader, self._writer = opened
        assert self._reader is not None
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Authorization: Bearer {self._token}\r\nX-Facilitator: 1\r\n"
            f"User-Agent: Facilitator/{__version__}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        headers = await self._reader.readuntil(b"\r\n\r\n")
        length = headers.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return int(headers.split(maxsplit=2)[1]), await self._reader.readexactly(int(length or 0))

    def closes(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()


class SimulatedLaptop:
    """A laptop of some teams: it adds cards to a meeting, and pulls what others do."""

    def __init__(self, port: int, token: str, teams: Sequence[str], times: Times) -> None:
        self.teams, self._times = teams, times
        self._site = uuid4().hex
        self._pushing, self._pulling = Line(port, token), Line(port, token)
        self._cursors: dict[str, tuple[int, str]] = dict.fromkeys(teams, (0, ""))

    async def begins(self, meeting: str) -> None:
        """Begin a meeting of the first team, so that cards have one."""
        team = self.teams[0]
        day = _WHEN.date()
        details = Details(id=meeting, title="Monday", exercise="any", held_on=day, team_id=team)
        records = (details, Bookmark(id=meeting, stage="board"))
        change = Change(meeting, Verb.BEGIN, tuple(Edit(None, each) for each in records))
        await self.sends([self._entry(change)])

    async def adds(self, meeting: str, count: int = 1) -> None:
        """Add so many cards, each a change of its own, all in one push; take the time."""
        cards = [
            Card(id=uuid4().hex, column="bad", text=f"{_SENTENCE} ({number})", place=number + 1)
            for number in range(count)
        ]
        changes = [Change(meeting, Verb.ADD, (Edit(None, each),), each.text) for each in cards]
        await self.sends([self._entry(each) for each in changes])

    async def sends(self, entries: list[dict[str, Any]]) -> None:
        begun = perf_counter()
        self._times.sent.update((each["id"], (begun, self)) for each in entries)
        said = {"records": RECORDS, "entries": entries}
        status, body = await self._pushing.asks("/push", said)
        if status != 200 or len(json.loads(body)["placed"]) != len(entries):
            self._times.refused.append(f"{status} {body[:200]!r}")
        self._times.pushes.append(perf_counter() - begun)

    async def pulls(self) -> None:
        """Pull until cancelled; of each change of others that comes take the time."""
        while True:
            said = {"records": RECORDS, "after": self._cursors, "wait": WAIT, "most": _MOST}
            status, body = await self._pulling.asks("/pull", said)
            now = perf_counter()
            if status != 200:
                self._times.refused.append(f"{status} {body[:200]!r}")
                await asyncio.sleep(0.1)
                continue
            for team, news in msgspec.json.decode(body, type=_Answer).teams.items():
                self._takes(team, news, now)

    def closes(self) -> None:
        self._pushing.closes()
        self._pulling.closes()

    def _takes(self, team: str, news: _News, now: float) -> None:
        assert not news.diverged
        for each in news.entries:
            begun, sender = self._times.sent.get(each.id, (0.0, self))
            if sender is not self:
                self._times.lags.append(now - begun)
        self._times.came += len(news.entries)
        if news.entries:
            last = news.entries[-1]
            assert last.seq == self._cursors[team][0] + len(news.entries), "a gap in the stream"
            self._cursors[team] = (last.seq, last.id)

    def _entry(self, change: Change) -> dict[str, Any]:
        entry = Entry(
            id=uuid4().hex,
            team=self.teams[0],
            meeting=change.meeting,
            site=self._site,
            actor="Laptop",
            at=_WHEN,
            base=0,
            change=change,
        )
        return pack_entry(entry)


async def steadily(
    laptops: Sequence[SimulatedLaptop], meetings: Sequence[str], seconds: float, every: float
) -> None:
    """Let each add a card every so many seconds; who is late catches up, as people would not."""

    async def types(number: int, laptop: SimulatedLaptop) -> None:
        begun = asyncio.get_running_loop().time() + every * number / len(laptops)
        for turn in range(round(seconds / every)):
            await asyncio.sleep(begun + turn * every - asyncio.get_running_loop().time())
            await laptop.adds(meetings[number])

    await asyncio.gather(*(types(*each) for each in enumerate(laptops)))


async def pulled_meanwhile(
    laptops: Iterable[SimulatedLaptop], doing: Coroutine[Any, Any, T], settle: float = 1.0
) -> T:
    """Do something while all of them wait for news; what is on its way may still come."""
    pulling = [asyncio.ensure_future(each.pulls()) for each in laptops]
    try:
        await asyncio.sleep(settle)
        found = await doing
        await asyncio.sleep(settle)
    finally:
        for each in pulling:
            each.cancel()
        for each in pulling:
            with suppress(asyncio.CancelledError):
                await each
    return found


@asynccontextmanager
async def connected(laptops: Sequence[SimulatedLaptop]) -> AsyncIterator[None]:
    """Close all connections afterwards, as long as there is a loop that can."""
    try:
        yield
    finally:
        for each in laptops:
            each.closes()
        # A transport that is aborted closes its socket in the next turn of the loop.
        await asyncio.sleep(0.01)
