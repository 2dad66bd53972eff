"""Meetings are deleted on the home screen, and come back as they were."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QPushButton, QWidget

from facilitator import paths
from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.launch import Start
from facilitator.storage.backup import backups, database_copy
from facilitator.storage.backup.backups import Backup
from facilitator.ui.app import shutdown
from facilitator.ui.base.commands import Command
from facilitator.ui.home import home_screen
from facilitator.ui.shell.crash_reporter import CrashReporter
from facilitator.ui.style.theme import Metrics
from tests.support.gate import Gate
from tests.support.on_disk import on_disk
from tests.support.promises import promised
from tests.support.screens import deletes, listed, opens_the_trash, trash_link, trash_sheet
from tests.support.slow_disk import Disk
from tests.support.window import OpenRoom, Room, faces


@pytest.fixture
def bugs(three: Room) -> Iterator[CrashReporter]:
    """What listens for bugs in that room."""
    bugs = CrashReporter(three.data, three.window, lambda: True, three.window)
    bugs.install_hooks()
    yield bugs
    bugs.uninstall_hooks()


def chosen(room: Room) -> str:
    """The title that is selected in the list of meetings."""
    view = room.controller.home.list
    assert view.selected_id is not None
    return faces(view)[view.column.position(view.selected_id)].text


def thrown_away(room: Room) -> list[str]:
    return [face.text for face in faces(trash_sheet(room).list)]


def test_a_deleted_meeting_is_gone_at_once_and_one_key_takes_it_back(three: Room) -> None:
    three.presses("Down", "Down", "Del")
    assert listed(three) == ["Monday", "Wednesday"]
    assert chosen(three) == "Wednesday"
    three.until(lambda: three.said == "“Tuesday” is in the trash for 30 days; Ctrl+Z restores it.")
    three.until(lambda: trash_link(three) == "Trash (1)")
    three.presses("Ctrl+Z")
    three.until(lambda: "Tuesday" in listed(three))
    assert three.said == "“Tuesday” is restored."
    three.until(lambda: trash_link(three) == "")
    three.presses("Ctrl+Z")
    assert three.said == "There is nothing to undo."


def test_enter_on_the_button_beside_the_sentence_takes_it_back(three: Room) -> None:
    three.presses("Down", "Down", "Del")
    three.until(lambda: "is in the trash" in three.said)
    (button,) = three.window.toast.findChildren(QPushButton)
    button.setFocus()
    three.presses("Enter")
    three.until(lambda: "Tuesday" in listed(three))


def test_several_deletions_are_undone_one_by_one(three: Room) -> None:
    three.presses("Down", "Del", "Del", "Ctrl+Z", "Del")
    three.until(lambda: not three.controller.trash.busy)
    three.until(lambda: len(listed(three)) == 1)
    three.presses("Ctrl+Z", "Ctrl+Z")
    three.until(lambda: sorted(listed(three)) == ["Monday", "Tuesday", "Wednesday"])


def test_the_sentence_offers_the_way_back(three: Room) -> None:
    deletes(three)
    three.until(lambda: bool(three.said))
    (button,) = three.window.toast._buttons
    assert button.text() == "Restore"
    button.click()
    three.until(lambda: len(listed(three)) == 3)


def test_what_is_deleted_stays_so_and_comes_back_at_its_stage_half_typed(
    open_room: OpenRoom,
) -> None:
    first = open_room(Start("new", title="Monday"))
    first.says("We are early")
    first.walks_to("feel-first")
    first.types("half a tho")
    first.goes_home()
    first.until(lambda: bool(listed(first)))
    deletes(first)
    assert first.focus is first.controller.home.begin
    second = open_room()
    second.until(lambda: trash_link(second) == "Trash (1)")
    assert "No meetings" in second.texts()
    opens_the_trash(second)
    assert thrown_away(second) == ["Monday"]
    assert [face.aside for face in faces(trash_sheet(second).list)] == ["30 days left"]
    second.presses("Enter")
    second.until(lambda: thrown_away(second) == [])
    assert any(text.startswith("The trash is empty") for text in second.texts())
    second.presses("Esc")
    assert second.focus is second.controller.home.begin
    second.until(lambda: bool(listed(second)))
    second.presses("Down", "Enter")
    second.until(lambda: second.controller.host.screen is not None)
    assert (second.at, second.entry) == ("feel-first", "half a tho")
    second.presses("PgUp")
    assert [card.text for card in second.meeting.all(Card)] == ["We are early"]


def test_what_was_done_can_still_be_undone_after_a_way_through_the_trash(room: Room) -> None:
    room.says("We are early", "We ring back")
    room.goes_home()
    room.until(lambda: bool(listed(room)))
    deletes(room)
    room.presses("Ctrl+Z")
    room.until(lambda: bool(listed(room)))
    room.presses("Down", "Enter", "Ctrl+Z")
    assert room.left() == ["We are early"]
    room.is_saved()
    room.leaves()
    assert [card.text for card in on_disk(room.data).all(Card)] == ["We are early"]


def test_emptying_asks_once_with_the_safe_answer_first_and_erases_after_a_backup(
    three: Room,
) -> None:
    deletes(three, 2)
    opened = opens_the_trash(three)
    assert len(thrown_away(three)) == 2
    three.presses("Tab", "Tab", "Enter")
    assert opened.asking
    assert any(text.startswith("This erases 2 meetings. A backup") for text in three.texts())
    three.presses("Enter")
    assert not opened.asking
    assert len(thrown_away(three)) == 2
    three.presses("Tab", "Tab", "Enter", "Esc")
    assert (opened.asking, opened.isVisible()) == (False, True)
    three.presses("Tab", "Tab", "Enter", "Tab")
    assert three.focus is opened.erase
    three.presses("Enter")
    three.until(lambda: thrown_away(three) == [])
    assert three.said == "2 meetings erased; the backup made just before still has them."
    three.presses("Esc")
    assert (listed(three), trash_link(three)) == (["Wednesday"], "")
    three.presses("Ctrl+Z")
    assert three.said == "There is nothing to undo."
    three.leaves()
    (made,) = backups.list_backups(backups.backup_folder(three.data))
    assert (made.meetings, made.fault) == (3, "")
    with closing(sqlite3.connect(paths.database_file(three.data))) as raw:
        assert raw.execute("SELECT text FROM cards").fetchall() == [("a card of Wednesday",)]


def test_a_meeting_that_is_open_has_no_words_of_an_erased_one(home: Room) -> None:
    exercise, workspace = Library().default, home.controller.workspace
    erased = promised(exercise, ["Read the mailbox"], date(2026, 10, 1))
    workspace.store.commit(import_meeting(erased.records()))
    along = put_before(exercise, open_promises([erased]))
    meeting = Meeting()
    setup = MeetingSetup(title="Today")
    meeting.apply(begin(with_review(exercise), setup, date.today(), brought_along=along))
    home.takes_in(meeting)
    home.goes_home()
    home.until(lambda: sorted(listed(home)) == ["Last time", "Today"])
    home.controller.trash.discard(erased.id, "Last time")
    home.until(lambda: listed(home) == ["Today"])
    opens_the_trash(home)
    home.presses("Tab", "Tab", "Enter", "Tab", "Enter")
    home.until(lambda: thrown_away(home) == [])
    assert workspace.sessions.find(meeting.id) is None
    home.presses("Esc", "Down", "Enter")
    home.until(lambda: home.controller.host.screen is not None)
    assert [copy.text for copy in home.meeting.all(EarlierAction)] in ([], [""])


def test_without_a_backup_nothing_is_erased(three: Room) -> None:
    (three.data / "backups").write_text("a file where the folder should be")
    deletes(three)
    opened = opens_the_trash(three)
    three.presses("Tab", "Tab", "Enter", "Tab", "Enter")
    three.until(lambda: three.said.startswith("No backup was made in"))
    assert thrown_away(three) == ["Monday"]
    assert three.focus is opened.list


def test_emptying_shows_how_far_it_is_and_esc_stops_it(
    three: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database_copy.copy_database)
    monkeypatch.setattr(database_copy, "copy_database", gate)
    deletes(three)
    opened = opens_the_trash(three)
    three.presses("Tab", "Tab", "Enter", "Tab", "Enter")
    three.until(lambda: three.controller.working().line.words == "Backing up…")
    three.presses("Esc")
    three.until(lambda: three.said == "Stopped; nothing was erased.")
    assert thrown_away(three) == ["Monday"]
    assert three.focus is opened.list
    assert not three.controller.trash.busy
    gate.open()
    three.presses("Tab", "Tab", "Enter", "Tab", "Enter")
    three.until(lambda: three.said.startswith("1 meeting erased"))
    assert thrown_away(three) == []


def test_a_long_emptying_ends_with_the_window_and_erases_nothing(
    three: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database_copy.copy_database)
    monkeypatch.setattr(database_copy, "copy_database", gate)
    monkeypatch.setattr(shutdown, "LAST_WRITE_SECONDS", 0.1)
    deletes(three)
    opens_the_trash(three)
    three.presses("Tab", "Tab", "Enter", "Tab", "Enter")
    three.until(gate.begun.is_set)
    three.leaves()
    with closing(sqlite3.connect(paths.database_file(three.data))) as raw:
        assert raw.execute("SELECT count(*) FROM meetings").fetchone() == (3,)


def test_whatever_becomes_of_one_deletion_the_next_is_done(
    three: Room, bugs: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The meeting that met a bug is back in the list, the other is in the trash."""

    def stumble(*arguments: object) -> None:
        raise KeyError("discard")

    discard = trash.discard
    monkeypatch.setattr(trash, "discard", stumble)
    three.presses("Down", "Del")
    three.until(bugs.sheet().isVisible)
    monkeypatch.setattr(trash, "discard", discard)
    three.presses("Esc")
    three.until(lambda: not three.controller.trash.busy and len(listed(three)) == 3)
    deletes(three)
    three.until(lambda: trash_link(three) == "Trash (1)")


