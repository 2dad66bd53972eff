"""What the pages are told as it happens: server-sent events, and the streams that carry them."""

import secrets
from asyncio import Future, get_running_loop
from collections import deque
from collections.abc import Callable, Iterator

KEPT = 500
"""Events that a page may have missed and still gets one by one; after more it gets everything."""
STREAMS = 3
"""Pages of one device that listen at once; the oldest gives way."""
RETRY = b"retry: 1500\n\n"
BEAT = b"event: beat\ndata: 1\n\n"
OVER = b"event: over\ndata: 1\n\n"
_MOST_WAITING = 1 << 20
"""Bytes that wait for a slow page: more than the whole room ever has."""
_STALLED_SECONDS = 30.0


def event(name: str, data: bytes, number: str = "") -> bytes:
    """Return an event; `data` is JSON, which has no line ends, and `number` where one goes on."""
    head = f"id: {number}\nevent: {name}\n" if number else f"event: {name}\n"
    return b"%sdata: %s\n\n" % (head.encode(), data)


class EventLog:
    """The last events that all got, each with a number that holds in this run alone."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._last = 0
        self._events: deque[bytes] = deque(maxlen=KEPT)

    @property
    def last(self) -> str:
        """The number of the last event."""
        return f"{self._run}-{self._last}"

    def append(self, name: str, data: bytes) -> bytes:
        """Return an event that all get, with the next number."""
        self._last += 1
        made = event(name, data, self.last)
        self._events.append(made)
        return made

    def clear(self) -> None:
        """Let everybody who missed something get everything."""
        self._last += 1
        self._events.clear()

    def since(self, number: str) -> bytes | None:
        """Return the events after the one of that number; None where they are not known."""
        run, _, digits = number.partition("-")
        if run != self._run or not (digits.isascii() and digits.isdecimal() and len(digits) < 12):
            return None
        missed = self._last - int(digits)
        if not 0 <= missed <= len(self._events):
            return None
        return b"".join(list(self._events)[len(self._events) - missed :])


class Stream:
    """One page that listens. What is sent while it still takes in something else waits.

    `write` returns a future that is done once the page's connection took the bytes. `over` is done
    when nothing more can be sent; its result says whether the connection may end in order.
    """

    def __init__(self, write: Callable[[bytes], "Future[None]"]) -> None:
        self._write, self._loop = write, get_running_loop()
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._since = self._loop.time()
        self._is_busy = False
        self.over: Future[bool] = self._loop.create_future()

    def send(self, data: bytes) -> None:
        """Send, or let it wait; a page that is too slow is given up."""
        if self.over.done():
            return
        if not self._is_busy:
            self._pass_on(data)
        elif self._is_full(len(data)):
            self.end(in_order=False)
        else:
            self._waiting.append(data)
            self._bytes += len(data)

    def end(self, *, in_order: bool = True) -> None:
        """Send nothing more."""
        if not self.over.done():
            self.over.set_result(in_order)
        self._waiting.clear()

    @property
    def is_stalled(self) -> bool:
        """Whether the page has not taken in anything for long."""
        return self._is_busy and self._loop.time() - self._since > _STALLED_SECONDS

    def _is_full(self, more: int) -> bool:
        """Return whether so many more bytes can't wait; however many do if they are the first."""
        too_large = bool(self._waiting) and self._bytes + more > _MOST_WAITING
        return too_large or len(self._waiting) >= KEPT

    def _pass_on(self, data: bytes) -> None:
        self._is_busy, self._since = True, self._loop.time()
        written = self._write(data)
        if written.done():
            # Nearly always: the system has room for it.
            self._on_written(written)
        else:
            written.add_done_callback(self._on_written)

    def _on_written(self, written: "Future[None]") -> None:
        self._is_busy = False
        if written.cancelled() or written.exception():
            self.end(in_order=False)
        elif self._waiting and not self.over.done():
            data = b"".join(self._waiting)
            self._waiting.clear()
            self._bytes = 0
            self._pass_on(data)


class Streams:
    """The streams of all devices."""

    def __init__(self) -> None:
        self._streams: dict[str, list[Stream]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._streams))

    def add(self, device: str, stream: Stream) -> None:
        """Add a stream; of too many of one device the oldest ends."""
        streams = self._streams.setdefault(device, [])
        streams.append(stream)
        while len(streams) > STREAMS:
            streams.pop(0).end()

    def discard(self, device: str, stream: Stream) -> None:
        """Forget a stream that ended."""
        streams = self._streams.get(device, [])
        if stream in streams:
            streams.remove(stream)
        if not streams:
            self._streams.pop(device, None)

    def send(self, device: str, data: bytes) -> None:
        """Send to every page of one device."""
        for stream in self._streams.get(device, ()):
            stream.send(data)

    def beat(self) -> None:
        """Let every page know that the connection holds, and give up those that take nothing in."""
        for streams in self._streams.values():
            for stream in streams:
                if stream.is_stalled:
                    stream.end(in_order=False)
                else:
                    stream.send(BEAT)

    def end(self, device: str, last: bytes = b"") -> None:
        """End the streams of a device, after a last word."""
        for stream in self._streams.pop(device, ()):
            if last:
                stream.send(last)
            stream.end()

    def end_all(self, last: bytes = b"") -> None:
        """End all streams."""
        for device in self:
            self.end(device, last)
