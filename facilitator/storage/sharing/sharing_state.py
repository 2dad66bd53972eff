"""What the writer knows of sharing; nothing is imported for it where nothing is shared."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from facilitator.storage.sharing.states import Keep, Kept

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from facilitator.domain.change import Change
    from facilitator.domain.shared_log.entry import Integrated
    from facilitator.storage.sharing.outbox import Outbox

_log = logging.getLogger(__name__)


class SharingState:
    """The outbox of one store, read when the first change is written; used on its writer thread."""

    def __init__(self) -> None:
        self.on_waiting: Callable[[], None] | None = None
        self.on_kept: Callable[[Kept], None] | None = None
        self.on_fitted: Callable[[str], None] | None = None
        self.keep: Keep | None = None
        self.is_tidy = False
        """Whether what is too old to be kept was looked for since the start."""
        self._outbox: Outbox | None = None
        self._is_read = False

    def outbox(self, connection: "Connection") -> "Outbox | None":
        """Return the outbox; None where this laptop shares with nobody."""
        if not self._is_read:
            self._outbox = _read(connection)
            self._is_read = True
        return self._outbox

    def forget(self) -> None:
        """Read everything again before it is used: it has changed."""
        self._is_read = False
        self._outbox = None

    def write_integrated(
        self, connection: "Connection", change: "Change", integrated: "Integrated", now: datetime
    ) -> bool:
        """Write what became of a meeting; returns whether there is something to send.

        Raises StaleChangeError where something else was written meanwhile.
        """
        from facilitator.storage.sharing.integration import write

        try:
            outcome = write(connection, change.meeting, integrated, now, self.keep)
        finally:
            self.forget()
        if outcome.kept is not None:
            self.tell_kept(outcome.kept)
        return outcome.waits

    def tell_waiting(self) -> None:
        """Say that there is something to send."""
        if self.on_waiting is None:
            return
        try:
            self.on_waiting()
        except Exception:  # noqa: BLE001 - a listener's fault must not end the saving
            _log.exception("a listener to what waits to be shared failed")

    def tell_fitted(self, meeting: str) -> None:
        """Say that a change was laid on top of something that its maker did not know of."""
        _log.info("a change was laid on top of what had come meanwhile")
        if self.on_fitted is not None:
            self.on_fitted(meeting)

    def tell_kept(self, kept: Kept) -> None:
        """Say that changes which the log does not take were kept in a file."""
        if self.on_kept is not None:
            self.on_kept(kept)


def _read(connection: "Connection") -> "Outbox | None":
    from sqlalchemy import select

    from facilitator.storage.db.connection import rows_of, transaction
    from facilitator.storage.db.tables.sharing_tables import membership

    with transaction(connection):
        if not rows_of(connection, select(membership.c.number)):
            return None
    from facilitator.storage.sharing.outbox import read_outbox

    return read_outbox(connection)
