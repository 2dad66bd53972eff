"""The invitation on the wall: how people join with their own devices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomInvitation:
    """The code that people scan, the address and the code to type, and how many are in.

    `qr` are the rows of the code, True for a dark module, without a quiet zone. `notice` is a
    sentence that has to be read first, such as that the code is a new one. `is_only_here` says
    that there is no network, so only this computer itself can join. One that `is_small` leaves
    the wall to the meeting.
    """

    address: str
    code: str
    qr: tuple[tuple[bool, ...], ...]
    people: int
    notice: str = ""
    is_only_here: bool = False
    is_small: bool = False
