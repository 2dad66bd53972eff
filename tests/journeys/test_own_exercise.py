"""An exercise of one's own, from a blank to the meeting that is held with it; keys, then mouse."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from facilitator import paths
from facilitator.domain.exercise import Kind
from facilitator.exercises.loader import load_exercise
from facilitator.ui.exercise_editor.editor_screen import EditorScreen
from facilitator.ui.exercise_editor.row_widgets import RowWidget
from facilitator.ui.new_meeting.exercise_picker import ExercisePicker
from tests.support.mouse import clicks, clicks_hint, spot_on
from tests.support.window import PROJECTOR, OpenRoom, Room, faces

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def editor(room: Room) -> EditorScreen:
    shown = room.window.screen_shown
    assert isinstance(shown, EditorScreen)
    return shown


def picker(room: Room) -> ExercisePicker:
    shown = room.window.screen_shown
    assert isinstance(shown, ExercisePicker)
    return shown


def parts(room: Room) -> list[str]:
    return [face.text for face in faces(editor(room).list)]


def row(room: Room, name: str) -> RowWidget:
    return next(row for row in editor(room).form.rows if row.row.name == name)


def is_previewed(room: Room, question: str) -> bool:
    view = editor(room).preview.view
    return view is not None and view.question == question


def own_file(room: Room, name: str) -> Path:
    return paths.own_exercises_folder(room.data) / f"{name}.toml"


def saves(room: Room, name: str) -> None:
    room.presses("Ctrl+S")
    room.until(lambda: editor(room).keys.state == "Saved")
    assert own_file(room, name).exists()


def writes_over(room: Room, words: str) -> None:
    """Replace what is in the field that has the keyboard, and go on to the next one."""
    room.presses("Ctrl+A")
    room.types(words)


def test_by_keyboard_from_a_blank_to_a_meeting(open_room: OpenRoom) -> None:
    room = open_room(size=PROJECTOR)
    room.presses("Ctrl+K")
    room.types("make your own")
    room.presses("Enter")

    # What the exercise is.
    room.presses("Enter")
    writes_over(room, "Repair shop")
    room.presses("Tab")
    writes_over(room, "Why do bikes wait?")
    room.until(lambda: parts(room)[0] == "The exercise: Repair shop")

    # A mistake is said beside its field, what was typed stays, and nothing can be saved.
    room.presses("Ctrl+PgDown")
    writes_over(room, "What goes well when a rider brings a bike to us?")
    room.until(lambda: bool(row(room, "Question on the wall").fault))
    assert row(room, "Question on the wall").fault == (
        "should be a text of 1 to 44 characters (it has 48)"
    )
    room.presses("Ctrl+S")
    assert room.said.startswith("This has to be corrected first: it is “What goes well")
    assert not own_file(room, "repair-shop").exists()
    writes_over(room, "What goes well here?")
    room.until(lambda: is_previewed(room, "What goes well here?"))
    assert not row(room, "Question on the wall").fault

    # A label, and a stage of another kind after the last one on the board.
    room.presses("Ctrl+Shift+N")
    room.types("label")
    room.presses("Enter")
    writes_over(room, "no spare part")
    room.presses("Esc", "Home", "Down", "Down", "Ctrl+Shift+N")
    room.types("put in order")
    room.presses("Enter")
    writes_over(room, "Which wait is the longest?")
    room.until(lambda: is_previewed(room, "Which wait is the longest?"))
    assert [stage["kind"] for stage in tables(room)["stages"]][:4] == [
        *("board", "board", "rank", "discuss")
    ]

    # Too early: moved down; undone; a stage removed, and back again.
    room.presses("Alt+Down")
    assert [stage["kind"] for stage in tables(room)["stages"]][2:4] == ["discuss", "rank"]
    room.presses("Esc", "Ctrl+Z", "Del")
    assert "Which wait is the longest?" not in parts(room)
    room.presses("Ctrl+Z")
    assert parts(room)[3] == "Which wait is the longest?"

    saves(room, "repair-shop")
    assert load_exercise(own_file(room, "repair-shop")).labels[0].text == "no spare part"

    # It is offered at once, and the meeting keeps its words.
    room.presses("Esc")
    assert picker(room).list.selected_id == "repair-shop"
    room.presses("Enter", "Enter")
    assert room.session.exercise.title == "Repair shop"
    assert room.stage.question.text() == "What goes well here?"
    room.says("We know every rider")
    assert room.left() == ["We know every rider"]
    script = room.meeting.script
    assert script is not None and 'title = "Repair shop"' in script.toml


def tables(room: Room) -> dict[str, list[dict[str, object]]]:
    return room.controller.exercise_editor().draft.tables


def test_by_mouse_from_a_blank_to_a_meeting(open_room: OpenRoom) -> None:
    room = open_room(size=PROJECTOR)
    clicks(room.controller.home.other)
    clicks(picker(room).own.make)
    clicks_row(room, "Title")
    writes(room, "Night shift")
    clicks_part(room, "Why is it like this?")
    clicks_row(room, "Question on the wall")
    writes(room, "Why do guests wait at night?")
    clicks(editor(room).remove)
    room.until(lambda: "Why do guests wait at night?" not in parts(room))
    undo = room.window.toast._buttons[0]
    clicks(undo)
    assert "Why do guests wait at night?" in parts(room)
    clicks(editor(room).down)
    clicks(editor(room).up)
    clicks(editor(room).add)
    sheet = room.controller.exercise_editor().sheet
    clicks(sheet.list.viewport(), spot_on(sheet.list, "Label"))
    clicks_row(room, "Label")
    writes(room, "no night porter")
    clicks(editor(room).save)
    room.until(lambda: editor(room).keys.state == "Saved")
    assert load_exercise(own_file(room, "night-shift")).labels[0].text == "no night porter"
    clicks_part(room, "The exercise: Night shift")
    clicks_hint(room, "back", editor(room).keys)
    clicks_hint(room, "choose this one", picker(room).keys)
    clicks(room.controller.new_meeting().form.begin)
    assert [stage.kind for stage in room.session.exercise.stages][2] is Kind.DISCUSS


def clicks_row(room: Room, name: str) -> None:
    widget = row(room, name)
    editor(room).form.ensureWidgetVisible(widget)
    stop: QWidget = widget.stops()[0]
    clicks(stop)


def writes(room: Room, words: str) -> None:
    """What is selected by a double click or by hand is replaced; here all of it by its field."""
    focus = room.focus
    focus.selectAll()  # type: ignore[attr-defined]
    room.types(words)
    room.until(lambda: True)


def clicks_part(room: Room, text: str) -> None:
    room.until(lambda: text in parts(room))
    clicks(editor(room).list.viewport(), spot_on(editor(room).list, text))
