"""The file of the meetings is lost while the window is open: it says so, and nothing is lost."""

import errno
import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.cli.base.findings import Level
from facilitator.cli.commands import list_meetings, restore
from facilitator.cli.doctor import examine
from facilitator.launch import Start
from facilitator.storage.recovery import rescue, rescue_writer
from facilitator.ui.shell.question_sheet import QuestionSheet
from facilitator.ui.style.colors import Ink
from tests.support.lost_files import NOW, Opened, cards_in, home, rescued
from tests.support.on_disk import on_disk
from tests.support.screens import loses_its_file, quits
from tests.support.window import LAPTOP, OpenRoom, Room, faces

__all__ = ["home"]

ROOT = Path(__file__).parents[3]


def question(room: Room) -> QuestionSheet:
    room.until(lambda: isinstance(room.window.sheet, QuestionSheet))
    sheet = room.window.sheet
    assert isinstance(sheet, QuestionSheet)
    return sheet


@pytest.mark.usefixtures("home")
def test_the_window_never_says_saved_once_the_file_is_gone(room: Room) -> None:
    room.says("We ring back")
    file = loses_its_file(room)
    banner = room.window.banner
    assert banner.isVisible()
    assert "The file of your meetings was removed or renamed while it was open." in banner.text()
    assert str(file) in banner.text()
    ground = banner.grab().toImage().pixelColor(2, 2).name()
    assert ground == room.window.metrics.css(Ink.GAP_GROUND)
    room.says("We are early")
    room.until(lambda: room.saved == "Saved elsewhere")
    assert cards_in(file) == ["We ring back", "We are early"]
    quits(room)


@pytest.mark.usefixtures("home")
def test_it_is_told_on_leaving_and_one_may_stay(room: Room) -> None:
    file = loses_its_file(room)
    room.presses("Ctrl+Q")
    sheet = question(room)
    assert str(file) in sheet.message.text()
    room.presses("Esc")
    assert room.window.isVisible()
    room.says("We ring back")
    assert room.left() == ["We ring back"]
    room.until(lambda: room.saved == "Saved elsewhere")
    # Told once: the second time it goes.
    room.leaves()
    assert cards_in(file) == ["We ring back"]


