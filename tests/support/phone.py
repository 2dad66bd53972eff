"""A participant's device, as far as a server can tell: plain sockets, no browser."""

import json
import queue
import secrets
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any

PATIENCE = 20.0
"""Seconds after which what a test waits for counts as missing."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever the JSON says
        return json.loads(self.body)

    @property
    def why(self) -> str:
        return str(self.data["why"])


@dataclass(frozen=True)
class Event:
    """A server-sent event."""

    name: str
    data: Any
    id: str = ""


class Events:
    """The page of a device listens; what comes is read on a thread of its own."""

    def __init__(self, connection: HTTPConnection) -> None:
        self.response = connection.getresponse()
        self.status = self.response.status
        self.last_id = ""
        self._connection, self._socket = connection, connection.sock
        self._came: queue.Queue[Event | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def next(self, *names: str, patience: float = PATIENCE) -> Event:
        """Wait for the next event; with names, for the next of these."""
        while True:
            came = self._came.get(timeout=patience)
            assert came is not None, "the stream has ended"
            if not names or came.name in names:
                return came

    def rest(self) -> list[Event]:
        """Wait for the end of the stream; return what came before."""
        came = []
        while (event := self._came.get(timeout=PATIENCE)) is not None:
            came.append(event)
        return came

    def arrived(self) -> list[Event]:
        """Return what has come so far and was not asked for yet."""
        came = []
        with suppress(queue.Empty):
            while (event := self._came.get_nowait()) is not None:
                came.append(event)
        return came

    def close(self) -> None:
        """Let the phone leave without a word."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self.response.close()
        self._connection.close()

    def _read(self) -> None:
        with suppress(OSError, ValueError, AttributeError):
            for event in self._events():
                self.last_id = event.id or self.last_id
                self._came.put(event)
        self._came.put(None)

    def _events(self) -> Iterator[Event]:
        fields: dict[str, str] = {}
        while line := self.response.readline():
            text = line.decode().rstrip("\n")
            if text:
                name, _, value = text.partition(": ")
                fields[name] = value
            elif "data" in fields:
                yield Event(fields["event"], json.loads(fields["data"]), fields.get("id", ""))
                fields = {}


class Phone:
    """A device that talks to a server on this computer, `at` one of its addresses.

    `source` is the device's own address.
    """

    def __init__(self, port: int, source: str = "127.0.0.1", at: str = "127.0.0.1") -> None:
        self.source, self.cookie = source, ""
        self.moves_to(at, port)

    def moves_to(self, at: str, port: int) -> None:
        """Talk to the server at another address, as after another scan."""
        self.at, self.port = at, port
        self.host = f"{at}:{port}"

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        **headers: str | None,
    ) -> Reply:
        """Send a request as the page does; a header of None is left out."""
        connection = self._connection()
        try:
            self._send(connection, method, path, body, headers)
            response = connection.getresponse()
            return Reply(response.status, dict(response.headers.items()), response.read())
        finally:
            connection.close()

    def post(self, path: str, body: object = None, **headers: str | None) -> Reply:
        return self.request("POST", path, {} if body is None else body, **headers)

    def join(self, token: str, name: str = "") -> Reply:
        """Ask to come in, and keep the cookie."""
        reply = self.post("/join", {"token": token, "name": name})
        if "Set-Cookie" in reply.headers:
            self.cookie = SimpleCookie(reply.headers["Set-Cookie"])["device"].value
        return reply

    def contribute(self, do: str, key: str = "", **fields: object) -> Reply:
        """Send a contribution, with a new key or that of an earlier one."""
        return self.post("/contribute", {"key": key or new_key(), "do": do, **fields})

    def card(self, text: str, key: str = "") -> Reply:
        return self.contribute("card", key, side="left", text=text, labels=[])

    def listen(self, since: str = "", last_id: str = "") -> Events:
        """Listen; the caller closes it."""
        connection = self._connection()
        path = f"/events?since={since}" if since else "/events"
        self._send(connection, "GET", path, None, {"Last_Event_ID": last_id or None})
        return Events(connection)

    @contextmanager
    def listening(self, since: str = "", last_id: str = "") -> Iterator[Events]:
        events = self.listen(since, last_id)
        try:
            yield events
        finally:
            events.close()

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are; return all that comes until the server hangs up.

        What is the whole head of a request asks for that itself, with Connection: close.
        """
        with self.open() as opened:
            opened.sendall(data)
            if b"\r\n\r\n" not in data:
                with suppress(OSError):
                    # The server may have hung up by now.
                    opened.shutdown(socket.SHUT_WR)
            return read_all(opened)

    def open(self) -> socket.socket:
        """Return a connection that says nothing."""
        return socket.create_connection(
            (self.at, self.port), timeout=PATIENCE, source_address=(self.source, 0)
        )

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(self.at, self.port, timeout=PATIENCE, source_address=(self.source, 0))

    def _send(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        body: object,
        headers: Mapping[str, str | None],
    ) -> None:
        given: dict[str, str | None] = {"Host": self.host}
        if self.cookie:
            given["Cookie"] = f"device={self.cookie}"
        if method == "POST":
            given |= {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            if value is not None:
                connection.putheader(name, value)
        if data is not None and "Content-Length" not in given and "Transfer-Encoding" not in given:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data)


def new_key() -> str:
    """Return a key as the page makes one up."""
    return secrets.token_hex(16)


def read_all(opened: socket.socket) -> bytes:
    """Return what comes until the other side hangs up, however it does."""
    data = b""
    with suppress(ConnectionError):
        while came := opened.recv(65_536):
            data += came
    return data
