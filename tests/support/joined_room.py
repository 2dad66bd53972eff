"""A meeting in the window, and people who join it with phones of their own, over real sockets.

Needs Qt, like the window itself.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from facilitator.join.addresses import Address, Medium
from facilitator.join.page_data import RoomData, YouData
from facilitator.join.patch import patched
from facilitator.ui.join import network
from facilitator.ui.join.joining import Joining
from tests.support.phone import Events, Phone, Reply
from tests.support.window import Room

HERE = Address(Medium.LOOPBACK, "127.0.0.1", "lo")

T = TypeVar("T")


class Guest:
    """Somebody with a phone whose page is open; what it shows is as up to date as a page is."""

    def __init__(self, joined: "JoinedRoom", phone: Phone) -> None:
        self._joined = joined
        self.phone = phone
        self._events: Events | None = None
        self.room: RoomData | None = None
        self.you: YouData | None = None
        self.heard: list[str] = []
        """Everything that came, as text."""
        self.is_over = False

    def opens_page(self) -> None:
        self._events = self._joined.does(self.phone.listen)

    def closes_page(self) -> None:
        if self._events is not None:
            self._joined.does(self._events.close)
            self._events = None

    def sends(self, do: str, key: str = "", **fields: object) -> Reply:
        """Send something, and wait for the answer while the window goes on."""
        return self._joined.does(lambda: self.phone.contribute(do, key, **fields))

    def card(self, text: str, side: str = "left", key: str = "") -> Reply:
        return self.sends("card", key, side=side, text=text, labels=[])

    def reads(self) -> None:
        """Take in what has come."""
        for event in self._events.arrived() if self._events is not None else ():
            self.heard.append(f"{event.name} {event.data}")
            if event.name == "all":
                self.room, self.you = event.data["room"], event.data["you"]
            elif event.name == "you":
                self.you = event.data
            elif event.name == "room":
                assert self.room is not None
                self.room = patched(self.room, event.data)
            elif event.name == "over":
                self.is_over = True

    def rest(self) -> list[str]:
        """Wait for the end of what the server says; return the names of the last events."""
        assert self._events is not None
        return [event.name for event in self._events.rest()]

    def until(self, wanted: Callable[["Guest"], object]) -> None:
        """Wait until the page shows something."""

        def is_so() -> bool:
            self.reads()
            return bool(wanted(self))

        self._joined.room.until(is_so)

    @property
    def wall(self) -> list[str]:
        """The cards that the page shows of the wall."""
        return [card["text"] for card in self.room["cards"]] if self.room is not None else []

    @property
    def own(self) -> list[str]:
        """What the page shows as one's own."""
        return [item["text"] for item in self.you["items"]] if self.you is not None else []

    @property
    def waiting(self) -> list[str]:
        return [each["text"] for each in self.you["waiting"]] if self.you is not None else []


class JoinedRoom:
    """A room with a meeting that people may join."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.said: list[str] = []
        self.guests: list[Guest] = []
        self._threads = ThreadPoolExecutor(16)

    @property
    def joining(self) -> Joining:
        return self.room.controller.joining()

    def opens(self) -> "JoinedRoom":
        """Let people join, and wait until they can."""
        self.joining.said.connect(self.said.append)
        self.joining.failed.connect(self.said.append)
        self.joining.start()
        self.room.until(lambda: self.joining.is_on)
        return self

    @property
    def port(self) -> int:
        return int(self.address.partition("/")[0].rpartition(":")[2])

    @property
    def token(self) -> str:
        return self.address.partition("#")[2]

    @property
    def address(self) -> str:
        """Where the code leads."""
        invitation = self.joining.invitation
        assert invitation is not None
        return f"{invitation.address}/#{invitation.code}"

    def does(self, work: Callable[[], T]) -> T:
        """Do what blocks on a thread, while the window goes on."""
        done = self._threads.submit(work)
        self.room.until(done.done)
        return done.result()

    def all_do(self, *works: Callable[[], T]) -> list[T]:
        """Do several things at once."""
        doing = [self._threads.submit(work) for work in works]
        self.room.until(lambda: all(each.done() for each in doing))
        return [each.result() for each in doing]

    def asks(self, name: str = "") -> Guest:
        """Return somebody who has scanned the code and waits at the door."""
        guest = Guest(self, self._phone())
        reply = self.does(lambda: guest.phone.join(self.token, name))
        assert reply.status == 200, reply
        self.guests.append(guest)
        guest.opens_page()
        self.room.until(lambda: any(p.name == reply.data["name"] for p in self.joining.people))
        return guest

    def _phone(self) -> Phone:
        return Phone(self.port, at=self.address.partition(":")[0])

    def comes_in(self, name: str = "") -> Guest:
        """Return somebody who was let in."""
        guest = self.asks(name)
        self.joining.admit_everyone()
        guest.until(lambda page: page.room is not None)
        guest.until(lambda page: page.you is not None and page.you["state"] == "in")
        self.room.until(lambda: all(p.state == "in" for p in self.joining.people))
        return guest

    def device_of(self, name: str) -> str:
        return next(person.id for person in self.joining.people if person.name == name)

    def closes(self) -> None:
        """Close all pages."""
        for guest in self.guests:
            guest.closes_page()
        self._threads.shutdown()


def data_of(reply: Reply) -> Any:  # noqa: ANN401 - whatever the JSON says
    assert reply.status == 200, reply
    return reply.data


Joins = Callable[[Room], JoinedRoom]


@contextmanager
def joined_rooms() -> Iterator[Joins]:
    """Give what makes rooms that people may join; all their pages are closed at the end."""
    made: list[JoinedRoom] = []

    def join(room: Room) -> JoinedRoom:
        made.append(JoinedRoom(room))
        return made[-1]

    yield join
    for each in made:
        each.closes()


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody but this computer reach what the tests serve."""
    monkeypatch.setattr(network, "addresses_of_this_computer", lambda: [HERE])


@pytest.fixture
def joins() -> Iterator[Joins]:
    """Let people join the meeting of a room."""
    with joined_rooms() as join:
        yield join
