"""The contract of keys, part one: what works wherever the focus is."""

import pytest

from facilitator.ui.new_meeting.details_screen import DetailsScreen
from tests.support.window import Room


def test_page_keys_walk_through_the_stages(room: Room) -> None:
    stages = [stage.id for stage in room.session.exercise.stages]
    room.presses("PgUp")
    assert room.at == stages[0] == "opening"
    room.presses("PgUp")
    assert (room.at, room.said) == (stages[0], "This is the first stage.")
    for stage in stages[1:]:
        room.presses("PgDown")
        assert room.at == stage
    room.presses("PgDown")
    assert room.at == stages[-1]
    assert room.said.startswith("This is the last stage")
    room.presses("PgUp")
    assert room.at == stages[-2]


def test_in_the_discussion_a_step_is_a_gap(room: Room) -> None:
    room.presses("PgDown")
    room.says("closed at noon", "no chairs")
    room.walks_to("why")
    assert room.band == "closed at noon"
    room.presses("PgDown")
    assert (room.at, room.band) == ("why", "no chairs")
    room.presses("PgDown", "PgUp")
    assert (room.at, room.band) == ("why", "no chairs")
    room.presses("Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+PgDown")
    assert room.at == "instead"


@pytest.mark.parametrize("redo", ["Ctrl+Shift+Z", "Ctrl+Y"])
def test_undo_and_redo_say_what_they_did_and_reach_across_stages(room: Room, redo: str) -> None:
    room.says("We answer within the hour, on every day of the week")
    room.presses("PgDown", "PgDown", "Ctrl+Z")
    assert room.said == "Undo: add card “We answer within the hour, on every…”"
    assert room.at == "what-matters"
    room.presses("Ctrl+PgUp", "Ctrl+PgUp")
    assert room.left() == []
    room.presses(redo)
    assert room.said == "Redo: add card “We answer within the hour, on every…”"
    assert room.left() == ["We answer within the hour, on every day of the week"]
    room.presses(redo)
    assert room.said == "There is nothing to redo."
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.said == "There is nothing to undo."


def test_undo_works_while_a_sentence_is_typed_and_leaves_it(room: Room) -> None:
    room.says("first")
    room.types("half a")
    room.presses("Ctrl+Z")
    assert (room.left(), room.entry) == ([], "half a")


def test_keys_that_open_something(room: Room) -> None:
    room.types("half a thought")
    for key, name in (
        ("Ctrl+E", "Export the plan"),
        ("Ctrl+F", "Find in this meeting"),
        ("F1", "All keys"),
        ("F3", "Facilitator’s guide"),
        ("Ctrl+,", "Settings"),
    ):
        room.presses(key)
        sheet = room.window.sheet
        assert sheet is not None, key
        assert sheet.accessibleName() == name
        room.presses("Esc")
        assert room.window.sheet is None, key
        assert room.focus is room.stage.entry.edit
    room.presses("Ctrl+N")
    assert isinstance(room.window.stack.currentWidget(), DetailsScreen)
    room.presses("Esc")
    assert (room.focus, room.entry) == (room.stage.entry.edit, "half a thought")


def test_f11_fills_the_screen_and_back(room: Room) -> None:
    room.presses("F11")
    assert room.window.isFullScreen()
    room.presses("F11")
    assert not room.window.isFullScreen()


def test_esc_goes_back_one_layer_at_a_time_and_loses_no_text(room: Room) -> None:
    room.says("a card")
    room.presses("Up", "Space", "Ctrl+,")
    room.types("Chef")
    room.presses("Esc")
    assert room.window.sheet is room.controller.settings_sheet(), "it asks first"
    room.presses("Esc")
    assert room.window.sheet is None
    assert room.selected() == "a card"
    room.presses("Esc")
    assert room.stage.marked == frozenset()
    room.presses("Esc")
    assert room.focus is room.stage.entry.edit
    room.types("half a thought")
    room.goes_home()
    assert room.window.stack.currentWidget() is room.controller.home
    room.until(lambda: bool(room.controller.home.list.column.ids))
    room.presses("Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    assert room.entry == "half a thought"


def test_the_line_of_keys_follows_the_focus(room: Room) -> None:
    assert {"Enter", "Ctrl+Tab", "PgDown", "F1"} <= set(room.hints())
    room.says("a card")
    room.presses("Up")
    assert {"Del", "Space", "Alt+arrows", "F1"} <= set(room.hints())
    room.presses("Enter")
    assert {"Enter", "Esc"} <= set(room.hints())
    assert "Del" not in room.hints()


@pytest.mark.parametrize("key", ["F1", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E"])
def test_looking_something_up_leaves_the_sentence_in_its_column(room: Room, key: str) -> None:
    room.presses("PgDown")
    room.says("Closed at noon")
    room.types("Helmets are locked away")
    column = room.stage.entry.chip.text
    room.presses(key)
    room.until(lambda: room.window.sheet is not None)
    room.presses("Esc")
    assert room.stage.entry.chip.text == column
    room.presses("Enter")
    assert room.left() == []
    assert room.right() == ["Closed at noon", "Helmets are locked away"]
