"""Where the hub listens, and that nobody can listen in: TLS, a proxy that has it, or loopback."""

import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from facilitator.errors import InputRefusedError
from facilitator.file_faults import reason

DEFAULT_PORT = 8470
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip")

_ADDRESS = re.compile(r"\[([^\]]*)\](?::\d+)?|([^:]*):\d+|([^%]*)(?:%.*)?")
_HOUSEHOLD = 64
"""Bits of IPv6 that an office or household has to itself."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOPBACK: tuple[Network, ...] = (
    ipaddress.ip_network("127.0.0.0/8"),
    ipaddress.ip_network("::1/128"),
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate and its key, as PEM."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Return what a server encrypts with. Raises InputRefusedError."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.load_into(context)
        return context

    def load_into(self, context: ssl.SSLContext) -> None:
        """Read the files, perhaps renewed ones. Raises InputRefusedError."""
        try:
            # Without a password: nobody could type it when the service starts.
            context.load_cert_chain(self.certificate, self.key, password=b"")
        except (OSError, ssl.SSLError, ValueError) as error:
            why = (
                "they don’t fit each other"
                if isinstance(error, ssl.SSLError)
                else (reason(error) if isinstance(error, OSError) else "they can’t be read")
            )
            raise InputRefusedError(
                f"The certificate {self.certificate} and its key {self.key} can’t be used ({why})."
            ) from None

    def pin(self) -> str:
        """Return the SHA-256 of the certificate in hex, by which laptops know it."""
        return fingerprint(self.certificate)


def fingerprint(certificate: Path) -> str:
    """Return the SHA-256 of the first certificate in a PEM file. Raises InputRefusedError."""
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    try:
        text = certificate.read_text("ascii")
        first = text[text.index(begin) : text.index(end) + len(end)]
        return sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()
    except (OSError, ValueError):
        raise InputRefusedError(f"{certificate} isn’t a certificate in PEM format.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where the hub listens. `address` is what laptops call it, if that is known."""

    host: str
    port: int
    certificate: Certificate | None = None
    behind_proxy: bool = False
    proxies: tuple[Network, ...] = LOOPBACK
    address: str = ""
    pin: str = ""

    def __post_init__(self) -> None:
        if self.certificate is None and not self.behind_proxy and not is_loopback(self.host):
            raise InputRefusedError(
                f"Listening on {self.host} needs encryption. Give --tls-cert and --tls-key, or "
                "--behind-proxy if a proxy with TLS is in front of the hub."
            )
        if self.certificate is not None and self.behind_proxy:
            raise InputRefusedError(
                "Give either --tls-cert and --tls-key, or --behind-proxy: only one can encrypt."
            )

    def is_private(self, peer: str, headers: Mapping[str, str]) -> bool:
        """Return whether a request that came from there was sent so that nobody could read it."""
        if self.certificate is not None:
            return True
        if self.behind_proxy:
            said = headers.get("X-Forwarded-Proto", "")
            return _is_in(peer, self.proxies) and said.strip().lower() == "https"
        # What a proxy passes on came over a network, perhaps in the clear.
        return _is_in(peer, LOOPBACK) and not any(name in headers for name in _FORWARDED)

    def sockets(self) -> Sequence[socket.socket]:
        """Return the sockets that are listened on. Raises InputRefusedError."""
        from tornado.netutil import bind_sockets

        try:
            return bind_sockets(self.port, self.host, backlog=512)
        except (OSError, OverflowError) as error:
            why = reason(error) if isinstance(error, OSError) else "there is no such port"
            raise InputRefusedError(
                f"The hub can’t listen on {self.host}:{self.port} ({why})."
            ) from None


def parse_listen(text: str) -> tuple[str, int]:
    """Return the host and port of HOST:PORT; [::1]:8470 for IPv6. Raises InputRefusedError."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or "]" in port:
        host, port = text.strip(), str(DEFAULT_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise InputRefusedError(
            f"“{text}” isn’t an address to listen on. Use one such as 127.0.0.1:{DEFAULT_PORT}."
        )
    return host, int(port)


def parse_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Return networks or single addresses of proxies. Raises InputRefusedError."""
    try:
        return tuple(ipaddress.ip_network(text, strict=False) for text in texts)
    except ValueError:
        raise InputRefusedError(
            f"“{', '.join(texts)}” isn’t the address of a proxy. Use one such as 10.0.0.5."
        ) from None


def is_loopback(host: str) -> bool:
    """Return whether a host is this computer, so that no network is between."""
    return host == "localhost" or _is_in(host, LOOPBACK)


def counted_as(address: str) -> str:
    """Return as whose an address is counted, "" if it is none; some proxies add its port.

    Of IPv6 it is the network of 64 bits: whoever has one address there has all of them.
    """
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return ""
    try:
        parsed = ipaddress.ip_address(found[1] or found[2] or found[3])
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed, _HOUSEHOLD), strict=False))


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)
