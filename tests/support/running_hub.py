"""A hub that runs on a thread of the test, with a database of its own."""

import asyncio
import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from facilitator.hub.base.listen import Listen
from facilitator.hub.server import HubServer
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Joined, Role

LOOPBACK = "127.0.0.1"
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hub answered."""

    status: int
    body: Any
    headers: dict[str, str]


class RunningHub:
    """The server; requests are made one by one, each on a connection of its own."""

    def __init__(self, store: HubStore, listen: Listen | None = None) -> None:
        self.store = store
        self._listen = listen or Listen(host=LOOPBACK, port=0)
        self._sockets = self._listen.sockets()
        self.port: int = self._sockets[0].getsockname()[1]
        self._is_up: Future[tuple[asyncio.AbstractEventLoop, HubServer]] = Future()
        self._ending = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="hub")

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def server(self) -> HubServer:
        return self._is_up.result(SECONDS)[1]

    def start(self) -> "RunningHub":
        self._thread.start()
        self._is_up.result(SECONDS)
        return self

    def stop(self) -> None:
        """End it as SIGTERM does; the store stays open."""
        loop, _ = self._is_up.result(SECONDS)
        if self._thread.is_alive():
            loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()

    def ask(
        self,
        method: str,
        path: str,
        said: object = None,
        token: str = "",
        *,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """Return the answer to a request; `raw` is sent as it is."""
        body = raw if raw is not None else None if said is None else json.dumps(said).encode()
        sent = {"X-Facilitator": "1", "Content-Type": "application/json"}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            answer = connection.getresponse()
            got = answer.read()
            return Answer(answer.status, json.loads(got) if got else None, dict(answer.headers))
        finally:
            connection.close()

    def later(self, method: str, path: str, said: object, token: str) -> Future[Answer]:
        """Ask on another thread."""
        done: Future[Answer] = Future()

        def run() -> None:
            try:
                done.set_result(self.ask(method, path, said, token))
            except Exception as error:  # noqa: BLE001 - the test that looks gets it
                done.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return done

    def let_in(
        self,
        org: str,
        name: str,
        writes: Sequence[str] = (),
        reads: Sequence[str] = (),
        role: Role = Role.MEMBER,
    ) -> Joined:
        """Return a laptop that has joined."""
        rights = [*((team, True) for team in writes), *((team, False) for team in reads)]
        code = self.store.invite(org, role, rights)
        return self.store.use_invitation(code, name, 9, "test")

    async def _run(self) -> None:
        server = HubServer(self.store, self._listen)
        server.start(self._sockets)
        self._is_up.set_result((asyncio.get_running_loop(), server))
        await self._ending.wait()
        await server.stop()


@contextmanager
def running_hub(store: HubStore, listen: Listen | None = None) -> Iterator[RunningHub]:
    """A hub that answers meanwhile."""
    hub = RunningHub(store, listen).start()
    try:
        yield hub
    finally:
        hub.stop()
