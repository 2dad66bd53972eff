"""Restoring: the backup is looked at first, what it replaces is kept, a kill loses neither."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import StorageError
from facilitator.file_reader import sha256_of
from facilitator.progress import Stopped
from facilitator.storage.backup.backups import checksum_file, list_backups
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.support.command_line import OPEN_UNTIL_TOLD
from tests.support.damage import flipped
from tests.support.kills import STRIDES, killed_at_steps
from tests.support.stored_meetings import HOUR, NOW, backed_up, begun, held, names, titles


def test_restoring_brings_back_and_keeps_what_was_there(data: Path) -> None:
    held(data, "Monday")
    made = backed_up(data)
    held(data, "Tuesday")
    taken, aside = restore(data, made.file, NOW + HOUR)
    assert taken.meetings == 1
    assert titles(data) == {"Monday"}
    assert aside == data / "meetings.db.replaced-20261122T111500Z"
    aside.replace(paths.database_file(data))
    assert titles(data) == {"Monday", "Tuesday"}
    assert names(data) == {"meetings.db", "backups"}


@pytest.mark.skipif(sys.platform != "linux", reason="attributes are not known here")
def test_a_restored_database_has_the_rights_of_the_one_it_replaces(data: Path) -> None:
    held(data, "Monday")
    made = backed_up(data)
    live = paths.database_file(data)
    try:
        os.setxattr(live, "user.tag", b"meetings")
    except OSError:
        pytest.skip("this disk keeps no attributes")
    if not os.getuid():
        os.chown(live, 1234, 4321)
    before = live.stat()
    restore(data, made.file, NOW)
    after = live.stat()
    assert os.getxattr(live, "user.tag") == b"meetings"
    assert after.st_ino != before.st_ino
    assert (after.st_uid, after.st_gid, after.st_mode) == (
        before.st_uid,
        before.st_gid,
        before.st_mode,
    )


def test_a_restore_that_is_stopped_changes_nothing(data: Path) -> None:
    held(data, "Monday")
    made = backed_up(data)
    held(data, "Tuesday")
    before = names(data)
    for stop_at in (0.1, 0.6, 1.0):

        def stop(done: int, total: int, stop_at: float = stop_at) -> None:
            if done >= stop_at * total:
                raise Stopped

        with pytest.raises(Stopped):
            restore(data, made.file, NOW, stop)
        assert names(data) == before
    assert titles(data) == {"Monday", "Tuesday"}


def test_meetings_that_are_open_are_not_replaced(data: Path) -> None:
    held(data, "Monday")
    made = backed_up(data)
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN_UNTIL_TOLD, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        before = names(data)
        with pytest.raises(StorageError, match="open in another window or program"):
            restore(data, made.file, NOW)
        assert names(data) == before
        child.communicate()
    assert titles(data) == {"Monday"}


def without_checksum(file: Path) -> None:
    checksum_file(file).unlink()


def with_another_checksum(file: Path) -> None:
    checksum_file(file).write_bytes(b"\xff" * 64)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("spoil", [flipped, without_checksum, with_another_checksum, cut])
def test_a_damaged_backup_is_listed_as_such_and_refused(data: Path, spoil: object) -> None:
    held(data, "Monday")
    made = backed_up(data)
    assert callable(spoil)
    spoil(made.file)
    assert list_backups(made.file.parent)[0].fault
    before = names(data)
    with pytest.raises(StorageError, match=r"was not restored .*the meetings are as they were"):
        restore(data, made.file, NOW)
    assert names(data) == before
    assert titles(data) == {"Monday"}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("PRAGMA application_id = 7", "not a database of meetings"),
        ("PRAGMA user_version = 10", "a newer Facilitator"),
        ("DROP TABLE cards", "part of its content is missing"),
    ],
)
def test_a_file_whose_checksum_fits_is_still_looked_into(
    data: Path, statement: str, said: str
) -> None:
    held(data, "Monday")
    made = backed_up(data)
    with closing(sqlite3.connect(made.file)) as raw:
        raw.execute(statement)
    checksum_file(made.file).write_text(sha256_of(made.file))
    with pytest.raises(StorageError, match=said):
        restore(data, made.file, NOW)
    assert titles(data) == {"Monday"}


def test_a_damaged_database_goes_aside_whole_with_its_log(data: Path) -> None:
    held(data, "Monday")
    made = backed_up(data)
    live = paths.database_file(data)
    live.write_bytes(b"\0" * 5000)
    live.with_name("meetings.db-wal").write_bytes(b"the log")
    _, aside = restore(data, made.file, NOW)
    assert aside is not None
    assert aside.read_bytes() == b"\0" * 5000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"the log"
    assert titles(data) == {"Monday"}


def test_a_disk_without_second_names_keeps_a_copy(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    held(data, "Monday")
    made = backed_up(data)
    held(data, "Tuesday")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    _, aside = restore(data, made.file, NOW)
    assert aside is not None
    assert titles(data) == {"Monday"}
    aside.replace(paths.database_file(data))
    assert titles(data) == {"Monday", "Tuesday"}


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.killed
def test_a_restore_that_is_killed_leaves_the_old_or_the_new(data: Path, stride: int) -> None:
    held(data, "Monday")
    made, copy = backed_up(data), data.parent / "copy"
    store = Store(data)
    store.start()
    store.commit(begun("Tuesday")[1]).result(timeout=10)
    shutil.copytree(data, copy)
    assert store.close(timeout=10)
    assert (copy / "meetings.db-wal").stat().st_size
    seen = []
    for _ in killed_at_steps(stride, data, copy, made.file):
        seen.append(titles(data))
        backed_up(data)
        assert not list(data.glob(".*"))
    assert {"Monday", "Tuesday"} in seen
    assert seen[-1] == {"Monday"}
    assert all(left in ({"Monday"}, {"Monday", "Tuesday"}) for left in seen)


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.killed
def test_a_killed_restore_over_a_damaged_database_is_done_again(data: Path, stride: int) -> None:
    held(data, "Monday")
    made, copy = backed_up(data), data.parent / "copy"
    live, bad = paths.database_file(data), b"\0" * 5000
    live.write_bytes(bad)
    live.with_name("meetings.db-wal").write_bytes(b"the log")
    shutil.copytree(data, copy)
    for _ in killed_at_steps(stride, data, copy, made.file):
        if live.read_bytes() == bad:
            restore(data, made.file, NOW + HOUR)
        (aside,) = data.glob("meetings.db.replaced-*Z")
        assert aside.read_bytes() == bad
        assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"the log"
        assert titles(data) == {"Monday"}
