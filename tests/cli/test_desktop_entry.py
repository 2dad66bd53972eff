"""The entry in the applications menu: what it starts, and that it goes as it came."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.cli import desktop_entry
from tests.support.command_line import assert_one_sentence, facilitator

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a Linux desktop's menu")


@pytest.fixture
def menu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desktop looks, and the program started from a checkout with an odd name."""
    checkout = tmp_path / 'a $5 "100%" check\\out'
    checkout.mkdir()
    (checkout / "main.py").write_text("import sys; print(sys.argv[1:])", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [str(checkout / "main.py"), "install-desktop"])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def test_the_entry_starts_this_program_on_the_same_meetings(menu: Path, tmp_path: Path) -> None:
    data = tmp_path / "the team's 100%"
    assert facilitator("install-desktop", "--data", data) == 0
    entry = menu / "applications" / "facilitator.desktop"
    if validator := shutil.which("desktop-file-validate"):
        told = subprocess.run([validator, entry], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout) == (0, "")
    done = subprocess.run(_command_of(entry), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(["--data", str(data)])
    icons = menu / "icons" / "hicolor"
    assert (icons / "scalable/apps/facilitator.svg").read_bytes().startswith(b"<svg")
    assert (icons / "256x256/apps/facilitator.png").read_bytes().startswith(b"\x89PNG")
    # Others who use the computer may see it, as in any menu.
    assert entry.stat().st_mode & 0o444 == 0o444 & ~_mask()


def test_it_is_renewed_and_goes_without_a_trace(menu: Path, capsys: Capture) -> None:
    for _ in range(2):
        assert facilitator("install-desktop") == 0
    assert facilitator("install-desktop", "--remove") == 0
    assert "your meetings are untouched" in capsys.readouterr().out
    assert not [path for path in menu.rglob("*") if path.is_file()]
    assert facilitator("install-desktop", "--remove") == 0
    assert "nothing was changed" in capsys.readouterr().out


def test_a_folder_that_takes_no_file_is_said(menu: Path, capsys: Capture) -> None:
    menu.write_text("no folder", encoding="utf-8")
    assert facilitator("install-desktop") == 2
    assert_one_sentence(capsys.readouterr().err)


def test_another_system_is_said(
    menu: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(desktop_entry.sys, "platform", "darwin")
    assert facilitator("install-desktop") == 2
    assert_one_sentence(capsys.readouterr().err)
    assert not menu.exists()


def _command_of(entry: Path) -> list[str]:
    """The command of an entry as a desktop reads it: unescaped, unquoted, then %% for %."""
    (value,) = [
        line.removeprefix("Exec=")
        for line in entry.read_text(encoding="utf-8").splitlines()
        if line.startswith("Exec=")
    ]
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value.replace("\\\\", "\\"))
    return [re.sub(r"\\(.)", r"\1", part).replace("%%", "%") for part in quoted]


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
