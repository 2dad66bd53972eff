"""Nothing is exported over what the program itself works with, under whatever name."""

import os
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import ExportError
from facilitator.settings import Settings, save_settings
from facilitator.storage.opening import open_database
from facilitator.storage.protected_files import check_target, is_own_file
from tests.support.command_line import facilitator
from tests.support.stored_meetings import backed_up, held


@pytest.fixture
def lived_in(own_data_folder: Path) -> Path:
    """A data folder with a meeting, a backup and settings."""
    held(own_data_folder, "Monday")
    backed_up(own_data_folder)
    save_settings(paths.settings_file(own_data_folder), Settings(team="Counter"))
    return own_data_folder


def everything(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_no_export_takes_the_place_of_what_the_meetings_live_from(
    lived_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(lived_in)
    beside = ("-wal", "-journal", "-shm", ".replaced-20261122T101500Z")
    database = paths.database_file(lived_in)
    targets = [*before, paths.lock_file(lived_in), lived_in / "open.json"]
    targets += [database.with_name(f"{database.name}{ending}") for ending in beside]
    assert len(before) >= 4
    for target in targets:
        assert facilitator("export", "latest", "--format", "json", "-o", target) != 0
        said = capsys.readouterr().err
        assert "was not written because Facilitator uses that name itself" in said
        assert everything(lived_in) == before


def test_other_names_of_a_file_are_known(lived_in: Path, tmp_path: Path) -> None:
    database = paths.database_file(lived_in)
    linked, named = tmp_path / "plan.json", tmp_path / "other.json"
    linked.symlink_to(database)
    os.link(database, named)
    (tmp_path / "door").symlink_to(lived_in)
    roundabout = lived_in / "backups" / ".." / "meetings.db"
    for file in (linked, named, roundabout, tmp_path / "door" / "meetings.db-wal"):
        with pytest.raises(ExportError, match="Choose another name"):
            check_target(file, lived_in)


def test_backups_elsewhere_are_ours_and_what_stands_beside_them_is_not(
    lived_in: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    save_settings(paths.settings_file(lived_in), Settings(backup_folder=str(stick)))
    for name in ("meetings-20261122T101500Z.db", "meetings-20261122T101500Z-0a1b2c3d.db.sha256"):
        assert is_own_file(stick / name, lived_in)
        assert not is_own_file(tmp_path / name, lived_in)
    for free in (stick / "plan.pdf", lived_in / "plan.json", tmp_path / "meetings.db", Path("\0")):
        assert not is_own_file(free, lived_in)


def test_the_database_is_not_brought_in(lived_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_database(lived_in).close()
    assert facilitator("import", paths.database_file(lived_in)) != 0
    assert "one of Facilitator’s own files" in capsys.readouterr().err