@pytest.mark.usefixtures("home")
def test_the_next_start_puts_the_meetings_back(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    first.says("We ring back")
    file = loses_its_file(first)
    first.types("half a thought")
    quits(first)
    second = open_room(size=LAPTOP)
    sheet = question(second)
    assert "“Monday”" in sheet.message.text()
    assert str(file) in sheet.message.text()
    second.presses("Enter")
    second.until(lambda: [row.text for row in faces(second.controller.home.list)] == ["Monday"])
    second.until(lambda: "Your meetings are back" in second.said)
    assert not file.exists()
    second.presses("Down", "Enter")
    second.until(lambda: second.controller.host.screen is not None)
    assert (second.left(), second.entry) == (["We ring back"], "half a thought")


@pytest.mark.usefixtures("home")
def test_what_is_here_now_may_be_kept_and_is_not_asked_about_again(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    file = loses_its_file(first)
    quits(first)
    second = open_room()
    question(second).others[1].click()
    second.until(lambda: "is kept as" in second.said)
    assert not file.exists()
    (kept,) = second.data.glob("meetings-kept-*.db")
    assert cards_in(kept) == []
    second.leaves()
    assert rescue.rescues(second.data) == []


@pytest.mark.usefixtures("home")
def test_who_opens_a_meeting_first_is_asked_at_home(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    loses_its_file(first)
    quits(first)
    second = open_room(Start("new", title="Tuesday"))
    second.until(lambda: "are not among those here" in second.window.banner.text())
    second.says("We ring back")
    assert second.window.sheet is None
    second.goes_home()
    assert "“Tuesday”" in question(second).message.text()
    second.presses("Esc")
    assert second.window.sheet is None


@pytest.mark.usefixtures("home")
def test_a_damaged_file_gives_way_to_the_rescued_one(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    first.says("We ring back")
    file = loses_its_file(first)
    quits(first)
    paths.database_file(first.data).write_bytes(b"nothing that SQLite knows" * 1000)
    second = open_room()
    second.until(lambda: second.controller.open_error is not None)
    screen = second.controller.availability.recovery().screen
    second.until(lambda: len(faces(screen.list)) > 0)
    assert faces(screen.list)[0].text == "Put back what was saved in another file"
    second.qtbot.wait(0)
    screen.chosen.emit("rescue")
    second.until(lambda: second.controller.open_error is None)
    second.until(lambda: not file.exists())
    second.leaves()
    (meeting,) = [on_disk(second.data)]
    assert meeting.details.title == "Monday"


def lost(data: Path) -> Path:
    """A rescue file that a program has left."""
    opened = Opened(data)
    opened.file.unlink()
    file = opened.is_saved_elsewhere()
    assert opened.store.close(timeout=10)
    return file


@pytest.mark.usefixtures("home")
def test_the_command_line_tells_of_it_and_puts_it_back(own_data_folder: Path) -> None:
    file = lost(own_data_folder)
    (finding,) = [f for f in examine(own_data_folder, NOW) if f.about == "rescue files"]
    assert finding.level is Level.WARNING
    assert str(file) in finding.said
    listed = list(restore(Namespace(file=None, data=None), own_data_folder))
    assert any(str(file) in line for line in listed)
    said = list(restore(Namespace(file=file.name, data=None), own_data_folder))
    assert said[0] == f"Restored 1 meeting from {file}."
    assert cards_in(paths.database_file(own_data_folder)) == ["one", "two"]


def test_the_program_ends_with_the_place_said_and_a_code(tmp_path: Path, home: Path) -> None:
    data = tmp_path / "data"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-m", "facilitator", "--data", str(data), "new"]
    with subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True) as child:
        try:
            while not ((data / "open.json").exists() and paths.database_file(data).exists()):
                assert child.poll() is None
            # At once, whatever is being written there.
            data.rename(tmp_path / "moved")
            while not rescued(home / "Documents"):
                assert child.poll() is None
            child.send_signal(signal.SIGTERM)
            _, said = child.communicate(timeout=30)
        finally:
            child.kill()
    (file,) = rescued(home / "Documents")
    assert child.returncode == 2
    assert f"The folder {data} was removed or renamed" in said
    assert str(file) in said


def test_where_no_place_takes_them_a_copy_is_offered_on_leaving(
    room: Room, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.says("We ring back")
    room.is_saved()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(rescue.durable, "make", full)
    paths.database_file(room.data).unlink()
    room.until(lambda: room.saved == "Not saved yet")
    room.until(lambda: "the disk is full" in room.window.banner.text())
    monkeypatch.undo()
    # Nothing waits for the disk, and yet nothing is on it.
    assert room.controller.workspace.store.unsaved == ()
    nowhere = room.data.with_name("nowhere")
    monkeypatch.setattr(rescue_writer, "_folders", lambda file: iter([nowhere]))
    room.presses("Ctrl+Q")
    leaving = room.controller.shutdown.sheet()
    room.until(lambda: room.window.sheet is leaving)
    assert "“Monday”" in leaving.message.text()
    copy = room.data.with_name("copy.json")
    leaving.path.set_text(str(copy))
    leaving.copy.click()
    room.until(lambda: not room.window.isVisible())
    assert "We ring back" in copy.read_text("utf-8")
    room.leaves()


@pytest.mark.usefixtures("home")
def test_an_open_meeting_is_whole_although_its_file_was_written_over(room: Room) -> None:
    room.says("We ring back", "We are early")
    room.types("half a thought")
    room.is_saved()
    os.truncate(paths.database_file(room.data), 0)
    os.truncate(room.data / "meetings.db-wal", 0)
    room.until(
        lambda: room.saved == "Saved elsewhere" and room.controller.workspace.store.all_saved
    )
    assert "Another program wrote over the file of your meetings" in room.window.banner.text()
    room.says(" and more")
    room.until(
        lambda: room.saved == "Saved elsewhere" and room.controller.workspace.store.all_saved
    )
    (file,) = rescued(room.data)
    assert cards_in(file) == ["We ring back", "We are early", "half a thought and more"]
    assert room.controller.workspace.store.load(room.meeting.id).result() == room.meeting
    quits(room)


@pytest.mark.usefixtures("home")
def test_a_lost_folder_is_not_made_again(room: Room) -> None:
    """Whoever moved it moves it back, and finds nothing in the way."""
    room.is_saved()
    room.data.rename(room.data.with_name("moved"))
    room.until(lambda: room.saved == "Saved elsewhere")
    quits(room)
    assert not room.data.exists()


@pytest.mark.usefixtures("home")
def test_the_list_names_what_waits_to_be_put_back(own_data_folder: Path) -> None:
    file = lost(own_data_folder)
    lines = list(list_meetings(Namespace(json=False, data=None), own_data_folder))
    assert any(f"1 meeting more in {file}" in line for line in lines)
    kept = rescue.keep(file)
    said = list(restore(Namespace(file=kept.name, data=None), own_data_folder))
    assert said[0] == f"Restored 1 meeting from {kept}."
