"""Somebody who joins with a device of their own, over a real socket, as the page does it."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from facilitator.join.addresses import Address, Medium
from facilitator.ui.join import joining
from tests.support.window import Room

HERE = Address(Medium.LOOPBACK, "127.0.0.1", "lo")
"""The one address at which devices in tests join."""


@dataclass
class Joiner:
    """A device; what it sends is answered while the window goes on."""

    room: Room
    pool: ThreadPoolExecutor
    name: str
    cookie: str = ""
    sent: list[str] = field(default_factory=list)
    """The keys of what it sent."""

    @property
    def _joining(self) -> joining.Joining:
        made = self.room.controller.joining.made
        assert made is not None, "nobody may join"
        return made

    def asks(self) -> "Joiner":
        """Ask to come in, with the code of now."""
        invitation = self._joining.invitation
        assert invitation is not None
        token = invitation.code
        status, _ = self._posts("/join", {"token": token, "name": self.name})
        assert status == 200
        self.room.until(lambda: any(each.name == self.name for each in self._joining.people))
        return self

    def sends(self, what: str, **more: object) -> tuple[int, dict[str, Any]]:
        """Contribute something; return the status and what the answer says."""
        self.sent.append(token_hex(16))
        return self._posts("/contribute", {"key": self.sent[-1], "do": what, **more})

    def _posts(self, path: str, body: dict[str, object]) -> tuple[int, dict[str, Any]]:
        invitation = self._joining.invitation
        assert invitation is not None
        host = invitation.address.partition("/")[0]
        request = Request(f"http://{host}{path}", json.dumps(body).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        request.add_header("Origin", f"http://{host}")
        if self.cookie:
            request.add_header("Cookie", self.cookie)
        answer: Future[tuple[int, bytes, str]] = self.pool.submit(partial(_ask, request))
        self.room.until(answer.done)
        status, found, cookie = answer.result()
        self.cookie = cookie.partition(";")[0] or self.cookie
        return status, json.loads(found) if found else {}


def _ask(request: Request) -> tuple[int, bytes, str]:
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), answer.headers.get("Set-Cookie", "")
    except HTTPError as error:
        return error.code, error.read(), ""


Joins = Callable[[Room, str], Joiner]
"""From a room and a name to a device that has not asked yet."""


@pytest.fixture
def joins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Joins]:
    """Make devices that join on this computer alone."""
    here = partial(joining.Joining, addresses=lambda: [HERE])
    monkeypatch.setattr(joining, "Joining", here)
    with ThreadPoolExecutor(4) as pool:
        yield lambda room, name: Joiner(room, pool, name)
