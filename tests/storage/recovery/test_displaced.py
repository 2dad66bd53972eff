"""The database loses its name while it is open: all of it is written anew, and that is said."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import StorageError
from facilitator.storage.folder import location
from facilitator.storage.folder.location import Location, LocationKind
from facilitator.storage.folder.open_file import Displacement, OpenFile, _Watched
from facilitator.storage.recovery import rescue, rescue_writer
from facilitator.storage.store import Store
from tests.support.lost_files import (
    FOREIGN,
    NOW,
    Opened,
    add,
    cards_in,
    home,
    other_database,
    rescued,
)
from tests.support.stored_meetings import begun

__all__ = ["home"]


@pytest.fixture(params=[LocationKind.LOCAL, LocationKind.SYNCED], ids=["log", "journal"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> LocationKind:
    """Where the data folder lies; each place has its own way to keep the file whole."""
    known: LocationKind = request.param
    monkeypatch.setattr(
        location, "synced_by", lambda *_: "X" if known is LocationKind.SYNCED else ""
    )
    assert Location(known).shared is (known is LocationKind.SYNCED)
    return known


@pytest.fixture
def opened(data: Path, home: Path, kind: LocationKind) -> Iterator[Opened]:
    opened = Opened(data)
    yield opened
    opened.store.close(timeout=10)


def remove(opened: Opened) -> None:
    opened.file.unlink()


def rename(opened: Opened) -> None:
    opened.file.rename(opened.data / "meetings-2.db")


def put_a_folder(opened: Opened) -> None:
    opened.file.unlink()
    opened.file.mkdir()


def put_a_link_in_a_circle(opened: Opened) -> None:
    opened.file.unlink()
    opened.file.symlink_to(opened.file)


def replace(opened: Opened) -> None:
    other_database(opened.data / "coming.db")
    (opened.data / "coming.db").replace(opened.file)


def overwrite(opened: Opened) -> None:
    other_database(opened.data / "coming.db")
    theirs = (opened.data / "coming.db").read_bytes()
    # In one write: were the file cut off first, the watch could find it empty for a moment, and
    # what was not in the log would be gone (see the test of a file that was cut off).
    with opened.file.open("r+b", buffering=0) as file:
        file.write(theirs)
        file.truncate()


DISPLACED: list[Callable[[Opened], None]] = [
    remove,
    rename,
    put_a_folder,
    put_a_link_in_a_circle,
    replace,
    overwrite,
]


@pytest.mark.parametrize("displace", DISPLACED, ids=lambda do: do.__name__)
def test_nobody_typing_it_is_noticed_and_saved_beside(
    opened: Opened, displace: Callable[[Opened], None]
) -> None:
    displace(opened)
    file = opened.is_saved_elsewhere()
    assert file.parent == opened.data
    assert cards_in(file) == ["one", "two"]
    said = opened.states.seen[-1]
    assert said.error is None
    assert said.elsewhere is not None
    assert str(file) in said.elsewhere.sentence
    # It was said before it was mended, and never that all is well.
    assert any(state.error and "while it was open" in state.error for state in opened.states.seen)


@pytest.mark.parametrize("displace", DISPLACED, ids=lambda do: do.__name__)
def test_what_is_typed_then_is_saved_elsewhere_and_the_other_file_is_left_alone(
    opened: Opened, displace: Callable[[Opened], None]
) -> None:
    displace(opened)
    before = opened.file.read_bytes() if opened.file.is_file() else b""
    opened.says("three")
    file = opened.is_saved_elsewhere()
    opened.says("four")
    assert opened.store.load(opened.meeting.id).result() == opened.meeting
    assert opened.store.close(timeout=10)
    assert cards_in(file) == ["one", "two", "three", "four"]
    assert rescued(opened.data) == [file]
    assert (opened.file.read_bytes() if opened.file.is_file() else b"") == before
    beside = {path.name for path in opened.data.iterdir() if path.name.startswith("meetings.db-")}
    assert not beside
    if before:
        assert cards_in(opened.file) == FOREIGN


def test_a_change_that_reached_the_lost_file_is_not_called_saved_before_it_is_elsewhere(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file goes in the very moment in which the change is written."""
    from facilitator.storage.db import queries

    write = queries.write_change

    def write_and_lose(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(queries, "write_change", write)
        opened.file.unlink()

    monkeypatch.setattr(queries, "write_change", write_and_lose)
    opened.says("three")
    assert opened.store.elsewhere is not None
    assert cards_in(opened.store.elsewhere.file) == ["one", "two", "three"]
    opened.says("four")
    assert opened.store.load(opened.meeting.id).result() == opened.meeting


def remove_folder(data: Path) -> None:
    """Remove a folder in which the writer may just make a file."""
    while data.exists():
        shutil.rmtree(data, ignore_errors=True)


@pytest.mark.parametrize("how", ["removed", "renamed"])
def test_without_the_folder_the_documents_take_it(opened: Opened, home: Path, how: str) -> None:
    if how == "removed":
        remove_folder(opened.data)
    else:
        opened.data.rename(opened.data.with_name("moved"))
    opened.says("three")
    file = opened.is_saved_elsewhere()
    assert file.parent == home / "Documents"
    assert cards_in(file) == ["one", "two", "three"]
    assert not opened.data.exists()


def test_where_no_folder_takes_it_all_is_unsaved_and_tried_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(rescue.durable, "make", full)
        opened.file.unlink()
        said = opened.states.wait(lambda state: "the disk is full" in (state.error or "")).error
        waiting = opened.store.commit(add(opened.meeting, "three"))
        opened.states.wait(lambda state: state.pending == 1)
        assert not opened.store.all_saved
        assert opened.store.load(opened.meeting.id).result(timeout=10) == opened.meeting
        assert not waiting.done()
    assert said is not None
    assert "kept in memory" in said
    waiting.result(timeout=10)
    assert cards_in(opened.is_saved_elsewhere()) == ["one", "two", "three"]
    assert opened.store.all_saved


@pytest.mark.parametrize("displace", [replace, overwrite], ids=lambda do: do.__name__)
def test_where_no_folder_takes_it_the_other_file_is_left_alone_all_the_same(
    opened: Opened,
    displace: Callable[[Opened], None],
    monkeypatch: pytest.MonkeyPatch,
    kind: LocationKind,
) -> None:
    monkeypatch.setattr(rescue_writer, "_folders", lambda file: iter([file.with_name("nowhere")]))
    displace(opened)
    theirs = opened.file.read_bytes()
    opened.states.wait(lambda state: "could not be saved elsewhere" in (state.error or ""))
    assert not opened.store.close(timeout=10)
    assert opened.file.read_bytes() == theirs
    assert cards_in(opened.file) == FOREIGN
    assert not list(opened.data.glob("meetings.db-*"))
    if kind is LocationKind.LOCAL:
        (log,) = opened.data.glob("meetings.db.displaced-*-wal")
        assert log.stat().st_size


def test_no_file_is_written_over(opened: Opened) -> None:
    now = datetime.now(UTC)
    names = {rescue.rescue_name(opened.data, now + timedelta(seconds=s)) for s in range(60)}
    theirs = {opened.data / f"{name}.db" for name in names}
    for file in theirs:
        file.write_bytes(b"somebody's")
    opened.file.unlink()
    ours = opened.is_saved_elsewhere()
    assert ours not in theirs
    assert ours.name.endswith("-2.db")
    assert {file.read_bytes() for file in theirs} == {b"somebody's"}


def test_the_rescue_file_may_be_lost_too(opened: Opened) -> None:
    opened.file.unlink()
    first = opened.is_saved_elsewhere()
    first.unlink()
    opened.says("three")
    assert opened.store.elsewhere is not None
    assert cards_in(opened.store.elsewhere.file) == ["one", "two", "three"]


def test_the_like_is_told_from_the_same(tmp_path: Path) -> None:
    """Two computers that made as many changes each leave files that look alike at the start."""
    file = tmp_path / "meetings.db"
    file.write_bytes(b"head" * 100 + b"ours")
    opened = OpenFile(file)
    opened.note()
    opened.read_checksum()
    os.utime(file, (1, 1))
    assert opened.displacement() is None
    file.write_bytes(b"head" * 100 + b"else")
    assert opened.displacement() is Displacement.OVERWRITTEN
    opened.close()


def test_a_new_date_alone_is_no_loss(opened: Opened) -> None:
    os.utime(opened.file)
    opened.says("three")
    os.utime(opened.file, (1, 1))
    opened.says("four")
    assert opened.store.close(timeout=10)
    assert opened.store.elsewhere is None
    assert cards_in(opened.file) == ["one", "two", "three", "four"]


# The log


@pytest.fixture
def logging(data: Path, home: Path) -> Iterator[Opened]:
    """On this computer's own disk, where SQLite keeps a log."""
    opened = Opened(data)
    yield opened
    opened.store.close(timeout=10)


def as_a_kill_leaves_it(opened: Opened) -> list[str]:
    copy = opened.data.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(opened.data, copy)
    return cards_in(paths.database_file(copy))


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_log_that_is_lost_is_made_anew(logging: Opened, how: str) -> None:
    log = logging.data / "meetings.db-wal"
    log.unlink()
    if how == "replaced":
        log.write_bytes(b"somebody's")
    logging.says("three")
    assert as_a_kill_leaves_it(logging) == ["one", "two", "three"]
    logging.says("four")
    assert as_a_kill_leaves_it(logging) == ["one", "two", "three", "four"]
    assert logging.store.elsewhere is None
    aside = list(logging.data.glob("meetings.db.displaced-*-wal"))
    assert [file.read_bytes() for file in aside] == ([b"somebody's"] if how == "replaced" else [])


def test_a_log_that_is_cut_off_is_noticed(logging: Opened) -> None:
    os.truncate(logging.data / "meetings.db-wal", 0)
    logging.says("three")
    assert logging.store.elsewhere is not None
    assert cards_in(logging.store.elsewhere.file) == ["one", "two", "three"]


def test_a_log_left_by_a_kill_is_not_played_back_over_another_file(data: Path, home: Path) -> None:
    opened = Opened(data)
    killed = data.with_name("killed")
    # Links: a kill leaves the very files, but the lock on one of them goes.
    killed.mkdir()
    for name in ("meetings.db", "meetings.db-wal"):
        os.link(data / name, killed / name)
    shutil.copy(data / "meetings.lock", killed)
    theirs = other_database(killed / "coming.db")
    (killed / "coming.db").replace(killed / "meetings.db")
    store = Store(killed)
    store.start()
    assert [found.title for found in store.meetings(date.today()).result()] == ["Monday"]
    assert store.close(timeout=10)
    assert cards_in(killed / "meetings.db") == FOREIGN
    assert (killed / "meetings.db").read_bytes() == theirs
    assert len(list(killed.glob("meetings.db.displaced-*-wal"))) == 1
    opened.store.close(timeout=10)


def test_a_copy_of_what_a_kill_left_keeps_its_log_whatever_numbers_its_files_have(
    data: Path, home: Path
) -> None:
    """A file system may give the log of the copy the number that the log had before."""
    opened = Opened(data)
    copy = data.with_name("copy")
    shutil.copytree(data, copy)
    (copy / "meetings.db-wal").unlink()
    os.link(data / "meetings.db-wal", copy / "meetings.db-wal")
    store = Store(copy)
    store.start()
    assert store.load(opened.meeting.id).result() == opened.meeting
    assert store.close(timeout=10)
    assert not list(copy.glob("*displaced*"))
    opened.store.close(timeout=10)


# Put back


def test_a_rescue_file_is_found_and_put_back(opened: Opened) -> None:
    replace(opened)
    opened.says("three")
    file = opened.is_saved_elsewhere()
    assert rescue.rescues(opened.data) == []
    assert opened.store.close(timeout=10)
    (found,) = rescue.rescues(opened.data)
    assert (found.file, found.titles) == (file, ("Monday",))
    meetings, aside = rescue.restore_rescue_file(opened.data, file, NOW)
    assert meetings == 1
    assert aside is not None
    assert cards_in(aside) == FOREIGN
    assert cards_in(opened.file) == ["one", "two", "three"]
    assert not file.exists()
    assert rescue.rescues(opened.data) == []


def test_a_rescue_file_elsewhere_is_found_by_its_own_data_folder_alone(
    opened: Opened, tmp_path: Path, home: Path
) -> None:
    remove_folder(opened.data)
    file = opened.is_saved_elsewhere()
    assert opened.store.close(timeout=10)
    assert rescue.rescues(tmp_path / "another") == []
    assert [found.file for found in rescue.rescues(opened.data)] == [file]
    assert rescue.restore_rescue_file(opened.data, file, NOW) == (1, None)
    assert cards_in(opened.file) == ["one", "two"]


def test_one_that_shall_not_be_put_back_is_kept_and_not_offered_again(opened: Opened) -> None:
    opened.file.unlink()
    file = opened.is_saved_elsewhere()
    assert opened.store.close(timeout=10)
    kept = rescue.keep(file)
    assert cards_in(kept) == ["one", "two"]
    assert rescue.rescues(opened.data) == []


def test_a_damaged_rescue_file_is_not_put_back(opened: Opened) -> None:
    replace(opened)
    file = opened.is_saved_elsewhere()
    assert opened.store.close(timeout=10)
    with file.open("r+b") as damaged:
        damaged.seek(4096 * 2)
        damaged.write(b"\xff" * 8192)
    with pytest.raises(StorageError):
        rescue.restore_rescue_file(opened.data, file, NOW)
    assert cards_in(opened.file) == FOREIGN
    assert file.exists()


# What others found


def test_an_older_copy_of_the_log_written_over_it_is_noticed(logging: Opened) -> None:
    """Once it begins again from its top, each copy of it has the same size."""
    log = logging.data / "meetings.db-wal"
    logging.says("three")
    older = log.read_bytes()
    logging.says("four")
    later = log.stat().st_size
    with log.open("r+b") as written:
        written.write(older)
    assert log.stat().st_size == later
    logging.says("five")
    assert logging.store.elsewhere is not None
    assert logging.store.elsewhere.is_partial


def test_behind_a_link_too_no_log_is_played_back_over_another_file(
    tmp_path: Path, data: Path, home: Path
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    data.mkdir()
    (data / "meetings.db").symlink_to(far / "real.db")
    (far / "real.db").touch()
    opened = Opened(data)
    killed = tmp_path / "killed"
    killed.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # The very log, beside another file; and the lock as a kill leaves it.
    os.link(far / "real.db-wal", elsewhere / "real.db-wal")
    (killed / "meetings.db").symlink_to(elsewhere / "real.db")
    shutil.copy(data / "meetings.lock", killed)
    theirs = other_database(elsewhere / "real.db")
    store = Store(killed)
    store.start()
    assert len(store.meetings(date.today()).result()) == 1
    assert store.close(timeout=10)
    assert (elsewhere / "real.db").read_bytes() == theirs
    opened.store.close(timeout=10)


def test_of_a_file_that_was_cut_off_what_the_backup_holds_is_saved_elsewhere(
    logging: Opened,
) -> None:
    """What was in the file is gone, and no place could take it from there."""
    logging.store.back_up(now=NOW).result(timeout=20)
    _, begin_it = begun("Tuesday")
    logging.store.commit(begin_it).result(timeout=10)
    os.truncate(logging.file, 0)
    os.truncate(logging.data / "meetings.db-wal", 0)
    file = logging.is_saved_elsewhere()
    assert logging.store.elsewhere is not None
    assert logging.store.elsewhere.is_partial
    assert cards_in(file) == ["one", "two"]
    assert "keep the newest backup" in logging.store.elsewhere.sentence
    assert logging.store.all_saved


@pytest.mark.parametrize("how", ["a link", "somebody's file"])
def test_nothing_of_somebody_elses_is_written_to_in_place_of_the_lock(
    tmp_path: Path, data: Path, how: str
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"precious")
    data.mkdir()
    lock = data / "meetings.lock"
    if how == "a link":
        lock.symlink_to(precious)
    else:
        lock.write_bytes(b"precious")
    store = Store(data)
    store.start()
    store.commit(begun()[1]).result(timeout=10)
    assert store.close(timeout=10)
    assert precious.read_bytes() == b"precious"
    (aside,) = data.glob("meetings.lock.aside-*")
    assert aside.read_bytes() == b"precious"


@pytest.mark.usefixtures("home", "kind")
def test_a_disk_that_tells_nothing_of_a_file_costs_no_change(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not watched meanwhile: what could not be noted would look as if another had written it.
    opened = Opened(data, watch_every=60)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(_Watched, "note", fail)
    monkeypatch.setattr(_Watched, "read_checksum", fail)
    opened.says("three")
    monkeypatch.undo()
    assert opened.store.load(opened.meeting.id).result() == opened.meeting
    assert not opened.store.unsaved
    assert all(state.error is None for state in opened.states.seen)
    opened.store.close(timeout=10)


def test_without_a_home_it_is_saved_beside_all_the_same(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container, where the user has neither a home nor a name."""

    def unknown(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(paths, "documents_folder", unknown)
    opened.file.unlink()
    assert opened.is_saved_elsewhere().parent == opened.data
