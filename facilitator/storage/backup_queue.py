"""Backups of one open store, one after the other, each on a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.progress import Progress, Stopped
from facilitator.storage.jobs import Question

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.backup.backups import Backup
    from facilitator.storage.db.database import Database


class BackupQueue:
    """The backups of a data folder; `read` asks the writer, which has the connection.

    Only the copying is done on the writer thread.
    """

    def __init__(self, data: Path, read: Callable[[Question], "Future[Any]"]) -> None:
        self._data = data
        self._read = read
        self._stopped = threading.Event()
        self._last: threading.Thread | None = None

    def add(
        self, folder: Path | None, now: datetime, *, rotate: bool, progress: Progress
    ) -> "Future[Backup]":
        """Start a backup once those before it are done; see Store.back_up."""
        done: Future[Backup] = Future()
        opened = self._read(lambda database, waiting: None)

        def work(before: threading.Thread | None) -> None:
            if before is not None:
                before.join()
            try:
                # The data folder is there, and the database open; else this raises the reason.
                opened.result()
                made = self._write(folder, now, rotate=rotate, progress=progress)
            except BaseException as error:  # noqa: BLE001 - the Future gets it
                done.set_exception(error)
            else:
                done.set_result(made)

        self._last = threading.Thread(target=work, args=(self._last,), name="backup")
        self._last.start()
        return done

    def stop(self) -> None:
        """Stop the backup that is being made, and all that wait, at their next step."""
        self._stopped.set()

    def join(self, timeout: float | None) -> None:
        """Wait for the last backup, at most so many seconds."""
        if self._last is not None:
            self._last.join(timeout)

    def _write(
        self, folder: Path | None, now: datetime, *, rotate: bool, progress: Progress
    ) -> "Backup":
        from facilitator.storage.backup.backups import backup_folder, write_backup

        def report(so_far: int, total: int) -> None:
            if self._stopped.is_set():
                raise Stopped
            progress(so_far, total)

        return write_backup(
            self._copy,
            self._data,
            backup_folder(self._data) if folder is None else folder,
            now,
            rotate=rotate,
            named=folder is not None,
            progress=report,
        )

    def _copy(self, part: Path, progress: Progress) -> dict[str, int]:
        """Write all of the database into a file, on the writer thread."""

        def copy(database: "Database", _: "tuple[Change, ...]") -> dict[str, int]:
            from facilitator.storage.backup.database_copy import copy_database

            return copy_database(database.core, part, progress)

        try:
            copied = self._read(copy)
        except RuntimeError:
            raise Stopped from None
        rows: dict[str, int] = copied.result()
        return rows
