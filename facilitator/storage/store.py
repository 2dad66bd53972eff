"""The store of one data folder's meetings, as everybody else sees it; light to import."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from facilitator.errors import InputRefusedError, StorageError
from facilitator.storage import references
from facilitator.storage.summary import MeetingSummary, read_summaries
from facilitator.storage.writer import Read, SaveState, Write, Writer

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.backups import Backup
    from facilitator.storage.database import Database

__all__ = ["SaveState", "Store"]

RETRY_SECONDS = 2.0


class Store:
    """The meetings of one data folder.

    Futures finish on the writer thread, and there `on_state` is called, after each attempt to
    write. A change that cannot be written now stays in memory with all later ones, in order; it
    is tried again at the next commit and every `retry_after` seconds. Reads of one meeting see
    every change that was committed before them. If the database cannot be opened, every Future
    gets the StorageError that is then also `open_error`. After close() nothing more is taken.
    """

    def __init__(
        self,
        data: Path,
        on_state: Callable[[SaveState], None] | None = None,
        *,
        retry_after: float = RETRY_SECONDS,
    ) -> None:
        self._data = data
        self._writer = Writer(data, on_state, retry_after)

    @property
    def open_error(self) -> StorageError | None:
        """Why the database could not be opened; None as long as that is not known."""
        return self._writer.open_error

    @property
    def unsaved(self) -> "tuple[Change, ...]":
        """The changes that are not on disk, in order."""
        return self._writer.unsaved()

    def start(self) -> None:
        """Begin to open the database, on the writer thread."""
        self._writer.start()
        _started.add(self._writer)
        _watch_program()

    def warm_up(self) -> None:
        """Load what the first change needs, on the writer thread; best after the first paint."""

        def load(database: "Database", _: "tuple[Change, ...]") -> None:
            from facilitator.storage import queries  # noqa: F401 - loading it is all that is wanted

        self._read(load)

    def close(self, timeout: float | None = None) -> bool:
        """Write everything queued and let go of the database; waits at most `timeout` seconds.

        Returns whether all was written and the database let go. What could not be written stays
        in `unsaved`, and its Future gets the StorageError.
        """
        self._writer.stop()
        if self._writer.ident is None:
            return not self.unsaved
        self._writer.join(timeout)
        return not self._writer.is_alive() and not self.unsaved

    def commit(self, change: "Change") -> "Future[None]":
        """Write a change in one transaction; finishes once it is on disk.

        Fails with a StorageError when the store closes before it could be written.
        """
        job = Write(change)
        self._writer.put(job)
        return job.done

    def meetings(self, today: date) -> "Future[list[MeetingSummary]]":
        """All meetings on disk, the most recently touched first; `today` tells what is late."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[MeetingSummary]:
            return read_summaries(database.raw, today)

        return self._read(ask)

    def load(self, meeting_id: str) -> "Future[Meeting]":
        """The meeting of that full id. Fails with InputRefusedError when there is none."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> "Meeting":
            from facilitator.domain.meeting import Meeting
            from facilitator.storage.queries import read_records

            ours = [change for change in waiting if change.meeting == meeting_id]
            records = read_records(database.raw, meeting_id)
            if not records and not ours:
                raise InputRefusedError(
                    f"There is no meeting “{meeting_id}” here, so nothing was opened; "
                    "“facilitator list” shows those there are."
                )
            meeting = Meeting.from_records(records)
            for change in ours:
                meeting.apply(change)
            return meeting

        return self._read(ask)

    def resolve(self, reference: str) -> "Future[str]":
        """The full id meant by "latest", an id or the unique start of one.

        Fails with InputRefusedError, naming what would be right.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> str:
            from facilitator.storage.queries import read_titles

            return references.resolve(reference, read_titles(database.core))

        return self._read(ask)

    def exists(self, meeting_id: str) -> "Future[bool]":
        """Whether there is a meeting of that full id."""

        def ask(database: "Database", waiting: "tuple[Change, ...]") -> bool:
            from facilitator.storage.queries import read_titles

            ids = {known for known, _ in read_titles(database.core)}
            return meeting_id in ids | {change.meeting for change in waiting}

        return self._read(ask)

    def back_up(
        self, folder: Path | None = None, *, now: datetime, rotate: bool = True
    ) -> "Future[Backup]":
        """A verified copy of all that is on disk, in `folder` or else the user's backup folder.

        `now` has an offset and names the file. With `rotate`, backups that need not stay are
        removed from that folder. Fails with a StorageError, and then leaves nothing behind.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> "Backup":
            from facilitator.storage.backups import backup_folder, write_backup

            chosen = backup_folder(self._data) if folder is None else folder
            return write_backup(database.raw, self._data, chosen, now, rotate=rotate)

        return self._read(ask)

    def _read(self, ask: Callable[["Database", tuple["Change", ...]], Any]) -> "Future[Any]":
        job = Read(ask)
        self._writer.put(job)
        return job.done


_started: WeakSet[Writer] = WeakSet()


@cache
def _watch_program() -> None:
    """Let a program that ends without close() end: what is queued is written before."""
    threading.Thread(target=_stop_with_program, daemon=True).start()


def _stop_with_program() -> None:
    threading.main_thread().join()
    for writer in tuple(_started):
        writer.stop()
