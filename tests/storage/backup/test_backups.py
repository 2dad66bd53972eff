"""Backups: whole and verified or not there, and kept as long as promised."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import paths
from facilitator.domain.chain.verbs import add_cards
from facilitator.errors import StorageError
from facilitator.progress import Stopped
from facilitator.settings import Settings, save_settings
from facilitator.storage.backup.backups import backup_folder, checksum_file, list_backups
from facilitator.storage.backup.rotation import keep
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.support.kills import STRIDES, killed_at_steps
from tests.support.small_disk import disk_that_takes_no_more
from tests.support.stored_meetings import (
    HOUR,
    NOW,
    add,
    backed_up,
    begun,
    held,
    loaded,
    names,
    texts,
)

DAYS = timedelta(days=1)
MOMENTS = st.lists(
    st.datetimes(datetime(2024, 12, 1), datetime(2026, 11, 22, 10, 15)).map(
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    max_size=80,
)


def test_a_backup_holds_all_that_was_saved_and_its_checksum_fits(data: Path, store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(add(meeting, "Closed at noon"))
    made = store.back_up(now=NOW).result(timeout=10)
    store.commit(add(meeting, "added later")).result(timeout=10)
    assert made.file == data / "backups" / "meetings-20261122T101500Z.db"
    assert (made.moment, made.meetings, made.fault) == (NOW, 1, "")
    assert list_backups(made.file.parent) == [made]
    assert names(made.file.parent) == {made.file.name, f"{made.file.name}.sha256"}
    if shutil.which("sha256sum"):
        checked = ["sha256sum", "-c", checksum_file(made.file).name]
        subprocess.run(checked, cwd=made.file.parent, check=True, capture_output=True)
    elsewhere = data.parent / "elsewhere"
    restore(elsewhere, made.file, NOW)
    assert texts(loaded(elsewhere, meeting.id)) == ["Closed at noon"]


def test_backing_up_keeps_the_meetings_locked(data: Path, store: Store) -> None:
    store.commit(begun()[1])
    store.back_up(now=NOW).result(timeout=10)
    with pytest.raises(StorageError, match="open in another window"):
        in_another_process(data, "store.status('x').result()")


def in_another_process(data: Path, command: str) -> None:
    script = (
        "import sys; from pathlib import Path; from facilitator.storage.store import Store\n"
        "from facilitator.errors import StorageError\n"
        "store = Store(Path(sys.argv[1])); store.start()\n"
        f"try: {command}\nexcept StorageError as error: print(error)\nstore.close()"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, data], capture_output=True, text=True, check=True
    ).stdout
    if told:
        raise StorageError(told)


def test_two_backups_in_one_second_are_two_files(data: Path) -> None:
    held(data, "Monday")
    first, second = backed_up(data), backed_up(data)
    assert first.file != second.file
    assert [made.fault for made in list_backups(first.file.parent)] == ["", ""]


def test_the_user_names_the_folder_and_an_unplugged_drive_is_told(data: Path) -> None:
    held(data, "Monday")
    stick = data.parent / "stick"
    chosen = Settings(backup_folder=str(stick / "backups"))
    save_settings(paths.settings_file(data), chosen)
    with pytest.raises(StorageError, match=r"No backup was made in .*it does not exist"):
        backed_up(data)
    assert not stick.exists()
    (stick / "backups").mkdir(parents=True)
    assert backed_up(data).file.parent == backup_folder(data) == stick / "backups"


def test_a_backup_that_cannot_be_written_leaves_nothing(data: Path, store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it).result(timeout=10)
    with disk_that_takes_no_more():
        future = store.back_up(now=NOW)
        with pytest.raises(StorageError, match="the meetings and earlier backups are safe"):
            future.result(timeout=10)
    assert names(data / "backups") == set()
    store.commit(add(meeting, "Closed at noon")).result(timeout=10)
    assert store.back_up(now=NOW).result(timeout=10).meetings == 1


@pytest.mark.parametrize("stop_at", [0.0, 0.4, 0.6, 0.9])
def test_a_backup_that_is_stopped_leaves_nothing_and_saving_goes_on(
    data: Path, store: Store, stop_at: float
) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(add_cards(meeting, "column", [f"A card {n}" for n in range(3000)]))
    told: list[float] = []

    def stop(done: int, total: int) -> None:
        told.append(done / total)
        if told[-1] >= stop_at:
            raise Stopped

    future = store.back_up(now=NOW, progress=stop)
    with pytest.raises(Stopped):
        future.result(timeout=10)
    assert told == sorted(told)
    assert names(data / "backups") == set()
    store.commit(add(meeting, "Closed at noon")).result(timeout=10)
    assert store.back_up(now=NOW).result(timeout=10).meetings == 1


def test_closing_ends_a_backup_under_way(data: Path) -> None:
    held(data, "Monday")
    store = Store(data)
    store.start()
    begun_it = threading.Event()

    def wait_for_closing(done: int, total: int) -> None:
        begun_it.set()
        late = monotonic() + 10
        while not store.closed:
            assert monotonic() < late

    future = store.back_up(now=NOW, progress=wait_for_closing)
    assert begun_it.wait(10)
    assert store.close(timeout=10)
    with pytest.raises(Stopped):
        future.result(timeout=10)
    assert names(data / "backups") == set()


def test_backups_asked_for_at_once_are_made_one_after_the_other(data: Path, store: Store) -> None:
    store.commit(begun()[1])
    futures = [store.back_up(now=NOW) for _ in range(4)]
    assert len({future.result(timeout=10).file for future in futures}) == 4


@pytest.mark.skipif(os.name == "nt", reason="modes mean something else on Windows")
def test_backups_are_private_whatever_the_umask(data: Path) -> None:
    old = os.umask(0)
    try:
        held(data, "Monday")
        made = backed_up(data)
    finally:
        os.umask(old)
    assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700
    for file in (made.file, checksum_file(made.file)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_moment_without_an_offset_is_a_bug(data: Path) -> None:
    with pytest.raises(ValueError, match="naive"):
        backed_up(data, now=datetime(2026, 11, 22))


@given(MOMENTS)
def test_what_stays_is_what_was_promised(moments: list[datetime]) -> None:
    kept = keep(moments, NOW)
    assert kept <= set(moments)
    assert keep(kept, NOW) == kept
    for moment in moments:
        age = NOW - moment
        heirs = [other for other in kept if other >= moment]
        assert heirs
        heir = min(heirs)
        assert age > HOUR or moment in kept
        assert age > DAYS or heir - moment < HOUR
        assert age > 31 * DAYS or heir.date() == moment.date()
        assert age > 365 * DAYS or (heir.year, heir.month) == (moment.year, moment.month)
    assert len([moment for moment in kept if NOW - moment > HOUR]) <= 25 + 32 + 13


@given(MOMENTS, st.timedeltas(timedelta(microseconds=1), 4000 * DAYS))
def test_nothing_goes_because_the_clock_was_set_back(
    moments: list[datetime], back: timedelta
) -> None:
    kept = keep([*moments, NOW], NOW)
    assert keep(kept, NOW - back) == kept


@given(MOMENTS, st.timedeltas(timedelta(microseconds=1), 4000 * DAYS))
def test_what_is_dated_in_the_future_stays_and_keeps_nothing_else(
    moments: list[datetime], back: timedelta
) -> None:
    now = NOW - back
    past = [moment for moment in moments if moment <= now]
    assert keep([*moments, NOW], now) == {*moments, NOW} - {*past} | keep(past, now)


def test_one_backup_a_year_ahead_does_not_let_the_others_pile_up() -> None:
    ahead = NOW + 365 * DAYS
    kept = {ahead}
    for hours in range(60 * 24):
        now = NOW + hours * HOUR
        kept = keep({*kept, now}, now)
    assert ahead in kept
    assert len(kept) <= 1 + 2 + 25 + 32 + 13


@given(MOMENTS, st.timedeltas(400 * DAYS, 40_000 * DAYS))
def test_a_clock_that_jumps_ahead_makes_nothing_old(
    moments: list[datetime], ahead: timedelta
) -> None:
    before = keep(moments, NOW)
    after = keep([*before, NOW + ahead], NOW + ahead)
    days, months = ({moment.strftime(unit) for moment in before} for unit in ("%Y%j", "%Y%m"))
    assert len({moment.strftime("%Y%j") for moment in after}) >= min(32, len(days) + 1)
    assert len({moment.strftime("%Y%m") for moment in after}) >= min(13, len(months) + 1)


def test_backups_in_the_folder_thin_out_and_other_files_stay(data: Path) -> None:
    held(data, "Monday")
    folder = data / "backups"
    for minutes in (180, 170, 130, 0):
        made = backed_up(data, now=NOW - timedelta(minutes=minutes))
    others = {"holiday.jpg", "meetings-2026.db", "meetings-20269999T000000Z.db"}
    for name in (*others, "meetings-20200101T000000Z.db.sha256"):
        (folder / name).write_text("mine")
    assert [old.moment.minute for old in list_backups(folder)] == [15, 5, 25]
    made = backed_up(data, now=NOW + timedelta(minutes=5))
    kept = {old.file.name for old in list_backups(folder)}
    assert made.file.name in kept
    assert names(folder) == others | kept | {f"{name}.sha256" for name in kept}


def test_a_good_backup_stays_while_the_one_that_stands_for_it_is_damaged(data: Path) -> None:
    held(data, "Monday")
    good = backed_up(data, now=NOW - 5 * HOUR)
    bad = backed_up(data, now=NOW - 5 * HOUR + timedelta(minutes=10))
    bad_bytes = bytearray(bad.file.read_bytes())
    bad_bytes[-1] ^= 1
    bad.file.write_bytes(bad_bytes)
    backed_up(data)
    assert [made.fault == "" for made in list_backups(good.file.parent)] == [True, False, True]


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.killed
def test_a_backup_that_is_killed_is_whole_or_not_there(data: Path, stride: int) -> None:
    held(data, "Monday")
    copy = data.parent / "copy"
    shutil.copytree(data, copy)
    seen = []
    for _ in killed_at_steps(stride, data, copy):
        seen.append([made.fault for made in list_backups(data / "backups")])
        backed_up(data, now=NOW + timedelta(minutes=1))
        files = names(data / "backups")
        assert {name for name in files if not name.endswith(".sha256")} == {
            name.removesuffix(".sha256") for name in files if name.endswith(".sha256")
        }
        assert not [name for name in files if name.startswith(".")]
    assert seen[0] == []
    assert seen[-1] == [""]
    assert all(left in ([], [""]) for left in seen)
