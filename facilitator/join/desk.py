"""What the server of the page and the program say to each other, as plain values.

The server runs on a thread of its own. It calls a Desk from there; what the program tells the
server may be said on any thread.
"""

from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from facilitator.domain.contributions.contribution import Contribution
from facilitator.domain.contributions.own import Own


class State(StrEnum):
    """How far a device is: it asks, is in, or was removed."""

    ASKED = "asked"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A device at the door or in, as the console lists it.

    `id` is random and means nothing outside this run of joining; `is_connected` says whether its
    page listens right now, `is_done` that its participant is done with the stage.
    """

    id: str
    name: str
    state: State
    is_connected: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a device is answered about one contribution.

    It `is_taken` or, for the reason `why` (a word that the page has a sentence for), not. `item`
    is the id of what was added. `waits` says that the facilitator looks at it first. `own` is what
    the device has from now on.
    """

    is_taken: bool
    why: str = ""
    item: str = ""
    waits: bool = False
    own: Own | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A contribution that waits for its answer, which is given once it is on disk.

    `item` is the id that what is added has to get: the same whenever the same contribution comes
    again, and random to everybody else. `own` is what the device has so far.
    """

    device: str
    item: str
    own: Own
    contribution: Contribution
    answer: "Future[Answer]" = field(default_factory=Future)


class Desk(Protocol):
    """The program behind the server; both are called on the server's thread and return at once."""

    def submit(self, asked: Asked) -> None:
        """Queue a contribution of a device that is in; its answer is set later, on any thread."""

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Hear who asks and who is in now."""

    def show_failure(self, sentence: str) -> None:
        """Hear that the server can't go on, or had to change something, in one sentence."""
