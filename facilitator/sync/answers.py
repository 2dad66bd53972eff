"""What the hub answers, read into typed values; what does not fit is an odd answer."""

from typing import Annotated, Any

from msgspec import Meta, Struct

_Text = Annotated[str, Meta(max_length=1_000)]
_Id = Annotated[str, Meta(min_length=1, max_length=200)]
_Seq = Annotated[int, Meta(ge=0, lt=1 << 62)]


class Nothing(Struct, frozen=True):
    """An answer that says no more than that it was done."""


class Failure(Struct, frozen=True):
    """Why something was not done: a code for programs, a sentence for people."""

    error: _Text = ""
    sentence: _Text = ""


class Organisation(Struct, frozen=True):
    id: _Id
    name: _Text


class TeamAccess(Struct, frozen=True):
    """A team that this laptop reads, or also writes in."""

    id: _Id
    name: _Text
    writes: bool = False


class Joined(Struct, frozen=True):
    """A laptop is in: its own token, and what it may do."""

    token: Annotated[str, Meta(min_length=1, max_length=1_000)]
    device: _Id
    organisation: Organisation
    role: _Text
    teams: list[TeamAccess]


class Me(Struct, frozen=True):
    """What the hub knows of this laptop, and which program the hub runs."""

    organisation: Organisation
    role: _Text
    device: _Id
    name: _Text
    teams: list[TeamAccess]
    records: int
    program: _Text = ""


class Pushed(Struct, frozen=True):
    """Which entries have which place in the log, and why others got none."""

    placed: dict[str, _Seq]
    refused: dict[str, _Text] = {}


class TeamNews(Struct, frozen=True):
    """What came into the log of a team; `diverged`: it is not the log that this laptop read."""

    head: _Seq
    entries: list[dict[str, Any]] = []
    diverged: bool = False


class Pulled(Struct, frozen=True):
    """News of the teams; `me_version` grows when the access of this laptop changes."""

    teams: dict[str, TeamNews]
    me_version: int = 0


class Places(Struct, frozen=True):
    """Places of the log of a team with the ids of their entries, the newest first."""

    places: list[tuple[_Seq, str]]


class Rotated(Struct, frozen=True):
    token: Annotated[str, Meta(min_length=1, max_length=1_000)]


class Invited(Struct, frozen=True):
    invitation: _Text


class KnownTeam(Struct, frozen=True):
    id: _Id
    name: _Text
