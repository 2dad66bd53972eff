"""nginx in front of a hub, as the README's page for administrators shows it."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.support.needs import do_without
from tests.support.readme_blocks import under

NEED = "nginx"
_PATIENCE = 20.0
_LIVE = "/etc/letsencrypt/live/hub.example.org"
_AROUND = """
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 768; }}
http {{
    access_log off;
    {paths}
    {server}
}}
"""
"""What Debian's package has around a server, in a folder of the test."""
_PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """A server with TLS that passes what it gets on to a hub."""

    def __init__(self, folder: Path, hub_port: int, certificate: Path, key: Path) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if program is None:
            do_without(NEED, "it is not installed")
        self._program = program
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        (server,) = under("Encryption", "nginx")
        for there, here in (
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            ("    listen [::]:443 ssl;\n", ""),
            (f"{_LIVE}/fullchain.pem", str(certificate)),
            (f"{_LIVE}/privkey.pem", str(key)),
            ("http://127.0.0.1:8470", f"http://127.0.0.1:{hub_port}"),
        ):
            assert there in server, f"the README's page for nginx has no {there}"
            server = server.replace(there, here)
        self._server = server
        self._running: subprocess.Popen[bytes] | None = None

    def leave_out(self, *lines: str) -> None:
        """Take lines out of the configuration."""
        for line in lines:
            assert line in self._server
            self._server = self._server.replace(line, "")

    def start(self) -> None:
        """Serve; returns once it answers."""
        paths = "".join(f"{each}_temp_path {self._folder}/{each};" for each in _PATHS)
        file = self._folder / "nginx.conf"
        around = {"folder": self._folder, "paths": paths, "server": self._server}
        file.write_text(_AROUND.format(**around))
        command = [self._program, "-p", self._folder, "-c", file, "-g", "daemon off;"]
        with (self._folder / "said").open("wb") as said:
            self._running = subprocess.Popen(command, stdout=said, stderr=said)
        end = monotonic() + _PATIENCE
        while not self._answers():
            assert self._running.poll() is None, (self._folder / "said").read_text()
            assert monotonic() < end
            sleep(0.01)

    def stop(self) -> None:
        """End it at once, with all connections."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(_PATIENCE)
            self._running = None

    def written_to_files(self) -> list[str]:
        """Return what it says of requests and answers that it put into a file for a while."""
        said = (self._folder / "error.log").read_text().splitlines()
        return [line for line in said if "temporary file" in line]

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True


@contextmanager
def nginx(folder: Path, hub_port: int, certificate: Path, key: Path) -> Iterator[Nginx]:
    """One that is not started yet; it ends with the context."""
    folder.mkdir()
    made = Nginx(folder, hub_port, certificate, key)
    try:
        yield made
    finally:
        made.stop()
