"""A store whose file is taken from it, and what a stranger finds on the disk then."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from facilitator import paths
from facilitator.storage.store import Store
from tests.support.home_folder import make_home
from tests.support.states import States
from tests.support.stored_meetings import add, begun

FOREIGN = ["foreign"]
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def cards_in(file: Path) -> list[str]:
    """Read as a stranger would, from a copy: the program has the file to itself."""
    with TemporaryDirectory() as folder:
        for each in (file, file.with_name(f"{file.name}-wal")):
            if each.exists():
                shutil.copy(each, folder)
        return _read(Path(folder) / file.name)


def _read(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [text for (text,) in raw.execute("SELECT text FROM cards ORDER BY place")]


def rescued(*folders: Path) -> list[Path]:
    found = (file for folder in folders for file in folder.glob("meetings-rescued-*.db"))
    return sorted(found, key=lambda file: file.stat().st_mtime_ns)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's home folder, with one for documents."""
    return make_home(tmp_path, monkeypatch)


class Opened:
    """A window's store with one meeting of two cards that are saved."""

    def __init__(self, data: Path, watch_every: float = 0.05) -> None:
        self.data = data
        self.file = paths.database_file(data)
        self.states = States()
        self.store = Store(
            data, self.states, retry_after=0.05, watch_every=watch_every, for_window=True
        )
        self.store.start()
        self.meeting, begin_it = begun()
        self.store.commit(begin_it).result(timeout=10)
        self.says("one")
        self.says("two")

    def says(self, text: str) -> None:
        self.store.commit(add(self.meeting, text)).result(timeout=10)

    def is_saved_elsewhere(self) -> Path:
        self.states.wait(lambda state: state.elsewhere is not None and state.pending == 0)
        assert self.store.elsewhere is not None
        return self.store.elsewhere.file


def other_database(file: Path) -> bytes:
    """A database of meetings that is not ours; returns its bytes."""
    folder = file.parent / "other"
    store = Store(folder)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it).result()
    for text in FOREIGN:
        store.commit(add(meeting, text)).result()
    store.close()
    paths.database_file(folder).replace(file)
    shutil.rmtree(folder)
    return file.read_bytes()
