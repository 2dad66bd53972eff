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
        from facilitator.storage.db.problems import NoBackupError

        def report(so_far: int, total: int) -> None:
            if self._stopped.is_set():
                raise Stopped
            progress(so_far, total)

        begun: list[Path] = []

        def copy(part: Path, progress: Progress) -> dict[str, int]:
            begun.append(part)
            return self._copy(part, progress)

        def write() -> "Backup":
            return write_backup(
                copy,
                self._data,
                backup_folder(self._data) if folder is None else folder,
                now,
                rotate=rotate,
                named=folder is not None,
                progress=report,
            )

        try:
            return write()
        except NoBackupError:
            # A damaged index is copied as it is at times: then only the copy is found wrong.
            if not begun or not self._ask(_mends_index).result():
                raise
            return write()

    def _copy(self, part: Path, progress: Progress) -> dict[str, int]:
        """Write all of the database into a file, on the writer thread."""

        def copy(database: "Database", _: "tuple[Change, ...]") -> dict[str, int]:
            from facilitator.storage.backup.database_copy import copy_database

            return copy_database(database.core, part, progress)

        rows: dict[str, int] = self._ask(copy).result()
        return rows

    def _ask(self, question: Question) -> "Future[Any]":
        """Ask the writer. Raises Stopped where it is closed already."""
        try:
            return self._read(question)
        except RuntimeError:
            raise Stopped from None


def _mends_index(database: "Database", _: "tuple[Change, ...]") -> bool:
    """Make the search index anew if its pages are damaged; returns whether they were."""
    from facilitator.storage.db import search_index

    if not search_index.has_damaged_pages(database.core):
        return False
    database.check_unaltered()
    search_index.renew(database.core)
    database.check_written()
    return True
