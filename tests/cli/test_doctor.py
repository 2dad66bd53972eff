"""What the doctor says about a data folder, in good health and bad."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.cli.base.findings import Finding, Level
from facilitator.cli.doctor import FONTS, examine
from facilitator.export.text import font_files, icu
from facilitator.export.text.font_set import font_set
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.shape import first_pages
from facilitator.storage.recovery.pages import PAGE_SIZE
from tests.support.command_line import OPEN_UNTIL_TOLD, ROOT, facilitator
from tests.support.damage import flipped
from tests.support.releases import RELEASES, released
from tests.support.stored_meetings import backed_up, held, names

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.fixture
def data(own_data_folder: Path) -> Path:
    """A data folder with one meeting and one backup of it."""
    held(own_data_folder, "Monday")
    backed_up(own_data_folder, now=NOW)
    return own_data_folder


def found(data: Path, now: datetime = NOW) -> dict[str, Finding]:
    return {finding.about: finding for finding in examine(data, now)}


def test_all_is_well(data: Path) -> None:
    before = names(data)
    findings = found(data)
    assert {about: finding.level for about, finding in findings.items()} == dict.fromkeys(
        (
            *("data folder", "place", "free space", "database", "backups", "rescue files"),
            *("fonts", "scripts", "line breaks", "screens"),
        ),
        Level.OK,
    )
    assert f"version {VERSION}, 1 meeting" in findings["database"].said
    assert "1 backup in" in findings["backups"].said
    assert names(data) == before


def test_looking_at_a_database_of_an_older_version_leaves_it_as_it_is(data: Path) -> None:
    file = released(data)
    finding = found(data)["database"]
    assert finding.level is Level.OK
    assert (
        f"version 1, 2 meetings; it is backed up and upgraded to version {VERSION}" in finding.said
    )
    assert file.read_bytes() == RELEASES[0].read_bytes()


def test_a_computer_without_meetings_is_well_and_stays_as_it_is(
    own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facilitator("doctor") == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()] == ["ok"] * 10
    assert not own_data_folder.exists()


def test_a_damaged_database_is_a_problem_and_left_as_it_is(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paths.database_file(data)
    file.write_bytes(b"\0" * 5000)
    assert facilitator("doctor") == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "problem" in line]
    assert line.startswith("problem  database: ")
    assert file.read_bytes() == b"\0" * 5000


def test_a_page_that_went_bad_is_found(data: Path) -> None:
    file = paths.database_file(data)
    content = bytearray(file.read_bytes())
    start = (first_pages(VERSION)["cards"] - 1) * PAGE_SIZE
    content[start : start + PAGE_SIZE] = b"\xff" * PAGE_SIZE
    file.write_bytes(content)
    assert found(data)["database"].level is Level.PROBLEM


def test_meetings_that_are_open_are_a_warning(data: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN_UNTIL_TOLD, data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        finding = found(data)["database"]
        child.communicate()
    assert finding.level is Level.WARNING
    assert "in use" in finding.said


def test_backups_that_are_missing_old_damaged_or_early(data: Path) -> None:
    folder = data / "backups"
    assert found(data, NOW + timedelta(days=40))["backups"].level is Level.WARNING
    early = found(data, NOW - timedelta(days=2))["backups"]
    assert (early.level, "clock was set back" in early.said) == (Level.WARNING, True)
    (newest,) = folder.glob("*.db")
    flipped(newest)
    assert found(data)["backups"].level is Level.PROBLEM
    backed_up(data, now=NOW + timedelta(minutes=5))
    bad = found(data, NOW + timedelta(minutes=6))["backups"]
    assert (bad.level, newest.name in bad.said) == (Level.WARNING, True)
    shutil.rmtree(folder)
    none = found(data)["backups"]
    assert (none.level, "facilitator backup" in none.said) == (Level.WARNING, True)


@pytest.mark.skipif(sys.platform == "win32", reason="modes mean something else there")
def test_a_folder_that_others_can_read_is_a_warning(data: Path) -> None:
    data.chmod(0o755)
    assert found(data)["data folder"].level is Level.WARNING


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is done the Linux way")
def test_a_read_only_folder_is_a_problem_each_said_in_one_line(data: Path) -> None:
    bind = subprocess.run(["mount", "--bind", data, data], capture_output=True, check=False)
    if bind.returncode:
        pytest.skip("a read-only mount cannot be made here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", data], check=True)
        findings = found(data)
    finally:
        subprocess.run(["umount", data], check=True)
    assert findings["data folder"].level is Level.PROBLEM
    assert findings["database"].level is Level.PROBLEM
    assert findings["backups"].level is Level.OK
    assert not any("\n" in str(finding) for finding in findings.values())


def test_a_file_in_the_place_of_the_data_folder_is_a_problem(own_data_folder: Path) -> None:
    own_data_folder.write_text("a letter")
    assert found(own_data_folder)["data folder"].level is Level.PROBLEM
    assert found(own_data_folder / "inside")["data folder"].level is Level.PROBLEM


def test_the_fonts_it_looks_for_are_those_there_are(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = paths.resources() / "fonts"
    assert sorted(FONTS) == sorted(font.name for font in shipped.glob("*.ttf"))
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    missing = found(data)["fonts"]
    assert (missing.level, FONTS[0] in missing.said) == (Level.PROBLEM, True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_no_display_is_a_warning(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert found(data)["screens"].level is Level.WARNING


def test_the_doctor_needs_no_window_toolkit(data: Path) -> None:
    script = (
        "import sys; from facilitator.cli import main\n"
        "try: main(['doctor'])\n"
        "except SystemExit: print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    assert "sqlite3" in told[-1].split()
    assert "PySide6" not in told[-1].split()


def test_scripts_that_no_font_has_are_named_with_what_to_install(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files, "cjk", lambda: ())
    font_set.cache_clear()
    try:
        scripts = found(data)["scripts"]
    finally:
        font_set.cache_clear()
    assert scripts.level is Level.OK
    assert scripts.said.startswith("all can be printed but Chinese, Japanese, Korean, Mongolian,")
    assert 'run pip install "facilitator[cjk]"' in scripts.said


def test_without_icu_it_is_told_what_to_install(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(icu, "loaded_from", lambda: "")
    finding = found(data)["line breaks"]
    assert finding.level is Level.WARNING
    assert "install libicu" in finding.said
