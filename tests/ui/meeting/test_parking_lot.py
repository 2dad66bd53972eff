"""What comes up at the wrong moment is parked from any stage, and decided about at the end."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt

from facilitator.domain.follow_up.look_back import carried_over
from facilitator.domain.follow_up.parking_lot import waiting
from facilitator.domain.records import Action, Outcome, Parked, Side
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.parking.sheet import ParkingSheet
from tests.support.audience import shown
from tests.support.window import Room, faces

COFFEE = "The coffee machine drips"


def parked(room: Room) -> list[str]:
    return [each.text for each in room.meeting.all(Parked)]


def sheet(room: Room) -> ParkingSheet:
    return room.controller.host.parking().sheet


def counts(room: Room) -> str:
    """What is said beside the question, empty when nothing is."""
    label = room.stage.parts.parked
    return label.text() if label.isVisible() else ""


def closing(room: Room) -> None:
    """Three things are parked, and the plan is shown with the first of them selected."""
    for text in (COFFEE, "Lights in the lot", "New uniforms"):
        room.types(text)
        room.presses("Ctrl+P")
    room.walks_to("close")
    room.stage.show_item(room.meeting.all(Parked)[0].id)
    assert room.selected() == COFFEE


def test_a_sentence_is_parked_while_it_is_typed(room: Room, audience: AudienceWindow) -> None:
    assert counts(room) == ""
    room.types(COFFEE)
    room.presses("Ctrl+P")
    assert (parked(room), room.entry) == ([COFFEE], "")
    assert "Parked" in room.said and "Ctrl+Shift+P" in room.said
    room.until(lambda: shown(audience).parked.text() == "1 parked")
    assert counts(room) == "1 parked"
    room.walks_to("what-matters")
    assert counts(room) == "1 parked"
    assert room.meeting.all(Parked)[0].stage == "feel-first"
    room.presses("Ctrl+Z")
    assert (parked(room), counts(room)) == ([], "")


def test_a_card_stays_where_it_is(room: Room) -> None:
    room.says(COFFEE)
    room.presses("Up", "Ctrl+P")
    assert (parked(room), room.left()) == ([COFFEE], [COFFEE])


def test_nothing_is_parked_of_nothing(room: Room) -> None:
    room.presses("Ctrl+P")
    assert parked(room) == []
    assert "select a card" in room.said


def test_what_is_hidden_is_not_parked_aloud(room: Room) -> None:
    room.presses("Ctrl+H")
    room.types("The boss shouts")
    room.presses("Ctrl+P")
    assert "private" in room.said and room.entry == "The boss shouts"
    room.presses("Enter", "Up", "Ctrl+P")
    assert parked(room) == []


def test_the_form_of_an_action_parks_what_stands_in_it(room: Room) -> None:
    room.walks_to("who-when")
    room.types(COFFEE)
    room.presses("Ctrl+P")
    assert (parked(room), room.stage.sentence()) == ([COFFEE], "")


def test_the_list_is_edited_put_in_order_and_undone(room: Room) -> None:
    for text in (COFFEE, "Lights in the lot"):
        room.types(text)
        room.presses("Ctrl+P")
    room.presses("Ctrl+Shift+P")
    view = sheet(room).list
    assert view.hasFocus() and [face.text for face in faces(view)] == parked(room)
    room.presses("Down", "Alt+Up")
    assert parked(room) == ["Lights in the lot", COFFEE]
    room.presses("Enter")
    room.types(" at night")
    room.presses("Enter")
    assert parked(room) == ["Lights in the lot at night", COFFEE]
    room.presses("Del")
    assert parked(room) == [COFFEE]
    room.presses("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert room.said == "There is nothing to undo here."
    assert parked(room) == [COFFEE, "Lights in the lot"]
    room.presses("Esc")
    room.says("New uniforms")
    assert parked(room) == [COFFEE, "Lights in the lot", "New uniforms"]
    room.presses("Ctrl+Shift+P")
    assert not sheet(room).isVisible()


def test_each_is_put_off_or_dropped_where_the_plan_is(room: Room) -> None:
    closing(room)
    assert [face.aside for face in room.faces(Side.RIGHT)][-3:] == ["parked"] * 3
    room.presses("2")
    assert COFFEE not in room.right()
    coffee, *_ = room.meeting.all(Parked)
    assert coffee.outcome is Outcome.NEXT
    assert "next meeting" in room.said and COFFEE in room.said
    (brought,) = carried_over([room.meeting])
    assert (brought.text, brought.outcome) == (COFFEE, None)
    room.stage.show_item(room.meeting.all(Parked)[1].id)
    room.presses("3")
    assert [each.text for each in waiting(room.meeting)] == ["New uniforms"]
    assert counts(room) == "1 parked"
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert COFFEE in room.right() and counts(room) == "3 parked"


def test_one_becomes_an_action_with_its_words_in_the_form(room: Room) -> None:
    closing(room)
    room.presses("1")
    assert room.at == "who-when"
    assert (room.form.what.text(), room.band) == (COFFEE, COFFEE)
    room.presses("Enter")
    room.types("Ana")
    room.presses("Enter")
    room.types("tomorrow")
    room.presses("Enter")
    while not room.meeting.count(Action):
        room.presses("Enter")
    (action,) = room.meeting.all(Action)
    assert (action.text, action.strategy) == (COFFEE, room.meeting.all(Parked)[0].id)
    assert action.due is not None and action.due > date.today()
    room.walks_to("close")
    assert COFFEE in room.left() and COFFEE not in room.right()
    room.presses("Ctrl+Z")
    assert COFFEE in room.right()


@pytest.fixture
def opened(room: Room) -> Iterator[Room]:
    """The list is open on one parked item."""
    room.types(COFFEE)
    room.presses("Ctrl+P", "Ctrl+Shift+P")
    yield room


@pytest.mark.parametrize(("number", "outcome"), [(2, Outcome.NEXT), (3, Outcome.DROPPED)])
def test_the_list_decides_by_click_and_by_key(opened: Room, number: int, outcome: Outcome) -> None:
    opened.qtbot.mouseClick(sheet(opened).outcomes[number - 1], Qt.MouseButton.LeftButton)
    assert opened.meeting.all(Parked)[0].outcome is outcome
    sheet(opened).list.setFocus()
    opened.presses(str(number))
    assert opened.meeting.all(Parked)[0].outcome is None


def test_the_count_opens_the_list(opened: Room) -> None:
    opened.presses("Esc")
    opened.presses("Esc")
    opened.qtbot.mouseClick(opened.stage.parts.parked, Qt.MouseButton.LeftButton)
    opened.until(sheet(opened).isVisible)
    assert sheet(opened).accessibleName() == "Parking lot"
