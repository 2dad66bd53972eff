"""Proxies between a laptop and the world, as offices prescribe them: a small one, and tinyproxy."""

import shutil
import socket
import subprocess
import tempfile
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from tests.support.needs import do_without

NEED = "tinyproxy"
_PATIENCE = 20.0


class SmallProxy:
    """A proxy on loopback for which every host in the world is this computer.

    It answers with `status`, and `also` in its head. What it was asked for stands in `asked`, and
    what it was shown in `shown`.
    """

    def __init__(self) -> None:
        self.status, self.also = "200 Connected", ""
        self.asked: list[str] = []
        self.shown: list[str] = []
        self._open: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Refuse connections from now on, and break those there are."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._server.accept()
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        self._open.append(line)
        with suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and (some := line.recv(4096)):
                head += some
            first, *rest = head.decode().split("\r\n")
            self.asked.append(first.rpartition(" ")[0])
            self.shown += [each for each in rest if each.startswith("Proxy-Authorization")]
            line.sendall(f"HTTP/1.1 {self.status}\r\n{self.also}\r\n".encode())
            if not self.status.startswith("200"):
                line.close()
                return
            port = int(first.split()[1].rpartition(":")[2])
            hub = socket.create_connection(("127.0.0.1", port))
            self._open.append(hub)
            threading.Thread(target=_pass_on, args=(hub, line), daemon=True).start()
            _pass_on(line, hub)


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(1 << 16):
            other.sendall(some)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


def shown(name: str, password: str) -> str:
    """Return how a laptop shows a proxy who it is."""
    return f"Proxy-Authorization: Basic {b64encode(f'{name}:{password}'.encode()).decode()}"


@contextmanager
def small_proxy() -> Iterator[SmallProxy]:
    proxy = SmallProxy()
    try:
        yield proxy
    finally:
        proxy.close()


@contextmanager
def tinyproxy(behind: SmallProxy, *settings: str) -> Iterator[str]:
    """The place of a tinyproxy that reaches the world by way of a small one."""
    program = shutil.which("tinyproxy")
    if program is None:
        do_without(NEED, "it is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="facilitator-tinyproxy-") as name:
        lines = [f"Port {port}", "Listen 127.0.0.1", "Allow 127.0.0.1", "MaxClients 20"]
        lines += [f"Upstream http 127.0.0.1:{behind.port}", *settings]
        file, log = Path(name) / "tinyproxy.conf", Path(name) / "log"
        file.write_text("\n".join([*lines, ""]))
        with log.open("wb") as said:
            running = subprocess.Popen([program, "-d", "-c", file], stdout=said, stderr=said)
        try:
            end = monotonic() + _PATIENCE
            while not _answers(port):
                assert running.poll() is None and monotonic() < end, log.read_text()
                sleep(0.01)
            yield f"127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(_PATIENCE)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
