"""The report of a bug: enough to find it, nothing that was typed, and a log that stays small."""

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import __version__, crash_report
from facilitator.crash_report import CrashLog, Report, describe
from tests.support import odd_things

MARK = "\u2620"
"""In every text of these tests, and in nothing else."""

Raise = Callable[[str], BaseException]


class ChattyError(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def coded(text: str) -> BaseException:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = text
    return error


BUGS: dict[str, Raise] = {
    "key": lambda text: KeyError(text),
    "value": lambda text: ValueError(text, text),
    "system": lambda text: OSError(2, text, text, None, text),
    "odd system": lambda text: OSError(text, text),
    "unicode": lambda text: UnicodeEncodeError("utf-8", text, 0, 1, text),
    "syntax": lambda text: SyntaxError(text, (text, 1, 1, text)),
    "attribute": lambda text: AttributeError(text, name=text, obj=text),
    "import": lambda text: ImportError(text, name=text, path=text),
    "stop": lambda text: StopIteration(text),
    "database": coded,
    "chatty": ChattyError,
    "group": lambda text: ExceptionGroup(text, [ValueError(text), ChattyError(text)]),
}


def met(make: Raise, text: str) -> BaseException:
    """A bug as it is caught: raised under another, with a note, and a text at hand."""
    card = text
    try:
        try:
            raise ChattyError(card)
        except ChattyError as first:
            bug = make(card)
            bug.add_note(card)
            raise bug from first
    except BaseException as caught:  # noqa: BLE001 - whatever it is
        return caught


@pytest.mark.parametrize("kind", BUGS)
@given(text=st.text(max_size=40))
def test_no_report_holds_what_was_typed(kind: str, text: str) -> None:
    report = describe(met(BUGS[kind], MARK + text))
    assert MARK not in report.text
    assert MARK not in report.place


def test_a_report_says_where_it_was_and_in_which_versions() -> None:
    report = describe(met(BUGS["key"], "Herr Krause"), {"Screens": "1920x1080"}).text
    assert f"Facilitator {__version__}, Python 3." in report
    assert "SQLite 3." in report
    assert "PySide6" in report and "SQLAlchemy" in report
    assert "Screens: 1920x1080" in report
    assert Path(__file__).name in report and "in met" in report
    assert "raise bug from first" in report
    assert report.index("tests.test_crash_report.ChattyError") < report.index("KeyError")


def test_the_code_of_a_fault_of_the_system_is_kept() -> None:
    assert "FileNotFoundError (ENOENT)" in describe(FileNotFoundError(2, "x", "secret.db")).text


def test_the_folder_of_the_user_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(__file__).resolve().parent
    monkeypatch.setattr(Path, "home", lambda: here)
    report = describe(met(BUGS["key"], "")).text
    assert str(here) not in report
    assert f"~/{Path(__file__).name}" in report.replace(os.sep, "/")


def test_a_bug_a_thousand_calls_deep_stays_short() -> None:
    def fall() -> None:
        fall()

    try:
        fall()
    except RecursionError as bug:
        report = describe(bug).text
    assert "RecursionError" in report
    assert len(report) < 10_000


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert "ValueError" in describe(first).text


def report(number: int, length: int = 10) -> Report:
    return Report(f"place {number}", f"bug {number}\n" + "x" * length)


def test_the_log_is_its_owners_alone_and_stays_small(tmp_path: Path) -> None:
    log = CrashLog(tmp_path / "data")
    log.file.parent.mkdir()
    log.file.touch(0o666)
    for number in range(60):
        assert log.append(report(number, crash_report.LARGEST // 10))
    kept = sorted(log.file.parent.iterdir())
    assert [file.name for file in kept] == ["crash.log", "crash.log.1"]
    assert sum(file.stat().st_size for file in kept) < 3 * crash_report.LARGEST
    assert "bug 59" in log.file.read_text("utf-8")
    if os.name != "nt":
        assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_the_same_bug_is_written_once_and_counted(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    for _ in range(1_000):
        assert log.append(report(1))
    text = log.file.read_text("utf-8")
    assert text.count("bug 1") == 1
    assert "1,000 times" in text
    assert log.count(report(1)) == 1_000


@pytest.mark.skipif(sys.platform == "win32", reason="links are another thing there")
def test_a_log_that_cannot_be_written_is_no_second_bug(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("no folder")
    assert not CrashLog(folder).append(report(1))
    assert not CrashLog(tmp_path / "\0").append(report(1))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / "crash.log").symlink_to(elsewhere)
    assert not CrashLog(tmp_path).append(report(1))
    assert elsewhere.read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")
@pytest.mark.usefixtures("never_hangs")
@pytest.mark.parametrize("kind", odd_things.KINDS)
def test_a_report_is_kept_whatever_is_in_the_place_of_the_log(tmp_path: Path, kind: str) -> None:
    for name in ("crash.log", "crash.log.1", "hard-crash.log"):
        odd_things.put(kind, tmp_path / name)
    log = CrashLog(tmp_path)
    log.collect(tmp_path / "hard-crash.log")
    assert log.append(report(1))
    with (tmp_path / "crash.log").open("rb") as file:
        assert report(1).text.encode() in file.read(1 << 20)


def test_what_the_last_run_wrote_as_it_broke_down_is_collected(tmp_path: Path) -> None:
    log, left_behind = CrashLog(tmp_path), tmp_path / "hard-crash.log"
    log.collect(left_behind)
    left_behind.touch()
    log.collect(left_behind)
    assert list(tmp_path.iterdir()) == []
    left_behind.write_text("Fatal Python error: Segmentation fault", "utf-8")
    log.collect(left_behind)
    assert not left_behind.exists()
    assert "Segmentation fault" in log.file.read_text("utf-8")