def test_a_deletion_after_an_emptying_that_ended_early_is_done(three: Room) -> None:
    """The backup was stopped because the database was let go of meanwhile."""
    told: list[None] = []
    deletes(three)
    three.controller.trash.empty()
    three.controller.workspace.with_store_closed(lambda progress: None).on_success(told.append)
    three.until(lambda: bool(told))
    three.until(lambda: sorted(listed(three)) == ["Tuesday", "Wednesday"])
    assert not three.controller.working().busy
    deletes(three)
    three.until(lambda: trash_link(three) == "Trash (2)")


def test_on_a_full_disk_the_deletion_waits_in_order(disk: Disk, three: Room) -> None:
    disk.full = True
    deletes(three, 2)
    three.until(lambda: len(three.controller.workspace.store.unsaved) == 2)
    three.until(lambda: trash_link(three) == "Trash (2)")
    three.until(three.window.banner.isVisible)
    three.presses("Ctrl+Z")
    three.until(lambda: len(three.controller.workspace.store.unsaved) == 3)
    three.until(lambda: listed(three) == ["Tuesday", "Wednesday"])
    disk.full = False
    three.until(lambda: not three.controller.workspace.store.unsaved)
    three.until(lambda: not three.window.banner.isVisible())
    assert (sorted(listed(three)), trash_link(three)) == (["Tuesday", "Wednesday"], "Trash (1)")


