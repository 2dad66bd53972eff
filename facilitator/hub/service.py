"""The hub as a service: it runs until it is told to end, and then answers what waits."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress

from facilitator.errors import FacilitatorError
from facilitator.hub.base.listen import Listen
from facilitator.hub.server import HubServer
from facilitator.storage.hub.hub_store import HubStore

log = logging.getLogger("facilitator.hub")


def serve(store: HubStore, listen: Listen) -> None:
    """Answer laptops until SIGTERM or SIGINT. Raises FacilitatorError if it can't start."""
    _log_to_stderr()
    sockets = listen.sockets()
    try:
        asyncio.run(_serve(store, listen, sockets))
    finally:
        for each in sockets:
            each.close()
        store.close()


async def _serve(store: HubStore, listen: Listen, sockets: Sequence[socket.socket]) -> None:
    server = HubServer(store, listen)
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()

    def reload() -> None:
        try:
            server.reload_certificate()
        except FacilitatorError as error:
            log.error("%s The one before stays in use.", error)
        else:
            log.info("the certificate was read again")

    # Windows has neither of these; there, Ctrl+C raises KeyboardInterrupt.
    with suppress(NotImplementedError):
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, ending.set)
        if hasattr(signal, "SIGHUP"):
            loop.add_signal_handler(signal.SIGHUP, reload)
    server.start(sockets)
    for each in sockets:
        host, port = each.getsockname()[:2]
        log.info("listening on %s", f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    await ending.wait()
    log.info("ending")
    await server.stop()
    log.info("ended")


def _log_to_stderr() -> None:
    """Write the log to stderr, for the journal of the system: without words, tokens or names."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
