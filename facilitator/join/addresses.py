"""Which addresses of this computer people can join at, the likeliest first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import AddressValueError, IPv4Address, IPv4Network

_LAN = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_SHARED = IPv4Network("100.64.0.0/10")
"""Of providers and of some VPNs; no office or home gives such addresses out."""

_VPN = re.compile(
    r"^(tun|tap|wg|utun|ppp|ipsec|zt|tailscale|nordlynx|proton|gpd|cscotun|nebula|ham)\d*"
    r"|vpn|wireguard|wintun|tailscale|zerotier|nordlynx|anyconnect|hamachi|pangp|fortissl|\btap\b",
    re.IGNORECASE,
)
_VIRTUAL = re.compile(
    r"^(docker|veth|br-|vmnet|vboxnet|virbr|vnet|lxc|lxd|podman|cni|flannel|cali|bridge\d|vmenet"
    r"|dummy|ifb|awdl|llw|anpi)"
    r"|^vethernet\b|hyper-v|vmware|virtualbox|\bwsl\b|npcap|docker",
    re.IGNORECASE,
)
_WIFI = re.compile(r"^(wl|ath\d|wifi)|wi-?fi|wlan|wireless|airport", re.IGNORECASE)
_ETHERNET = re.compile(r"^(eth|en|em\d|usb\d)|ethernet|local area connection|lan", re.IGNORECASE)
"""Windows gives interfaces a name that its user reads and may change, and another one to programs;
there and on Linux a bridge or a tunnel often says that it is an Ethernet."""


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


def medium_of(name: str, human_name: str = "", hint: str = "") -> Medium:
    """Return what an interface reaches, by its two names and what the system says it is.

    The hint is "wifi", "ethernet", "virtual", "ppp", "loopback" or empty. Names go first, since
    systems call a tunnel an Ethernet.
    """
    names = (name, human_name)
    if hint == "loopback" or re.match(r"lo\d*$", name):
        return Medium.LOOPBACK
    if hint == "ppp" or any(map(_VPN.search, names)):
        return Medium.VPN
    if any(map(_VIRTUAL.search, names)):
        return Medium.VIRTUAL
    if hint == "wifi" or any(map(_WIFI.search, names)):
        return Medium.WIFI
    if hint == "virtual":
        return Medium.VIRTUAL
    if hint == "ethernet" or any(map(_ETHERNET.search, names)):
        return Medium.ETHERNET
    return Medium.VIRTUAL


def in_order(addresses: Iterable[Address]) -> list[Address]:
    """Return those that people can join at, the likeliest first, each once.

    Those of one medium stay in the order of the system. This computer's own address is left out
    unless there is no other.
    """
    known = dict[str, Address]()
    for address in addresses:
        medium = _by_number(address)
        if medium is not None and address.ip not in known:
            known[address.ip] = Address(medium, address.ip, address.interface)
    found = sorted(known.values(), key=lambda address: address.medium)
    return [address for address in found if address.medium is not Medium.LOOPBACK] or found


def _by_number(address: Address) -> Medium | None:
    """Return the medium of an address by its number too; None for one that others can't reach."""
    try:
        number = IPv4Address(address.ip)
    except AddressValueError:
        return None
    if number.is_loopback:
        return Medium.LOOPBACK
    if number.is_link_local:
        return Medium.LINK_LOCAL
    if number in _SHARED:
        return Medium.VPN
    if any(number in network for network in _LAN):
        return address.medium
    return None
