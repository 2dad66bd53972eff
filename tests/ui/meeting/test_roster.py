"""Who takes part is written down in seconds, and whoever comes late joins at any time."""

import pytest

from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Card, Side
from facilitator.ui.meeting.roster_sheet import RosterSheet
from facilitator.ui.new_meeting.details_screen import DetailsScreen
from tests.support.accessible_tree import faults as unreadable
from tests.support.legibility import PaintedText, assert_legible, faults
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, Start, faces


@pytest.fixture
def sheet(room: Room) -> RosterSheet:
    """The list of who takes part, open in a new meeting."""
    room.presses("Ctrl+R")
    found = room.window.sheet
    assert isinstance(found, RosterSheet)
    return found


def people(room: Room) -> list[str]:
    return list(room.meeting.details.participants)


def listed(sheet: RosterSheet) -> list[str]:
    return [face.text for face in faces(sheet.list)]


def test_names_are_typed_one_after_another_or_pasted(room: Room, sheet: RosterSheet) -> None:
    assert "No names yet" in sheet.message.text()
    room.says("Anna", "Ben")
    assert room.focus is sheet.name.field
    room.pastes("Carla\nDiego  Ruiz\n\nAnna\n")
    room.presses("Enter")
    room.says("Eva & Finn, ")
    assert people(room) == ["Anna", "Ben", "Carla", "Diego Ruiz", "Eva", "Finn"]
    assert listed(sheet) == people(room)
    assert sheet.title.text().startswith("Who takes part · 6 people")
    room.says("Ben")
    assert room.said == "That name is already on the list."
    assert sheet.name.text == ""
    room.presses("Esc")
    assert room.window.sheet is None
    assert room.focus is room.stage.entry.edit
    room.presses("Ctrl+I")
    form = room.window.stack.currentWidget()
    assert isinstance(form, DetailsScreen)
    assert "Anna, Ben, Carla, Diego Ruiz, Eva, Finn" in form.texts


def test_a_name_is_changed_moved_removed_and_brought_back(room: Room, sheet: RosterSheet) -> None:
    room.says("Anna, Ben, Carla")
    room.presses("Down", "Home", "F2")
    room.types(" Maria")
    room.presses("Enter")
    assert people(room) == ["Anna Maria", "Ben", "Carla"]
    room.presses("Alt+Down")
    assert people(room) == ["Ben", "Anna Maria", "Carla"]
    room.presses("Del")
    assert people(room) == ["Ben", "Carla"]
    assert sheet.list.selected_id == "1", "the next one is selected, and Del goes on"
    room.presses("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert people(room) == listed(sheet) == ["Anna", "Ben", "Carla"]
    room.presses("Ctrl+Y")
    assert people(room) == ["Anna Maria", "Ben", "Carla"]


def test_undo_in_the_list_reaches_no_further_than_the_list(room: Room) -> None:
    room.says("We know the regulars")
    room.presses("Ctrl+R")
    room.says("Anna")
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.said == "There is nothing to undo here."
    assert room.left() == ["We know the regulars"]
    room.presses("Esc", "Ctrl+Z")
    assert room.left() == []


def test_everyone_may_go_and_the_field_is_there_for_the_next(
    room: Room, sheet: RosterSheet
) -> None:
    room.says("Anna")
    room.presses("Down", "Del")
    assert people(room) == []
    assert room.focus is sheet.name.field
    room.presses("Down", "Up", "Up")
    room.types("B")
    assert sheet.name.text == "B"


def test_a_name_that_is_too_long_is_refused_and_stays(room: Room, sheet: RosterSheet) -> None:
    room.pastes("x" * 5_001)
    room.presses("Enter")
    assert "characters" in room.said
    assert (people(room), len(sheet.name.text)) == ([], 5_001)


def test_cards_carry_names_only_when_that_is_switched_on(room: Room, sheet: RosterSheet) -> None:
    room.says("Anna, Ben")
    assert "anonymous" in sheet.explained.text()
    room.presses("Esc", "Ctrl+F8")
    room.says("anonymous")
    room.presses("Ctrl+R", "Tab", "Tab", "Enter")
    assert "Earlier cards stay as they are" in sheet.explained.text()
    room.presses("Esc")
    room.says("signed")
    assert {card.text: card.author for card in room.meeting.all(Card)} == {
        "anonymous": "",
        "signed": "Ben",
    }
    assert [face.detail for face in room.faces(Side.LEFT)] == ["", "Ben"]
    room.presses("Ctrl+F")
    room.types("ben")
    found = faces(room.controller.finder().sheet.list)
    assert [(face.text, face.detail.endswith("Ben")) for face in found] == [("signed", True)]
    room.presses("Esc", "Ctrl+R", "Tab", "Tab", "Enter", "Esc")
    assert [face.detail for face in room.faces(Side.LEFT)] == ["", ""]


@pytest.mark.parametrize("way_out", ["Esc", "Ctrl+R"])
def test_a_half_typed_name_waits_in_the_meeting_it_was_typed_in(room: Room, way_out: str) -> None:
    room.presses("Ctrl+R")
    room.types("Dor")
    room.presses(way_out, "Ctrl+R")
    room.types("a")
    room.presses("Enter")
    assert people(room) == ["Dora"]
    room.types("Ev")
    room.presses("Esc")
    room.goes_home()
    room.presses("Ctrl+N", "Enter", "Ctrl+R")
    assert room.controller.host.roster().sheet.name.text == "", "another meeting has other people"


def test_redo_in_the_list_reaches_no_further_than_the_list(room: Room) -> None:
    room.says("We know the regulars")
    room.presses("Ctrl+Z", "Ctrl+R", "Ctrl+Y")
    assert (room.said, room.left()) == ("There is nothing to redo here.", [])
    room.says("Anna")
    room.presses("Ctrl+Z", "Ctrl+Y", "Ctrl+Y")
    assert people(room) == ["Anna"]
    room.presses("Esc", "Ctrl+Z", "Ctrl+R", "Ctrl+Y")
    assert people(room) == []


def test_a_comma_in_a_name_is_part_of_it(room: Room) -> None:
    room.session.execute(rounds.set_participants(room.meeting, ["Smith, John", "Ben"]))
    room.presses("Ctrl+I", "End")
    room.types(" morning")
    room.presses("Enter")
    assert room.meeting.details.title == "Monday morning"
    assert people(room) == ["Smith, John", "Ben"]
    room.presses("Ctrl+R", "Down", "End", "F2")
    room.types(", Dr")
    room.presses("Enter")
    assert people(room) == ["Smith, John", "Ben, Dr"]


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
@pytest.mark.parametrize("number", [0, 4, 30])
def test_the_list_is_legible_and_every_part_has_a_name(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], number: int
) -> None:
    room = open_room(Start("new"), size)
    room.presses("Ctrl+R")
    room.says(", ".join(f"Bartholomew of the night shift {n}" for n in range(number)))
    sheet = room.window.sheet
    assert isinstance(sheet, RosterSheet)
    for keys in ("Down", "Tab", "Enter"):
        room.presses(keys)
        assert_legible(room, painted)
        assert list(faults(sheet)) == [], keys
        assert unreadable(room.window) == []
    assert rounds.whose_turn(room.meeting) is None
