"""A server that is one page's whole world: it says what a test wants, and keeps what it gets."""

import asyncio
import json
import threading
from concurrent.futures import Future
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from facilitator.join.page import page
POLICY = (
    "default-src 'none'; connect-src 'self'; script-src 'nonce-n'; style-src 'nonce-n'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class PretendRoom(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.opened: Future[int] = Future()
        self.room: Any = None
        self.you: Any = {"name": "", "state": "asked", "done": False, "items": [], "dots": None, "actions": [], "fingers": None, "waiting": []}
        self.known = False
        self.join: tuple[int, dict[str, Any]] | None = None
        self.answers: list[tuple[int, dict[str, Any], dict[str, str]]] = []
        self.got: list[dict[str, Any]] = []
        self.streams: set[asyncio.Queue[str]] = set()
        self.start()
        self.port = self.opened.result(10)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        routes = [(p, h, {"world": self}) for p, h in (("/", _Page), ("/join", _Join), ("/leave", _Leave), ("/events", _Events), ("/contribute", _Contribute))]
        server = HTTPServer(Application(routes, log_function=lambda handler: None))
        sockets = bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        self.opened.set_result(sockets[0].getsockname()[1])
        await self.over.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.join_thread()

    def join_thread(self) -> None:
        threading.Thread.join(self, 5)

    def tell(self, event: str, data: Any, number: str = "") -> None:
        text = (f"id: {number}\n" if number else "") + f"event: {event}\ndata: {json.dumps(data)}\n\n"
        self.loop.call_soon_threadsafe(lambda: [queue.put_nowait(text) for queue in tuple(self.streams)])

    def show(self, room: Any, you: Any) -> None:
        self.room, self.you, self.known = room, you, True
        self.tell("all", {"room": room, "you": you}, "r-1")


class _Handler(RequestHandler):
    def initialize(self, world: PretendRoom) -> None:
        self.world = world


class _Page(_Handler):
    def get(self) -> None:
        self.set_header("Content-Security-Policy", POLICY)
        self.finish(page("n"))


class _Join(_Handler):
    def post(self) -> None:
        body, world = json.loads(self.request.body), self.world
        if not world.known and not body["token"]:
            self.set_status(403)
            self.finish({"why": "old-code"})
        elif world.join is not None and not world.known:
            self.set_status(world.join[0])
            self.finish(world.join[1])
        else:
            if not world.known:
                world.known, world.you["name"] = True, body["name"]
            self.finish({"name": world.you["name"], "state": world.you["state"]})


class _Leave(_Handler):
    def post(self) -> None:
        self.world.known = False


class _Events(_Handler):
    async def get(self) -> None:
        world = self.world
        if not world.known:
            self.set_status(401)
            return
        self.set_header("Content-Type", "text/event-stream")
        queue: asyncio.Queue[str] = asyncio.Queue()
        world.streams.add(queue)
        room = world.room if world.you["state"] == "in" else None
        text = f"id: r-1\nevent: all\ndata: {json.dumps({'room': room, 'you': world.you})}\n\n"
        try:
            while True:
                self.write(text)
                await self.flush()
                text = await queue.get()
        except StreamClosedError:
            pass
        finally:
            world.streams.discard(queue)


class _Contribute(_Handler):
    def post(self) -> None:
        self.world.got.append(json.loads(self.request.body))
        status, said, headers = self.world.answers.pop(0) if self.world.answers else (200, {"item": "", "waits": False}, {})
        self.set_status(status)
        for name, value in headers.items():
            self.set_header(name, value)
        self.finish(said)
