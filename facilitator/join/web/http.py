"""The web server: connections that are held, and for how long; on the server's thread."""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress

from tornado.iostream import IOStream
from tornado.log import gen_log

from facilitator.join.web.handlers import application
from facilitator.join.web.reception import Reception
from facilitator.web_server.connections import Connections, most_connections
from facilitator.web_server.counted_server import CountedServer, is_error

LARGEST_BODY = 8 << 10
_LARGEST_HEADERS = 16 << 10
"""Bytes; what has more gets no answer at all. A handler refuses half as much."""
_LARGEST_READ = 64 << 10
_LAST_WORDS_SECONDS = 0.1
_CLOSING_SECONDS = 0.5


class Web:
    """Where requests come in: on the sockets of the addresses that are shown."""

    def __init__(self, reception: Reception, head_seconds: float, body_seconds: float) -> None:
        """Wait so long for the head of a request, and so long for its body."""
        self._head_seconds, self._body_seconds = head_seconds, body_seconds
        self._held = Connections[IOStream](lambda stream: stream.close(), most_connections())
        self._application = application(reception, self._held)
        self._servers: list[CountedServer] = []
        # What was malformed about a request is noted there with the request's own words.
        gen_log.addFilter(is_error)

    def serve(self, sockets: Sequence[socket.socket]) -> None:
        """Answer what comes in on these."""
        server = CountedServer(
            self._application,
            idle_connection_timeout=self._head_seconds,
            body_timeout=self._body_seconds,
            max_header_size=_LARGEST_HEADERS,
            max_body_size=LARGEST_BODY,
            max_buffer_size=_LARGEST_READ,
        )
        server.held = self._held
        server.add_sockets(sockets)
        self._servers.append(server)

    def stop_listening(self) -> None:
        """Take no new connections; those that are open stay."""
        for server in self._servers:
            server.stop()

    async def close(self) -> None:
        """End all connections, those that are in the middle of an answer a moment later."""
        self.stop_listening()
        await asyncio.sleep(_LAST_WORDS_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._close_connections(), _CLOSING_SECONDS)
        gen_log.removeFilter(is_error)

    async def _close_connections(self) -> None:
        for server in self._servers:
            await server.close_all_connections()
