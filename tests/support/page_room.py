"""The server of the page with a program behind it that does what a test says."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from facilitator.domain.contributions.contribution import Contribution
from facilitator.join.addresses import Address, Medium
from facilitator.join.desk import Answer, Asked, Person, State
from facilitator.join.page_data import RoomData, YouData
from facilitator.join.web.opening import Pace
from facilitator.join.web.server import JoinServer

SECONDS = 30
HERE = Address(Medium.LOOPBACK, "127.0.0.1")


class PageRoom:
    """A room to join: what its devices send is kept, and taken unless a test says otherwise.

    It is the server's Desk; `answers` are given first, in order. While it `holds`, nobody is
    answered.
    """

    def __init__(
        self, file: Path | None = None, *, needs_names: bool = True, pace: Pace | None = None
    ) -> None:
        self.people: tuple[Person, ...] = ()
        self.sent: list[Contribution] = []
        self.items: list[str] = []
        self.answers: deque[Answer] = deque()
        self.holds: list[Asked] | None = None
        self.faults: list[str] = []
        self._file, self._needs_names, self._pace = file, needs_names, pace
        self._server = self._opened(0)

    def _opened(self, port: int) -> JoinServer:
        server = JoinServer(
            self,
            self._file,
            "meeting",
            (HERE,),
            port,
            needs_names=self._needs_names,
            pace=self._pace,
        )
        opened = server.start().result(SECONDS)
        self.address = f"http://{HERE.ip}:{opened.port}/"
        self.port = opened.port
        return server

    @property
    def server(self) -> JoinServer:
        return self._server

    @property
    def link(self) -> str:
        """What the code on the wall says."""
        return self._server.link(HERE)

    def submit(self, asked: Asked) -> None:
        self.sent.append(asked.contribution)
        self.items.append(asked.item)
        if self.holds is not None:
            self.holds.append(asked)
        else:
            self.answer(asked)

    def answer(self, asked: Asked) -> None:
        """Answer one that waits."""
        answer = self.answers.popleft() if self.answers else Answer(is_taken=True)
        is_named = answer.is_taken and not answer.item
        named = Answer(is_taken=True, item=asked.item, waits=answer.waits) if is_named else answer
        asked.answer.set_result(named)

    def show_people(self, people: tuple[Person, ...]) -> None:
        self.people = people

    def show_failure(self, sentence: str) -> None:
        self.faults.append(sentence)

    def admit(self) -> None:
        """Let in everybody who asks."""
        self._server.admit(*(person.id for person in self.people if person.state is State.ASKED))

    def show(self, room: RoomData, you: YouData | None = None) -> None:
        """Go to a stage; everybody has the same as their own."""
        self._server.publish(room)
        if you is not None:
            for person in self.people:
                self._server.tell(person.id, you)

    def crash(self) -> None:
        """End as when the program is killed: nobody is told, and the file stays."""
        self._server.stop(keep=True).result(SECONDS)

    def come_back(self) -> None:
        """Start again after a crash."""
        self._server = self._opened(self.port)

    def stop(self) -> None:
        """Stop joining; whoever is in is told."""
        self._server.stop().result(SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        assert self.faults == []


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so on another thread."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)