def test_the_sample_comes_back_from_the_trash_when_it_is_asked_for(home: Room) -> None:
    home.controller.home.sample.click()
    home.until(lambda: home.controller.host.screen is not None)
    home.goes_home()
    home.until(lambda: bool(listed(home)))
    home.presses("Down", "Del")
    home.controller.home.sample.click()
    home.until(lambda: home.controller.host.screen is not None)
    home.is_saved()
    home.goes_home()
    home.until(lambda: len(listed(home)) == 1 and trash_link(home) == "")


def long_ago(data: Path, title: str) -> None:
    """A meeting that nobody has open any more was deleted 31 days ago."""
    moment = (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="microseconds")
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        raw.execute("UPDATE meetings SET discarded_at = ? WHERE title = ?", (moment, title))
        raw.commit()


def test_what_was_deleted_long_ago_goes_with_the_next_backup(
    open_room: OpenRoom, three: Room
) -> None:
    deletes(three, 2)
    three.leaves()
    long_ago(three.data, "Monday")
    room = open_room()
    room.until(lambda: trash_link(room) == "Trash (2)")
    room.controller.workspace.store_service.back_up()
    room.until(lambda: trash_link(room) == "Trash (1)")
    opens_the_trash(room)
    assert thrown_away(room) == ["Tuesday"]


def test_a_store_that_closes_behind_another_deletion_is_not_asked_what_is_due(
    disk: Disk, three: Room, bugs: CrashReporter
) -> None:
    made: list[Backup] = []
    service = three.controller.workspace.store_service
    service.backed_up.connect(made.append)
    service.back_up()
    three.until(lambda: bool(made))
    queue = three.controller.trash
    with disk.busy():
        three.presses("Down", "Del", "Del")
        assert queue.busy
        queue.erase_what_is_due(made[0])
        remaining = three.controller.home.list.selected_id
        assert remaining is not None
        queue.discard(remaining, "the one that waits behind")
        service.store.close(0)
    three.until(lambda: not three.controller.trash.busy)
    assert not bugs.sheet().isVisible()
    assert not (three.data / "crash.log").exists()


def test_the_right_button_offers_to_delete(three: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Callable[[], object]] = {}

    def pop_up(parent: QWidget, metrics: Metrics, shown: Sequence[Command], at: QPoint) -> None:
        offered.update({command.name: command.run for command in shown})

    monkeypatch.setattr(home_screen, "pop_up", pop_up)
    three.presses("Down", "Down")
    view = three.controller.home.list
    at = view.visualRect(view.column.index(1)).center()
    reason = QContextMenuEvent.Reason.Mouse
    view.contextMenuEvent(QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
    assert list(offered) == [
        "Continue",
        "Duplicate, empty boards",
        "Duplicate with its cards",
        "Delete",
    ]
    offered["Delete"]()
    assert listed(three) == ["Monday", "Wednesday"]
    three.until(lambda: trash_link(three) == "Trash (1)")
