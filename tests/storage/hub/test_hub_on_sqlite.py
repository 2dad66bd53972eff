"""The hub of a small office, on one file."""

import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.storage.hub.errors import HubDatabaseError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import all_organisations, init
from tests.support.stored_hub import ORGANISATION, OTHER, entry, erasure, sqlite_place, stored_hub


def test_a_file_is_served_by_one_hub_while_commands_work(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    with stored_hub(place, serve=True) as hub:
        with pytest.raises(HubDatabaseError, match="Another hub is already serving"):
            HubStore(place.hub, serve=True)
        with HubStore(place.hub) as command:
            command.add_team(hub.org, "Back office")
        assert len(hub.store.teams(hub.org)) == 2
    with HubStore(place.hub, serve=True):
        pass


def test_erased_words_are_in_no_file(tmp_path: Path) -> None:
    with stored_hub(sqlite_place(tmp_path), serve=True) as hub:
        hub.push(hub.laptop(), *(entry(hub.team, f"a{number}") for number in range(50)))
        assert holds(tmp_path, b"We never call back")
        hub.store.erase(hub.org, hub.team, "monday")
        assert not holds(tmp_path, b"We never call back")


def test_erased_words_that_somebody_still_reads_go_with_the_next_change(tmp_path: Path) -> None:
    with stored_hub(sqlite_place(tmp_path)) as hub:
        ana = hub.laptop()
        hub.push(ana, entry(hub.team, "e1"))
        with closing(sqlite3.connect(tmp_path / "hub.db", isolation_level=None)) as backup:
            backup.execute("BEGIN")
            backup.execute("SELECT count(*) FROM log").fetchall()
            assert hub.push(ana, erasure(hub.team, "e2")).erased
        hub.push(ana, entry(hub.team, "e3", meeting="tuesday"))
        assert not holds(tmp_path, b"We never call back, e1.")


def test_what_was_answered_is_on_the_disk(tmp_path: Path) -> None:
    with stored_hub(sqlite_place(tmp_path)) as hub:
        hub.push(hub.laptop(), entry(hub.team, "a1"))
        with closing(sqlite3.connect(tmp_path / "hub.db")) as connection:
            assert connection.execute("SELECT count(*) FROM log").fetchone() == (1,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        raw = hub.store._database.engine.raw_connection()
        assert raw.cursor().execute("PRAGMA synchronous").fetchone() == (2,)
        raw.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a file there has the rights of its folder")
def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    with stored_hub(sqlite_place(tmp_path), serve=True) as hub:
        hub.push(hub.laptop(), entry(hub.team, "a1"))
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_all_organisations_of_a_file_are_listed(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    first = init(place.owner, ORGANISATION)
    init(place.owner, OTHER)
    assert [each.name for each in all_organisations(place.owner)] == [OTHER, ORGANISATION]
    with HubStore(place.hub) as store:
        assert store.organisation() == first
        assert store.organisation(" branch BANK").name == OTHER


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hub.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://hub@host/hub",
        "postgresql://hub@host:port/hub",
        "a\0b",
    ],
)
def test_what_is_no_address_of_a_database_is_refused(address: str) -> None:
    with pytest.raises(HubDatabaseError, match="isn’t the address of a database"):
        HubStore(address)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(HubDatabaseError, match="can’t be opened"):
        init(f"sqlite:///{tmp_path / 'nowhere' / 'hub.db'}", ORGANISATION)


def test_postgresql_needs_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.storage.hub.database.find_spec", lambda name: None)
    with pytest.raises(HubDatabaseError, match=r"pip install 'facilitator\[hub\]'"):
        HubStore("postgresql://hub@localhost/hub")


def holds(folder: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in folder.iterdir())
