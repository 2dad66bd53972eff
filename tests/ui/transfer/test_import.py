"""A meeting comes in from its file, in the window as on the command line."""

from collections.abc import Iterable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.errors import StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps, loads
from facilitator.launch import Start
from facilitator.ui.app.unsaved_sheet import UnsavedSheet
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.transfer import import_meeting
from tests.support.accessible_tree import faults
from tests.support.home_folder import documents
from tests.support.legibility import PaintedText, assert_legible, sizes
from tests.support.screens import listed
from tests.support.slow_disk import Disk
from tests.support.stored_meetings import meeting_of_two_cards
from tests.support.window import OpenRoom, Room, faces

pytestmark = pytest.mark.usefixtures("documents")
__all__ = ["documents"]


@pytest.fixture
def file(documents: Path) -> Path:
    """A meeting as JSON, among other files."""
    (documents / "shopping list.json").write_text("[]")
    path = documents / "Monday at the counter 2026-01-05.json"
    path.write_text(dumps(meeting_of_two_cards(), Library().default), encoding="utf-8")
    return path


def chooses(room: Room, what: str) -> None:
    """Click one of the choices of what was said."""
    buttons = room.window.toast.findChildren(QPushButton)
    next(button for button in buttons if button.text() == what).click()


def offered(room: Room) -> list[str]:
    return [face.text for face in faces(room.controller.meeting_import().sheet.list)]


def test_an_exported_meeting_is_found_and_opened(home: Room, file: Path) -> None:
    home.presses("Ctrl+O")
    home.until(lambda: offered(home) == [file.name])
    assert faults(home.window) == []
    home.says("counter")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.said == "Imported “Monday at the counter”."
    assert home.meeting.details.title == "Monday at the counter"
    home.is_saved()
    home.goes_home()
    home.until(lambda: listed(home) == ["Monday at the counter"])


def test_what_cant_be_saved_yet_is_shown_and_not_said_to_be_taken_in(
    home: Room, file: Path, disk: Disk
) -> None:
    disk.full = True
    home.controller.meeting_import().import_file(file)
    home.until(lambda: home.controller.host.screen is not None)
    said = "“Monday at the counter” is open but not saved yet; keep its file until it is."
    assert home.said == said
    disk.full = False
    home.is_saved()


