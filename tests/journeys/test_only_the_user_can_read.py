"""Whatever the system would allow: what the program writes is its user's alone."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.crash_report import CrashLog, describe
from facilitator.launch import Start
from facilitator.storage.folder.permissions import make_private
from facilitator.storage.recovery.restore import restore
from tests.support.window import OpenRoom

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are another thing there")

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.fixture(params=[0, 0o022], ids=["umask 000", "umask 022"])
def lax(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(data: Path) -> list[str]:
    """What in the folder, itself included, anybody else could enter or read."""
    found = []
    for path in (data, *data.rglob("*")):
        # What is written at this moment may be renamed meanwhile.
        with suppress(FileNotFoundError):
            mode = path.stat().st_mode
            if stat.S_IMODE(mode) & 0o077:
                found.append(f"{path.relative_to(data.parent)} {stat.filemode(mode)}")
    return found


def test_a_whole_life_of_a_data_folder(lax: None, open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room(Start("new"))
    data = room.data
    room.says("closed at noon")
    room.is_saved()
    backup = room.controller.workspace.store.back_up(now=NOW).result()
    assert CrashLog(data).append(describe(ValueError()))
    plan = tmp_path / "plan.pdf"
    room.presses("Ctrl+E", "Ctrl+A")
    room.says(str(plan))
    room.until(lambda: room.controller.export().sheet.written == plan)
    room.presses("Esc")
    assert {path.name for path in data.iterdir()} >= {"meetings.db", "meetings.db-wal", "backups"}
    assert open_to_others(data) == []
    room.leaves()
    assert (data / "settings.json").is_file()
    restore(data, backup.file, NOW + timedelta(hours=1))
    open_room().says("x")
    assert len([path for path in data.rglob("*") if path.is_file()]) >= 6
    assert open_to_others(data) == []
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(plan.stat().st_mode) == 0o666 & ~umask


def test_a_folder_that_was_open_to_others_is_closed_at_the_next_start(
    lax: None, open_room: OpenRoom
) -> None:
    room = open_room(Start("new"))
    data = room.data
    room.is_saved()
    room.controller.workspace.store.back_up(now=NOW).result()
    room.leaves()
    data.chmod(0o755)
    for path in data.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (data / "plan.pdf").touch(0o644)
    open_room(Start("new")).is_saved()
    assert (data / "meetings.db-wal").exists()
    plan = [said for said in open_to_others(data) if "plan.pdf" in said]
    assert open_to_others(data) == plan
    mode = stat.S_IMODE((data / "plan.pdf").stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    assert mode == 0o644 & ~umask


def test_a_folder_for_more_than_the_meetings_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data, mode in ((tmp_path / "home", 0o755), (tmp_path / "shared", 0o1777)):
        data.mkdir()
        data.chmod(mode)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        (data / "settings.json").touch(0o644)
        make_private(data)
        assert stat.S_IMODE(data.stat().st_mode) == mode
        assert open_to_others(data)[1:] == []
