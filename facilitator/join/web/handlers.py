"""What the server answers to each request; nothing of a request is ever in a log."""

import asyncio
import math
import secrets
from types import TracebackType
from typing import cast

from tornado.http1connection import HTTP1Connection
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler

from facilitator.join.desk import Answer, State
from facilitator.join.door import AskRefusedError, Device, Why
from facilitator.join.page import page
from facilitator.join.web.events import RETRY, Stream
from facilitator.join.web.intake import BusyError, SlowDownError
from facilitator.join.web.reception import Reception
from facilitator.join.web.requests import MalformedError, read_contribution, read_join
from facilitator.web_server.connections import Connections

COOKIE = "device"
_COOKIE_SECONDS = 12 * 3600
_LARGEST_HEADERS = 8 << 10
"""Bytes; a browser on a phone sends a tenth of it."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def page_policy(nonce: str) -> str:
    """Return what the page may do: run its own script and styles, and talk to its server."""
    return (
        f"default-src 'none'; connect-src 'self'; script-src 'nonce-{nonce}'; "
        f"style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


class _Handler(RequestHandler):
    """What holds for every request: whom it is for, where it comes from, how it is answered."""

    def initialize(self, reception: Reception, held: Connections[IOStream]) -> None:
        self._reception, self._held = reception, held

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def check_trusted_origin(self, origin: str) -> bool:
        # prepare() says which one is ours.
        return True

    def prepare(self) -> None:
        headers = self.request.headers
        host = self._host()
        origin = headers.get("Origin")
        size = sum(len(name) + len(value) + 4 for name, value in headers.get_all())
        if not host:
            self._refuse(403, "host")
        elif size + len(self.request.uri or "") > _LARGEST_HEADERS:
            self._refuse(431, "headers")
        elif origin != f"http://{host}" and (origin or self.request.method == "POST"):
            # Whoever gets a browser in this network to send something has another origin.
            self._refuse(403, "origin")
        elif self.request.method == "POST" and not _is_json(headers.get("Content-Type", "")):
            self._refuse(415, "type")

    def _host(self) -> str:
        """Return the address this was sent to, empty if it is none of those that are shown."""
        found = [host.lower() for host in self.request.headers.get_list("Host")]
        is_plain = (self.request.uri or "").startswith("/")
        is_ours = is_plain and len(found) == 1 and found[0] in self._reception.hosts
        return found[0] if is_ours else ""

    def _device(self, *states: State) -> Device | None:
        """Return the device that asks, if it is one of those; otherwise the answer is given."""
        device = self._known()
        if device is None:
            self._refuse(401, "unknown")
        elif device.state is State.OUT:
            self._refuse(403, Why.OUT)
        elif device.state not in states:
            self._refuse(403, device.state)
        else:
            return device
        return None

    def _known(self) -> Device | None:
        return self._reception.door.known(self.get_cookie(COOKIE) or "")

    def _refuse(self, status: int, why: str) -> None:
        self.set_status(status)
        self.finish({"why": str(why)})

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.finish()

    def compute_etag(self) -> None:
        return None

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if value is not None and not isinstance(value, HTTPError | StreamClosedError):
            self._reception.report(value)


class _PageHandler(_Handler):
    """The page: the same for everybody, without a word of the meeting."""

    def get(self) -> None:
        nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", page_policy(nonce))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page(nonce))


class _JoinHandler(_Handler):
    """Somebody asks to come in, or comes back."""

    def post(self) -> None:
        try:
            asked = read_join(self.request.body)
        except MalformedError:
            self._refuse(400, "malformed")
            return
        address, cookie = self.request.remote_ip or "", self.get_cookie(COOKIE) or ""
        try:
            device, new_cookie = self._reception.ask(asked.token, asked.name, address, cookie)
        except AskRefusedError as error:
            self._refuse(403, error.why)
            return
        if new_cookie:
            self.set_cookie(
                COOKIE,
                new_cookie,
                path="/",
                max_age=_COOKIE_SECONDS,
                httponly=True,
                samesite="Strict",
            )
        self.finish({"name": device.name, "state": str(device.state)})


class _LeaveHandler(_Handler):
    """A device goes by itself."""

    def post(self) -> None:
        if (device := self._device(State.ASKED, State.IN)) is not None:
            self._reception.leave(device)
            self.clear_cookie(COOKIE, path="/", httponly=True, samesite="Strict")
            self.finish({})


class _ContributeHandler(_Handler):
    """A device that is in sends something; the answer comes once it is on the disk."""

    async def post(self) -> None:
        if (device := self._device(State.IN)) is None:
            return
        try:
            sent = read_contribution(self.request.body, self._reception.item_of(device))
        except MalformedError:
            self._refuse(400, "malformed")
            return
        try:
            answer = await self._reception.contribute(device, sent)
        except SlowDownError as error:
            self.set_header("Retry-After", str(max(1, math.ceil(error.seconds))))
            self._refuse(429, "slower")
        except BusyError:
            self.set_header("Retry-After", "2")
            self._refuse(503, "busy")
        else:
            self._answer(device, answer)

    def _answer(self, device: Device, answer: Answer) -> None:
        if answer.is_taken:
            self.finish({"item": answer.item, "waits": answer.waits})
        elif device.state is State.OUT:
            self._refuse(403, Why.OUT)
        else:
            self._refuse(409, answer.why)


class _EventsHandler(_Handler):
    """A page listens, for as long as it is open."""

    _stream: Stream | None = None

    async def get(self) -> None:
        if (device := self._device(State.ASKED, State.IN)) is None:
            return
        self.set_header("Content-Type", "text/event-stream")
        connection = cast(HTTP1Connection, self.request.connection).stream
        connection.set_nodelay(True)
        stream = self._stream = Stream(self._send)
        since = self.request.headers.get("Last-Event-ID") or self.get_query_argument("since", "")
        stream.send(RETRY + self._reception.catch_up(device, since))
        self._held.keep(connection)
        self._reception.listen(device, stream)
        try:
            in_order = await stream.over
        finally:
            self._reception.stop_listening(device, stream)
            self._held.release(connection)
        if not in_order:
            connection.close()

    def _send(self, data: bytes) -> "asyncio.Future[None]":
        self.write(data)
        return self.flush()

    def on_connection_close(self) -> None:
        if self._stream is not None:
            self._stream.end(in_order=False)


class _UnknownHandler(_Handler):
    """Any other path."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished:
            self.send_error(404)


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


def application(reception: Reception, held: Connections[IOStream]) -> Application:
    """Return what answers requests; pages that listen keep the connections that are `held`."""
    given: dict[str, object] = {"reception": reception, "held": held}
    routes = {
        "/": _PageHandler,
        "/join": _JoinHandler,
        "/events": _EventsHandler,
        "/contribute": _ContributeHandler,
        "/leave": _LeaveHandler,
    }
    return Application(
        [(path, handler, given) for path, handler in routes.items()],
        default_handler_class=_UnknownHandler,
        default_handler_args=given,
        log_function=lambda handler: None,
    )