@pytest.mark.usefixtures("never_hangs")
def test_a_meeting_that_will_not_be_written_keeps_nobody_waiting(
    home: Room, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that failed, nor one that is being written when the window closes."""
    monkeypatch.setattr(import_meeting, "PATIENCE_SECONDS", 3600.0)
    failed: Future[None] = Future()
    failed.set_exception(StorageError("The disk is gone."))
    monkeypatch.setattr(home.controller.workspace.store, "commit", lambda change: failed)
    home.controller.meeting_import().import_file(file)
    home.until(lambda: home.controller.host.screen is not None)
    assert "not saved yet" in home.said
    asked, never = Event(), Future[None]()

    def commit(change: Change) -> "Future[None]":
        asked.set()
        return never

    monkeypatch.setattr(home.controller.workspace.store, "commit", commit)
    home.controller.meeting_import().import_file(file, as_copy=True)
    home.until(asked.is_set)
    home.controller.meeting_import().finish()


def test_the_same_file_twice_makes_no_duplicate_and_another_is_refused(
    home: Room, file: Path
) -> None:
    for said in ("Imported “Monday", "is already here; nothing was changed."):
        home.presses("Ctrl+O")
        home.says(str(file))
        home.until(lambda said=said: said in home.said)  # type: ignore[misc]
        home.goes_home()
        home.until(lambda: listed(home) == ["Monday at the counter"])
    file.write_text(file.read_text("utf-8").replace("Closed at noon", "Closed at night"), "utf-8")
    home.presses("Ctrl+O")
    home.says(str(file))
    home.until(lambda: "differs from this file" in home.said)
    assert home.controller.host.screen is None
    assert "facilitator" not in home.said
    chooses(home, "Import it as a second meeting")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.meeting.details.title == "Monday at the counter (2)"
    assert "Closed at night" in home.left() + home.right()
    home.is_saved()
    home.goes_home()
    home.until(
        lambda: sorted(listed(home)) == ["Monday at the counter", "Monday at the counter (2)"]
    )


def test_a_file_dropped_while_something_else_is_done_is_told_so(home: Room, file: Path) -> None:
    backing_up: Future[None] = Future()
    task = Tasks(home.window).follow(backing_up)
    home.controller.working().watch(task, "Backing up…")
    home.controller.home.file_dropped.emit(file)
    assert home.said == "Something else is still running; try again in a moment."
    assert home.controller.workspace.current is None
    backing_up.set_result(None)
    home.until(lambda: not home.controller.working().busy)


def test_what_differs_from_a_meeting_in_the_trash_can_come_in_too(home: Room, file: Path) -> None:
    meeting = loads(file.read_bytes())
    home.takes_in(meeting)
    home.goes_home()
    home.until(lambda: listed(home) == ["Monday at the counter"])
    home.presses("Down", "Del")
    home.until(lambda: listed(home) == [] and not home.controller.trash.busy)
    file.write_text(file.read_text("utf-8").replace("Closed at noon", "Closed at night"), "utf-8")
    home.presses("Ctrl+O")
    home.says(str(file))
    home.until(lambda: "differs from this file" in home.said)
    assert "the trash on the home screen" in home.said
    assert meeting.id not in home.said
    chooses(home, "Import it as a second meeting")
    home.until(lambda: home.controller.host.screen is not None)
    assert home.meeting.details.title == "Monday at the counter (2)"


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no such file"), (b"{}", "format is missing"), (b"\xff", "UTF-8")]
)
def test_a_file_that_is_no_meeting_is_told(
    home: Room, documents: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (documents / "bad.json").write_bytes(content)
    home.presses("Ctrl+O")
    home.says("bad.json")
    home.until(lambda: said in home.said)
    assert home.said.endswith(".")
    assert listed(home) == []


def test_what_a_team_said_between_meetings_comes_in(home: Room, documents: Path) -> None:
    journal = Meeting()
    journal.apply(begin_journal("Night shift", date(2026, 11, 18)))
    file = documents / "team.json"
    file.write_text(dumps(journal, Library().default), encoding="utf-8")
    for said in (
        "Imported the team “Night shift” and what it said between meetings.",
        "What “Night shift” said between meetings is already here; nothing was changed.",
    ):
        home.controller.meeting_import().import_file(file)
        home.until(lambda wanted=said: home.said == wanted)
    assert home.controller.workspace.teams.names == ["Night shift"]


def test_a_file_is_dropped_on_the_home_screen(home: Room, file: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    at = QPointF(20, 20)
    enter = QDragEnterEvent(at.toPoint(), copy, carried, left, none)
    QApplication.sendEvent(home.controller.home, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(home.controller.home, QDropEvent(at, copy, carried, left, none))
    home.until(lambda: home.controller.host.screen is not None)
    assert home.meeting.details.title == "Monday at the counter"


@pytest.fixture
def unsaved(disk: Disk, open_room: OpenRoom) -> Room:
    """A window on Monday's meeting, whose one card the disk refuses."""
    room = open_room(Start("new", title="Monday"))
    room.is_saved()
    disk.full = True
    room.says("closed at noon")
    return room


def begins_another(room: Room, title: str) -> None:
    """A second meeting of which nothing is saved, left for the home screen."""
    room.goes_home()
    room.presses("Ctrl+N", "Ctrl+A")
    room.says(title)
    room.until(lambda: room.controller.host.screen is not None)
    room.says("no chairs")
    room.goes_home()
    room.until(lambda: bool(room.controller.workspace.store_service.trouble))


def is_asked_on_leaving(room: Room) -> UnsavedSheet:
    room.presses("Ctrl+Q")
    sheet = room.controller.shutdown.sheet()
    room.until(sheet.isVisible)
    return sheet


def is_gone(room: Room) -> None:
    room.until(lambda: not room.window.isVisible())
    room.closed = True


def cards_of(files: Iterable[Path]) -> list[list[str]]:
    """The cards of each meeting that was copied."""
    return [[card.text for card in loads(file.read_bytes()).all(Card)] for file in files]


def test_a_copy_saved_on_leaving_can_be_brought_in(
    unsaved: Room, disk: Disk, open_room: OpenRoom, documents: Path
) -> None:
    unsaved.until(lambda: unsaved.saved == "Not saved yet")
    sheet = is_asked_on_leaving(unsaved)
    assert sheet.path.text.startswith(str(documents))
    unsaved.presses("Tab", "Ctrl+A")
    unsaved.says(str(documents / "missing" / "copy.json"))
    unsaved.until(lambda: "there is no folder" in sheet.message.text())
    unsaved.presses("Ctrl+A")
    unsaved.says(str(documents / "copy.json"))
    is_gone(unsaved)
    disk.full = False
    (unsaved.data / "meetings.db").unlink()
    second = open_room()
    second.presses("Ctrl+O")
    second.says("copy.json")
    second.until(lambda: second.controller.host.screen is not None)
    assert second.left() == ["closed at noon"]


def test_every_meeting_that_is_not_saved_is_copied_before_the_window_goes(
    unsaved: Room, documents: Path
) -> None:
    """Also those that are not on the screen, and two of the same name."""
    begins_another(unsaved, "Monday")
    (documents / f"Monday {date.today()}.json").write_text("something else")
    sheet = is_asked_on_leaving(unsaved)
    assert "“Monday”, “Monday”" in sheet.message.text()
    assert sheet.path.text == str(documents)
    unsaved.presses("Tab", "Ctrl+A")
    unsaved.says(str(documents / "missing"))
    unsaved.until(lambda: "there is no folder" in sheet.message.text())
    assert unsaved.window.isVisible()
    unsaved.presses("Ctrl+A")
    unsaved.says(str(documents))
    is_gone(unsaved)
    copied = cards_of(documents.glob("Monday* ?.json"))
    assert sorted(copied) == [["closed at noon"], ["no chairs"]]
    assert (documents / f"Monday {date.today()}.json").read_text() == "something else"


def test_a_copy_is_offered_also_where_no_meeting_is_shown(unsaved: Room, documents: Path) -> None:
    unsaved.until(lambda: unsaved.saved == "Not saved yet")
    unsaved.goes_home()
    assert "Not saved: “Monday”." in is_asked_on_leaving(unsaved).message.text()
    unsaved.presses("Tab", "Enter")
    is_gone(unsaved)
    assert cards_of(documents.glob("*.json")) == [["closed at noon"]]


def test_also_meetings_that_are_open_no_more_are_copied(unsaved: Room, documents: Path) -> None:
    """One that is on disk in part, and one of which nothing is."""
    begins_another(unsaved, "Tuesday")
    for session in unsaved.controller.workspace.sessions:
        unsaved.controller.workspace.sessions.drop(session.meeting.id)
    assert "Not saved: 2 meetings." in is_asked_on_leaving(unsaved).message.text()
    unsaved.presses("Tab", "Enter")
    is_gone(unsaved)
    assert cards_of(sorted(documents.glob("*.json"))) == [["closed at noon"], ["no chairs"]]


def test_esc_stops_a_large_file_midway_and_nothing_is_taken_in(home: Room, documents: Path) -> None:
    large, exercise = meeting_of_two_cards(), Library().default
    large.apply(add_cards(large, exercise.columns[0].id, [f"Card {n}" for n in range(20_000)]))
    file = documents / "large.json"
    file.write_text(dumps(large, exercise), encoding="utf-8")
    working = home.controller.working()
    working.show_due.setInterval(0)
    home.controller.meeting_import().import_file(file)
    home.until(lambda: working.line.isVisible() and working.line.accessibleDescription() != "")
    home.presses("Esc")
    home.until(lambda: not working.busy)
    assert home.said == "Stopped; nothing was imported."
    assert home.controller.workspace.current is None
    assert listed(home) == []


@sizes
def test_the_sheet_fits(
    open_room: OpenRoom, painted: PaintedText, file: Path, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    room.presses("Ctrl+O")
    room.until(lambda: bool(offered(room)))
    assert_legible(room, painted)
    file.unlink()
    room.presses("Esc", "Ctrl+O")
    room.until(room.controller.meeting_import().sheet.nothing.isVisible)
    assert_legible(room, painted)
