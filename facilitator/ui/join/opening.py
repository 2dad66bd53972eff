"""What it takes for people to join: the libraries, a network, and what a crash has left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError
from facilitator.join.addresses import Address
from facilitator.join.desk import Asked, Desk, Person
from facilitator.join.join_file import read_join_file, remove_kept
from facilitator.join.journal import NAME as JOURNAL
from facilitator.join.qr import qr_rows
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.workspace.session import Session

if TYPE_CHECKING:
    # Imported when people join: most meetings are held without.
    from facilitator.join.web.server import JoinServer


class WindowDesk:
    """What a server says, brought onto the window's thread; nothing once it is `over`."""

    def __init__(
        self,
        submit: Callable[[Asked], None],
        show_people: Callable[[tuple[Person, ...]], None],
        show_failure: Callable[[str], None],
        tasks: Tasks,
    ) -> None:
        """Create it; `submit` is called on the server's thread, the others on that of `tasks`."""
        self.submit = submit
        self._tell_people = show_people
        self._tell_failure = show_failure
        self._tasks = tasks
        self.is_over = False

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Pass on who asks and who is in."""
        self._tasks.deliver(partial(self._on_people, people))

    def show_failure(self, sentence: str) -> None:
        """Pass on what went wrong."""
        self._tasks.deliver(partial(self._tell_failure, sentence))

    def _on_people(self, people: tuple[Person, ...]) -> None:
        if not self.is_over:
            self._tell_people(people)


def check_possible(session: Session) -> None:
    """Raise FacilitatorError where nobody can join a meeting: better now than on the wall."""
    if session.has_no_database:
        raise FacilitatorError(
            tr("Nobody can join, because the meetings can’t be opened: nothing would be saved.")
        )
    qr_rows("http://")


def server_for(
    session: Session, desk: Desk, file: Path, addresses: Sequence[Address]
) -> "JoinServer":
    """Return a server that people join a meeting at. Raises FacilitatorError."""
    from facilitator.join.web.server import JoinServer

    if not addresses:
        raise FacilitatorError(
            tr(
                "Nobody can join, because this computer is in no network. Connect it to a Wi-Fi "
                "or turn on a hotspot, then try again."
            )
        )
    needs_names = session.meeting.details.signed
    return JoinServer(desk, file, session.meeting.id, addresses, needs_names=needs_names)


def look_for_crash(file: Path, meeting: str) -> tuple[bool, str]:
    """Return whether a crash ended joining this meeting within a day, and a sentence, if any.

    What it left of another meeting, or for too long, is removed.
    """
    found = read_join_file(file, meeting, datetime.now(UTC))
    if found.kept is None:
        for void in (file, file.with_name(JOURNAL)):
            with suppress(OSError):
                remove_kept(void)
    return found.kept is not None, found.said
