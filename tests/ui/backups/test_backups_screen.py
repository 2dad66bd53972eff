"""The screen of backups: what there is, whether it is good, and taking it back."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import StorageError
from facilitator.launch import Start
from facilitator.progress import Progress
from facilitator.settings import load_settings
from facilitator.storage.backup import backups, database_copy, relocation
from facilitator.storage.backup.backups import backup_folder, checksum_file, list_backups
from tests.support.accessible_tree import faults
from tests.support.gate import Gate
from tests.support.legibility import PaintedText, assert_legible, sizes
from tests.support.on_disk import on_disk
from tests.support.screens import NOW, backups_made, listed, opens_the_backups
from tests.support.slow_disk import Disk
from tests.support.window import OpenRoom, Room, faces


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-2] ^= 4
    file.write_bytes(content)


@pytest.fixture
def home(open_room: OpenRoom) -> Room:
    """The home screen, with one meeting in the list."""
    open_room(Start("new", title="Monday")).leaves()
    room = open_room()
    room.until(lambda: listed(room) == ["Monday"])
    return room


def test_backups_stand_there_the_newest_first_and_say_whether_they_are_good(home: Room) -> None:
    _, damaged, orphan = backups_made(home, 0, 30, 24 * 400)
    spoil(damaged)
    checksum_file(orphan).unlink()
    rows = faces(opens_the_backups(home).list)
    assert [row.aside for row in rows] == ["good", "not good", "not good"]
    assert "1 meeting" in rows[0].detail
    assert rows[1].detail == "It has changed since it was written"
    assert str((NOW - timedelta(days=400)).year) in rows[2].text
    assert faults(home.window) == []


def test_a_backup_shows_what_it_holds_and_how_that_differs_from_now(home: Room) -> None:
    backups_made(home, 1)
    for title in ("Tuesday", "Wednesday"):
        home.presses("Ctrl+N")
        home.types(title)
        home.presses("Enter")
        home.is_saved()
        home.goes_home()
    screen = opens_the_backups(home)
    home.until(lambda: "not in it" in screen.about.text())
    assert [row.text for row in faces(screen.held)] == ["Monday"]
    assert "2 newer meetings are not in it." in screen.about.text()


def test_a_backup_is_taken_back_once_it_was_asked_for(home: Room) -> None:
    backups_made(home, 1)
    home.presses("Down", "Enter")
    home.until(lambda: home.controller.host.screen is not None)
    home.says("closed at noon")
    home.is_saved()
    home.goes_home()
    opens_the_backups(home)
    home.presses("Enter")
    sheet = home.controller.backups().sheet
    assert home.window.sheet is sheet
    assert home.focus is sheet.leave
    assert str(home.data) in sheet.message.text()
    home.presses("Enter")
    assert (home.window.sheet, list(home.data.glob("*.replaced-*"))) == (None, [])
    home.presses("Enter", "Tab", "Enter")
    home.until(lambda: home.said.startswith("The meetings are as they were"))
    (kept,) = home.data.glob("meetings.db.replaced-*")
    assert str(kept) in home.said
    home.until(lambda: listed(home) == ["Monday"])
    home.presses("Down", "Enter")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.left() == []


def test_a_damaged_backup_is_not_restored_and_says_why(home: Room) -> None:
    (file,) = backups_made(home, 1)
    spoil(file)
    opens_the_backups(home)
    home.presses("Enter")
    assert home.window.sheet is None
    assert "it has changed since it was written" in home.said


def test_of_a_damaged_backup_the_line_of_keys_promises_no_restoring(home: Room) -> None:
    _, damaged = backups_made(home, 0, 1)
    spoil(damaged)
    screen = opens_the_backups(home)
    assert "restore this one" in [hint.does for hint in screen.keys.hints]
    home.presses("Down")
    assert "why it can’t be restored" in [hint.does for hint in screen.keys.hints]
    assert "it has changed since it was written" in screen.about.text()


def test_backups_of_the_same_minute_are_told_apart(home: Room) -> None:
    minute = NOW.replace(second=0, microsecond=0)
    store = home.controller.workspace.store
    for seconds in (10, 40, -600):
        store.back_up(now=minute + timedelta(seconds=seconds), rotate=False).result(timeout=10)
    rows = [row.text for row in faces(opens_the_backups(home).list)]
    assert (":40" in rows[0], ":10" in rows[1]) == (True, True)
    assert rows[2].count(":") == 1, "one that is alone in its minute says no seconds"


def test_a_backup_from_the_future_tells_that_the_clock_was_set_back(home: Room) -> None:
    backups_made(home, 1, -48)
    said = opens_the_backups(home).state.text()
    assert said.endswith("1 of them is dated in the future: the clock was set back.")


def test_the_backup_that_was_just_made_is_selected(home: Room) -> None:
    backups_made(home, 1, 2)
    screen = opens_the_backups(home)
    home.presses("Down", "Ctrl+B")
    home.until(lambda: len(faces(screen.list)) == 3)
    home.until(lambda: screen.list.selected_id == next(iter(screen.list.column.ids)))


def test_of_a_long_folder_both_ends_are_read_until_it_is_edited(home: Room) -> None:
    screen = opens_the_backups(home)
    screen.show_folder(Path("/media/" + "a long way to go/" * 12) / "usb")
    field = screen.folder.field
    shown = field.shown
    assert (shown[:6], shown[-4:], "…" in shown) == ("/media", "/usb", True)
    field.setFocus()
    assert field.shown == field.text()


def test_where_there_is_none_the_screen_invites_to_make_one(home: Room) -> None:
    screen = opens_the_backups(home)
    assert screen.state.text().startswith("No backups yet")
    assert home.focus is screen.now
    home.presses("Enter")
    home.until(lambda: len(faces(screen.list)) == 1)
    (file,) = (backup.file for backup in list_backups(home.data / "backups"))
    assert home.said == f"1 meeting backed up to {file}."
    home.presses("Ctrl+B")
    home.until(lambda: len(faces(screen.list)) == 2)


def test_esc_goes_back_to_where_it_was_asked(room: Room) -> None:
    room.types("half a thought")
    room.presses("Ctrl+,")
    room.controller.settings_sheet().backups.click()
    assert room.window.stack.currentWidget() is room.controller.backups().screen
    room.presses("Esc")
    assert (room.focus, room.entry) == (room.stage.entry.edit, "half a thought")


def typed_folder(room: Room, folder: object) -> None:
    room.controller.backups().screen.folder.setFocus()
    room.presses("Ctrl+A")
    room.says(str(folder))


def test_backups_move_to_another_folder_and_stay_in_the_old_one_too(
    home: Room, tmp_path: Path
) -> None:
    backups_made(home, 1, 2)
    opens_the_backups(home)
    stick = tmp_path / "stick"
    typed_folder(home, stick)
    home.until(lambda: "from now on" in home.said)
    assert "All 2 earlier ones were copied there" in home.said
    assert len(list_backups(home.data / "backups")) == len(list_backups(stick)) == 2
    screen = opens_the_backups(home)
    assert len(faces(screen.list)) == 2
    home.presses("Ctrl+B")
    home.until(lambda: "backed up to" in home.said)
    assert len(list_backups(stick)) == 3
    assert backup_folder(home.data) == stick
    screen.folder.setFocus()
    home.presses("Ctrl+A", "Del", "Enter")
    home.until(lambda: backup_folder(home.data) == home.data / "backups")


def test_a_folder_that_cannot_be_used_is_told_and_nothing_changes(
    home: Room, tmp_path: Path
) -> None:
    opens_the_backups(home)
    (tmp_path / "file").write_text("in the way")
    for folder, said in (
        (tmp_path / "file", "there is a file in its place"),
        (tmp_path / "unplugged" / "backups", "it does not exist"),
        (home.data, "the meetings themselves are there"),
    ):
        typed_folder(home, folder)
        home.until(lambda said=said: said in home.said)  # type: ignore[misc]
    assert load_settings(paths.settings_file(home.data)).backup_folder == ""


def test_what_takes_long_is_shown_and_esc_stops_it(
    home: Room, monkeypatch: pytest.MonkeyPatch, painted: PaintedText
) -> None:
    gate = Gate(database_copy.copy_database)
    monkeypatch.setattr(database_copy, "copy_database", gate)
    screen = opens_the_backups(home)
    home.presses("Ctrl+B")
    line = home.controller.working().line
    assert line.words == ""
    home.until(lambda: line.words == "Backing up…")
    assert_legible(home, painted)
    home.presses("Esc")
    home.until(lambda: home.said == "Stopped; everything is as it was before.")
    assert line.words == ""
    assert home.window.stack.currentWidget() is screen
    assert list((home.data / "backups").iterdir()) == []
    gate.open()
    home.presses("Ctrl+B")
    home.until(lambda: "backed up to" in home.said)


def test_nothing_else_happens_while_a_backup_is_restored(
    home: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from facilitator.ui.backups import backups as backing

    gate = Gate(backing.restore)
    monkeypatch.setattr(backing, "restore", gate)
    backups_made(home, 1)
    opens_the_backups(home)
    home.presses("Enter", "Tab", "Enter")
    line = home.controller.working().line
    home.until(lambda: line.words == "Restoring the backup…")
    home.presses("Enter", "Ctrl+N", "Ctrl+F")
    assert (home.window.stack.currentWidget(), home.window.sheet) == (home.controller.home, None)
    home.presses("Esc")
    home.until(lambda: home.said == "Nothing was restored; the meetings are as they were.")
    home.until(lambda: listed(home) == ["Monday"])
    home.presses("Ctrl+N", "Enter")
    home.is_saved()


def test_quitting_while_a_backup_is_restored_waits_for_its_end(
    home: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from facilitator.ui.app import shutdown
    from facilitator.ui.backups import backups as backing

    monkeypatch.setattr(shutdown, "LAST_WRITE_SECONDS", 0.1)
    gate = Gate(backing.restore)
    monkeypatch.setattr(backing, "restore", gate)
    backups_made(home, 1)
    opens_the_backups(home)
    home.presses("Enter", "Tab", "Enter")
    home.until(gate.begun.is_set)
    home.window.close()
    home.until(lambda: home.controller.working().line.isVisible())
    assert home.window.isVisible()
    gate.open()
    home.leaves()
    assert gate.finished.is_set()
    assert on_disk(home.data).details.title == "Monday"


def test_nobody_types_between_the_yes_and_the_restore(disk: Disk, room: Room) -> None:
    """What is typed while the disk is waited for would be gone in the next moment."""
    room.is_saved()
    backups_made(room, 1)
    with disk.busy():
        room.says("closed at noon")
        room.controller.backups().open()
        screen = room.controller.backups().screen
        room.until(lambda: [bool(row.aside) for row in faces(screen.list)] == [True])
        room.presses("Enter", "Tab", "Enter")
        room.presses("Esc", "Esc")
        assert room.window.stack.currentWidget() is screen
        room.types("no chairs")
    room.until(lambda: room.said.startswith("The meetings are as they were"))
    room.until(lambda: len(listed(room)) == 1)
    room.presses("Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    assert (room.left(), room.entry) == ([], "")


def test_what_is_not_saved_keeps_a_backup_from_being_restored(disk: Disk, room: Room) -> None:
    room.is_saved()
    backups_made(room, 1)
    disk.full = True
    room.says("closed at noon")
    room.until(lambda: room.saved == "Not saved yet")
    room.controller.backups().open()
    screen = room.controller.backups().screen
    room.until(lambda: [bool(row.aside) for row in faces(screen.list)] == [True])
    room.presses("Enter", "Tab", "Enter")
    room.until(lambda: "nothing was restored" in room.said)
    room.presses("Esc")
    room.says("no chairs")
    assert room.left() == ["closed at noon", "no chairs"]
    disk.full = False
    room.is_saved()


def test_quitting_during_a_backup_ends_it_and_leaves_no_half(
    home: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database_copy.copy_database)
    monkeypatch.setattr(database_copy, "copy_database", gate)
    home.controller.workspace.store_service.back_up()
    home.until(gate.begun.is_set)
    home.leaves()
    assert gate.finished.is_set()
    home.until(lambda: not any((home.data / "backups").iterdir()))


def test_a_backup_that_fails_every_hour_says_so_once(
    home: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> dict[str, int]:
        raise StorageError("No backup was made.")

    said: list[str] = []
    saving = home.controller.workspace.store_service
    saving.backup_failed.connect(said.append)
    copy = database_copy.copy_database
    monkeypatch.setattr(database_copy, "copy_database", refuse)
    for _ in range(2):
        saving.back_up()
        home.until(lambda: bool(saving.backup_trouble))
    first = saving.no_backup_since
    screen = opens_the_backups(home)
    home.presses("Ctrl+B")
    home.until(lambda: home.said == "No backup was made.")
    assert screen.state.text().startswith("No backup has worked since today, ")
    assert (said, saving.no_backup_since) == (["No backup was made."], first)
    assert not home.controller.home.backup_warning.isHidden()
    assert home.controller.home.backup_warning.text() == "No backup was made."
    monkeypatch.setattr(database_copy, "copy_database", copy)
    home.presses("Ctrl+B")
    home.until(lambda: "backed up to" in home.said)
    assert saving.no_backup_since is None
    assert home.controller.home.backup_warning.isHidden()


def test_saving_goes_on_while_a_backup_is_read_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    look = backups.inspect_file

    def slow(file: Path, progress: Progress) -> object:
        assert gate.wait(10)
        return look(file, progress)

    monkeypatch.setattr(backups, "inspect_file", slow)
    room.is_saved()
    room.controller.workspace.store_service.back_up()
    room.says("closed at noon", "no chairs")
    room.is_saved()
    assert list_named(room.data) == []
    gate.set()
    room.until(lambda: bool(list_named(room.data)))


def list_named(data: Path) -> list[Path]:
    return list((data / "backups").glob("meetings-*.db"))


@sizes
@pytest.mark.parametrize("number", [0, 1, 20])
def test_the_screen_fits(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], number: int
) -> None:
    open_room(Start("new", title="Monday")).leaves()
    room = open_room(size=size)
    room.until(lambda: listed(room) == ["Monday"])
    for file in backups_made(room, *(7.0 * n for n in range(number)))[1:4]:
        spoil(file)
    folder = room.data / ("a folder of a very long name " * 6).strip()
    if number == 20:
        room.controller.workspace.save_settings(
            replace(room.controller.workspace.settings, backup_folder=str(folder))
        )
        relocation.copy_backups(room.data, room.data / "backups", folder)
    screen = opens_the_backups(room)
    assert_legible(room, painted)
    room.presses("Down", "Down")
    assert_legible(room, painted)
    if number:
        screen.list.setFocus()
        room.presses("Home", "Enter")
        assert room.window.sheet is room.controller.backups().sheet
        assert_legible(room, painted)
