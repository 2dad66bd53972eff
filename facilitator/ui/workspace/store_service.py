"""The store of the data folder as the window has it: opened, watched, let go of and opened anew."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from facilitator.errors import FacilitatorError, StorageError
from facilitator.progress import Progress, unseen
from facilitator.storage.store import SaveState, Store
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.backup.backups import Backup

FIRST_BACKUP, NEXT_BACKUP = 60_000, 3_600_000
"""Milliseconds after the start, and from one backup to the next while the window is open."""
LOOK_AGAIN = 10
"""Milliseconds between two looks at whether all is saved."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class StoreService(QObject):
    """Holds the one store there is at a time."""

    changed = Signal()
    """An attempt to write ended; `trouble` says how."""
    did_not_fit = Signal(str)
    """Id of a meeting whose last changes a fresh store could not write, for it is another there."""
    reopened = Signal()
    """A fresh store is in place after the database was let go of."""
    backed_up = Signal(object)
    """With the Backup that was made by itself."""
    backup_failed = Signal(str)
    """The first backup that failed since the last good one; with the sentence that says why."""

    backups_told = Signal()
    """A backup was made or failed; `backup_trouble` says how."""

    _state = Signal(object)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._later = Later(self)
        self._state.connect(self._on_state, Qt.ConnectionType.QueuedConnection)
        self._backup_due = single_shot(self, 0, self.back_up)
        self.trouble = ""
        """Why something is not saved, empty when nothing keeps it from being so."""
        self.backup_trouble = ""
        """Why the last backup failed, empty when it did not."""
        self.no_backup_since: datetime | None = None
        """When the first one failed since the last good one."""
        self.away = False
        """Whether the database is let go of for a while: nothing can be asked or saved."""
        self.store = self._new_store()
        self.closed = False
        """Whether nothing is taken any more: the window goes."""

    @property
    def elsewhere(self) -> str:
        """Where the meetings are saved and why, when that is not their own file; else empty."""
        known = self.store.elsewhere
        return known.sentence if known is not None else ""

    def _new_store(self) -> Store:
        def tell(state: SaveState) -> None:
            self._state.emit((store, state))

        store = Store(self._data, tell, for_window=True)
        return store

    def _on_state(self, said: tuple[Store, SaveState]) -> None:
        store, state = said
        if store is self.store:
            self.trouble = state.error or ""
            self.changed.emit()

    def begin_backups(self) -> None:
        """The first one soon; it is the first start for whoever opens the program briefly."""
        self._backup_due.start(FIRST_BACKUP)

    def end_backups(self) -> None:
        """None any more, for what is there can't be read; until they are begun anew."""
        self._backup_due.stop()

    def back_up(self) -> None:
        """A verified copy of all meetings, made in the background; the next one in an hour.

        A trouble that lasts is told once, not every hour.
        """

        def tell(error: FacilitatorError) -> None:
            if not known:
                self.backup_failed.emit(str(error))

        known = bool(self.backup_trouble)
        self.back_up_now(unseen, self.backed_up.emit, tell, lambda: None)

    def back_up_now(
        self,
        progress: Progress,
        then: "Callable[[Backup], None]",
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None],
        always: Callable[[], None] = lambda: None,
    ) -> None:
        """The same for who asks for it, and waits to be told; `progress` is called on threads."""

        def done(backup: "Backup") -> None:
            self.backup_trouble, self.no_backup_since = "", None
            self.backups_told.emit()
            then(backup)

        def not_done(error: FacilitatorError) -> None:
            self.backup_trouble = str(error)
            self.no_backup_since = self.no_backup_since or now
            self.backups_told.emit()
            failed(error)

        now = datetime.now(UTC)
        self._backup_due.start(NEXT_BACKUP)
        made = self.store.back_up(now=now, progress=progress)
        self._later.when(made, done, not_done, stopped, always)

    def when_saved(
        self,
        then: Callable[[], None],
        refused: Callable[[str], None],
        seconds: float,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """Call `then` once all is on disk and nobody is `busy`.

        `refused` is told why that can't be; or nothing, when it lasts longer than `seconds`.
        """
        end = monotonic() + seconds

        def look(again: bool = True) -> None:
            if self.closed:
                return
            if self.store.all_saved and not busy():
                then()
            elif self.trouble and again:
                refused(self.trouble)
            elif monotonic() > end:
                refused("")
            else:
                QTimer.singleShot(LOOK_AGAIN, look)

        # The trouble may be of an earlier change: what came just now is given its chance.
        look(again=False)

    def with_store_closed(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Let go of the database, do `work` on a thread of its own, and open the database again.

        `then` or `failed`, also after a bug, is called when a fresh, started store is in place.
        Whatever the old one could not write is written by the fresh one. Raises RuntimeError while
        it is let go of.
        """
        if self.away:
            raise RuntimeError("the database is let go of already")
        self._backup_due.stop()
        self.away = True
        old = self.store
        outcome: Future[T] = Future()

        def reopen(_: None) -> None:
            if self.closed:
                return
            self._open_after(old)
            self._later.when(outcome, then, failed)
            self.reopened.emit()

        worker = ThreadPoolExecutor(1, thread_name_prefix="between stores")
        away = worker.submit(_done_while_closed, old, work, outcome)
        self._later.when(away, reopen, failed)
        worker.shutdown(wait=False)

    def _open_after(self, old: Store) -> None:
        """Open the database again; whatever the old store could not write is written now."""
        self.trouble = ""
        waiting = old.unsaved
        self.store = self._new_store()
        for change in waiting:
            self._carry(change)
        self.store.start()
        self.away = False
        self.begin_backups()

    def _carry(self, change: "Change") -> None:
        from facilitator.domain.meeting import StaleChangeError

        def written(done: "Future[None]") -> None:
            if isinstance(done.exception(), StaleChangeError):
                self.did_not_fit.emit(change.meeting)

        self.store.replay(change).add_done_callback(written)

    def close(self, seconds: float) -> None:
        """Write what is queued and let go; waits at most that long."""
        self.closed = True
        self._backup_due.stop()
        self.store.close(seconds)


def _done_while_closed(store: Store, work: Callable[[], T], outcome: "Future[T]") -> None:
    """Let the store go and do the work; what comes of it, also a bug, is in the outcome."""
    try:
        store.close()
        outcome.set_result(work())
    except FacilitatorError as error:
        outcome.set_exception(error)
    except BaseException as bug:  # noqa: BLE001 - told, and the store is opened again
        _log.error("what was to be done between two stores failed", exc_info=bug)
        outcome.set_exception(
            StorageError(
                tr(
                    "A fault in this program kept this from being done; nothing was "
                    "deleted, but please look whether your meetings are as you expect."
                )
            )
        )
