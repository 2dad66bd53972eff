"""The code that people scan: at which address, whether the room sees it, what is said beside it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.errors import FacilitatorError
from facilitator.join.addresses import Address, Medium
from facilitator.join.qr import Rows, qr_rows
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.join.network import Addresses, NetworkWatch

if TYPE_CHECKING:
    # Imported when people join: most meetings are held without.
    from facilitator.join.web.opening import Opened

NOBODY_CAME = 30_000
"""Milliseconds after which the facilitator is told what to check."""
MOVE_AGAIN = 2_000
"""Milliseconds until a network that could not be used is tried again."""


class CodeServer(Protocol):
    """The part of the server that the code needs."""

    def link(self, address: Address) -> str:
        """Return where the code leads at an address."""

    def turn_code(self) -> "Future[str]":
        """Make a new code; the old one is void."""

    def move(self, addresses: Sequence[Address]) -> "Future[Opened]":
        """Listen at other addresses, with a new code."""


class WallCode(QObject):
    """The code of one of the addresses of this computer; when that is gone, of another one."""

    changed = Signal()
    """The invitation is another one, or is shown to the room, or not any more."""
    failed = Signal(str)
    """With a sentence that says why the code can't be used."""
    moved = Signal()
    """The server listens at other addresses now; all have to scan the code again."""
    nobody_came = Signal()
    """The code has been on the wall for a while, and nobody has asked."""

    def __init__(
        self,
        look: Addresses,
        show: Callable[[RoomInvitation | None], None],
        parent: QObject,
    ) -> None:
        """Create it; `show` shows an invitation to the room, or none."""
        super().__init__(parent)
        self._show = show
        self._tasks = Tasks(self)
        self._watch = NetworkWatch(look, self)
        self._watch.changed.connect(self._on_network_changed)
        self._waiting = single_shot(self, NOBODY_CAME, self.nobody_came)
        self._again = single_shot(self, MOVE_AGAIN, self._on_network_changed)
        self._server: CodeServer | None = None
        self._shown: Address | None = None
        self._bound: Sequence[Address] = ()
        """The addresses that the server listens at."""
        self._is_moving = False
        self._people = 0
        self._notice = ""
        self._link, self._rows = "", Rows()
        self.is_on_wall = False
        """Whether the room sees it."""
        self.is_small = False
        """Whether it leaves the wall to the meeting, and is in its corner."""

    @property
    def addresses(self) -> Sequence[Address]:
        """The addresses of this computer now, the likeliest first."""
        return self._watch.addresses

    @property
    def invitation(self) -> RoomInvitation | None:
        """The code, whether the room sees it or not; None while nobody may join."""
        if self._server is None or self._shown is None:
            return None
        link = self._server.link(self._shown)
        if link != self._link:
            self._link, self._rows = link, qr_rows(link)
        address, _, code = link.removeprefix("http://").partition("#")
        return RoomInvitation(
            address=address.rstrip("/"),
            code=code,
            qr=self._rows,
            people=self._people,
            notice=self._notice,
            is_only_here=self._shown.medium is Medium.LOOPBACK,
            is_small=self.is_small,
        )

    # Opening and closing

    def look(self) -> Sequence[Address]:
        """Begin to watch the network; return the addresses there are."""
        self._watch.start()
        return self._watch.addresses

    def open(
        self, server: CodeServer, bound: Sequence[Address], *, on_wall: bool, notice: str = ""
    ) -> None:
        """Offer the code of a server that listens at these addresses."""
        self._server = server
        self._bound, self._shown = bound, bound[0]
        self._notice = notice
        self.show(on_wall)

    def close(self) -> None:
        """Offer no code any more."""
        self._watch.stop()
        self._again.stop()
        self._server = self._shown = None
        self._is_moving = False
        self._people, self._notice = 0, ""
        self.show(False)

    # What the facilitator does

    def show(self, on: bool, *, small: bool = False) -> None:
        """Show the code to the room, large or in a corner of the wall, or take it off."""
        self.is_on_wall, self.is_small = on, on and small
        if on and not self._people:
            self._waiting.start()
        else:
            self._waiting.stop()
        if not on:
            self._notice = ""
        self._update()

    def show_next(self) -> None:
        """Show the code of the next address of this computer."""
        known = self._watch.addresses
        if not known or self._server is None:
            return
        at = known.index(self._shown) + 1 if self._shown in known else 0
        following = known[at % len(known)]
        if following in self._bound:
            self._shown = following
            self._update()
        else:
            self._move(following)

    def look_again(self) -> None:
        """Look at the network at once."""
        if self._server is not None:
            self._watch.look()

    def turn(self) -> None:
        """Make a new code: the one before lets nobody ask any more."""
        if self._server is not None:
            self._tasks.follow(self._server.turn_code()).on_success(self._on_turned)

    def set_people(self, inside: int, asking: int) -> None:
        """Take how many are in, and how many ask."""
        if inside or asking:
            self._waiting.stop()
        if inside != self._people:
            self._people = inside
            self._update()

    def _on_turned(self, _: str) -> None:
        self._notice = tr("This is a new code.")
        self._update()

    def _update(self) -> None:
        self._show(self.invitation if self.is_on_wall else None)
        self.changed.emit()

    # Another network

    def _on_network_changed(self) -> None:
        if self._server is None or self._is_moving:
            return
        found = self._watch.addresses
        if must_move(self._shown, found):
            self._move(found[0])

    def _move(self, to: Address) -> None:
        """Let the server listen where this computer is now."""
        server = self._server
        if server is None or self._is_moving:
            return
        self._is_moving = True
        moving = self._tasks.follow(server.move(self._watch.addresses))
        moving.on_success(lambda opened: self._on_moved(server, opened, to))
        moving.on_error(lambda error: self._on_not_moved(server, error))

    def _on_moved(self, server: CodeServer, opened: "Opened", to: Address) -> None:
        if server is not self._server:
            return
        self._is_moving = False
        self._bound = opened.addresses
        self._shown = to if to in self._bound else self._bound[0]
        self._notice = tr("New network, new code: scan again.")
        self.moved.emit()
        self.show(True)
        # It may have changed once more meanwhile.
        self._on_network_changed()

    def _on_not_moved(self, server: CodeServer, error: FacilitatorError) -> None:
        if server is not self._server:
            return
        self._is_moving = False
        self.failed.emit(str(error))
        self._again.start()


def must_move(shown: Address | None, found: Sequence[Address]) -> bool:
    """Return whether people can't join at the shown address any more, but at another one.

    As long as there is no network at all nothing is to be done: mostly the same comes back.
    """
    if shown is not None and shown in found:
        # Where nobody else reaches it is only the last resort.
        return shown.medium is Medium.LOOPBACK and found[0] != shown
    return any(address.medium is not Medium.LOOPBACK for address in found)
