"""Meetings begun before it is known that they can't be had: nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.records import Card
from facilitator.errors import StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.launch import Start
from facilitator.storage import opening
from facilitator.storage.db.database import Database
from facilitator.storage.db.problems import HeldError
from facilitator.ui.app import presence
from facilitator.ui.new_meeting.begin import begin
from facilitator.ui.recovery.recovery_screen import RecoveryScreen
from tests.support.damage import without_header
from tests.support.on_disk import on_disk
from tests.support.shared_store import locked_by_another
from tests.support.stored_meetings import backed_up
from tests.support.stored_meetings import stored_meeting as made
from tests.support.window import Room, faces

TYPED = ["we answer at once", "we call back"]


@pytest.fixture
def hurried(
    dressed: QApplication, qtbot: QtBot, own_data_folder: Path
) -> Iterator[Callable[[], Room]]:
    """Opens a window in which a card is typed before the file was looked at."""
    rooms: list[Room] = []

    def begin_one() -> Room:
        room = Room(qtbot, own_data_folder)
        rooms.append(room)
        room.window.activateWindow()
        room.until(room.window.isActiveWindow)
        room.controller.start(Start("home"))
        begin(room.controller.workspace, Library().default, MeetingSetup(title="In a hurry"))
        room.says(TYPED[0])
        return room

    yield begin_one
    for room in rooms:
        if room.controller.workspace.store.unsaved and not room.closed:
            room.controller.shutdown.leave()
        room.leaves()


def is_refused(room: Room) -> None:
    room.until(lambda: room.controller.open_error is not None)


def ways_out(room: Room) -> RecoveryScreen:
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.isVisible() and screen.list.hasFocus() and not screen.awaits_reading)
    return screen


def typed_on_disk(room: Room) -> list[str]:
    return [card.text for card in on_disk(room.data).all(Card)]


@pytest.fixture
def damaged(own_data_folder: Path) -> Path:
    made(own_data_folder, "Monday")
    backed_up(own_data_folder)
    without_header(paths.database_file(own_data_folder))
    return own_data_folder


@pytest.mark.parametrize("way", ["Restore", "Continue with", "Start over"])
def test_it_goes_along_when_the_file_is_mended(
    damaged: Path, hurried: Callable[[], Room], way: str
) -> None:
    room = hurried()
    is_refused(room)
    room.says(TYPED[1])
    assert room.left() == TYPED
    assert "Esc shows what can be done" in room.window.banner.text()
    room.presses("Esc")
    screen = ways_out(room)
    texts = [face.text for face in faces(screen.list)]
    place = next(i for i, text in enumerate(texts) if text.startswith(way))
    room.presses(*["Down"] * place, "Enter")
    if way == "Continue with":
        room.presses("Enter")
    home = room.controller.home
    room.until(lambda: room.window.stack.currentWidget() is home)
    room.until(lambda: "In a hurry" in [face.text for face in faces(home.list)])
    assert bool(room.said)
    room.leaves()
    assert typed_on_disk(room) == TYPED


def test_it_is_gone_on_with_where_it_stands_when_the_meetings_are_free(
    hurried: Callable[[], Room], own_data_folder: Path
) -> None:
    made(own_data_folder, "Monday")
    with locked_by_another(own_data_folder):
        room = hurried()
        is_refused(room)
        assert isinstance(room.controller.open_error, HeldError)
        room.types(TYPED[1])
        session = room.session
    room.until(lambda: room.controller.open_error is None)
    assert room.session is session
    assert room.entry == TYPED[1]
    room.presses("Enter")
    room.is_saved()
    assert not room.window.banner.isVisible()
    room.leaves()
    assert typed_on_disk(room) == TYPED


def test_trying_again_by_hand_loses_nothing(
    hurried: Callable[[], Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, refused = opening.open_database, [True]

    def open_database(data: Path) -> Database:
        if refused:
            raise StorageError("The data folder does not allow writing.")
        return opens(data)

    monkeypatch.setattr(opening, "open_database", open_database)
    room = hurried()
    is_refused(room)
    room.presses("Esc")
    screen = ways_out(room)
    room.presses("Enter")
    room.until(screen.remark.isVisible)
    refused.clear()
    room.presses("Enter")
    home = room.controller.home
    room.until(lambda: [face.text for face in faces(home.list)] == ["In a hurry"])
    room.leaves()
    assert typed_on_disk(room) == TYPED[:1]


def test_the_keys_of_a_typist_choose_no_way_out(damaged: Path, hurried: Callable[[], Room]) -> None:
    file = paths.database_file(damaged)
    before = file.read_bytes()
    room = hurried()
    for number in range(20):
        room.says(f"card {number}")
    is_refused(room)
    room.says("and one more", "and the last")
    assert room.left()[-2:] == ["and one more", "and the last"]
    assert file.read_bytes() == before


def test_a_late_window_that_is_being_typed_in_does_not_give_way(
    hurried: Callable[[], Room], own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(own_data_folder, "Monday")
    monkeypatch.setattr(presence, "_hand_over", lambda data, start: True)
    with locked_by_another(own_data_folder):
        room = hurried()
        is_refused(room)
        room.says(TYPED[1])
        assert room.window.isVisible()
        assert room.left() == TYPED
    room.is_saved()
    room.leaves()
    assert typed_on_disk(room) == TYPED


def test_a_late_window_without_anything_begun_gives_way_and_waits_for_no_answer(
    dressed: QApplication,
    qtbot: QtBot,
    own_data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(own_data_folder, "Monday")
    asked, answered = Event(), Event()

    def hangs(data: Path, start: Start) -> bool:
        asked.set()
        return answered.wait(10)

    monkeypatch.setattr(presence, "_hand_over", hangs)
    with locked_by_another(own_data_folder):
        room = Room(qtbot, own_data_folder)
        room.controller.start(Start("home"))
        room.until(asked.is_set)
        ways_out(room)
        answered.set()
        room.until(lambda: not room.window.isVisible())
        assert room.controller.presence.handed_over
        room.leaves()
