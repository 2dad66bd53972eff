"""What a server is opened for, and how it can be reached then."""

from dataclasses import dataclass
from pathlib import Path

from facilitator.join.addresses import Address
from facilitator.join.desk import Desk
from facilitator.join.join_file import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """How the server is reached: on this port of these addresses, with this token.

    `is_new_code` is False where devices that were in before a crash come back by themselves.
    `proposals` are what waited for the facilitator then, and `moderates` whether everything had to.
    """

    port: int
    token: str
    is_new_code: bool
    addresses: tuple[Address, ...]
    proposals: tuple[Proposal, ...] = ()
    moderates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long the server waits, in seconds.

    For the head of a request and for its body, for the program to answer, and from one sign of
    life to the next.
    """

    head: float = 20.0
    body: float = 8.0
    answer: float = 30.0
    beat: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is served: one meeting, remembered in a file, at some addresses."""

    desk: Desk
    file: Path | None
    meeting: str
    addresses: tuple[Address, ...]
    port: int = 0
    needs_names: bool = False
    pace: Pace = Pace()
