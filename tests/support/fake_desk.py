"""The program behind a server of the page, as far as the server can tell."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from facilitator.join.addresses import Address, Medium
from facilitator.join.desk import Answer, Asked, Person, State
from facilitator.join.page_data import RoomData
from facilitator.join.web.opening import Opened, Pace
from facilitator.join.web.server import JoinServer
from tests.support.phone import PATIENCE, Phone

HERE = Address(Medium.LOOPBACK, "127.0.0.1", "lo")
MEETING = "5f0c6a52b1f04c4c9d8f2f6b7c1d2e3a"

Reply = Callable[[Asked], Answer | None]
"""What the program answers; None for no answer yet."""


def takes_all(asked: Asked) -> Answer:
    """Take what was sent as a new item."""
    own = replace(asked.own, items=(*asked.own.items, asked.item))
    return Answer(is_taken=True, item=asked.item, own=own)


class FakeDesk:
    """A desk that answers at once, on the server's thread, and remembers what it heard."""

    def __init__(self, reply: Reply = takes_all) -> None:
        self.reply = reply
        self.submitted: list[Asked] = []
        self.failures: list[str] = []
        self._people: tuple[Person, ...] = ()
        self._heard = threading.Condition()

    def submit(self, asked: Asked) -> None:
        with self._heard:
            self.submitted.append(asked)
            self._heard.notify_all()
        if (answer := self.reply(asked)) is not None:
            asked.answer.set_result(answer)

    def show_people(self, people: tuple[Person, ...]) -> None:
        with self._heard:
            self._people = people
            self._heard.notify_all()

    def show_failure(self, sentence: str) -> None:
        with self._heard:
            self.failures.append(sentence)
            self._heard.notify_all()

    def people(self, fits: Callable[[tuple[Person, ...]], bool]) -> tuple[Person, ...]:
        """Wait until those who are there fit; return them."""
        with self._heard:
            assert self._heard.wait_for(lambda: fits(self._people), PATIENCE), self._people
            return self._people

    def person(self, name: str, state: State | None = None) -> Person:
        """Wait for somebody; return them."""

        def found(people: tuple[Person, ...]) -> list[Person]:
            return [p for p in people if p.name == name and state in (None, p.state)]

        return found(self.people(lambda people: bool(found(people))))[0]

    def wait_submitted(self, count: int) -> list[Asked]:
        """Wait until so many contributions have come."""
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.submitted) >= count, PATIENCE)
            return list(self.submitted)


class Joined:
    """A server that runs, its desk, and devices that come in."""

    def __init__(self, server: JoinServer, opened: Opened, desk: FakeDesk) -> None:
        self.server, self.opened, self.desk = server, opened, desk

    def phone(self, source: str = "127.0.0.1") -> Phone:
        return Phone(self.opened.port, source)

    def asked(self, name: str, source: str = "127.0.0.1") -> Phone:
        """Return a device that asks and was not let in."""
        phone = self.phone(source)
        reply = phone.join(self.opened.token, name)
        assert reply.status == 200, reply
        return phone

    def come_in(self, name: str, source: str = "127.0.0.1") -> Phone:
        """Return a device that was let in."""
        phone = self.asked(name, source)
        self.server.admit(self.desk.person(name).id)
        self.desk.person(name, State.IN)
        return phone


@contextmanager
def joining(
    desk: FakeDesk | None = None,
    file: Path | None = None,
    *,
    meeting: str = MEETING,
    port: int = 0,
    pace: Pace | None = None,
    keep: bool = False,
    needs_names: bool = False,
) -> Iterator[Joined]:
    """Serve on this computer alone while a test runs."""
    desk = desk or FakeDesk()
    server = JoinServer(desk, file, meeting, [HERE], port, needs_names=needs_names, pace=pace)
    opened = server.start().result(PATIENCE)
    try:
        yield Joined(server, opened, desk)
    finally:
        server.stop(keep).result(PATIENCE)


def a_room(*texts: str) -> RoomData:
    """Return a board with these cards, and little else."""
    return {
        "stage": "board",
        "kind": "board",
        "name": "Board",
        "question": "When was service superb?",
        "words": {},
        "names": False,
        "private": False,
        "pinned": [],
        "band": None,
        "columns": [],
        "cards": [
            {
                "id": f"card-{number}",
                "side": "left",
                "link": "gap",
                "text": text,
                "labels": [],
                "author": "",
                "theme": "",
                "members": 0,
                "depth": 0,
                "place": None,
                "dots": None,
                "owner": "",
                "due": None,
                "status": "open",
            }
            for number, text in enumerate(texts, 1)
        ],
        "about": [],
        "vote": None,
        "turn": None,
        "clock": None,
        "fingers": False,
        "people": 0,
    }
