"""Who does not see the screen hears it: everything has a name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator import paths
from facilitator.domain.records import Side
from facilitator.exercises.exercise_library import Library
from facilitator.launch import Start
from facilitator.ui.shell.crash_sheet import CrashSheet
from tests.support.accessible_tree import assert_can_be_heard, said
from tests.support.damage import random_bytes
from tests.support.furniture import Furnishing
from tests.support.keyboard import settle
from tests.support.window import OpenRoom, Room


def test_every_screen_outside_a_meeting_can_be_heard(home: Room) -> None:
    assert_can_be_heard(home, "home")
    for keys in (["Ctrl+N"], ["Ctrl+O"], ["Esc", "Esc", "Ctrl+O"], ["Esc", "Ctrl+,"], ["Esc"]):
        home.presses(*keys)
        assert_can_be_heard(home, str(keys))
    home.presses("Ctrl+F")
    assert_can_be_heard(home, "search")
    home.presses("Esc")
    home.controller.backups().open()
    assert_can_be_heard(home, "backups")
    home.controller.backups().sheet.ask("It replaces what is there.")
    assert_can_be_heard(home, "before a backup is restored")


def test_every_stage_of_every_exercise_can_be_heard(open_room: OpenRoom) -> None:
    room = open_room()
    for exercise in Library().all():
        room.takes_in(Furnishing(exercise, 2, "Queue").meeting)
        for _ in exercise.stages:
            assert_can_be_heard(room, room.at)
            room.presses("Up")
            assert_can_be_heard(room, f"{room.at}, on an item")
            room.presses("Ctrl+PgDown")
        room.controller.go_home()


def test_every_sheet_can_be_heard(room: Room) -> None:
    room.presses("PgDown")
    room.says("No chairs", "There are no chairs")
    room.presses("Up", "Enter")
    assert_can_be_heard(room, "the editor on a card")
    room.presses("Esc")
    room.presses("Ctrl+P")
    for key in (
        *("F1", "F3", "Ctrl+F", "Ctrl+K", "Ctrl+T", "Ctrl+L", "Ctrl+,", "Ctrl+E"),
        *("Ctrl+Shift+P", "F7"),
    ):
        room.presses(key)
        room.until(lambda: room.window.sheet is not None)
        assert_can_be_heard(room, key)
        room.presses("Esc")
    room.controller.shutdown.sheet().ask("The disk is full.", None)
    assert_can_be_heard(room, "leaving")
    room.presses("Esc")
    for question in (
        room.controller.rescues.offer_sheet(),
        room.controller.rescues.leaving_sheet(),
    ):
        question.ask("The file was removed.")
        assert_can_be_heard(room, question.title.text())
        room.presses("Esc")
    bug = CrashSheet(room.window, Path("log"))
    bug.show_bug("The report", saved=True)
    assert_can_be_heard(room, "bug")
    bug.close_sheet()
    bug.deleteLater()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_whatever_is_done_by_name_can_be_heard(room: Room) -> None:
    """Every command of the palette is tried: what one opens is walked like all else."""
    room.presses("PgDown")
    room.says("No chairs", "There are no chairs")
    meeting_id = room.meeting.id
    tried: set[str] = {"Quit"}
    while True:
        if room.controller.host.screen is None:
            room.controller.meetings.open_meeting(meeting_id)
            room.until(lambda: room.controller.host.screen is not None)
        offered = {command.name: command for command in room.window.commands()}
        following = next((name for name in offered if name not in tried), None)
        if following is None:
            break
        tried.add(following)
        offered[following].run()
        settle()
        assert_can_be_heard(room, following)
        while room.window.sheet is not None:
            room.presses("Esc")
        room.window.activateWindow()
    assert tried >= {"Settings", "All keys", "New meeting", "Commands", "Next stage"}


def test_the_trash_can_be_heard(room: Room) -> None:
    room.controller.go_home()
    room.until(lambda: bool(room.controller.home.list.column.ids))
    room.presses("Down", "Del")
    assert_can_be_heard(room, "a toast with a button")
    trash = room.controller.home.trash
    room.until(trash.isVisible)
    trash.click()
    sheet = room.controller.trash.sheet()
    room.until(lambda: sheet.isVisible() and bool(sheet.list.column.ids))
    assert_can_be_heard(room, "trash")
    sheet.empty.click()
    assert_can_be_heard(room, "before the trash is emptied")
    room.presses("Enter", "Enter")


def test_what_is_shown_for_a_damaged_file_can_be_heard(
    open_room: OpenRoom, own_data_folder: Path
) -> None:
    open_room(Start("new", title="Monday")).leaves()
    random_bytes(paths.database_file(own_data_folder))
    room = open_room()
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.isVisible() and screen.list.hasFocus())
    assert_can_be_heard(room, "trouble")


def test_what_is_done_is_announced_once(room: Room, heard: list[str]) -> None:
    room.presses("PgDown")
    stages = room.session.exercise.stages
    assert heard == [f"Stage 3 of {len(stages)}: {stages[2].name}. {stages[2].question}"]
    heard.clear()
    room.says("no chairs")
    room.says("closed at noon")
    assert heard == ["Added: no chairs", "Added: closed at noon"]
    heard.clear()
    room.presses("Up", "Alt+Up")
    column = room.session.exercise.columns[1].title
    assert heard == [f"Moved: closed at noon, {column} 1 of 2"]
    heard.clear()
    room.presses("Space", "Space", "Ctrl+Z")
    assert heard == ["1 card is marked.", "No cards are marked.", "Undo: move “closed at noon”"]
    heard.clear()
    room.presses("Del")
    (removed,) = heard
    assert removed.startswith("Removed “closed at noon”")


def test_what_is_written_now_is_announced_when_it_changes(room: Room, heard: list[str]) -> None:
    room.presses("Ctrl+Tab")
    column = room.session.exercise.columns[1]
    assert heard == [f"{column.title}. {room.stage.script.right.prompt}"]


def test_the_gap_under_discussion_is_announced(room: Room, heard: list[str]) -> None:
    room.presses("PgDown")
    room.says("no chairs", "closed at noon")
    room.walks_to("why")
    assert "no chairs" in heard[-1]
    room.presses("PgDown")
    assert "closed at noon" in heard[-1]


def test_a_card_is_read_out_with_what_stands_on_it(room: Room) -> None:
    room.presses("PgDown")
    room.says("no refunds", "closed at noon")
    room.presses("Up", "1")
    view = room.view(Side.RIGHT)
    label = room.session.exercise.labels[0].text
    names = [
        view.column.data(view.column.index(row), Qt.ItemDataRole.AccessibleTextRole)
        for row in range(view.column.rowCount())
    ]
    assert names == ["no refunds", f"closed at noon, {label}"]
    assert said(view) == room.session.exercise.columns[1].title
    assert view.currentIndex().row() == 1


def test_the_entry_line_says_what_it_writes(open_room: OpenRoom) -> None:
    room = open_room(Start("new"))
    heading = room.stage.script.left
    assert said(room.focus) == heading.name
    assert room.focus.accessibleDescription() == heading.prompt


def test_what_is_said_and_whether_it_is_saved_can_be_heard(room: Room) -> None:
    room.presses("PgUp")
    assert said(room.window.toast) == room.said
    room.is_saved()
    assert "Saved" in said(room.screen.keys)
