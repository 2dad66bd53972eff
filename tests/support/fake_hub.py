"""A hub in memory, on a socket of this computer, to which everything can happen that does."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from typing import Any

ORG = "0a" * 16
NAME = "Corner Hotels"


Answer = tuple[int, dict[str, Any]]
"""A status, and what is said."""


@dataclass
class Device:
    """A laptop as the hub knows it."""

    name: str
    token: str
    role: str = "member"
    teams: dict[str, bool] = field(default_factory=dict)
    """Whether it may write in them, by their ids."""
    new_token: str = ""
    version: int = 1


class FakeHub:
    """Says what a hub says; `fault` is what happens to the next requests, one after the other.

    Each is a path and what happens: "drop" does it and closes without an answer, "cut" ends the
    answer in its middle, "garbage" answers something else, "refuse" closes before anything was
    done, a number answers with that status and nothing of the hub, and "bare 503" is a number too.
    """

    def __init__(self, *teams: str) -> None:
        self.teams = {team: team.title() for team in teams}
        self.logs: dict[str, list[dict[str, Any]]] = {team: [] for team in teams}
        self.devices: dict[str, Device] = {}
        self.codes: dict[str, dict[str, bool]] = {}
        self.erased: set[str] = set()
        self.faults: list[tuple[str, str | int]] = []
        self.requests: list[tuple[str, Any]] = []
        self.records = 9
        self.largest_body = 4 << 20
        self.refuses: dict[str, str] = {}
        """Why an entry is refused, by its id."""
        self.news = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.hub = self
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def invite(self, **writes: bool) -> str:
        """An invitation to teams, by their ids, with whether one may write in them."""
        secret = token_hex(24)
        self.codes[f"{ORG}.{secret}"] = writes
        return f"{self.address}/#{ORG}.{secret}"

    def change_access(self, device: str, **writes: bool) -> None:
        """Let a laptop have other teams from now on."""
        with self.news:
            self.devices[device].teams = writes
            self.devices[device].version += 1
            self.news.notify_all()

    def append(self, team: str, entry: dict[str, Any]) -> int:
        with self.news:
            log = self.logs[team]
            log.append({**entry, "seq": len(log) + 1})
            self.news.notify_all()
            return len(log)

    def ids(self, team: str) -> list[str]:
        return [entry["id"] for entry in self.logs[team]]

    def restore(self, team: str, length: int) -> None:
        """Lose all that came into a log after a place."""
        with self.news:
            del self.logs[team][length:]
            self.news.notify_all()

    def answers_with_another_log(self, team: str) -> None:
        """Have other entries at all places of a log, as another hub at the same address.

        A laptop sees it also where a late push of its own comes before its next question.
        """
        with self.news:
            others = [{**entry, "id": token_hex(16)} for entry in self.logs[team]]
            self.logs[team] = others
            self.news.notify_all()

    def asked(self, path: str) -> list[Any]:
        """What was asked of a path, in order."""
        return [said for to, said in self.requests if to == path]

    def start(self) -> None:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        """Go away, with all connections."""
        self._server.shutdown()
        self._server.close_all()
        with self.news:
            self.news.notify_all()
        self._server.server_close()
        if self._thread is not None:
            self._thread.join()

    def answer(self, path: str, token: str, said: dict[str, Any]) -> Answer:
        self.requests.append((path, said))
        if path == "/join":
            return self._join(said)
        found = next(
            (k for k, d in self.devices.items() if token and token in (d.token, d.new_token)), None
        )
        if found is None:
            return 401, {"error": "withdrawn", "sentence": "No access."}
        device = self.devices[found]
        if token == device.new_token:
            device.token, device.new_token = device.new_token, ""
        return getattr(self, "_" + path.strip("/").replace("/", "_"))(found, device, said)

    def _join(self, said: dict[str, Any]) -> Answer:
        if (teams := self.codes.pop(said["code"], None)) is None:
            return 409, {"error": "used_code", "sentence": "Used."}
        known, token = token_hex(16), token_hex(24)
        self.devices[known] = Device(said["name"], token, teams=teams)
        return 200, {"token": token} | self._about(known)

    def _about(self, known: str) -> dict[str, Any]:
        device = self.devices[known]
        teams = [{"id": t, "name": self.teams[t], "writes": w} for t, w in device.teams.items()]
        return {
            "organisation": {"id": ORG, "name": NAME},
            "role": device.role,
            "device": known,
            "name": device.name,
            "teams": teams,
            "records": self.records,
            "program": "0.1.0",
        }

    def _me(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        return 200, self._about(known)

    def _push(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        if said["records"] > self.records:
            return 409, {"error": "older_hub", "sentence": "Older."}
        placed, refused = {}, {}
        with self.news:
            for entry in said["entries"]:
                log = self.logs.get(entry["team"], [])
                there = next((each for each in log if each["id"] == entry["id"]), None)
                if there is not None:
                    placed[entry["id"]] = there["seq"]
                elif not device.teams.get(entry["team"]):
                    refused[entry["id"]] = "not yours"
                elif entry["meeting"] in self.erased:
                    refused[entry["id"]] = "erased"
                elif entry["id"] in self.refuses:
                    refused[entry["id"]] = self.refuses[entry["id"]]
                else:
                    placed[entry["id"]] = self.append(entry["team"], entry)
        return 200, {"placed": placed, "refused": refused}

    def _pull(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        with self.news:
            version = said.get("me_version") or device.version
            self.news.wait_for(
                lambda: (
                    self._server.is_closed
                    or version != device.version
                    or any(
                        news["diverged"] or news["entries"] for news in self._news(said).values()
                    )
                ),
                said["wait"],
            )
            return 200, {"teams": self._news(said), "me_version": device.version}

    def _news(self, said: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for team, (seq, known) in said["after"].items():
            log = self.logs[team]
            differs = seq > 0 and (len(log) < seq or log[seq - 1]["id"] != known)
            entries = [] if differs else log[seq : seq + said["most"]]
            found[team] = {"entries": entries, "head": len(log), "diverged": differs}
        return found

    def _places(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        log = self.logs[said["team"]][: said["before"] - 1]
        return 200, {"places": [[e["seq"], e["id"]] for e in reversed(log)][: said["most"]]}

    def _rotate(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        device.new_token = token_hex(24)
        return 200, {"token": device.new_token}

    def _leave(self, known: str, device: Device, said: dict[str, Any]) -> Answer:
        del self.devices[known]
        return 200, {}


@contextmanager
def fake_hub(*teams: str) -> Iterator[FakeHub]:
    """A hub with some teams, which is there for as long as the block lasts."""
    hub = FakeHub(*teams)
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    hub: FakeHub
    is_closed = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        made, address = super().get_request()
        self._open.add(made)
        return made, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - a socket, mostly
        self._open.discard(request)
        super().shutdown_request(request)

    def close_all(self) -> None:
        self.is_closed = True
        for made in list(self._open):
            with suppress(OSError):
                made.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        hub, size = self.server.hub, int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        fault = next((each for each in hub.faults if each[0] == self.path), None)
        if fault is not None:
            hub.faults.remove(fault)
        what = fault[1] if fault is not None else None
        if what == "refuse":
            self._close()
            return
        if what == "garbage":
            self._send(200, b"<html>Please sign in</html>")
            return
        if isinstance(what, int):
            self._send(what, b"<html>Not me</html>")
            return
        if size > hub.largest_body:
            self._send(413, b"<html>Request Entity Too Large</html>")
            return
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        said = json.loads(body) if body else None
        status, answer = hub.answer(self.path, token, said)
        words = json.dumps(answer).encode()
        if what == "drop":
            self._close()
        elif what == "cut":
            self._send(status, words, len(words) // 2)
            self._close()
        else:
            self._send(status, words)

    def _send(self, status: int, words: bytes, most: int | None = None) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words[:most])

    def _close(self) -> None:
        # With a reset, as when a computer crashes.
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
