"""Which addresses of this computer people can join at, the likeliest first."""

from dataclasses import dataclass
from enum import IntEnum


class Medium(IntEnum):
    """What an address is reached by, the likeliest first."""

    WIFI = 1
    ETHERNET = 2
    VIRTUAL = 3
    VPN = 4
    LINK_LOCAL = 5
    LOOPBACK = 6


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An IPv4 address of this computer; `interface` is what the system calls where it is."""

    medium: Medium
    ip: str
    interface: str = ""
