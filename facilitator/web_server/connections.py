"""How many connections are held at once, and which one gives way to a new one.

A device that is in listens on a connection of its own, which is kept. All others only wait for a
request, or are in the middle of one: the oldest of these goes, first of the address that has most.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

MOST = 900
"""Connections in all: two each of 250 devices, and many that only come and go."""
_MOST_ON_WINDOWS = 450
"""A thread can wait for no more than 512 there."""
_OTHER_FILES = 100
"""Files that the rest of the program has open at most."""
MOST_WAITING = 600
"""Connections of one address that do not listen: of a hundred devices behind one router, and still
a third is left to others."""

C = TypeVar("C")


def most_connections(most: int = MOST) -> int:
    """Return how many connections this computer lets us have, asking it for some more if needed."""
    try:
        import resource
    except ImportError:
        return min(most, _MOST_ON_WINDOWS)
    least = most + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < least:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (least, hard))
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most if soft == resource.RLIM_INFINITY else max(20, min(most, soft - _OTHER_FILES))


class Connections(Generic[C]):
    """Open connections by address; `close` closes one."""

    def __init__(
        self, close: Callable[[C], None], most: int = MOST, most_waiting: int = MOST_WAITING
    ) -> None:
        self._close = close
        self._most, self._most_waiting = most, most_waiting
        self._waiting: dict[str, dict[C, None]] = {}
        self._kept: set[C] = set()
        self._address: dict[C, str] = {}

    def __len__(self) -> int:
        return len(self._address)

    def add(self, connection: C, address: str) -> None:
        """Hold a new connection; another one may be closed for it."""
        waiting = self._waiting.setdefault(address, {})
        waiting[connection] = None
        self._address[connection] = address
        if len(waiting) > self._most_waiting:
            self._give_way(waiting)
        elif len(self._address) > self._most:
            self._give_way(max(self._waiting.values(), key=len))

    def keep(self, connection: C) -> None:
        """Close this one for no other: a device listens on it."""
        if (address := self._address.get(connection)) is not None:
            self._forget_waiting(connection, address)
            self._kept.add(connection)

    def release(self, connection: C) -> None:
        """Let one that was kept wait like others."""
        if connection in self._kept:
            self._kept.discard(connection)
            self._waiting.setdefault(self._address[connection], {})[connection] = None

    def discard(self, connection: C) -> None:
        """Forget a connection that was closed."""
        if (address := self._address.pop(connection, None)) is not None:
            self._kept.discard(connection)
            self._forget_waiting(connection, address)

    def _give_way(self, waiting: dict[C, None]) -> None:
        oldest = next(iter(waiting))
        self.discard(oldest)
        self._close(oldest)

    def _forget_waiting(self, connection: C, address: str) -> None:
        waiting = self._waiting.get(address, {})
        waiting.pop(connection, None)
        if not waiting:
            self._waiting.pop(address, None)
