"""The way from a laptop to its hub, with the faults of a network: every request passes here."""

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import BinaryIO

_PATIENCE = 60.0
"""Seconds after which a connection that nobody uses is given up; no test waits for it."""


class Fault(Enum):
    """What happens to a request on its way."""

    NONE = auto()
    UNSENT = auto()
    """The line breaks before the hub hears of it."""
    LOST = auto()
    """The hub has done it, and its answer never arrives."""
    CUT = auto()
    """Half of the answer arrives."""


class Moment(Enum):
    """When `Wire.on_step` is called for a request."""

    BEFORE = auto()
    """The hub has not heard of it."""
    AFTER = auto()
    """The hub has answered, and the laptop does not know yet."""


class Wire:
    """A server on loopback that hands each request on to the hub behind `port`.

    `faults` are those of the next requests whose path ends so, one each, oldest first. While
    `is_down` nobody gets through, not even to be refused in words.
    """

    def __init__(self, port: int) -> None:
        self.hub_port = port
        self.faults: dict[str, deque[Fault]] = {}
        self.on_step: Callable[[str, Moment], None] = lambda path, moment: None
        self.passed = 0
        """How many answers were handed back whole."""
        self._is_down = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads: SimpleQueue[threading.Thread] = SimpleQueue()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._listener = threading.Thread(target=self._listen, name="wire")
        self._listener.start()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_down(self) -> bool:
        return self._is_down

    @is_down.setter
    def is_down(self, down: bool) -> None:
        self._is_down = down
        if down:
            self._hang_up()

    def breaks(self, path: str, *faults: Fault) -> None:
        """Let the next requests of that path meet these faults."""
        with self._lock:
            self.faults.setdefault(path, deque()).extend(faults)

    def leads_through(self, invitation: str) -> str:
        """Return an invitation of the hub that leads through here."""
        return f"{self.address}/{invitation[invitation.index('#') :]}"

    def close(self) -> None:
        """Let nothing through any more; all threads have ended then."""
        self._is_down = True
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._listener.join(_PATIENCE)
        self._hang_up()
        with suppress(Empty):
            while True:
                self._threads.get_nowait().join(_PATIENCE)

    def _hang_up(self) -> None:
        with self._lock:
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        while True:
            try:
                ours, _ = self._server.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(ours,), name="wire of a laptop")
            self._threads.put(thread)
            thread.start()

    def _serve(self, ours: socket.socket) -> None:
        """Hand on all requests of a connection, one after the other."""
        ours.settimeout(_PATIENCE)
        ours.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with ours, suppress(OSError, EOFError):
            if not self._keep(ours):
                return
            try:
                with socket.create_connection(("127.0.0.1", self.hub_port), _PATIENCE) as hub:
                    hub.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    if not self._keep(hub):
                        return
                    try:
                        self._hand_on(ours, hub)
                    finally:
                        self._forget(hub)
            finally:
                self._forget(ours)

    def _hand_on(self, ours: socket.socket, hub: socket.socket) -> None:
        with ours.makefile("rb") as asking, hub.makefile("rb") as answering:
            while self._hands_on_one(ours, hub, asking, answering):
                pass

    def _hands_on_one(
        self, ours: socket.socket, hub: socket.socket, asking: BinaryIO, answering: BinaryIO
    ) -> bool:
        """Hand on a request and its answer; return whether the connection goes on."""
        head = asking.readline()
        if not head:
            return False
        rest, body = _rest(asking)
        path = head.split()[1].decode()
        fault = self._fault(path)
        self.on_step(path, Moment.BEFORE)
        if fault is Fault.UNSENT or self._is_down:
            return False
        hub.sendall(head + rest + body)
        status = answering.readline()
        rest, body = _rest(answering)
        answer = status + rest + body
        if not status or self._is_down:
            return False
        self.on_step(path, Moment.AFTER)
        if fault is Fault.LOST or self._is_down:
            return False
        if fault is Fault.CUT:
            ours.sendall(answer[: len(answer) - max(1, len(body) // 2)])
            return False
        self.passed += 1
        ours.sendall(answer)
        return True

    def _fault(self, path: str) -> Fault:
        with self._lock:
            for end, faults in self.faults.items():
                if path.endswith(end) and faults:
                    return faults.popleft()
        return Fault.NONE

    def _keep(self, line: socket.socket) -> bool:
        """Know a connection, so that it can be cut; False when nobody gets through."""
        with self._lock:
            if self._is_down:
                return False
            self._open.add(line)
        return True

    def _forget(self, line: socket.socket) -> None:
        with self._lock:
            self._open.discard(line)


def _rest(file: BinaryIO) -> tuple[bytes, bytes]:
    """Return the headers and the body of what is read."""
    headers, length = b"", 0
    while line := file.readline():
        headers += line
        if line in (b"\r\n", b"\n"):
            break
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    body = file.read(length)
    if len(body or b"") < length:
        raise EOFError
    return headers, body or b""
