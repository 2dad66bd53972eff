"""A disk below the window that is slow, or refuses."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from facilitator.storage.db import queries


class Disk:
    """Stands between the writer and the database: it can be slow, or refuse."""

    def __init__(self, write: Callable[..., None]) -> None:
        self._write = write
        self._ready = threading.Event()
        self._ready.set()
        self.full = False
        self.code = sqlite3.SQLITE_FULL

    def __call__(self, *arguments: object) -> None:
        assert self._ready.wait(10)
        if self.full:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = self.code
            raise error
        self._write(*arguments)

    @contextmanager
    def busy(self) -> Iterator[None]:
        self._ready.clear()
        try:
            yield
        finally:
            self._ready.set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk(queries.write_change)
    monkeypatch.setattr(queries, "write_change", disk)
    return disk
