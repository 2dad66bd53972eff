"""The store of one data folder's meetings, as everybody else sees it; light to import."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakSet

from facilitator.errors import StorageError
from facilitator.progress import Progress, Stopped, unseen
from facilitator.storage.folder.window_marker import Marker
from facilitator.storage.questions import Questions
from facilitator.storage.writer import WATCH_SECONDS, Elsewhere, SaveState, Write, Writer

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.backup.backups import Backup
    from facilitator.storage.db.database import Database

__all__ = ["Elsewhere", "SaveState", "Store"]

RETRY_SECONDS = 2.0


class Store(Questions):
    """The meetings of one data folder.

    Futures finish on the writer thread, those of backups on threads of their own. `on_state` is
    called on the writer thread, after each attempt to write. A change that cannot be written now
    stays in memory with all later ones, in order; it is tried again at the next commit and every
    `retry_after` seconds. Reads of one meeting see every change that was committed before them.
    If the database cannot be opened, every Future gets the StorageError that is then also
    `open_error`. After close() nothing more is taken.
    With `marks`, a file in the folder says that a window has it open until the store is closed, and
    a database that is held elsewhere is opened as soon as it is free: nothing committed is lost.
    Every `watch_every` seconds, and at each commit, the file is then compared with its name; all of
    it is written anew elsewhere when the two are no longer one.
    """

    def __init__(
        self,
        data: Path,
        on_state: Callable[[SaveState], None] | None = None,
        *,
        retry_after: float = RETRY_SECONDS,
        watch_every: float = WATCH_SECONDS,
        marks: bool = False,
    ) -> None:
        self._data = data
        marker = Marker(data) if marks else None
        noting = self._note_last_activity
        writer = Writer(data, on_state, retry_after, marker, noting, watch_every)
        super().__init__(writer, marker)
        self._closing = threading.Event()
        self._backup: threading.Thread | None = None

    @property
    def open_error(self) -> StorageError | None:
        """Why the database could not be opened; None as long as that is not known."""
        return self._writer.open_error

    @property
    def unsaved(self) -> "tuple[Change, ...]":
        """The changes that are not on disk, in order."""
        return self._writer.unsaved()

    @property
    def all_saved(self) -> bool:
        """Whether a start from now on would find everything."""
        return not self._writer.displaced and not self._writer.unsaved()

    @property
    def displaced(self) -> bool:
        """Whether the database lost its name, and what it holds is nowhere else yet."""
        return self._writer.displaced

    @property
    def elsewhere(self) -> Elsewhere | None:
        """The rescue file that is the database now, when the data folder's own lost its name."""
        return self._writer.elsewhere

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken."""
        return self._writer.stopped

    def start(self) -> None:
        """Begin to open the database, on the writer thread."""
        self._writer.start()
        _started.add(self._writer)
        _watch_program()

    def try_again(self) -> "Future[None]":
        """Try once more to open the database now; what was committed meanwhile is then written.

        Fails with the StorageError that is then also `open_error`.
        """
        self._writer.try_again()
        return self._read(lambda database, waiting: None)

    def warm_up(self) -> None:
        """Load what the first change needs, on the writer thread; best after the first paint."""

        def load(database: "Database", _: "tuple[Change, ...]") -> None:
            # Loading it is all that is wanted.
            from facilitator.storage.db import queries  # noqa: F401

        self._read(load)

    def close(self, timeout: float | None = None) -> bool:
        """Write everything queued and let go of the database; waits at most `timeout` seconds.

        Returns whether all was written and the database let go. What could not be written stays
        in `unsaved`, and its Future gets the StorageError. A backup under way is stopped.
        """
        self._closing.set()
        self._writer.stop()
        if self._writer.ident is None:
            return self.all_saved
        end = None if timeout is None else monotonic() + timeout
        for thread in (self._writer, self._backup):
            if thread is not None:
                thread.join(None if end is None else max(0.0, end - monotonic()))
        return not self._writer.is_alive() and self.all_saved

    def commit(self, change: "Change") -> "Future[None]":
        """Write a change in one transaction; finishes once it is on disk.

        Fails with a StorageError when the store closes before it could be written.
        """
        job = Write(change)
        self._writer.put(job)
        return job.done

    def replay(self, change: "Change") -> "Future[None]":
        """Commit a change that another store could not write, perhaps to another database.

        Fails with StaleChangeError when it does not fit the meeting as it is here; then nothing of
        it is written, nor of the later ones of that meeting that are carried.
        """
        job = Write(change, carried=True)
        self._writer.put(job)
        return job.done

    def back_up(
        self,
        folder: Path | None = None,
        *,
        now: datetime,
        rotate: bool = True,
        progress: Progress = unseen,
    ) -> "Future[Backup]":
        """A verified copy of all that is on disk, in `folder` or else the user's backup folder.

        `now` has an offset and names the file. With `rotate`, backups that need not stay are
        removed from that folder. Fails with a StorageError or, when it was stopped or the store
        closed meanwhile, with Stopped, and then leaves nothing behind. Only the copying is done
        on the writer thread; `progress` is called on several, never on two at once.
        """
        done: Future[Backup] = Future()

        def work(before: threading.Thread | None) -> None:
            from facilitator.storage.backup.backups import backup_folder, write_backup

            if before is not None:
                before.join()
            try:
                # The data folder is there, and the database open, or why it is not is told.
                opened.result()
                chosen = backup_folder(self._data) if folder is None else folder
                made = write_backup(
                    *(self._copy, self._data, chosen, now),
                    rotate=rotate,
                    named=folder is not None,
                    progress=tell,
                )
            except BaseException as error:  # noqa: BLE001 - whoever waits for the Future is told
                done.set_exception(error)
            else:
                done.set_result(made)

        def tell(so_far: int, total: int) -> None:
            if self._closing.is_set():
                raise Stopped
            progress(so_far, total)

        opened = self._read(lambda database, waiting: None)
        # One at a time: each waits for the one before.
        self._backup = threading.Thread(target=work, args=(self._backup,), name="backup")
        self._backup.start()
        return done

    def _copy(self, part: Path, progress: Progress) -> dict[str, int]:
        """All of the database into a file, on the writer thread."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> dict[str, int]:
            from facilitator.storage.backup.backups import copy_database

            return copy_database(database.raw, part, progress)

        try:
            copying = self._read(ask)
        except RuntimeError:
            raise Stopped from None
        rows: dict[str, int] = copying.result()
        return rows


_started: WeakSet[Writer] = WeakSet()


@cache
def _watch_program() -> None:
    """Let a program that ends without close() end: what is queued is written before."""
    threading.Thread(target=_stop_with_program, daemon=True).start()


def _stop_with_program() -> None:
    threading.main_thread().join()
    for writer in tuple(_started):
        writer.stop()
