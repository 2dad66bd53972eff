"""X servers for the tests, each on a display of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_numbers = count(100 + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))
"""Display numbers that no other worker uses, and none twice.

A server that may choose by itself takes the number of one that is just ending, which then removes
the socket of both.
"""


@contextmanager
def x_server(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start Xvfb with further options; yields the process and the name of its display."""
    server, display = _started(options)
    try:
        yield server, display
    finally:
        server.terminate()
        server.wait()


def _started(options: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], str]:
    for number in _numbers:
        read, write = os.pipe()
        line = ["Xvfb", f":{number}", "-displayfd", str(write), "-nolisten", "tcp", *options]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(line, pass_fds=(write,), stdout=quiet, stderr=quiet)
        os.close(write)
        with os.fdopen(read) as said:
            if said.readline().strip():
                return server, f":{number}"
        # Someone else's: it has ended without a word.
        server.wait()
    raise AssertionError("there is always another number")
