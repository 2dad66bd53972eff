"""A meeting comes in from its file, in the window as on the command line."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from facilitator import paths
from facilitator.exercises.library import Library
from facilitator.export.interchange import dumps
from facilitator.start import Start
from facilitator.ui import bringing_in
from tests.test_cli import held
from tests.ui.accessible_tree import faults
from tests.ui.test_home import listed
from tests.ui.test_legible import PaintedText, assert_legible, painted, sizes
from tests.ui.test_saving import Disk, disk
from tests.window import OpenRoom, Room, faces

__all__ = ["disk", "painted"]


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(paths, "documents_folder", lambda: folder)
    monkeypatch.setattr(bringing_in, "documents_folder", lambda: folder)
    monkeypatch.setattr(bringing_in, "_downloads", lambda: tmp_path / "downloads")
    return folder


@pytest.fixture
def file(documents: Path) -> Path:
    """A meeting as JSON, among other files."""
    (documents / "shopping list.json").write_text("[]")
    path = documents / "Monday at the counter 2026-01-05.json"
    path.write_text(dumps(held(), Library().default), encoding="utf-8")
    return path


def offered(room: Room) -> list[str]:
    return [face.text for face in faces(room.controller.bringing_in.sheet.list)]


def test_an_exported_meeting_is_found_and_opened(home: Room, file: Path) -> None:
    home.presses("Ctrl+O")
    home.until(lambda: offered(home) == [file.name])
    assert faults(home.window) == []
    home.says("counter")
    home.until(lambda: home.window.meeting is not None)
    assert home.said == "Took in “Monday at the counter”."
    assert home.meeting.details.title == "Monday at the counter"
    home.is_saved()
    home.presses("Esc")
    home.until(lambda: listed(home) == ["Monday at the counter"])


def test_the_same_file_twice_makes_no_duplicate_and_another_is_refused(
    home: Room, file: Path
) -> None:
    for said in ("Took in “Monday", "is already here; nothing was changed."):
        home.presses("Ctrl+O")
        home.says(str(file))
        home.until(lambda said=said: said in home.said)  # type: ignore[misc]
        home.presses("Esc")
        home.until(lambda: listed(home) == ["Monday at the counter"])
    file.write_text(file.read_text("utf-8").replace("Closed at noon", "Closed at night"), "utf-8")
    home.presses("Ctrl+O")
    home.says(str(file))
    home.until(lambda: "differs from this file" in home.said)
    assert home.window.meeting is None


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
    QApplication.sendEvent(home.window.home, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(home.window.home, QDropEvent(at, copy, carried, left, none))
    home.until(lambda: home.window.meeting is not None)
    assert home.meeting.details.title == "Monday at the counter"


def test_a_copy_saved_on_leaving_can_be_brought_in(
    disk: Disk, open_room: OpenRoom, documents: Path
) -> None:
    first = open_room(Start("new", title="Monday"))
    first.is_saved()
    disk.full = True
    first.says("closed at noon")
    first.until(lambda: first.saved == "Not saved yet")
    first.presses("Ctrl+Q")
    sheet = first.controller.sheets.leaving
    assert sheet.path.text.startswith(str(documents))
    first.presses("Tab", "Ctrl+A")
    first.says(str(documents / "missing" / "copy.json"))
    assert "there is no folder" in sheet.message.text()
    first.presses("Ctrl+A")
    first.says(str(documents / "copy.json"))
    first.until(lambda: not first.window.isVisible())
    first.closed = True
    disk.full = False
    (first.data / "meetings.db").unlink()
    second = open_room()
    second.presses("Ctrl+O")
    second.says("copy.json")
    second.until(lambda: second.window.meeting is not None)
    assert second.left() == ["closed at noon"]


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
    room.until(room.controller.bringing_in.sheet.nothing.isVisible)
    assert_legible(room, painted)
