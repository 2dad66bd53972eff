"""The proxy that this laptop has to use, and the way through it to a hub.

It is named by the environment (https_proxy, no_proxy) or by the settings of Windows or macOS.
"""

import socket
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

DEFAULT_PORT = 80


class UnusableProxyError(Exception):
    """A setting that names no proxy that could be used; `setting` is without any password."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


class ProxyRefusedError(Exception):
    """A proxy that makes no connection: its status, and how it wants people to sign in."""

    def __init__(self, status: int, schemes: tuple[str, ...] = ()) -> None:
        super().__init__(status)
        self.status, self.schemes = status, schemes


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy is, and what it is shown of whoever uses it (`user:password`, or nothing)."""

    host: str
    port: int
    rights: str = ""

    @property
    def name(self) -> str:
        """How people are told of it; never with a password."""
        return f"{self.host}:{self.port}"


def proxy_for(host: str, port: int) -> Proxy | None:
    """Return the proxy that leads to a host, None for the direct way. Raises UnusableProxyError."""
    named = _named(getproxies())
    if not named or _is_direct(host, port):
        return None
    setting = named.rpartition("@")[2]
    try:
        found = urlsplit(named if "//" in named else f"http://{named}")
        place = Proxy(found.hostname or "", found.port or DEFAULT_PORT)
    except ValueError:
        raise UnusableProxyError(setting) from None
    if found.scheme != "http" or not place.host:
        raise UnusableProxyError(setting)
    if found.username is None:
        return place
    rights = f"{unquote(found.username)}:{unquote(found.password or '')}"
    return Proxy(place.host, place.port, rights)


def open_tunnel(line: socket.socket, proxy: Proxy, host: str, port: int) -> None:
    """Ask a proxy at the other end of a line for a connection to a host.

    Raises ProxyRefusedError, and OSError where it does not answer as a proxy does.
    """
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    head = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.rights:
        head.append(f"Proxy-Authorization: Basic {b64encode(proxy.rights.encode()).decode()}")
    line.sendall("\r\n".join([*head, "", ""]).encode("ascii"))
    # It is not closed: nothing of what follows the head was read, since the hub waits for us.
    answer = HTTPResponse(line, method="CONNECT")
    try:
        answer.begin()
    except (HTTPException, ValueError) as error:
        raise ConnectionError("what answers is no proxy") from error
    if answer.status != 200:
        wanted = answer.headers.get_all("Proxy-Authenticate") or []
        answer.close()
        raise ProxyRefusedError(
            answer.status, tuple(each.split()[0].rstrip(",") for each in wanted if each.strip())
        )


def _named(proxies: Mapping[str, str]) -> str:
    """Return the setting for encrypted connections; one for all of them only if it is usable."""
    for_all = proxies.get("all", "")
    return proxies.get("https", "") or (for_all if for_all.startswith("http://") else "")


def _is_direct(host: str, port: int) -> bool:
    """Return whether a host is an exception, also one of a whole network such as 10.0.0.0/8."""
    if proxy_bypass(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    networks = (each.strip() for each in getproxies().get("no", "").split(","))
    return any(_has(network, address) for network in networks if "/" in network)


def _has(network: str, address: object) -> bool:
    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        return False
