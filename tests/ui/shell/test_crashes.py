"""A bug in the program: the meeting is safe, a report is kept, and the room can go on."""

import logging
import sqlite3
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal, qCritical
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.db import queries
from facilitator.ui.shell.crash_reporter import CrashReporter
from tests.support.bugs import SECRET, is_told, stumble
from tests.support.keyboard import settle
from tests.support.window import PROJECTOR, OpenRoom, Room, contents


class Unpaintable(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise KeyError(SECRET)


def log(room: Room) -> str:
    return (room.data / "crash.log").read_text("utf-8")


def test_a_bug_in_a_slot_is_told_kept_and_survived(room: Room, bugs: CrashReporter) -> None:
    room.says("before")
    room.types("half a sen")
    room.is_saved()
    stumble()
    is_told(room, bugs)
    assert "Your whole meeting is saved" in bugs.sheet().message.text()
    room.presses("Tab", "Enter")
    copied = QGuiApplication.clipboard().text()
    assert copied == bugs.sheet().report.toPlainText()
    assert "ZeroDivisionError" in copied
    assert "_on_pressed" in copied
    assert "Facilitator" in copied and "SQLAlchemy" in copied and "1920" not in room.said
    assert copied in log(room)
    assert SECRET not in log(room)
    room.presses("Esc")
    room.types("tence")
    room.presses("Enter")
    assert room.left() == ["before", "half a sentence"]


def test_enter_goes_on(room: Room, bugs: CrashReporter) -> None:
    stumble()
    is_told(room, bugs)
    room.presses("Enter")
    assert not bugs.sheet().isVisible()
    room.says("after")
    assert room.left() == ["after"]


def test_what_is_not_saved_is_told(
    room: Room, bugs: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("no room")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(queries, "write_change", full)
        room.says("kept in memory")
        room.until(lambda: bool(room.controller.workspace.store_service.trouble))
        stumble()
        is_told(room, bugs)
        assert "aren’t saved yet" in bugs.sheet().message.text()
    room.until(lambda: not room.controller.workspace.store.unsaved)


def test_several_bugs_make_one_sheet_that_counts_them(room: Room, bugs: CrashReporter) -> None:
    for number in range(3):
        bugs.report([ValueError, KeyError, IndexError][number](SECRET))
    is_told(room, bugs)
    room.until(lambda: "3 times" in bugs.sheet().message.text())
    said = bugs.sheet().report.toPlainText()
    assert all(kind in said for kind in ("ValueError", "KeyError", "IndexError"))
    assert log(room).count("Traceback") == 3


def test_a_bug_in_every_painting_floods_neither_the_screen_nor_the_log(
    room: Room, bugs: CrashReporter
) -> None:
    broken = Unpaintable(room.window)
    broken.resize(50, 50)
    broken.show()
    for _ in range(300):
        broken.update()
        settle()
    is_told(room, bugs)
    assert bugs.sheet().report.toPlainText().count("Traceback") == 1
    room.presses("Enter")
    for _ in range(300):
        broken.update()
        settle()
    assert not bugs.sheet().isVisible()
    assert "The same bug again" in room.said
    broken.hide()
    text = log(room)
    assert text.count("Traceback") == 1
    assert "met 100 times by now" in text
    assert len(text) < 10_000


@pytest.mark.parametrize("told_by", ["thread", "log", "destructor"])
def test_a_bug_off_the_beaten_track_is_told_alike(
    room: Room, bugs: CrashReporter, told_by: str
) -> None:
    class Careless:
        def __del__(self) -> None:
            raise LookupError(SECRET)

    def fail() -> None:
        raise LookupError(SECRET)

    if told_by == "thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    elif told_by == "log":
        try:
            fail()
        except LookupError:
            logging.getLogger("facilitator.storage.writer").exception(SECRET)
    else:
        Careless()
    is_told(room, bugs)
    assert "LookupError" in bugs.sheet().report.toPlainText()
    assert SECRET not in log(room)


def test_a_change_that_a_bug_keeps_from_the_disk_is_told(
    room: Room, bugs: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise TypeError(SECRET)

    room.says("written")
    room.is_saved()
    with monkeypatch.context() as patched:
        patched.setattr(queries, "write_change", fail)
        room.says("never written")
        is_told(room, bugs)
    assert "TypeError" in log(room)
    room.until(lambda: "A bug in Facilitator" in room.controller.workspace.store_service.trouble)


def test_a_grave_message_of_qt_is_kept_without_its_words(
    room: Room,
    bugs: CrashReporter,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed: list[str] = []
    monkeypatch.setattr(bugs, "_qt_before", lambda kind, context, text: passed.append(text))
    qCritical(f'QIODevice::read (QFile, "{SECRET}"): device not open')
    monkeypatch.undo()
    assert passed == [f'QIODevice::read (QFile, "{SECRET}"): device not open']
    assert "Qt reported a problem in QIODevice::read" in log(room)
    assert SECRET not in log(room)


def test_a_bug_in_what_shows_bugs_ends_there(
    room: Room,
    bugs: CrashReporter,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(bugs.sheet(), "show_bug", fail)
    stumble()
    room.until(lambda: "RuntimeError" in log(room))
    told = capsys.readouterr().err
    assert "could not be shown" in told
    assert SECRET not in told
    room.says("after")
    assert room.left() == ["after"]


def test_the_sheet_holds_though_the_screen_below_changes(room: Room, bugs: CrashReporter) -> None:
    stumble()
    is_told(room, bugs)
    room.controller.go_home()
    settle()
    assert bugs.sheet().isVisible()
    room.until(lambda: bugs.sheet().go_on.hasFocus())
    room.presses("Enter")
    assert not bugs.sheet().isVisible()


def test_the_sheet_fits_small_and_large_windows(
    qtbot: QtBot, room: Room, bugs: CrashReporter
) -> None:
    for size in ((960, 540), (1366, 768), PROJECTOR, (3840, 2160)):
        room.window.resize(*size)
        settle()
        bugs.sheet().show_bug("Traceback\n" * 60, saved=False)
        settle()
        sheet = bugs.sheet().sheet.rect()
        for widget in (
            bugs.sheet().message,
            bugs.sheet().go_on,
            bugs.sheet().report,
            bugs.sheet().restart,
        ):
            assert sheet.contains(widget.geometry()), size
        bugs.sheet().close_sheet()


def test_restart_comes_back_where_the_meeting_stands(
    room: Room, bugs: CrashReporter, open_room: OpenRoom
) -> None:
    room.says("before")
    room.presses("PgDown", "PgDown")
    at, before = room.at, contents(room.meeting)
    stumble()
    is_told(room, bugs)
    room.presses("Tab", "Tab", "Enter")
    room.until(lambda: not room.window.isVisible())
    start = room.controller.shutdown.next_start
    assert start is not None
    again = open_room(start)
    assert again.at == at
    assert contents(again.meeting) == before


def test_restart_works_though_the_meeting_screen_is_broken(
    room: Room, bugs: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bool:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(room.screen, "commit_edits", fail)
    bugs.restart_requested.emit()
    room.until(lambda: not room.window.isVisible())
    assert room.controller.shutdown.next_start is not None


def test_quitting_after_all_starts_nothing(room: Room, bugs: CrashReporter) -> None:
    room.leaves()
    assert room.controller.shutdown.next_start is None


@pytest.mark.soak
def test_twenty_thousand_signals_and_paints_keep_the_interpreter_whole(room: Room) -> None:
    """Versions of PySide were seen to drop a reference to None or True at each call."""
    seen: list[bool] = []
    clumsy = VoteCounter(seen)
    counts = {thing: sys.getrefcount(thing) for thing in (None, True)}
    room.says("a card")
    for _ in range(20_000):
        clumsy.counted.emit(True)
        room.stage.panels[room.stage.side].view.viewport().repaint()
    assert len(seen) == 20_000
    for thing, before in counts.items():
        assert sys.getrefcount(thing) > before - 1_000


class VoteCounter(QObject):
    counted = Signal(bool)

    def __init__(self, seen: list[bool]) -> None:
        super().__init__()
        self.counted.connect(seen.append)
