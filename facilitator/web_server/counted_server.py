"""A web server that knows how many connections are open, and logs nothing of what was sent."""

import logging

from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

from facilitator.web_server.connections import Connections


class CountedServer(HTTPServer):
    """A server that knows how many connections are open."""

    held: Connections[IOStream]

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Hold a new connection, perhaps in the place of another one."""
        self.held.add(stream, address[0])
        if not stream.closed():
            super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Forget a connection that ended."""
        super().on_close(server_conn)
        if isinstance(server_conn, HTTP1ServerConnection):
            self.held.discard(server_conn.stream)


def is_error(record: logging.LogRecord) -> bool:
    """Return whether a record of a log is an error: what is less quotes the words of a request."""
    return record.levelno >= logging.ERROR
