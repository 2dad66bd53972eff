"""How long to wait before the hub is asked again."""

import random
import socket

from facilitator.sync.hub_errors import PASSING, HubError

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 60.0
LASTING_SECONDS = 600.0
"""After what does not pass by itself, such as access that was withdrawn."""
_ANYWHERE = "192.0.2.1"
"""An address in a network that nobody has (RFC 5737); nothing is ever sent to it."""
_PORT = 9


class BackOff:
    """Waits that grow with each failure in a row, and differ from laptop to laptop."""

    def __init__(self) -> None:
        self._failures = 0

    def succeeded(self) -> None:
        self._failures = 0

    def after(self, error: Exception) -> float:
        """Return the seconds to wait after one more failure."""
        self._failures += 1
        grown = FIRST_SECONDS * 2.0 ** min(self._failures - 1, 10)
        # When a hub comes back, two hundred laptops must not ask in the same moment.
        chance = random.uniform(0.5, 1.0)
        if not isinstance(error, HubError):
            return min(grown, LONGEST_SECONDS) * chance
        if error.trouble not in PASSING:
            return LASTING_SECONDS * chance
        return max(min(grown, LONGEST_SECONDS) * chance, error.retry_after)


def route_to(peer: str) -> str:
    """Return from which of its own addresses this laptop would reach a numeric one.

    Empty where there is no way. Nothing is sent: a socket for datagrams only looks up the way.
    """
    family = socket.AF_INET6 if ":" in peer else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as looking:
            looking.connect((peer or _ANYWHERE, _PORT))
            return str(looking.getsockname()[0])
    except OSError:
        return ""
