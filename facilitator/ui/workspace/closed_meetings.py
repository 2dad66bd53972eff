"""Meetings that are not open: what arrives is laid on by the store, one meeting after the other."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.store import Store

AGAIN = 200
"""Milliseconds until the store is asked once more to lay on what it could not."""

_log = logging.getLogger(__name__)


class ClosedMeetings(QObject):
    """A queue of meetings to lay on: what is asked of the store meanwhile is answered in between.

    Only what is asked for here is laid on by the store of a window, so nothing is laid on behind
    the back of who has a meeting open.
    """

    laid = Signal(str)
    """With the id of a meeting that has all that arrived."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._store: Store | None = None
        self._waiting: dict[str, None] = {}
        """The meetings with something to lay on, in the order they came."""
        self._current = ""
        self._touched: set[str] = set()
        self._soon = single_shot(self, AGAIN, self._lay_next)

    def begin(self, store: "Store") -> None:
        """Lay on from now on."""
        self._store = store

    def end(self) -> None:
        """Lay on nothing more: the store is closed, or shares nothing."""
        self._store = None
        self._waiting.clear()
        self._soon.stop()

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be laid on."""
        return bool(self._current or self._waiting)

    def may_be_behind(self, meeting: str) -> bool:
        """Return whether a meeting that was read before may be an older one than that on disk."""
        return meeting in self._touched

    def add(self, meetings: Iterable[str]) -> None:
        """Lay on what arrived for these."""
        if self._store is not None:
            self._waiting.update(dict.fromkeys(meetings))
            self._lay_next()

    def leave_out(self, meeting: str) -> None:
        """Leave a meeting to its session: it was opened."""
        self._waiting.pop(meeting, None)

    def _lay_next(self) -> None:
        if self._current or self._store is None or not self._waiting:
            return
        meeting = self._current = next(iter(self._waiting))
        del self._waiting[meeting]
        self._touched.add(meeting)

        def laid(change: "Change | None") -> None:
            self.laid.emit(meeting)

        def failed(error: FacilitatorError) -> None:
            self._on_failed(meeting, error)

        def done() -> None:
            self._current = ""
            if not self._soon.isActive():
                self._lay_next()

        laying = self._tasks.follow(self._store.sharing.lay(meeting))
        laying.on_success(laid).on_error(failed).on_done(done)

    def _on_failed(self, meeting: str, error: FacilitatorError) -> None:
        from facilitator.storage.sharing.states import NotNowError

        if isinstance(error, NotNowError) and self._store is not None:
            self._waiting[meeting] = None
            self._soon.start()
        else:
            # It is in the database, and is laid on with what comes next.
            _log.warning("what arrived could not be laid on: %s", error)
