"""Who has the meetings open is told to other computers, and to the start after a crash."""

import json
import os
import stat
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from facilitator.storage.db.problems import HeldError
from facilitator.storage.folder.window_marker import (
    OpenedFolder,
    WindowInfo,
    marker_file,
    read_window_info,
    this_computer,
    this_host,
)
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.support.stored_meetings import backup_of, begun
from tests.support.synced_folder import MINUTE, left_by_another


def window(data: Path) -> Store:
    """A store as a window has it."""
    store = Store(data, for_window=True)
    store.start()
    return store


def arrival(data: Path) -> OpenedFolder:
    """What a window finds that is opened and closed."""
    store = window(data)
    found = store.opened_folder().result()
    assert store.close(timeout=10)
    return found


def test_a_window_says_that_it_is_there_as_long_as_it_is(data: Path) -> None:
    store = window(data)
    store.write_heartbeat("a meeting").result()
    holder = read_window_info(data)
    assert holder is not None
    assert (holder.host, holder.process, holder.meeting) == (this_host(), os.getpid(), "a meeting")
    assert stat.S_IMODE(marker_file(data).stat().st_mode) == 0o600
    assert store.close(timeout=10)
    assert [file.name for file in data.iterdir()] == ["meetings.db"]


def test_an_end_that_was_no_clean_one_is_known_to_the_next_window_alone(data: Path) -> None:
    assert arrival(data).crashed is None
    left_by_another(data, 0, host=this_host())
    crashed = arrival(data).crashed
    assert crashed is not None and crashed.meeting == "m"
    assert arrival(data).crashed is None


HALF_A_LETTER = rb'{"program": "1", "host": "\ud800", "process": 1, "since": "2026-11-22T09:15Z"}'


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 200, b"[]", b'{"host": 7}', b"[" * 9_000, HALF_A_LETTER]
)
def test_an_unreadable_marker_is_that_of_a_crash_somewhere(data: Path, content: bytes) -> None:
    left_by_another(data, 0).write_bytes(content)
    assert arrival(data).crashed == WindowInfo()
    assert not marker_file(data).exists()


def test_a_command_and_a_refused_start_leave_the_marker_alone(data: Path) -> None:
    first = window(data)
    first.write_heartbeat("a meeting").result()
    for marks in (True, False):
        refused = Store(data, for_window=marks)
        refused.start()
        with pytest.raises(HeldError):
            refused.meetings(date(2026, 1, 5)).result()
        assert refused.close(timeout=10)
    holder = read_window_info(data)
    assert holder is not None and holder.meeting == "a meeting"
    assert first.close(timeout=10)
    command = Store(data)
    command.start()
    command.commit(begun()[1]).result()
    assert not marker_file(data).exists()
    assert command.close(timeout=10)


def test_a_marker_that_cannot_be_written_keeps_nobody_from_working(data: Path) -> None:
    marker_file(data).mkdir(parents=True)
    store = window(data)
    store.commit(begun()[1]).result()
    assert store.write_heartbeat("a meeting").result() is None
    assert len(store.meetings(date(2026, 1, 5)).result()) == 1
    assert store.close(timeout=10)


@pytest.mark.parametrize("minutes_ago", [0, 1.5, -30])
def test_a_window_on_another_computer_keeps_this_one_out(data: Path, minutes_ago: float) -> None:
    before = left_by_another(data, minutes_ago).read_bytes()
    for marks in (True, False):
        store = Store(data, for_window=marks)
        store.start()
        with pytest.raises(HeldError, match="open on the computer “till-2” since"):
            store.meetings(date(2026, 1, 5)).result()
        assert store.close(timeout=10)
    assert marker_file(data).read_bytes() == before


def test_a_computer_of_the_same_name_is_another_one(data: Path) -> None:
    left_by_another(data, 0, this_host(), computer="another")
    with pytest.raises(HeldError, match=f"another computer that is called “{this_host()}” too"):
        arrival(data)
    left_by_another(data, 0, this_host(), computer=this_computer())
    assert arrival(data).crashed is not None


def test_what_tells_computers_apart_stays_and_is_not_the_system_s_own(data: Path) -> None:
    store = window(data)
    store.write_heartbeat(None).result()
    said = json.loads(marker_file(data).read_bytes())["computer"]
    assert store.close(timeout=10)
    asking = (
        "from facilitator.storage.folder.window_marker import this_computer; print(this_computer())"
    )
    ran = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert said == ran.stdout.strip()
    file = Path("/etc/machine-id")
    assert not file.exists() or file.read_text().strip() not in said


def test_nothing_is_restored_under_a_window_on_another_computer(data: Path) -> None:
    file = backup_of(data)
    left_by_another(data, 0)
    before = {path.name: path.stat().st_size for path in data.iterdir()}
    with pytest.raises(HeldError, match="till-2"):
        restore(data, file, datetime.now(UTC))
    assert {path.name: path.stat().st_size for path in data.iterdir()} == before


def test_the_clock_of_this_computer_does_not_matter(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_by_another(data, 0)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400 * 24 * 60 * MINUTE)
    with pytest.raises(HeldError):
        arrival(data)


@pytest.mark.parametrize("minutes_ago", [3, 3_000, -3_000])
def test_an_old_marker_is_that_of_a_crash_there(data: Path, minutes_ago: float) -> None:
    left_by_another(data, minutes_ago)
    crashed = arrival(data).crashed
    assert crashed is not None and (crashed.host, crashed.meeting) == ("till-2", "m")


def test_on_a_disk_of_this_computer_the_lock_decides_alone(data: Path) -> None:
    left_by_another(data, 0)
    (data / ".stfolder").rmdir()
    assert arrival(data).crashed is not None


def test_a_window_that_was_taken_over_says_so_and_leaves_the_other_its_marker(data: Path) -> None:
    store = window(data)
    assert store.write_heartbeat(None).result() is None
    before = left_by_another(data, 0).read_bytes()
    other = store.write_heartbeat("a meeting").result()
    assert other is not None and other.host == "till-2"
    assert store.close(timeout=10)
    assert marker_file(data).read_bytes() == before
