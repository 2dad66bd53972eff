"""A connection to the hub: verified TLS, proxies, bounds, and a close that ends any wait."""

import hmac
import os
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from facilitator.sync.hub_errors import (
    bad_certificate,
    odd_answer,
    other_certificate,
    proxy_refused,
    proxy_unreached,
    stopped,
    too_large_answer,
    unreached,
    unusable_proxy,
)
from facilitator.sync.invitation import is_loopback
from facilitator.sync.system.proxy import (
    Proxy,
    ProxyRefusedError,
    UnusableProxyError,
    open_tunnel,
    proxy_for,
)

CA_VARIABLE = "FACILITATOR_HUB_CA"
"""Names a file of certificates that are trusted beside those of the system."""
CONNECT_SECONDS = 10.0
MOST_BYTES = 64 << 20
"""Of an answer."""
_CHUNK = 1 << 16
_NOT_YET_VALID, _EXPIRED = 9, 10
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connection:
    """One connection that is kept between requests, for one thread; close() is for any thread.

    `address` is that of an invitation, `pin` the SHA-256 of the certificate that is trusted, or
    nothing for what the system trusts. Proxies are those of the environment, but never for this
    computer itself.
    """

    def __init__(self, address: str, pin: str = "") -> None:
        self._url = urlsplit(address)
        self._host = self._url.hostname or ""
        self._pin = pin
        self._http: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self.peer = ""
        """The numeric address that was reached last."""

    @property
    def host(self) -> str:
        return self._url.netloc

    @property
    def is_open(self) -> bool:
        """Whether a connection is kept, which the hub may have closed meanwhile."""
        return self._http is not None

    def close(self) -> None:
        """End what is waited for, with HubError STOPPED, and refuse what comes later."""
        with self._lock:
            self._closed.set()
            self._shut()

    def drop(self) -> None:
        """Close the connection; the next request opens another one."""
        with self._lock:
            self._shut()
            http, self._http, self._socket = self._http, None, None
        if http is not None:
            http.close()

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Answer:
        """Send a request and return the answer. Raises HubError.

        An answer that doesn't come within `timeout` seconds counts as the hub out of reach.
        """
        try:
            http = self._http or self._connected()
            # It bounds each wait for the network; the size of an answer is bounded below.
            assert http.sock is not None
            http.sock.settimeout(timeout)
            http.request(method, self._url.path + path, body, dict(headers))
            with http.getresponse() as response:
                answer = Answer(response.status, _lower(response), self._read(response))
            if response.will_close:
                self.drop()
            return answer
        except ssl.SSLCertVerificationError as error:
            self.drop()
            days = error.verify_code in (_NOT_YET_VALID, _EXPIRED)
            raise bad_certificate(self.host, error.verify_message, is_day_wrong=days) from error
        except (OSError, HTTPException, ValueError) as error:
            self.drop()
            if self._closed.is_set():
                raise stopped() from error
            if isinstance(error, OSError):
                raise unreached(self.host, _reason(error)) from error
            raise odd_answer(self.host) from error
        except BaseException:
            self.drop()
            raise

    def _read(self, response: HTTPResponse) -> bytes:
        pieces, size = list[bytes](), 0
        while piece := response.read1(_CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise too_large_answer(self.host)
        if response.length:
            raise ConnectionResetError("the answer was cut off")
        return b"".join(pieces)

    def _connected(self) -> HTTPConnection:
        if self._closed.is_set():
            raise stopped()
        is_secret = self._url.scheme == "https"
        port = self._url.port or (443 if is_secret else 80)
        if is_secret:
            http: HTTPConnection = HTTPSConnection(self._host, port, context=_context(self._pin))
        else:
            http = HTTPConnection(self._host, port)
        http.timeout = CONNECT_SECONDS
        # So that close() can end even the wait for a hub that does not answer.
        http._create_connection = self._open  # type: ignore[attr-defined]
        http.connect()
        if is_secret and self._pin:
            self._check_pin(http)
        with self._lock:
            self._http, self._socket = http, http.sock
            if self._closed.is_set():
                self._shut()
        return http

    def _open(
        self, address: tuple[str, int], timeout: float, source: object = None
    ) -> socket.socket:
        """Connect to a host, perhaps by way of a proxy. Raises OSError and HubError."""
        proxy = self._proxy(*address)
        if proxy is None:
            return self._open_directly(address, timeout)
        line: socket.socket | None = None
        try:
            line = self._open_directly((proxy.host, proxy.port), timeout)
            open_tunnel(line, proxy, *address)
            return line
        except (ProxyRefusedError, OSError) as error:
            if line is not None:
                line.close()
            if isinstance(error, ProxyRefusedError):
                place = f"{address[0]}:{address[1]}"
                raise proxy_refused(
                    proxy.name, place, error, had_rights=bool(proxy.rights)
                ) from None
            if self._closed.is_set():
                raise
            raise proxy_unreached(self.host, proxy.name, _reason(error)) from error

    def _open_directly(self, address: tuple[str, int], timeout: float) -> socket.socket:
        """Connect to the first numeric address of a host that answers. Raises OSError."""
        failed: OSError = OSError("no such address")
        for family, kind, protocol, _, place in socket.getaddrinfo(*address, 0, socket.SOCK_STREAM):
            made = socket.socket(family, kind, protocol)
            with self._lock:
                self._socket = made
            try:
                if self._closed.is_set():
                    raise OSError("closed")
                made.settimeout(timeout)
                made.connect(place)
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                self.peer = str(place[0])
                return made
            except OSError as error:
                made.close()
                failed = error
        raise failed

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _check_pin(self, http: HTTPConnection) -> None:
        assert isinstance(http.sock, ssl.SSLSocket)
        shown = http.sock.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(sha256(shown).hexdigest(), self._pin):
            http.close()
            raise other_certificate(self.host)

    def _proxy(self, host: str, port: int) -> Proxy | None:
        """Return the proxy on the way, never for this computer itself. Raises HubError."""
        if self._url.scheme != "https" or is_loopback(host):
            return None
        try:
            return proxy_for(host, port)
        except UnusableProxyError as error:
            raise unusable_proxy(host, error.setting) from None


def _context(pin: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if pin:
        # The certificate itself is compared, before anything is sent.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif file := os.environ.get(CA_VARIABLE):
        context.load_verify_locations(file)
    return context


def _lower(response: HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.getheaders()}


def _reason(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, socket.gaierror):
        return "its name can’t be found; is this laptop online?"
    if isinstance(error, ssl.SSLError):
        return "no secure connection could be made"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(error, ConnectionError):
        return "the connection broke"
    return (error.strerror or "the network failed").lower()
