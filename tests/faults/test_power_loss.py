"""The power goes at any moment of a data folder's life: all that was said to be saved is there."""

from pathlib import Path

import pytest

from tests.faults import power, trace
from tests.faults.actions import SMALL_LOG
from tests.faults.power_cuts import recorded
from tests.support import strace
from tests.support.strace import needs_strace

pytestmark = needs_strace

EXTRA = ("journal_mode = DELETE", "synchronous = EXTRA")
"""For disks where a log is not to be trusted."""
CARELESS = ("journal_mode = DELETE", "locking_mode = NORMAL", "synchronous = FULL")


def test_what_is_replayed_is_what_happened(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SMALL_LOG)
    disk = power.Disk(recording.folders)
    for event in recording.events:
        disk.happened(event)
    assert dict(disk.everything()) == {
        str(path.relative_to(recording.top)): None if path.is_dir() else path.read_bytes()
        for path in recording.top.rglob("*")
    }


@pytest.mark.parametrize(
    ("pragmas", "share"),
    [
        pytest.param((SMALL_LOG,), 0.08, id="log"),
        pytest.param(EXTRA, 0.06, id="journal", marks=pytest.mark.soak),
    ],
)
def test_a_power_cut_loses_nothing_that_was_saved(
    tmp_path: Path, pragmas: tuple[str, ...], share: float
) -> None:
    tally = recorded(tmp_path, *pragmas).replayed(share)
    assert tally.cuts > 20
    assert not tally.corrupt
    assert not tally.lost


@pytest.mark.soak
@pytest.mark.parametrize("deed", ["life", "hour"])
@pytest.mark.parametrize("pragmas", [(), (SMALL_LOG,), EXTRA], ids=["as shipped", "log", "journal"])
def test_a_power_cut_at_every_call_loses_nothing_that_was_saved(
    tmp_path: Path, deed: str, pragmas: tuple[str, ...]
) -> None:
    share, shuffles = (1.0, 12) if deed == "life" else (0.15, 2)
    tally = recorded(tmp_path, *pragmas, deed=deed).replayed(share, shuffles)
    assert not tally.corrupt
    assert not tally.lost


@pytest.mark.parametrize("nth", [9])
def test_a_sync_that_failed_is_not_believed_later(tmp_path: Path, nth: int) -> None:
    """Linux drops what it could not write: a second sync succeeds and writes none of it."""
    assert failed_once(tmp_path, nth, share=0.3)


@pytest.mark.soak
def test_no_sync_that_failed_is_believed_later(tmp_path: Path) -> None:
    for nth in range(1, 60):
        (tmp_path / str(nth)).mkdir()
        if not failed_once(tmp_path / str(nth), nth, share=1.0):
            assert nth > 20
            return


def failed_once(tmp_path: Path, nth: int, share: float) -> bool:
    """Replay a run in which the nth sync fails; False when there are not so many.

    Not where it is a folder's: SQLite takes no notice of that, so nothing can be done about it.
    """
    fault = strace.injecting("fdatasync", "error=EIO", nth)[2:]
    recording = recorded(tmp_path, SMALL_LOG, deed="moment", fault=fault)
    failed = [e.node for e in recording.events if isinstance(e, trace.Synced) and e.failed]
    if failed and failed[0] not in recording.folders:
        tally = recording.replayed(share)
        assert not tally.corrupt
        assert not tally.lost
    return bool(failed)


@pytest.mark.parametrize("pragmas", [("synchronous = NORMAL",), CARELESS], ids=["log", "journal"])
def test_the_replay_finds_settings_that_lose_what_was_saved(
    tmp_path: Path, pragmas: tuple[str, ...]
) -> None:
    assert recorded(tmp_path, *pragmas).replayed(share=0.1, shuffles=1, until_lost=True).lost


def test_the_replay_finds_a_disk_that_lies(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SMALL_LOG)
    folders = recording.folders
    deaf_to_names = recording.without(lambda sync: sync.node in folders)
    deaf_to_data = recording.without(lambda sync: sync.node not in folders)
    assert deaf_to_names.replayed(share=0.1, shuffles=1, until_lost=True).lost
    assert deaf_to_data.replayed(share=0.1, shuffles=1, until_lost=True).lost
