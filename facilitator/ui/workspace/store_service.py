"""The store of the data folder: watched, backed up, closed for a while and opened again."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from facilitator.errors import FacilitatorError, StorageError
from facilitator.progress import Progress, Stopped
from facilitator.storage.store import SaveState, Store
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.timers import later, single_shot
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.backup.backups import Backup

FIRST_BACKUP, NEXT_BACKUP = 60_000, 3_600_000
"""Milliseconds after the start, and from one backup to the next while the window is open."""
LOOK_AGAIN = 10
"""Milliseconds between two checks whether everything is saved."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class StoreService(QObject):
    """The one store there is at a time."""

    changed = Signal()
    """A write has succeeded or failed; `trouble` says which."""
    did_not_fit = Signal(str)
    """With the id of a meeting that is another one in the new store: its last changes don't fit."""
    reopened = Signal()
    """A new store is in place after the database was closed."""
    backed_up = Signal(object)
    """With the Backup that was made automatically."""
    backup_failed = Signal(str)
    """A backup failed for the first time since the last good one; with the reason."""

    backup_state_changed = Signal()
    """A backup was made or failed; `backup_trouble` says which."""

    _state = Signal(object)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._tasks = Tasks(self)
        self._state.connect(self._on_state, Qt.ConnectionType.QueuedConnection)
        self._backup_due = single_shot(self, 0, self.back_up)
        self.trouble = ""
        """Why something is not saved; empty when it is, or soon will be."""
        self._waits = False
        """Whether that is tried again, and nothing more is saved before it is over."""
        self.backup_trouble = ""
        """Why the last backup failed; empty when it did not."""
        self.no_backup_since: datetime | None = None
        """When a backup failed for the first time since the last good one."""
        self.away = False
        """Whether the database is closed for a while: nothing can be read or saved."""
        self.store = self._new_store()
        self.closed = False
        """Whether nothing is accepted any more: the window closes."""

    @property
    def elsewhere(self) -> str:
        """Where the meetings are saved, and why, if not in their own file; else empty."""
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
            self.trouble, self._waits = state.error or "", state.waits
            self.changed.emit()

    def begin_backups(self) -> None:
        """Make the first backup soon, so that a short session has one too, then one every hour."""
        self._backup_due.start(FIRST_BACKUP)

    def end_backups(self) -> None:
        """Stop making backups until begin_backups() is called: the database can't be read."""
        self._backup_due.stop()

    def back_up(self) -> None:
        """Make a backup in the background, and the next one in an hour.

        A failure that lasts is reported once, not every hour.
        """
        known = bool(self.backup_trouble)

        def tell(error: FacilitatorError) -> None:
            if not known:
                self.backup_failed.emit(str(error))

        self.back_up_now().on_success(self.backed_up.emit).on_error(tell)

    def back_up_now(self) -> "Task[Backup]":
        """Make a backup because the user asked for it, who waits for the outcome."""
        now = datetime.now(UTC)

        def made(backup: "Backup") -> None:
            self.backup_trouble, self.no_backup_since = "", None
            self.backup_state_changed.emit()

        def failed(error: FacilitatorError) -> None:
            self.backup_trouble = str(error)
            self.no_backup_since = self.no_backup_since or now
            self.backup_state_changed.emit()

        def ask(progress: Progress) -> "Future[Backup]":
            return self.store.back_up(now=now, progress=progress)

        self._backup_due.start(NEXT_BACKUP)
        return self._tasks.request(ask).on_success(made).on_error(failed)

    def when_saved(
        self,
        then: Callable[[], None],
        refused: Callable[[str], None],
        seconds: float,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """Call `then` once everything is on disk, the database is open and nobody is `busy`.

        Otherwise call `refused` with the reason, which is empty after too many `seconds`.
        """
        end = monotonic() + seconds

        def look(again: bool = True) -> None:
            if self.closed:
                return
            if not self.away and self.store.all_saved and not busy():
                then()
            elif self.trouble and self._waits and again and not self.away:
                refused(self.trouble)
            elif monotonic() > end:
                refused("")
            else:
                later(self, LOOK_AGAIN, look)

        # The trouble may be with an earlier change: let the last one be tried first.
        look(again=False)

    def with_store_closed(self, work: Callable[[Progress], T]) -> Task[T]:
        """Close the database, do `work` on a thread, and open the database again.

        The outcome is delivered once a fresh, started store is there, which writes whatever the old
        one could not write; a bug is reported as an error. Raises RuntimeError while it is closed.
        """
        if self.away:
            raise RuntimeError("the database is closed already")
        self._backup_due.stop()
        self.away = True
        old = self.store
        task = self._tasks.run(partial(_do_while_closed, old, work))

        def reopen() -> None:
            if self.closed:
                task.forget()
            else:
                self._open_after(old)
                self.reopened.emit()

        return task.on_ended(reopen)

    def _open_after(self, old: Store) -> None:
        """Open the database again, and write what the old store could not write."""
        self.trouble, self._waits = "", False
        self.store = self._new_store()
        self.store.replay_all(old, self._on_replayed)
        self.store.start()
        self.away = False
        self.begin_backups()

    def _on_replayed(self, change: "Change", done: "Future[None]") -> None:
        from facilitator.domain.meeting import StaleChangeError

        if isinstance(done.exception(), StaleChangeError):
            self.did_not_fit.emit(change.meeting)

    def close(self, seconds: float) -> None:
        """Write what is queued and close; wait at most that long."""
        self.closed = True
        self._backup_due.stop()
        self.store.close(seconds)


def _do_while_closed(store: Store, work: Callable[[Progress], T], progress: Progress) -> T:
    """Close the store and do the work; a bug is logged, and told as an error."""
    try:
        store.close()
        return work(progress)
    except (FacilitatorError, Stopped):
        raise
    except BaseException as bug:
        _log.error("what was to be done while the database was closed failed", exc_info=bug)
        raise StorageError(
            tr(
                "A bug in Facilitator stopped this. Nothing was deleted, but please check that "
                "your meetings look right."
            )
        ) from bug
