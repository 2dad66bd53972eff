"""“Saved” is said when it is on disk; until then nothing that was typed is lost."""

import sqlite3

import pytest

from facilitator.domain.records import Card
from facilitator.launch import Start
from facilitator.storage.backup import backups
from facilitator.ui.style.colors import Ink
from tests.support.on_disk import on_disk
from tests.support.slow_disk import Disk
from tests.support.window import OpenRoom, Room


def test_saved_is_said_only_when_it_is_on_disk(disk: Disk, room: Room) -> None:
    room.is_saved()
    with disk.busy():
        room.says("closed at noon")
        assert room.saved == "Saving…"
    room.is_saved()
    assert room.controller.workspace.store.unsaved == ()
    room.leaves()
    assert [card.text for card in on_disk(room.data).all(Card)] == ["closed at noon"]


def test_a_full_disk_is_told_and_the_meeting_goes_on(disk: Disk, room: Room) -> None:
    room.is_saved()
    disk.full = True
    room.says("closed at noon")
    room.until(lambda: room.saved == "Not saved yet")
    banner = room.window.banner
    assert banner.isVisible()
    assert banner.text().startswith("The disk is full")
    ground = banner.grab().toImage().pixelColor(2, 2).name()
    assert ground == room.window.metrics.css(Ink.GAP_GROUND)
    room.says("no chairs")
    room.types("half a")
    assert (room.left(), room.entry) == (["closed at noon", "no chairs"], "half a")
    disk.full = False
    room.says(" thought")
    room.is_saved()
    assert not banner.isVisible()
    room.leaves()
    texts = [card.text for card in on_disk(room.data).all(Card)]
    assert texts == ["closed at noon", "no chairs", "half a thought"]


def test_whoever_quits_while_the_disk_is_full_is_asked_first(disk: Disk, room: Room) -> None:
    room.is_saved()
    disk.full = True
    room.says("closed at noon")
    room.until(lambda: room.saved == "Not saved yet")
    room.presses("Ctrl+Q")
    room.until(lambda: room.window.sheet is room.controller.shutdown.sheet())
    room.presses("Enter")
    assert room.window.isVisible()
    assert room.focus is room.stage.entry.edit
    disk.full = False
    room.says("no chairs")
    room.is_saved()


@pytest.fixture
def asking(disk: Disk, room: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Whoever quits is asked, for the disk is full."""
    monkeypatch.setattr(room.controller.workspace.store._writer, "_retry_after", 0.02)
    room.is_saved()
    disk.full = True
    room.says("closed at noon")
    room.until(lambda: room.saved == "Not saved yet")
    room.presses("Ctrl+Q")
    room.until(lambda: room.window.sheet is room.controller.shutdown.sheet())
    return room


def test_the_question_on_leaving_is_settled_once_all_is_saved(asking: Room, disk: Disk) -> None:
    sheet = asking.controller.shutdown.sheet()
    assert (sheet.title.text(), sheet.leave.isVisible()) == ("Not everything is saved", True)
    disk.full = False
    asking.until(lambda: sheet.title.text() == "Everything is saved now")
    assert not sheet.leave.isVisible() and not sheet.path.isVisible()
    asking.presses("Esc")
    assert asking.focus is asking.stage.entry.edit
    disk.full = True
    asking.says("no chairs")
    asking.presses("Ctrl+Q")
    asking.until(lambda: sheet.title.text() == "Not everything is saved" and sheet.isVisible())
    assert sheet.leave.isVisible() and sheet.path.isVisible()
    disk.full = False
    asking.until(lambda: sheet.title.text() == "Everything is saved now")
    asking.presses("Enter")
    asking.until(lambda: not asking.window.isVisible())
    assert [card.text for card in on_disk(asking.data).all(Card)] == ["closed at noon", "no chairs"]


def test_why_something_is_not_saved_is_said_as_it_is_now(disk: Disk, asking: Room) -> None:
    sheet = asking.controller.shutdown.sheet()
    assert sheet.message.text().startswith("The disk is full")
    sheet.path.set_text("elsewhere")
    disk.code, disk.full = sqlite3.SQLITE_IOERR, True
    asking.until(lambda: not sheet.message.text().startswith("The disk is full"))
    assert "get a copy back" in sheet.message.text()
    assert sheet.path.text == "elsewhere"
    disk.full = False
    asking.until(lambda: sheet.title.text() == "Everything is saved now")
    asking.presses("Enter")


def test_the_system_that_asks_for_the_end_is_obeyed_once_all_is_saved(
    disk: Disk, asking: Room
) -> None:
    asking.presses("Esc")
    asking.controller.shutdown.unattended = True
    asking.window.close()
    asking.until(lambda: asking.window.sheet is asking.controller.shutdown.sheet())
    disk.full = False
    asking.until(lambda: not asking.window.isVisible())
    assert [card.text for card in on_disk(asking.data).all(Card)] == ["closed at noon"]


def test_quitting_waits_for_a_slow_disk(disk: Disk, room: Room) -> None:
    with disk.busy():
        room.says("closed at noon")
        room.presses("Ctrl+Q")
        assert room.window.isVisible()
    room.leaves()
    assert [card.text for card in on_disk(room.data).all(Card)] == ["closed at noon"]


def test_what_is_half_typed_is_kept_when_the_window_closes(open_room: OpenRoom) -> None:
    first = open_room(Start("new"))
    first.says("a card")
    first.types("half a thought")
    first.leaves()
    second = open_room(Start("open", meeting=first.meeting_id))
    assert (second.left(), second.entry) == (["a card"], "half a thought")


def test_a_database_in_use_is_told_in_the_window(open_room: OpenRoom, room: Room) -> None:
    """A second window on the same folder says so and lets nobody type into nothing."""
    second = Room(room.qtbot, room.data)
    second.controller.start(Start("home"))
    second.until(lambda: second.controller.open_error is not None)
    assert any("are open in another window" in text for text in second.texts())
    second.leaves()


def test_a_backup_is_made_while_the_meeting_goes_on(room: Room) -> None:
    room.says("We are early")
    room.is_saved()
    room.controller.workspace.store_service.back_up()
    room.says("We ring back")
    folder = backups.backup_folder(room.data)
    room.until(lambda: bool(backups.list_backups(folder)))
    (made,) = backups.list_backups(folder)
    assert (made.meetings, made.fault) == (1, "")
    assert room.left() == ["We are early", "We ring back"]
