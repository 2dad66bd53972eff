"""What a window says of where the meetings lie and how the last one ended; and other starts."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.storage.folder.window_marker import WindowMarker, marker_file
from facilitator.ui.app import presence
from facilitator.ui.app.presence import crash_message
from facilitator.ui.desktop.single_instance import Answer, SingleInstance, address_of
from tests.support.command_line import again
from tests.support.keyboard import settle
from tests.support.synced_folder import left_by_another, synced
from tests.support.window import LAPTOP, OpenRoom, Room


def crashed(data: Path, meeting: str | None) -> None:
    """As a window leaves the folder that was killed at a meeting."""
    data.mkdir(exist_ok=True)
    marker = WindowMarker(data)
    marker.create()
    marker.refresh(meeting)


def asks(room: Room, *arguments: str) -> CompletedProcess[str]:
    """Another start on the same folder, which ends when this window has answered."""
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(again, room.data, *arguments)
        room.until(asked.done)
    return asked.result()


@pytest.mark.parametrize("size", [LAPTOP, (1920, 1080)])
def test_a_synced_folder_is_said_in_one_line_on_the_home_screen(
    open_room: OpenRoom, own_data_folder: Path, size: tuple[int, int]
) -> None:
    synced(own_data_folder)
    warning = open_room(size=size).controller.home.folder_warning
    assert warning.text().startswith("The meetings are in a folder that Syncthing syncs: keep")
    assert warning.isVisible()
    assert warning.height() < 3 * warning.fontMetrics().lineSpacing()


def test_nothing_is_said_of_a_folder_on_this_computer(home: Room) -> None:
    assert not home.controller.home.folder_warning.isVisible()
    assert home.said == ""


def test_a_window_in_a_synced_folder_shows_again_and_again_that_it_is_there(
    open_room: OpenRoom, own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "BEAT_SECONDS", 0.02)
    synced(own_data_folder)
    room = open_room()
    first = marker_file(own_data_folder).read_bytes()
    room.until(lambda: marker_file(own_data_folder).read_bytes() != first)
    banner = room.window.banner

    def the_other_is_seen() -> bool:
        # It shows again and again that it is there, too.
        left_by_another(own_data_folder, 0)
        said = banner.text().startswith("The computer “till-2” has opened these meetings")
        return said and banner.isVisible()

    room.until(the_other_is_seen)
    room.presses("Enter", "Enter")
    room.says("still here")
    room.is_saved()
    room.until(the_other_is_seen)
    marker_file(own_data_folder).unlink()
    room.until(lambda: not banner.isVisible())


def test_a_slow_disk_does_not_keep_a_window_from_closing(
    open_room: OpenRoom, own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "BEAT_SECONDS", 0.001)
    written: list[str | None] = []

    def slowly(self: WindowMarker, meeting: str | None) -> None:
        sleep(0.03)
        written.append(meeting)

    monkeypatch.setattr(WindowMarker, "refresh", slowly)
    synced(own_data_folder)
    room = open_room()
    room.until(lambda: len(written) > 5)
    before = len(written)
    room.leaves()
    assert len(written) - before < 5


def test_after_a_crash_the_meeting_is_there_with_what_was_typed(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    first.walks_to("why")
    first.leaves()
    crashed(first.data, first.meeting_id)
    second = open_room()
    second.until(lambda: second.controller.host.screen is not None)
    assert (second.meeting.details.title, second.at) == ("Monday", "why")
    assert second.said == crash_message(second.data)
    second.leaves()
    third = open_room()
    assert (third.controller.host.screen, third.said) == (None, "")


def test_after_a_crash_within_a_card_its_editor_is_open_with_the_words(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    for card in range(30):
        first.says(f"card {card}")
    first.presses("Up")
    last = first.stage.selection.left
    assert last is not None
    first.session.remember_draft(first.stage.drafts.edit_key, (last, "card 29 plus"))
    first.leaves()
    crashed(first.data, first.meeting_id)
    second = open_room(size=LAPTOP)
    second.until(lambda: second.said == crash_message(second.data))
    second.window.resize(1920, 1080)
    settle()
    editor = second.view(Side.LEFT).editor
    assert editor is not None
    assert second.focus is editor
    assert editor.isVisible()
    shown = second.view(Side.LEFT)
    over = shown.visualRect(shown.column.index(shown.column.row_of(last)))
    assert abs(editor.geometry().center().y() - over.center().y()) < over.height() / 2
    assert editor.width() > over.width() / 2
    second.says(" and more")
    assert second.left()[-1] == "card 29 plus and more"
    second.presses("Up", "Enter")
    assert "Esc" in second.hints()
    second.says(" too")
    assert second.left()[-2] == "card 28 too"


@pytest.mark.parametrize("meeting", [None, "one that is gone"])
def test_after_a_crash_elsewhere_it_is_only_said(
    open_room: OpenRoom, own_data_folder: Path, meeting: str | None
) -> None:
    crashed(own_data_folder, meeting)
    room = open_room()
    room.until(lambda: room.said == crash_message(room.data))
    assert room.controller.host.screen is None


@pytest.mark.parametrize("action", ["new", "open"])
def test_whoever_asks_for_a_meeting_gets_that_one_after_a_crash(
    open_room: OpenRoom, action: str
) -> None:
    first = open_room(Start("new", title="Monday"))
    other = open_room(Start("new", title="Tuesday"))
    other.leaves()
    crashed(other.data, first.meeting_id)
    asked = Start("new", title="Wednesday")
    start = asked if action == "new" else Start("open", meeting=other.meeting_id)
    # To go on from the opening would hide what is said.
    room = open_room(start, opening=True)
    assert room.meeting.details.title == ("Wednesday" if action == "new" else "Tuesday")
    room.until(lambda: room.said == crash_message(room.data))


def test_another_start_gets_its_meeting_and_what_is_half_typed_is_kept(room: Room) -> None:
    room.types("half a thought")
    monday = room.meeting.id
    assert asks(room, "new", "--title", "Tuesday").returncode == 0
    assert room.meeting.details.title == "Tuesday"
    assert asks(room, "open", monday[:8]).returncode == 0
    room.until(lambda: room.meeting.details.title == "Monday")
    assert room.entry == "half a thought"


def test_a_start_without_a_wish_only_brings_the_window_back(room: Room) -> None:
    room.types("half a thought")
    room.window.showMinimized()
    assert asks(room).returncode == 0
    assert not room.window.windowState() & Qt.WindowState.WindowMinimized
    assert room.entry == "half a thought"


def test_a_wish_that_cannot_be_done_is_said_here_and_there(room: Room) -> None:
    refused = asks(room, "open", "nothing-like-it")
    assert (refused.returncode, refused.stderr) == (2, f"{room.said}\n")
    assert "nothing-like-it" in room.said


def test_only_this_user_can_speak_to_the_window(room: Room) -> None:
    door = Path(address_of(room.data))
    room.until(door.exists)
    assert door.stat().st_mode & 0o077 == 0
    room.leaves()
    assert not door.exists()


def test_noise_at_the_door_does_no_harm(room: Room) -> None:
    room.until(Path(address_of(room.data)).exists)
    disconnected = QLocalSocket.LocalSocketState.UnconnectedState
    for noise in (b"\n", b"[]\n", b'{"action": "format"}\n', b"\xff" * 100_000, b'{"action": 7}\n'):
        caller = QLocalSocket()
        caller.connectToServer(address_of(room.data))
        caller.write(noise)
        caller.flush()
        room.until(lambda caller=caller: caller.state() == disconnected)  # type: ignore[misc]
    room.says("still here")
    assert room.left() == ["still here"]


def test_the_marker_goes_with_the_window(room: Room, own_data_folder: Path) -> None:
    room.until(marker_file(own_data_folder).exists)
    room.leaves()
    assert not marker_file(own_data_folder).exists()


def test_a_start_that_gives_up_before_it_is_answered_does_no_harm(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    answers: list[Answer] = []
    door = SingleInstance(tmp_path, lambda start, token, answer: answers.append(answer))
    caller = QLocalSocket()
    caller.connectToServer(address_of(tmp_path))
    caller.write(b'{"action": "home", "token": ""}\n')
    caller.flush()
    qtbot.waitUntil(lambda: bool(answers))
    caller.abort()
    qtbot.waitUntil(lambda: not door.findChildren(QLocalSocket))
    answers[0]("too late")
    door.close()
