"""The newest entries of each team, kept in memory for the laptops that wait for them."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from facilitator.hub.base.bounds import REMEMBERED_BYTES, REMEMBERED_ENTRIES

Stream = tuple[str, str]
"""An organisation and one of its teams."""


class Placed(NamedTuple):
    """An entry of the log: its place, its mark, and all of it as JSON in one line."""

    seq: int
    mark: str
    text: str


class Feed:
    """The end of the log of a team, as far as this process knows it; without a gap."""

    def __init__(self) -> None:
        self.head: int | None = None
        """The last place; None until the database was asked."""
        self.looked_at = float("-inf")
        """When the database was asked last."""
        self.entries: deque[Placed] = deque()
        self.size = 0
        self._waiting: set[asyncio.Event] = set()

    @property
    def is_awaited(self) -> bool:
        return bool(self._waiting)

    @property
    def awaited_by(self) -> int:
        """Return how many pulls ask for this team now."""
        return len(self._waiting)

    @property
    def first(self) -> int:
        """The place of the oldest entry that is in memory; beyond the head if there is none."""
        return (self.head or 0) + 1 - len(self.entries)

    def after(self, seq: int) -> Iterator[Placed] | None:
        """Return what comes after a place, None if not all of that is in memory."""
        if seq + 1 < self.first:
            return None
        skipped = seq + 1 - self.first
        return (each for number, each in enumerate(self.entries) if number >= skipped)

    def mark_at(self, seq: int) -> str | None:
        """Return the mark of the entry at a place, None if it is not in memory."""
        number = seq - self.first
        return self.entries[number].mark if 0 <= number < len(self.entries) else None

    def wait(self, event: asyncio.Event) -> None:
        """Set the event when there is news."""
        self._waiting.add(event)

    def stop_waiting(self, event: asyncio.Event) -> None:
        self._waiting.discard(event)

    def wake(self) -> None:
        for event in self._waiting:
            event.set()

    def append(self, placed: Sequence[Placed]) -> int:
        """Add entries that follow the head; return by how much the memory grew."""
        before = self.size
        for each in placed:
            self.entries.append(each)
            self.size += len(each.text)
            self.head = each.seq
        while len(self.entries) > REMEMBERED_ENTRIES:
            self.drop_oldest()
        return self.size - before

    def drop_oldest(self) -> None:
        self.size -= len(self.entries.popleft().text)

    def forget(self) -> None:
        """Forget what is in memory, but neither the head nor who waits."""
        self.entries.clear()
        self.size = 0


class Feeds:
    """The feeds of all teams that are asked for, with a bound on what they hold together."""

    def __init__(self) -> None:
        self._feeds: OrderedDict[Stream, Feed] = OrderedDict()
        self._size = 0

    def get(self, stream: Stream) -> Feed:
        """Return the feed of a team, which is now the one used last."""
        feed = self._feeds.get(stream)
        if feed is None:
            feed = self._feeds[stream] = Feed()
        self._feeds.move_to_end(stream)
        return feed

    def awaited(self) -> list[Stream]:
        """Return the teams that laptops wait for."""
        return [stream for stream, feed in self._feeds.items() if feed.is_awaited]

    def add(self, stream: Stream, placed: Iterable[Placed]) -> None:
        """Add entries that came into the log of a team, and wake those that wait for them."""
        feed = self.get(stream)
        new = sorted(each for each in placed if feed.head is None or each.seq > feed.head)
        if not new:
            return
        if feed.head is None or new[0].seq != feed.head + 1:
            # Another process wrote what is between: it comes from the database when asked for.
            self._forget(feed)
        self._size += feed.append(new)
        self._make_room()
        feed.wake()

    def set_head(self, stream: Stream, head: int, at_least: int | None, now: float) -> None:
        """Say what the database has as the head of a team; `at_least` was known when it was asked.

        Where it has less than that, it was restored, and what is in memory is no longer true.
        """
        feed = self.get(stream)
        feed.looked_at = now
        was_restored = at_least is not None and head < at_least
        if was_restored or feed.head is None or head > feed.head:
            self._forget(feed)
            feed.head = head
            feed.wake()

    def forget(self, stream: Stream) -> None:
        """Forget the words of a team: one of its meetings was erased."""
        self._forget(self.get(stream))

    def distrust_all(self) -> None:
        """Ask the database for everything again: it was away, and may be another one now."""
        for feed in self._feeds.values():
            self._forget(feed)
            feed.looked_at = float("-inf")

    def _forget(self, feed: Feed) -> None:
        self._size -= feed.size
        feed.forget()

    def _make_room(self) -> None:
        """Drop what is used least, until the rest fits; and feeds that nobody needs."""
        for stream in list(self._feeds):
            if self._size <= REMEMBERED_BYTES and len(self._feeds) <= _MOST_FEEDS:
                return
            feed = self._feeds[stream]
            self._forget(feed)
            if not feed.is_awaited:
                del self._feeds[stream]


_MOST_FEEDS = 20_000
