"""Invitations as they are copied and pasted."""

import re

from facilitator.errors import InputRefusedError
from facilitator.hub.base.listen import is_loopback

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:/[\w.~-]+)*",
    re.ASCII,
)


def invitation_link(address: str, code: str, pin: str = "") -> str:
    """Return what a laptop needs to join: address, code, and the certificate if it is pinned.

    What follows the # is sent nowhere when somebody opens it in a browser.
    """
    return f"{address.rstrip('/')}/#{code}{f'.{pin}' if pin else ''}"


def check_address(address: str) -> str:
    """Return the address of a hub as laptops use it. Raises InputRefusedError."""
    found = _ADDRESS.fullmatch(address.rstrip("/"))
    if found is None:
        raise InputRefusedError(
            f"“{address}” isn’t the address of a hub. Use one such as https://hub.example.org."
        )
    if found["scheme"] == "http" and not is_loopback(found["host"].strip("[]")):
        raise InputRefusedError(
            f"“{address}” is not encrypted. Use an address that begins with https://."
        )
    return found[0]
