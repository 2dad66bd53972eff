"""Changing an exercise: drafts that are never lost, undo, what is shared, imported and deleted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator import paths
from facilitator.exercises.blanks import blank_exercise
from facilitator.exercises.draft_file import NEW, read_draft
from facilitator.exercises.loader import load_exercise
from facilitator.exercises.own_exercises import save_exercise
from facilitator.ui.exercise_editor.editor_screen import EditorScreen
from facilitator.ui.exercise_editor.row_widgets import ChoiceRow, LineRow, RowWidget, SeveralRow
from facilitator.ui.new_meeting.exercise_picker import ExercisePicker
from tests.support.accessible_tree import assert_can_be_heard, faults
from tests.support.legibility import PaintedText
from tests.support.legibility import faults as not_legible
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, faces

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def folder(room: Room) -> Path:
    return paths.own_exercises_folder(room.data)


def editor(room: Room) -> EditorScreen:
    shown = room.window.screen_shown
    assert isinstance(shown, EditorScreen)
    return shown


def picker(room: Room) -> ExercisePicker:
    shown = room.window.screen_shown
    assert isinstance(shown, ExercisePicker)
    return shown


def row(room: Room, name: str) -> RowWidget:
    return next(row for row in editor(room).form.rows if row.row.name == name)


def offered(room: Room) -> list[str]:
    return [face.text for face in faces(picker(room).list)]


def drops(room: Room, file: Path) -> None:
    """Drag a file from elsewhere onto the home screen."""
    carried, copy = QMimeData(), Qt.DropAction.CopyAction
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(9, 9), copy, carried, *held)
    QApplication.sendEvent(room.controller.home, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(room.controller.home, QDropEvent(QPointF(9, 9), copy, carried, *held))


@pytest.fixture
def bikes(open_room: OpenRoom, own_data_folder: Path) -> Room:
    """The list of exercises, with one of our own that is selected."""
    own = paths.own_exercises_folder(own_data_folder)
    save_exercise(own, {**blank_exercise(), "id": "bikes", "title": "Bikes"})
    room = open_room()
    room.controller.new_meeting().show_exercises("bikes")
    return room


def test_what_is_not_saved_is_there_again_after_the_window_was_closed(
    bikes: Room, open_room: OpenRoom
) -> None:
    bikes.presses("F2", "Enter")
    bikes.types(" and locks")
    assert load_exercise(folder(bikes) / "bikes.toml").title == "Bikes"
    room = open_room()
    room.controller.exercise_editor().change("bikes")
    assert editor(room).heading.text() == "Bikes and locks"
    assert room.said == "Your unsaved changes are here again."
    room.presses("Ctrl+Z")
    assert editor(room).heading.text() == "Bikes"
    room.presses("Ctrl+Shift+Z")
    assert editor(room).heading.text() == "Bikes and locks"
    editor(room).discard_requested.emit()
    assert editor(room).heading.text() == "Bikes"
    room.presses("Esc")
    room.until(lambda: read_draft(folder(room), "bikes") is None)


def test_a_shipped_exercise_is_copied_and_never_changed(home: Room) -> None:
    home.controller.new_meeting().pick()
    shipped = picker(home).list.selected_id
    home.presses("F2")
    title = editor(home).heading.text()
    assert title.startswith("My ")
    home.presses("Ctrl+S")
    home.until(lambda: editor(home).keys.state == "Saved")
    made = next(folder(home).glob("*.toml"))
    assert made.stem != shipped
    assert load_exercise(made).title == title
    home.presses("Esc")
    assert title in offered(home)


def test_an_exercise_that_was_never_saved_is_offered_again(home: Room) -> None:
    home.controller.exercise_editor().make()
    home.presses("Enter")
    home.types("!")
    home.presses("Esc", "Esc")
    assert home.said == "Your changes aren’t saved yet; they are kept as a draft."
    home.until(lambda: read_draft(folder(home), NEW) is not None)
    home.presses("Ctrl+Shift+N")
    assert editor(home).heading.text() == "My exercise!"
    assert home.said == "“My exercise!” isn’t saved yet: here it is again."


def test_choices_lists_and_parts_with_minutes_are_written_and_undone(bikes: Room) -> None:
    bikes.presses("F2")
    draft = bikes.controller.exercise_editor().draft
    bikes.presses("Down", "Enter")
    kind = row(bikes, "What is done")
    assert isinstance(kind, ChoiceRow)
    kind.choice.setFocus()
    kind.choice.choose_value("statement")
    assert draft.tables["stages"][0]["criteria"] == ["clear", "true"]
    assert "active" not in draft.tables["stages"][0]
    parts = row(bikes, "Parts, with minutes")
    assert isinstance(parts, LineRow)
    parts.form_field.field.setFocus()
    bikes.types("silent 3, talk 2, vote")
    bikes.until(lambda: bool(parts.fault))
    assert parts.fault == ("is “talk” and should be one of “silent”, “round”, “read”, “vote”")
    bikes.presses("Ctrl+A")
    bikes.types("silent 3, round 2 ")
    bikes.until(lambda: not parts.fault)
    assert draft.tables["stages"][0]["rhythm"] == [
        {"part": "silent", "minutes": 3},
        {"part": "round", "minutes": 2},
    ]
    assert parts.form_field.field.text() == "silent 3, round 2 "
    bikes.controller.exercise_editor().sheet.part_chosen.emit("labels")
    on = row(bikes, "For cards about")
    assert isinstance(on, SeveralRow)
    assert [value for value, tick in on.ticks.items() if tick.isChecked()] == ["gap"]
    on.ticks["strength"].click()
    on.ticks["gap"].click()
    on.ticks["strength"].click()
    assert draft.tables["labels"][0]["on"] == ["strength"]
    assert not draft.faults()


def test_what_is_deleted_comes_back(bikes: Room) -> None:
    bikes.presses("Del")
    bikes.until(lambda: "Bikes" not in offered(bikes))
    assert not (folder(bikes) / "bikes.toml").exists()
    bikes.presses("Ctrl+Z")
    bikes.until(lambda: "Bikes" in offered(bikes))
    assert picker(bikes).list.selected_id == "bikes"


def test_a_shared_file_is_imported_and_replaces_mine_only_when_asked(
    bikes: Room, tmp_path: Path
) -> None:
    file = tmp_path / "for the others.toml"
    bikes.presses("Ctrl+Shift+S")
    sheet = bikes.window.sheet
    assert sheet is not None
    bikes.presses("Ctrl+A")
    bikes.types(str(file))
    bikes.presses("Enter")
    bikes.until(file.exists)
    bikes.until(lambda: sheet.title.text() == "The exercise is ready to be shared")
    bikes.presses("Esc")
    save_exercise(folder(bikes), {**blank_exercise(), "id": "bikes", "title": "Better bikes"})
    bikes.window.show_home()
    drops(bikes, file)
    bikes.until(lambda: "differs from this file" in bikes.said)
    assert load_exercise(folder(bikes) / "bikes.toml").title == "Better bikes"
    bikes.window.toast._buttons[0].click()
    bikes.until(lambda: bikes.said == "Imported “Bikes”.")
    assert "Bikes" in offered(bikes)
    bikes.window.toast._buttons[0].click()
    bikes.until(lambda: bikes.said == "Restored “Better bikes”.")
    assert load_exercise(folder(bikes) / "bikes.toml").title == "Better bikes"
    file.write_text("format = 2\nid = 3\n", encoding="utf-8")
    bikes.controller.exercise_exchange().import_file(file)
    bikes.until(lambda: bikes.said.startswith("for the others.toml, line 2: id is 3 and should"))


def test_tab_goes_from_the_parts_through_the_form_to_the_links(bikes: Room) -> None:
    bikes.presses("F2")
    seen: list[QWidget] = []
    for _ in range(30):
        bikes.presses("Tab")
        seen.append(bikes.focus)
        if bikes.focus is editor(bikes).list:
            break
    stops = editor(bikes).form.stops()
    assert seen[: len(stops)] == stops
    assert seen[len(stops) : len(stops) + 2] == [editor(bikes).add, editor(bikes).save]
    assert seen[-1] is editor(bikes).list
    assert faults(bikes.window) == []


SIZES = {"laptop": LAPTOP, "projector": PROJECTOR, "1366x768 at 1.5": (911, 512)}


def fits(room: Room, painted: PaintedText) -> bool:
    """Whether nothing is cut or covered but what is scrolled."""
    painted.outside.clear()
    room.window.grab()
    cut = [fault for fault in not_legible(room.window) if "scrollarea_viewport" not in fault]
    return not cut and not painted.outside


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_form_fits_and_can_be_heard(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    feature = room.controller.exercise_editor()
    feature.make()
    for name in ("labels", "fields", "checks", "close", "opening"):
        feature.sheet.part_chosen.emit(name)
        room.until(lambda: fits(room, painted))
        assert_can_be_heard(room, name)
    room.presses("Ctrl+Shift+N")
    room.until(lambda: fits(room, painted))
    room.presses("Esc")
    for index in range(3):
        editor(room).part_selected.emit(("stages", index))
        room.until(lambda: fits(room, painted))
