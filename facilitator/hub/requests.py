"""What laptops send, read into typed values: what is not of the shape is refused whole."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from msgspec import DecodeError, Meta, Struct
from msgspec.json import Decoder

from facilitator.domain.limits import LONGEST_ID
from facilitator.hub.base.bounds import (
    LONGEST_NAME,
    LONGEST_PROGRAM,
    LONGEST_TOKEN,
    MOST_ENTRIES,
    MOST_PLACES,
    MOST_TEAMS,
)
from facilitator.hub.base.refusals import bad_request

_LONGEST_MARK = LONGEST_ID + 40
"""Characters of an id and a moment."""
Id = Annotated[str, Meta(min_length=1, max_length=LONGEST_ID, pattern=r"\A[^\s\0]+\Z")]
Seq = Annotated[int, Meta(ge=0, lt=1 << 62)]
Role = Literal["member", "lead", "administrator"]
_Records = Annotated[int, Meta(ge=1, lt=1 << 31)]
# A name is one line of text; a control character in it would write where it should not.
_Name = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"\A[^\x00-\x1f\x7f]+\Z")
]

T = TypeVar("T", bound=Struct)


class JoinRequest(Struct, frozen=True):
    """A laptop joins with the code of an invitation."""

    code: Annotated[str, Meta(max_length=LONGEST_TOKEN)]
    name: _Name
    records: _Records
    program: Annotated[str, Meta(max_length=LONGEST_PROGRAM)] = ""


class PushRequest(Struct, frozen=True):
    """Entries that want a place in the log; each is looked at by itself."""

    records: _Records
    entries: Annotated[list[dict[str, Any]], Meta(max_length=MOST_ENTRIES)]


class PullRequest(Struct, frozen=True):
    """What a laptop has read of each team: a place, and the entry that it knows there."""

    records: _Records
    after: Annotated[
        dict[Id, tuple[Seq, Annotated[str, Meta(max_length=_LONGEST_MARK)]]],
        Meta(max_length=MOST_TEAMS),
    ]
    wait: Annotated[float, Meta(ge=0, le=3600)] = 0
    most: Annotated[int, Meta(ge=1)] = MOST_ENTRIES
    me_version: int | None = None


class PlacesRequest(Struct, frozen=True):
    """The ids in the log of a team before a place, newest first."""

    team: Id
    before: Seq
    most: Annotated[int, Meta(ge=1)] = MOST_PLACES


class TeamRequest(Struct, frozen=True):
    name: _Name


class Access(Struct, frozen=True):
    """A team that a device reads, or also writes in."""

    id: Id
    writes: bool = True


_Teams = Annotated[list[Access], Meta(max_length=MOST_TEAMS)]


class InvitationRequest(Struct, frozen=True):
    role: Role
    teams: _Teams


class DeviceRequest(Struct, frozen=True):
    """What a device may do from now on."""

    device: Id
    role: Role
    teams: _Teams


class WithdrawRequest(Struct, frozen=True):
    device: Id


class EraseRequest(Struct, frozen=True):
    team: Id
    meeting: Id


def reader(kind: type[T]) -> Callable[[bytes], T]:
    """Return a function that reads a body, and raises HubRefusal without a word of it."""
    decode = Decoder(kind).decode

    def read(body: bytes) -> T:
        try:
            return decode(body)
        except (DecodeError, RecursionError, UnicodeError):
            # The message of the decoder quotes what it read.
            raise bad_request() from None

    return read
