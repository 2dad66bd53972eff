"""What laptops ask for: the entries after those that they have, at once or as soon as they come."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from facilitator.hub.base.bounds import (
    A_FEW_LAPTOPS,
    LARGEST_ANSWER,
    LONGEST_WAIT,
    MOST_ENTRIES,
    SECONDS_EACH_FURTHER,
)
from facilitator.hub.exchange.database import Database
from facilitator.hub.exchange.feed import Feed, Feeds, Placed, Stream
from facilitator.hub.exchange.watch import Watch
from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.people import Device
from facilitator.storage.shared_log.log_body import is_known_as

Cursor = tuple[int, str]
"""A place in the log of a team, and the mark of the entry that a laptop knows there; or ""."""


@dataclass(slots=True)
class _News:
    """What there is for one team."""

    head: int
    diverged: bool = False
    entries: list[Placed] = field(default_factory=list)

    def text(self) -> str:
        """Return it as JSON; the entries are that already."""
        entries = ",".join(each.text for each in self.entries)
        diverged = "true" if self.diverged else "false"
        return f'{{"entries":[{entries}],"head":{self.head},"diverged":{diverged}}}'


@dataclass(slots=True)
class _Room:
    """What still fits an answer; the first entry always does."""

    entries: int
    size: int = LARGEST_ANSWER
    is_empty: bool = True

    def take(self, placed: Placed) -> bool:
        if not self.entries or (len(placed.text) > self.size and not self.is_empty):
            return False
        self.entries -= 1
        self.size -= len(placed.text)
        self.is_empty = False
        return True


class Pulls:
    """Answers to pulls, from memory where it reaches and else from the database."""

    def __init__(self, database: Database, feeds: Feeds, watch: Watch) -> None:
        self._database, self._feeds, self._watch = database, feeds, watch
        self._ending = asyncio.Event()
        self._events: set[asyncio.Event] = set()

    def end(self) -> None:
        """Answer all that wait, and let nobody wait any more."""
        self._ending.set()
        for event in self._events:
            event.set()

    async def pull(
        self, device: Device, after: Mapping[str, Cursor], most: int, wait: float
    ) -> str:
        """Return the news of some teams as JSON, an object by team; wait if there is none.

        It also ends as soon as what the device may do has changed. Raises DatabaseAwayError.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + min(wait, LONGEST_WAIT)
        event = asyncio.Event()
        news: dict[str, _News] | None = None
        with (
            self._listening(device.org, after, event),
            self._watch.waiting(device, event) as rights,
        ):
            if wait > 0:
                await self._let_news_gather(device.org, after)
            while True:
                event.clear()
                try:
                    await self._watch.freshen(device.org, after)
                    news = await self._news(device.org, after, min(most, MOST_ENTRIES))
                except DatabaseAwayError:
                    if news is None:
                        raise
                    # It waits on: what it knows already is still so.
                is_new = any(each.entries or each.diverged for each in news.values())
                left = until - loop.time()
                if is_new or left <= 0 or rights.is_changed or self._ending.is_set():
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), left)
        # Ids of teams need no quoting: the device has none but those of the hub itself.
        return "{" + ",".join(f'"{team}":{each.text()}' for team, each in news.items()) + "}"

    async def _let_news_gather(self, org: str, teams: Iterable[str]) -> None:
        """Wait a moment where many laptops share a team.

        What one of them changes is an answer for each of the others; several changes are only one.
        """
        crowd = max((self._feeds.get((org, team)).awaited_by for team in teams), default=0)
        seconds = (crowd - A_FEW_LAPTOPS) * SECONDS_EACH_FURTHER
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), min(seconds, 1.0))

    @contextmanager
    def _listening(self, org: str, teams: Iterable[str], event: asyncio.Event) -> Iterator[None]:
        feeds = [self._feeds.get((org, team)) for team in teams]
        self._events.add(event)
        for feed in feeds:
            feed.wait(event)
        try:
            yield
        finally:
            self._events.discard(event)
            for feed in feeds:
                feed.stop_waiting(event)

    async def _news(self, org: str, after: Mapping[str, Cursor], most: int) -> dict[str, _News]:
        room = _Room(most)
        return {
            team: await self._news_of((org, team), cursor, room) for team, cursor in after.items()
        }

    async def _news_of(self, stream: Stream, cursor: Cursor, room: _Room) -> _News:
        feed = self._feeds.get(stream)
        head = feed.head or 0
        seq, _ = cursor
        if seq > head or not await self._has(stream, feed, cursor):
            return _News(head, diverged=True)
        news = _News(head)
        if seq == head or not room.entries:
            return news
        found = feed.after(seq)
        if found is None:
            found = iter(await self._database.entries(stream, seq, room.entries))
        for placed in found:
            if not room.take(placed):
                break
            news.entries.append(placed)
        return news

    async def _has(self, stream: Stream, feed: Feed, cursor: Cursor) -> bool:
        """Return whether the log has the entry that a laptop knows at its place."""
        seq, known = cursor
        if not seq or not known:
            return True
        mark = feed.mark_at(seq)
        if mark is None:
            mark = await self._database.mark_at(stream, seq)
        return is_known_as(mark, known)
