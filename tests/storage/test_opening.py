"""Opening the database: made when missing, refused with one sentence and untouched when bad."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from facilitator import paths
from facilitator.storage.db.connection import raw_of
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.opening.log_trial import try_on_a_copy
from facilitator.storage.store import Store
from tests.support.stored_meetings import begun, refusal

ROOT = Path(__file__).resolve().parents[2]


def make_database(data: Path) -> Path:
    store = Store(data)
    store.start()
    store.commit(begun()[1])
    assert store.close(timeout=10)
    return paths.database_file(data)


def altered(data: Path, *statements: str) -> None:
    raw = sqlite3.connect(make_database(data))
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def header_damaged(data: Path) -> None:
    file = make_database(data)
    file.write_bytes(b"\0" * 16 + file.read_bytes()[16:])


def with_a_log(data: Path) -> Path:
    """A database as a kill leaves it: the last changes are in the log beside it."""
    file = make_database(data)
    log = file.with_name(f"{file.name}-wal")
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("UPDATE meetings SET team = 'Counter'")
    raw.commit()
    content = {part: part.read_bytes() for part in (file, log)}
    raw.close()
    for part, bytes_ in content.items():
        part.write_bytes(bytes_)
    return file


def header_damaged_beside_a_log(data: Path) -> None:
    file = with_a_log(data)
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:])


def emptied_beside_a_log(data: Path) -> None:
    with_a_log(data).write_bytes(b"")


def cut_in_half(data: Path) -> None:
    file = make_database(data)
    file.write_bytes(file.read_bytes()[:8192])


def a_letter(data: Path) -> None:
    data.mkdir()
    paths.database_file(data).write_text("Dear team, this is no database at all. " * 30)


def of_another_application(data: Path) -> None:
    data.mkdir()
    raw = sqlite3.connect(paths.database_file(data))
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE songs (title TEXT)")
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: altered(data, "PRAGMA user_version = 10"), "newer Facilitator (its version"),
        (lambda data: altered(data, "DROP TABLE cards"), "damaged"),
        (header_damaged, "damaged or not a database"),
        (header_damaged_beside_a_log, "damaged or not a database"),
        (emptied_beside_a_log, "damaged or not a database"),
        (cut_in_half, "damaged or not a database"),
        (a_letter, "damaged or not a database"),
        (of_another_application, "belongs to another application"),
    ],
)
def test_a_bad_database_is_refused_and_left_untouched(
    data: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(data)
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    sentence = refusal(data)
    assert said in sentence
    assert "untouched" in sentence
    assert {file.name: file.read_bytes() for file in data.iterdir()} == before


def test_a_folder_where_the_database_should_be_is_refused(data: Path) -> None:
    paths.database_file(data).mkdir(parents=True)
    assert "cannot hold the meetings (it is a folder)" in refusal(data)


def test_a_folder_that_cannot_be_made_is_refused(data: Path) -> None:
    data.write_text("a file stands in the way")
    assert "cannot be created" in refusal(data / "inside")
    assert "is a file, but the meetings are kept in a folder" in refusal(data)


@pytest.mark.skipif(os.name == "nt", reason="modes mean something else on Windows")
def test_folder_and_file_are_private_whatever_the_umask(data: Path) -> None:
    old = os.umask(0)
    try:
        file = make_database(data)
    finally:
        os.umask(old)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is done the Linux way")
def test_a_read_only_folder_is_refused(data: Path) -> None:
    make_database(data)
    bind = subprocess.run(["mount", "--bind", data, data], capture_output=True, check=False)
    if bind.returncode:
        pytest.skip("a read-only mount cannot be made here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", data], check=True)
        said = refusal(data)
        assert said.startswith(f"{data} is read-only (nothing can be written to that drive)")
        assert "copy that folder elsewhere" in said
    finally:
        subprocess.run(["umount", data], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is done the Linux way")
def test_a_full_disk_makes_no_half_a_database(data: Path) -> None:
    data.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", data]
    if subprocess.run(small, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        assert refusal(data).startswith("The disk is full")
        subprocess.run(["mount", "-o", "remount,size=8m", data], check=True)
        make_database(data)
    finally:
        subprocess.run(["umount", data], check=True)


def test_a_second_program_is_told_that_the_meetings_are_open(data: Path, store: Store) -> None:
    meeting, change = begun()
    store.commit(change).result()
    script = (
        "import sys, time; from pathlib import Path; from facilitator.storage.store import Store\n"
        "from tests.support.busy_computer import starved\n"
        "clock = lambda: time.monotonic() - starved() / 1_000\n"
        "start = clock(); store = Store(Path(sys.argv[1])); store.start()\n"
        "error = store.status('x').exception(); took = clock() - start; store.close()\n"
        "print(took < 2, error)"
    )
    command = [sys.executable, "-c", script, data]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("True ")
    assert "open in another window or program" in told.stdout
    assert store.load(meeting.id).result() == meeting


BEGUN_FROM_NOTHING = bytes.fromhex("d9d505f920a163d7 00000000 12345678 00000000 00000200 00001000")
"""How the journal begins that undoes the making of a database: there were no pages before."""


@pytest.mark.parametrize("is_link", [False, True], ids=["file", "link"])
@pytest.mark.parametrize(
    ("content", "journal"), [(0, b""), (8192, BEGUN_FROM_NOTHING.ljust(512, b"\0"))]
)
def test_a_database_whose_making_was_cut_short_is_made_again(
    data: Path, content: int, journal: bytes, is_link: bool
) -> None:
    """A power cut may lose the first page of a file and keep the second."""
    data.mkdir()
    file = paths.database_file(data)
    if is_link:
        file.symlink_to(data.with_name("real.db"))
        file = data.with_name("real.db")
    file.write_bytes(bytes(content))
    if journal:
        file.with_name(f"{file.name}-journal").write_bytes(journal)
    make_database(data)
    raw = sqlite3.connect(file)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
    raw.close()


@pytest.mark.skipif(os.name == "nt", reason="modes mean something else on Windows")
def test_a_copy_that_is_tried_is_its_owners_alone_and_never_stays(data: Path) -> None:
    file, seen = with_a_log(data), list[Path]()

    def look(connection: Connection) -> None:
        copy = Path(raw_of(connection).execute("PRAGMA database_list").fetchone()[2])
        seen.extend((copy.parent, *copy.parent.iterdir()))
        assert copy.parent.parent == data
        assert not [path for path in seen if stat.S_IMODE(path.stat().st_mode) & 0o077]

    try_on_a_copy(file, look)
    assert len(seen) >= 3
    names = {"meetings.db", "meetings.db-wal"}
    assert {path.name for path in data.iterdir()} == names
    (data / ".meetings.db.left.trying").mkdir()
    (data / ".meetings.db.left.trying" / "meetings.db").write_bytes(b"what a kill left")
    store = Store(data)
    store.start()
    assert len(store.meetings(date(2026, 1, 5)).result()) == 1
    assert store.close(timeout=10)
    assert {path.name for path in data.iterdir()} == {"meetings.db"}
