"""Another program has its hand on the file for a while, as backups and virus scanners do."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.errors import ExportError
from facilitator.launch import Start
from facilitator.paths import database_file
from facilitator.storage.store import Store
from facilitator.ui.backups.backups import start_folder
from facilitator.ui.recovery.recovery_screen import RecoveryScreen
from facilitator.ui.transfer.export_plan import save_copy
from tests.support.on_disk import on_disk
from tests.support.shared_store import locked_by_another, shares_its_file
from tests.support.stored_meetings import begun
from tests.support.window import PATIENCE, Room

SENTENCES = [f"card {number}" for number in range(12)]


@pytest.fixture
def monday(own_data_folder: Path) -> Meeting:
    """A meeting on disk that no window holds."""
    meeting, change = begun("Monday")
    store = Store(own_data_folder)
    store.start()
    store.commit(change).result()
    assert store.close(timeout=10)
    return meeting


Begin = Callable[[Start], Room]


@pytest.fixture
def begin(
    dressed: QApplication, qtbot: QtBot, own_data_folder: Path, monday: Meeting
) -> Iterator[Begin]:
    """Opens a window on those meetings; it need not come to see them."""
    rooms: list[Room] = []

    def begin_one(start: Start) -> Room:
        rooms.append(Room(qtbot, own_data_folder))
        rooms[-1].controller.start(start)
        rooms[-1].window.activateWindow()
        return rooms[-1]

    yield begin_one
    for room in rooms:
        room.leaves()


def is_refused(room: Room) -> str:
    """Wait until the window says why it cannot open the meetings."""
    stack = room.window.stack
    room.until(lambda: isinstance(stack.currentWidget(), RecoveryScreen))
    screen = stack.currentWidget()
    assert isinstance(screen, RecoveryScreen)
    return screen.message.text()


def listed_meanwhile(data: Path) -> "subprocess.CompletedProcess[str]":
    """`facilitator list` on the same folder, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "facilitator", "--data", data, "list"],
        capture_output=True,
        text=True,
        check=False,
    )


def cards(meeting: Meeting) -> list[str]:
    return [card.text for card in meeting.children(Card, "strengths")]


def test_a_window_that_found_the_meetings_held_goes_on_when_they_are_free(
    begin: Begin, own_data_folder: Path
) -> None:
    # Whoever leaves before the meetings are there begins none.
    begin(Start("new", title="Tuesday")).leaves()
    with locked_by_another(own_data_folder):
        room = begin(Start("new", title="Wednesday"))
        said = is_refused(room)
        assert "open in another window or program" in said
        assert "continues by itself" in said
        # It is tried again.
        with room.qtbot.waitSignal(
            room.controller.workspace.store_service.changed, timeout=PATIENCE
        ):
            pass
        assert is_refused(room) == said
    room.until(lambda: room.controller.workspace.current is not None)
    assert room.controller.open_error is None
    room.says(*SENTENCES)
    room.leaves()
    assert cards(on_disk(room.data)) == SENTENCES


def test_somebody_who_quits_meanwhile_is_let_go(begin: Begin) -> None:
    room = begin(Start("home"))
    room.until(lambda: len(room.controller.home.list.column.ids) == 1)
    room.leaves()
    with locked_by_another(room.data):
        room = begin(Start("home"))
        is_refused(room)
        room.leaves()
        assert room.controller.open_error is not None


def test_what_was_begun_before_the_refusal_is_kept(begin: Begin, own_data_folder: Path) -> None:
    with locked_by_another(own_data_folder):
        room = begin(Start("home"))
        meeting, change = begun("In a hurry")
        room.controller.workspace.store.commit(change)
        is_refused(room)
    room.until(lambda: len(room.controller.home.list.column.ids) == 2)
    assert room.controller.workspace.store.load(meeting.id).result() == meeting


def test_a_lock_that_comes_and_goes_costs_no_card_and_no_order(room: Room) -> None:
    """As in a folder on a network, where the file cannot be held for good."""
    room.says(SENTENCES[0])
    room.is_saved()
    shares_its_file(room.controller.workspace.store)
    with locked_by_another(room.data):
        room.says(*SENTENCES[1:6])
        room.until(lambda: "Another program has" in room.controller.workspace.store_service.trouble)
        room.says(*SENTENCES[6:])
        assert room.left() == SENTENCES
        assert room.saved == "Not saved yet"
    room.is_saved()
    assert room.controller.workspace.store_service.trouble == ""
    room.leaves()
    assert cards(on_disk(room.data)) == SENTENCES


def dropped(room: Room) -> None:
    """The user takes the database for a file to bring in."""
    room.controller.meeting_import().import_file(database_file(room.data))
    room.until(lambda: "cannot be read (it is one of Facilitator’s own files" in room.said)


def looked_at_in_a_dialog(room: Room) -> None:
    """Qt opens every file that it lists, to see what it is."""
    dialog = QFileDialog(room.window, "", str(room.data))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    model = dialog.findChild(QFileSystemModel)
    assert isinstance(model, QFileSystemModel)
    dialog.show()

    def is_listed() -> bool:
        index: QModelIndex = model.index(str(database_file(room.data)))
        return index.isValid() and bool(model.type(index))

    room.until(is_listed)
    dialog.close()
    dialog.deleteLater()
    room.window.activateWindow()
    room.until(lambda: QApplication.focusWidget() is not None)


def read_by_somebody(room: Room) -> None:
    """Anything in the process that opens the file and closes it again takes away SQLite's lock."""
    os.close(os.open(database_file(room.data), os.O_RDONLY))


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
@pytest.mark.parametrize("deed", [dropped, looked_at_in_a_dialog, read_by_somebody])
def test_nobody_else_gets_at_the_meetings_while_they_are_open(
    room: Room, deed: Callable[[Room], None]
) -> None:
    room.says("closed at noon")
    room.is_saved()
    log = room.data / "meetings.db-wal"
    there = log.stat().st_ino
    deed(room)
    told = listed_meanwhile(room.data)
    assert told.returncode and "open in another window or program" in told.stderr
    assert log.stat().st_ino == there
    room.says("no one at the phone")
    room.is_saved()
    room.leaves()
    assert cards(on_disk(room.data)) == ["closed at noon", "no one at the phone"]


def test_pointing_at_a_folder_never_begins_among_the_open_files(tmp_path: Path) -> None:
    data = tmp_path / "data"
    backups = data / "backups"
    data.mkdir()
    assert data not in start_folder(backups, data).parents
    assert start_folder(data, data) != data
    backups.mkdir()
    assert start_folder(backups, data) == backups


def test_a_copy_is_never_saved_over_the_meetings(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    with pytest.raises(ExportError, match="Choose another name"):
        save_copy(room.meeting, room.session.exercise, database_file(room.data), room.data)
    room.leaves()
    assert cards(on_disk(room.data)) == ["closed at noon"]
