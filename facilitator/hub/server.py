"""The hub's web server, on the event loop of whoever starts it."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from contextlib import suppress

from tornado.iostream import IOStream
from tornado.log import gen_log
from tornado.web import Application

from facilitator.hub import admin_handlers, device_handlers
from facilitator.hub.base.bounds import (
    BODY_SECONDS,
    HEAD_SECONDS,
    LARGEST_BODY,
    LARGEST_HEADERS,
    MOST_CONNECTIONS,
)
from facilitator.hub.base.listen import Listen
from facilitator.hub.base.refusals import not_found
from facilitator.hub.handler import Handler
from facilitator.hub.services import Services
from facilitator.storage.hub.hub_store import HubStore
from facilitator.web_server.connections import Connections, most_connections
from facilitator.web_server.counted_server import CountedServer, is_error

_CLOSING_SECONDS = 2.0
_ROUTES: dict[str, type[Handler]] = {
    "/health": device_handlers.HealthHandler,
    "/join": device_handlers.JoinHandler,
    "/me": device_handlers.MeHandler,
    "/push": device_handlers.PushHandler,
    "/pull": device_handlers.PullHandler,
    "/places": device_handlers.PlacesHandler,
    "/rotate": device_handlers.RotateHandler,
    "/leave": device_handlers.LeaveHandler,
    "/admin/organisation": admin_handlers.OrganisationHandler,
    "/admin/teams": admin_handlers.TeamsHandler,
    "/admin/invitations": admin_handlers.InvitationsHandler,
    "/admin/device": admin_handlers.DeviceHandler,
    "/admin/withdraw": admin_handlers.WithdrawHandler,
    "/admin/erase": admin_handlers.EraseHandler,
}


class HubServer:
    """A hub that answers laptops. The store is not closed with it."""

    def __init__(self, store: HubStore, listen: Listen) -> None:
        """Take a store that is open. Raises InputRefusedError if the certificate can't be used."""
        self._listen = listen
        self.tls = listen.certificate.context() if listen.certificate is not None else None
        most = most_connections(MOST_CONNECTIONS)
        self._held = Connections[IOStream](
            lambda stream: stream.close(),
            most,
            # Of one address only a part, unless all come by way of one: the proxy's.
            most if listen.behind_proxy else max(1, most // 2),
        )
        self.services = Services(store, listen, self._held)
        self._server = CountedServer(
            _application(self.services),
            ssl_options=self.tls,
            idle_connection_timeout=HEAD_SECONDS,
            body_timeout=BODY_SECONDS,
            max_header_size=LARGEST_HEADERS,
            max_body_size=LARGEST_BODY,
            max_buffer_size=LARGEST_BODY + LARGEST_HEADERS,
        )
        self._server.held = self._held
        # What was malformed about a request is noted there with the request's own words.
        gen_log.addFilter(is_error)
        for name in ("tornado.access", "tornado.application", "asyncio"):
            logging.getLogger(name).addFilter(is_error)

    def start(self, sockets: Sequence[socket.socket]) -> None:
        """Answer what comes in on these from now on."""
        self.services.start()
        self._server.add_sockets(sockets)

    def reload_certificate(self) -> None:
        """Use the files of the certificate as they are now. Raises InputRefusedError."""
        if self.tls is not None and self._listen.certificate is not None:
            self._listen.certificate.load_into(self.tls)

    async def stop(self) -> None:
        """Take nothing new, answer what came, and end."""
        self._server.stop()
        await self.services.close()
        # What was just answered goes out.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._answered(), _CLOSING_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._server.close_all_connections(), _CLOSING_SECONDS)

    async def _answered(self) -> None:
        while self.services.answering:
            await asyncio.sleep(0.01)


class _UnknownHandler(Handler):
    """Any other path."""

    needs_protocol = False

    def prepare(self) -> None:
        super().prepare()
        if not self._finished:
            self.refuse(not_found())


def _application(services: Services) -> Application:
    given: dict[str, object] = {"services": services}
    return Application(
        [(path, handler, given) for path, handler in _ROUTES.items()],
        default_handler_class=_UnknownHandler,
        default_handler_args=given,
        log_function=lambda handler: None,
    )
