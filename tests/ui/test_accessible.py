"""Who does not see the screen hears it: everything has a name."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from facilitator.domain.records import Side
from facilitator.exercises.library import Library
from facilitator.start import Start
from tests.ui.furnishing import Furnishing
from tests.window import OpenRoom, Room


def nameless(widget: QWidget) -> Iterator[str]:
    """Visible widgets that can have the focus and don't say what they are."""
    for child in [widget, *widget.findChildren(QWidget)]:
        parent = child.parentWidget()
        is_viewport = isinstance(parent, QAbstractScrollArea) and parent.viewport() is child
        can_have_focus = child.focusPolicy() != Qt.FocusPolicy.NoFocus and not child.focusProxy()
        if child.isVisible() and can_have_focus and not is_viewport and not said(child):
            yield repr(child)


def said(widget: QWidget) -> str:
    """What a screen reader is told of a widget."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name) if seen is not None else ""


def test_all_that_can_have_the_focus_has_a_name(open_room: OpenRoom) -> None:
    room = open_room()
    assert list(nameless(room.window)) == []
    for keys in ("Ctrl+N", "Ctrl+O"):
        room.presses(keys)
        assert list(nameless(room.window)) == []
    room.presses("Esc", "Esc")
    for exercise in Library().all():
        room.takes_in(Furnishing(exercise, 2, "Queue").meeting)
        for _ in exercise.stages:
            assert list(nameless(room.screen)) == [], room.at
            room.presses("Ctrl+PgDown")
        room.controller.go_home()
    room.controller.open_sample()
    room.until(lambda: room.window.meeting is not None)
    for key in ("F1", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E"):
        room.presses(key)
        assert list(nameless(room.window)) == [], key
        room.presses("Esc")


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
