"""The file that lets people in again after a crash; only the user may read it.

It holds what is in no database, backup or export: the code, the devices that were let in, and
which cards are whose as long as those are hidden.
"""

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from facilitator import durable, file_faults, file_reader, own_files
from facilitator.domain.contributions import contribution as contributions
from facilitator.domain.contributions.contribution import Contribution
from facilitator.domain.contributions.own import Own
from facilitator.domain.moments import moment_of
from facilitator.join.desk import State
from facilitator.join.door import CODE_LASTS, Code, Device
from facilitator.parsed_text import parse_json
from facilitator.typed_reader import Text, checked, typed

NAME = "join.json"
VERSION = 1
_KINDS: Mapping[str, type[Contribution]] = {
    kind.__name__: kind
    for kind in (
        contributions.AddCard,
        contributions.AddLink,
        contributions.AddStatement,
        contributions.TakeBack,
        contributions.SetLabels,
        contributions.GiveDots,
        contributions.Promise,
        contributions.ProposeVerdict,
        contributions.RaiseFingers,
        contributions.SayYes,
        contributions.SetDone,
    )
}
SET_ASIDE = (
    "The list of people who had joined can’t be read ({why}). It was set aside; the meeting is "
    "safe. Everybody scans the code again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a device sent and the facilitator has not looked at; `id` is that of its item.

    `name` is that of its participant, empty where the meeting keeps none: who leaves meanwhile has
    said it all the same.
    """

    id: str
    device: str
    contribution: Contribution
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that the file holds; `generation` counts how often it was written.

    `moderates` says whether the facilitator looks at everything first.
    """

    meeting: str
    code: Code
    secret: bytes
    port: int
    devices: tuple[Device, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    moderates: bool = False
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the file's place; `said` is a sentence where it was of no use."""

    kept: Kept | None = None
    said: str = ""


class _Version(Struct):
    version: int


class _Device(Struct):
    id: Text
    cookie: Text
    name: Text
    state: State
    own: Own


class _Proposal(Struct):
    id: Text
    device: Text
    kind: Text
    contribution: dict[str, Any]
    name: Text = ""


if TYPE_CHECKING:
    Moment = datetime
    Secret = bytes
else:
    Moment = checked(moment_of, "a moment with an offset")
    Secret = checked(bytes.fromhex, "bytes in hexadecimal digits")


class _Stored(Struct):
    """A Kept as the file has it."""

    version: int
    generation: int
    meeting: Text
    token: Annotated[str, Meta(min_length=22)]
    made: Moment
    secret: Secret
    port: Annotated[int, Meta(ge=0, le=65_535)]
    devices: list[_Device]
    proposals: list[_Proposal]
    moderates: bool = False


def join_file(data: Path) -> Path:
    """Return the path of the file in a data folder."""
    return data / NAME


def read_join_file(file: Path, meeting: str, now: datetime) -> Found:
    """Return what was kept of joining this meeting, if the program crashed within the last day.

    What can't be read is set aside. What belongs to another meeting, or to another day, is void.
    """
    try:
        if not os.path.lexists(file):
            return Found()
        if not _is_ours(file):
            raise ValueError("it is somebody else’s")
        data = file_reader.read(file, own_files.JOIN.largest)
        kept = _kept_in(data)
    except OSError as error:
        return _set_aside(file, file_faults.reason(error))
    except ValueError as error:
        return _set_aside(file, str(error))
    is_void = kept.meeting != meeting or abs(now - kept.code.made) > CODE_LASTS
    return Found(None if is_void else kept)


def _is_ours(file: Path) -> bool:
    """Return whether it is a file of this user, and no link to one."""
    found = file.lstat()
    return not stat.S_ISLNK(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())


def _kept_in(data: bytes) -> Kept:
    parsed = parse_json(data)
    version = typed(parsed, _Version).version
    if version != VERSION:
        raise ValueError("it is from another version of Facilitator")
    found = typed(parsed, _Stored)
    return Kept(
        meeting=found.meeting,
        code=Code(found.token, found.made),
        secret=found.secret,
        port=found.port,
        devices=tuple(Device(**msgspec.structs.asdict(device)) for device in found.devices),
        proposals=tuple(map(_proposal, found.proposals)),
        moderates=found.moderates,
        generation=found.generation,
    )


def _proposal(stored: _Proposal) -> Proposal:
    kind = _KINDS.get(stored.kind)
    if kind is None:
        raise ValueError("a contribution is of no known kind")
    contribution = typed(stored.contribution, kind)
    return Proposal(id=stored.id, device=stored.device, contribution=contribution, name=stored.name)


def _set_aside(file: Path, why: str) -> Found:
    with suppress(OSError):
        durable.set_aside(file)
    return Found(None, SET_ASIDE.format(why=why))


def write_join_file(file: Path, kept: Kept) -> None:
    """Replace the file as a whole; it is on the disk then. Raises OSError."""
    content = json.dumps(_as_stored(kept), separators=(",", ":")).encode("ascii")
    make_way(file)
    durable.replace_own(file, content, own_files.JOIN.largest)


def make_way(file: Path) -> None:
    """See that what is in a file's place neither leads elsewhere nor is open to others.

    Raises OSError. What replaces a file gets its rights.
    """
    if file.is_symlink():
        durable.set_aside(file)
    elif file.is_file() and stat.S_IMODE(file.stat().st_mode) != stat.S_IRUSR | stat.S_IWUSR:
        # Not every disk knows rights.
        with suppress(OSError):
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _as_stored(kept: Kept) -> dict[str, object]:
    return {
        "version": VERSION,
        "generation": kept.generation,
        "meeting": kept.meeting,
        "token": kept.code.token,
        "made": kept.code.made.isoformat(),
        "secret": kept.secret.hex(),
        "port": kept.port,
        "devices": [
            {
                "id": device.id,
                "cookie": device.cookie,
                "name": device.name,
                "state": device.state,
                "own": msgspec.to_builtins(device.own),
            }
            for device in kept.devices
        ],
        "proposals": [
            {
                "id": proposal.id,
                "device": proposal.device,
                "kind": type(proposal.contribution).__name__,
                "contribution": msgspec.to_builtins(proposal.contribution),
                "name": proposal.name,
            }
            for proposal in kept.proposals
        ],
        "moderates": kept.moderates,
    }


def remove_kept(file: Path) -> None:
    """Remove a file of joining, and what a crash left of writing it. Raises OSError."""
    for place in (file, durable.part_of(file)):
        if os.path.lexists(place):
            durable.remove(place)
