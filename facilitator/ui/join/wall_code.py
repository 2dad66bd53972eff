"""The code that people scan: at which address, and what the room is told beside it."""

from collections.abc import Callable, Sequence

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.join.addresses import Address, Medium
from facilitator.join.qr import Rows, qr_rows


class WallCode:
    """The code of one of the addresses of this computer; a key shows that of the next."""

    def __init__(self) -> None:
        self.addresses: Sequence[Address] = ()
        """Those that the server listens at, the likeliest first."""
        self.shown: Address | None = None
        """The address of the code."""
        self.notice = ""
        """A sentence that everybody has to read first."""
        self._link = ""
        self._rows: Rows = ()

    def open(self, addresses: Sequence[Address], notice: str = "") -> None:
        """Show the code of the likeliest address, or of the same as before where that is left."""
        self.addresses = tuple(addresses)
        if self.shown not in self.addresses:
            self.shown = self.addresses[0] if self.addresses else None
        self.notice = notice

    def show_next(self) -> None:
        """Show the code of the next address."""
        if self.shown in self.addresses:
            at = (self.addresses.index(self.shown) + 1) % len(self.addresses)
            self.shown = self.addresses[at]

    @property
    def is_only_here(self) -> bool:
        """Whether only this computer itself can reach the address."""
        return self.shown is not None and self.shown.medium is Medium.LOOPBACK

    def invitation(self, link: Callable[[Address], str], people: int) -> RoomInvitation | None:
        """Return what the room may see; `link` returns where the code of an address leads."""
        if self.shown is None:
            return None
        found = link(self.shown)
        if found != self._link:
            self._link, self._rows = found, qr_rows(found)
        return RoomInvitation(
            address=found.removeprefix("http://"),
            qr=self._rows,
            people=people,
            notice=self.notice,
        )


def must_move(shown: Address | None, found: Sequence[Address]) -> bool:
    """Return whether people can't join at the shown address any more, but at another one.

    As long as there is no network at all nothing is to be done: mostly the same comes back.
    """
    if shown in found:
        # To be reached by nobody else is the last resort.
        return shown.medium is Medium.LOOPBACK and found[0] != shown
    return any(address.medium is not Medium.LOOPBACK for address in found)
