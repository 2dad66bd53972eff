"""What holds for every request: whom it is from, what it may hold, and how it is answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from types import TracebackType
from typing import cast

from tornado.http1connection import HTTP1Connection
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import HTTPError, RequestHandler

from facilitator.hub.base.bounds import (
    ANSWER_SECONDS,
    LARGEST_HEADERS,
    LONGEST_PROGRAM,
    PROTOCOL,
)
from facilitator.hub.base.listen import counted_as
from facilitator.hub.base.refusals import (
    HubRefusal,
    away,
    bad_request,
    broken,
    insecure,
    newer_program,
    not_found,
    not_yours,
    older_hub,
    slow_down,
    unknown_token,
)
from facilitator.hub.services import Services, log, where
from facilitator.storage.hub.errors import DatabaseAwayError, HubDatabaseError
from facilitator.storage.hub.people import Device, Role

PROTOCOL_HEADER = "X-Facilitator"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "application/json; charset=utf-8",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Handler(RequestHandler):
    """A request; each method says what it does, and is wrapped in what holds for all."""

    needs_protocol = True

    def initialize(self, services: Services) -> None:
        self.services = services
        self._task: asyncio.Task[object] | None = None
        self._is_gone = False

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def check_trusted_origin(self, origin: str) -> bool:
        # There are no cookies that a page elsewhere could make use of; prepare() refuses browsers.
        return True

    def prepare(self) -> None:
        try:
            self._check_head()
        except HubRefusal as refusal:
            self.refuse(refusal)

    async def answer(self, make: Callable[[], Awaitable[Mapping[str, object] | str]]) -> None:
        """Send what a function makes, or why it does not."""
        self._task = asyncio.current_task()
        self.services.answering += 1
        try:
            answer = await make()
            async with asyncio.timeout(ANSWER_SECONDS):
                await self.finish(answer)  # type: ignore[arg-type]
        except HubRefusal as refusal:
            self.refuse(refusal)
        except DatabaseAwayError:
            self.refuse(away())
        except HubDatabaseError as error:
            log.error("%s", error)
            self.refuse(away())
        except asyncio.CancelledError:
            if not self._is_gone:
                raise
        except TimeoutError:
            # It does not read what it asked for.
            self.stream.close()
        except StreamClosedError:
            pass
        finally:
            self._task = None
            self.services.answering -= 1

    def refuse(self, refusal: HubRefusal) -> None:
        """Answer that it was not done, and why."""
        self.clear()
        self.set_status(refusal.status)
        if refusal.retry_after:
            self.set_header("Retry-After", str(refusal.retry_after))
        self.finish({"error": refusal.code, "sentence": refusal.sentence})

    async def device(self) -> Device:
        """Return the device whose token came along. Raises HubRefusal."""
        scheme, _, rest = self.request.headers.get("Authorization", "").partition(" ")
        token = rest.strip()
        if scheme.lower() != "bearer":
            raise unknown_token()
        failures, devices = self.services.limits.failures, self.services.devices
        # Who guesses must not put those out who are in, perhaps behind the same router.
        if not devices.has_seen(token) and (seconds := failures.lacks(self.address)):
            raise slow_down(seconds)
        device = await devices.of(token)
        if device is None:
            failures.take(self.address)
            raise unknown_token()
        return device

    async def administrator(self) -> Device:
        """Return the device, if it may do what administrators do. Raises HubRefusal."""
        device = await self.device()
        if device.role is not Role.ADMINISTRATOR:
            raise not_yours()
        if seconds := self.services.limits.administrators.take(device.id):
            raise slow_down(seconds)
        return device

    @cached_property
    def address(self) -> str:
        """As whose the request is counted, as far as the proxy says it."""
        peer = counted_as(self.request.remote_ip or "")
        if not self.services.listen.behind_proxy:
            return peer
        last = self.request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
        return counted_as(last) or peer

    @property
    def program(self) -> str:
        """The version of the program on the laptop, as it says."""
        name, _, version = self.request.headers.get("User-Agent", "").partition("/")
        return version[:LONGEST_PROGRAM] if name == "Facilitator" and version.isprintable() else ""

    @property
    def stream(self) -> IOStream:
        return cast(HTTP1Connection, self.request.connection).stream

    def on_connection_close(self) -> None:
        self._is_gone = True
        if self._task is not None:
            self._task.cancel()

    def write_error(self, status_code: int, **kwargs: object) -> None:
        refusals = {400: bad_request, 404: not_found, 405: not_found}
        self.refuse(refusals.get(status_code, broken)())

    def compute_etag(self) -> None:
        return None

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if value is not None and not isinstance(value, HTTPError | StreamClosedError):
            # Its message may quote what somebody sent.
            log.error("bug in %s: %s", type(self).__name__, where(value))

    def _check_head(self) -> None:
        headers = self.request.headers
        size = sum(len(name) + len(value) + 4 for name, value in headers.get_all())
        if size + len(self.request.uri or "") > LARGEST_HEADERS // 2:
            raise bad_request()
        if not self.services.listen.is_private(self.request.remote_ip or "", headers):
            raise insecure()
        if "Origin" in headers:
            raise bad_request("A browser has nothing to do here.")
        if self.needs_protocol:
            _check_protocol(headers.get(PROTOCOL_HEADER, ""))


def _check_protocol(spoken: str) -> None:
    if not (spoken.isascii() and spoken.isdigit() and len(spoken) < 6):
        raise bad_request()
    if int(spoken) < PROTOCOL:
        raise newer_program()
    if int(spoken) > PROTOCOL:
        raise older_hub()
