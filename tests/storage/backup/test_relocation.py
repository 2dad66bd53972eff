"""Backups in a folder of the user's choice: copied there whole, and told from those of others."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import InputRefusedError, StorageError
from facilitator.progress import Stopped
from facilitator.settings import load_settings, save_settings
from facilitator.storage.backup import relocation
from facilitator.storage.backup.backups import checksum_file, list_backups, mark_of
from facilitator.storage.backup.relocation import check_folder, copy_backups
from facilitator.storage.recovery.restore import restore
from tests.support.damage import flipped
from tests.support.stored_meetings import HOUR, NOW, backed_up, held, names, titles


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def keep_in(data: Path, folder: Path) -> None:
    """As the user does in the settings."""
    file = paths.settings_file(data)
    save_settings(file, replace(load_settings(file), backup_folder=str(folder)))


def test_good_backups_go_along_and_stay_where_they_were(data: Path, stick: Path) -> None:
    held(data, "Monday")
    old, damaged, new = (backed_up(data, now=NOW + n * HOUR).file for n in range(3))
    flipped(damaged)
    before = names(data / "backups")
    assert copy_backups(data, data / "backups", stick) == 2
    assert names(data / "backups") == before
    copies = list_backups(stick)
    assert [(copy.moment, copy.fault) for copy in copies] == [(NOW + 2 * HOUR, ""), (NOW, "")]
    assert [copy.file.read_bytes() for copy in copies] == [new.read_bytes(), old.read_bytes()]
    assert copy_backups(data, data / "backups", stick) == 2
    assert len(names(stick)) == 4
    held(data, "Tuesday")
    restore(data, copies[0].file, NOW)
    assert titles(data) == {"Monday"}


@pytest.mark.parametrize("stop_at", [0.1, 0.5, 0.9])
def test_copying_that_is_stopped_leaves_no_copy(data: Path, stick: Path, stop_at: float) -> None:
    held(data, "Monday")
    for n in range(3):
        backed_up(data, now=NOW + n * HOUR)

    def stop(done: int, total: int) -> None:
        if done >= stop_at * total:
            raise Stopped

    with pytest.raises(Stopped):
        copy_backups(data, data / "backups", stick, stop)
    assert names(stick) == set()
    assert len(list_backups(data / "backups")) == 3


def test_a_drive_without_room_is_told_before_anything_is_copied(
    data: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(data, "Monday")
    backed_up(data)
    usage = shutil.disk_usage(data)
    monkeypatch.setattr(relocation.shutil, "disk_usage", lambda folder: usage._replace(free=100))
    with pytest.raises(StorageError, match=r"not enough room .*they are safe where they were"):
        copy_backups(data, data / "backups", stick)
    assert names(stick) == set()


def test_a_folder_that_cannot_hold_backups_is_refused(data: Path, stick: Path) -> None:
    held(data, "Monday")
    stick.write_text("a file")
    for folder, why in (
        (stick, "there is a file in its place"),
        (stick.parent / "not" / "plugged in", "it does not exist"),
        (data, "the meetings themselves are there"),
        (stick.parent / "a\0b", "characters that a folder can’t have"),
    ):
        with pytest.raises(InputRefusedError, match=why):
            check_folder(data, folder)
    assert stick.read_text() == "a file"
    assert not (stick.parent / "not").exists()


def test_two_data_folders_in_one_backup_folder_do_not_thin_out_each_other(
    data: Path, stick: Path
) -> None:
    other = data.parent / "other"
    stick.mkdir()
    for place, title in ((data, "Monday"), (other, "Their meeting")):
        held(place, title)
        keep_in(place, stick)
    unmarked = backed_up(data, stick.parent / "data" / "backups", NOW - 50 * HOUR).file
    for file in (unmarked, checksum_file(unmarked)):
        file.rename(stick / file.name)
    for place in (data, other):
        for minutes in (180, 170, 160):
            backed_up(place, now=NOW - timedelta(minutes=minutes))
    for n in range(2):
        backed_up(data, now=NOW + n * timedelta(minutes=1))
    found = list_backups(stick)
    assert not any(backup.fault for backup in found)
    assert mark_of(data) != mark_of(other)
    by_mark = [backup.mark for backup in found]
    assert by_mark.count(mark_of(other)) == 3
    assert by_mark.count(mark_of(data)) == 3
    assert by_mark.count("") == 1
    assert [b.is_of(mark_of(data)) for b in found].count(False) == 3


def test_the_mark_goes_with_the_data_folder(data: Path, stick: Path) -> None:
    held(data, "Monday")
    backed_up(data, stick)
    mark = mark_of(data)
    moved = data.rename(data.parent / "moved")
    assert backed_up(moved, stick, NOW + HOUR).mark == mark
