"""Meetings that are not open: what arrives is laid on by the store, one meeting after the other."""

import logging
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.store import Store

AGAIN = 200
"""Milliseconds until the store is asked once more to lay on what it could not."""

LATER = 60_000
"""The same for one that was asked often, or that can't be read or written."""
_TRIES = 50
"""How often a meeting is asked soon."""

_log = logging.getLogger(__name__)


class ClosedMeetings(QObject):
    """A queue of meetings to lay on: what is asked of the store meanwhile is answered in between.

    Only what is asked for here is laid on by the store of a window, so nothing is laid on behind
    the back of who has a meeting open.
    """

    laid = Signal(str)
    """With the id of a meeting that has all that arrived."""
    set_aside = Signal(str)
    """With a sentence, once, when a meeting can't take what arrived and is tried again later."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._store: Store | None = None
        self._waiting: dict[str, None] = {}
        """The meetings with something to lay on, in the order they came."""
        self._current = ""
        self._touched: set[str] = set()
        self._soon = single_shot(self, AGAIN, self._lay_next)
        self._failures: Counter[str] = Counter()
        self._aside: set[str] = set()
        self._later = single_shot(self, LATER, self._lay_aside)

    def begin(self, store: "Store") -> None:
        """Lay on from now on."""
        self._store = store

    def end(self) -> None:
        """Lay on nothing more: the store is closed, or shares nothing."""
        self._store = None
        self._waiting.clear()
        self._soon.stop()
        self._failures.clear()
        self._aside.clear()
        self._later.stop()

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
        self._aside.discard(meeting)

    def _lay_next(self) -> None:
        if self._current or self._store is None or not self._waiting:
            return
        meeting = self._current = next(iter(self._waiting))
        del self._waiting[meeting]
        self._touched.add(meeting)

        def laid(change: "Change | None") -> None:
            del self._failures[meeting]
            self._aside.discard(meeting)
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

        if self._store is None:
            return
        self._failures[meeting] += 1
        if isinstance(error, NotNowError) and self._failures[meeting] < _TRIES:
            self._waiting[meeting] = None
            self._soon.start()
            return
        # It is in the database; the others go on meanwhile.
        _log.warning("what arrived is set aside: %s", error)
        if not self._aside:
            self.set_aside.emit(
                tr(
                    "What others changed can’t be added to one meeting now. It is kept and tried "
                    "again; all other meetings are shared."
                )
            )
        self._aside.add(meeting)
        if not self._later.isActive():
            self._later.start()

    def _lay_aside(self) -> None:
        """Try those again that were set aside."""
        self.add(sorted(self._aside))
        if self._aside:
            self._later.start()
