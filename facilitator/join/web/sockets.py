"""The sockets that the server listens on."""

import contextlib
import errno
import os
import random
import socket
import sys
from collections.abc import Iterable, Sequence

PORTS = range(20_000, 30_000)
"""From these one is chosen: a firewall can be told so, and after a crash it is still free, since no
system gives these to what other programs open to somewhere else.
"""
MOST_TRIES = 20
TAKEN = (errno.EADDRINUSE, errno.EACCES)
"""What the system says of a port that another program has, or keeps for itself."""
_BACKLOG = 256
_SENT_AT_ONCE = 1 << 17
"""Bytes that the system keeps for a page that does not read: the rest stays with us, counted."""
_DEAD_MILLISECONDS = 40_000
"""After which a phone that left the network without a word counts as gone."""


class NoAddressError(OSError):
    """An error: none of the addresses is one of this computer any more."""


def listen(ips: Sequence[str], port: int) -> list[socket.socket]:
    """Return sockets that listen on one port of all those addresses that this computer has.

    Port 0 is any free one of PORTS. Raises NoAddressError, and another OSError where the port is
    taken.
    """
    if port:
        return _listen(ips, port)
    for tried in random.sample(PORTS, MOST_TRIES):
        try:
            return _listen(ips, tried)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def _listen(ips: Iterable[str], port: int) -> list[socket.socket]:
    made: list[socket.socket] = []
    try:
        for ip in ips:
            try:
                made.append(_listener(ip, port))
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL:
                    raise
    except BaseException:
        close_all(made)
        raise
    if not made:
        raise NoAddressError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    return made


def _listener(ip: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, the other option would let another program take the port over.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is accepted has these too.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_AT_ONCE)
        with contextlib.suppress(OSError, AttributeError):
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _DEAD_MILLISECONDS)
        made.setblocking(False)
        made.bind((ip, port))
        made.listen(_BACKLOG)
    except BaseException:
        made.close()
        raise
    return made


def close_all(sockets: Iterable[socket.socket]) -> None:
    """Close sockets."""
    for each in sockets:
        each.close()
