"""What a screen or sheet says goes on being true while it is shown."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from facilitator.ui.base import midnight
from facilitator.ui.home import meetings
from facilitator.ui.shell.crash_reporter import CrashReporter
from tests.support.bugs import is_told, stumble
from tests.support.lost_files import home as somebody
from tests.support.screens import (
    deletes,
    listed,
    loses_its_file,
    opens_the_backups,
    opens_the_trash,
    quits,
    with_a_late_action,
)
from tests.support.slow_disk import Disk
from tests.support.window import Room, faces

__all__ = ["somebody"]


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The day that it is, to be changed; the window looks often."""
    today = [date.today() - timedelta(days=1)]

    class Calendar(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return today[0]

    monkeypatch.setattr(midnight, "LOOK", 10)
    for module in (midnight, meetings):
        monkeypatch.setattr(module, "date", Calendar)
    return today


def test_at_midnight_the_list_says_what_is_late_now(days_pass: list[date], home: Room) -> None:
    home.takes_in(with_a_late_action())
    home.goes_home()
    home.until(lambda: listed(home) == ["Last month"])
    assert not faces(home.controller.home.list)[0].alert
    days_pass[0] += timedelta(days=1)
    home.until(lambda: faces(home.controller.home.list)[0].alert)


def test_a_backup_made_meanwhile_is_in_the_list(room: Room) -> None:
    room.goes_home()
    screen = opens_the_backups(room)
    assert "No backups yet" in screen.state.text()
    room.controller.workspace.store_service.back_up()
    room.until(lambda: [face.aside for face in faces(screen.list)] == ["good"])
    assert "No backups yet" not in screen.state.text()
    screen.folder.setFocus()
    screen.folder.set_text("somewhere")
    room.controller.workspace.store_service.backup_state_changed.emit()
    room.until(lambda: [face.aside for face in faces(screen.list)] == ["good"])
    assert (room.focus, screen.folder.text) == (screen.folder.field, "somewhere")


def test_the_trash_asks_about_what_is_in_it_now(three: Room) -> None:
    deletes(three, 2)
    sheet = opens_the_trash(three)
    three.presses("Tab", "Tab", "Enter")
    assert sheet.message.text().startswith("This erases 2 meetings.")
    three.controller.trash.undo_last()
    three.until(lambda: sheet.message.text().startswith("This erases 1 meeting."))
    assert (sheet.erase.text(), sheet.keep.text()) == ("Erase 1 meeting", "Keep it")
    assert three.focus is sheet.keep


def test_the_sheet_of_a_bug_says_what_is_saved_by_now(
    disk: Disk, room: Room, bugs: CrashReporter
) -> None:
    room.controller.workspace.store_service.changed.connect(bugs.on_saving_changed)
    room.is_saved()
    with disk.busy():
        room.says("closed at noon")
        stumble()
        is_told(room, bugs)
        assert "aren’t saved yet" in bugs.sheet().message.text()
    room.until(lambda: "Your whole meeting is saved" in bugs.sheet().message.text())
    bugs.sheet().close_sheet()


@pytest.mark.usefixtures("somebody")
def test_f1_says_where_the_meetings_are_now(room: Room) -> None:
    file = loses_its_file(room)
    room.presses("F1")
    sheet = room.window.sheet
    assert sheet is not None
    assert any(str(file) in label.text() for label in sheet.findChildren(QLabel))
    room.presses("Esc")
    quits(room)
