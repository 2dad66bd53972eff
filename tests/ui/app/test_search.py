"""Whatever is searched in, a text is found however it is spelled."""

from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.launch import Start
from facilitator.ui.cards.card_list import CardList
from facilitator.ui.cards.picker_sheet import PickerSheet
from facilitator.ui.transfer.import_sheet import ImportSheet
from tests.support.spellings import SPELLINGS
from tests.support.window import OpenRoom, Room, faces

KEPT = {name: kept for name, (kept, _) in SPELLINGS.items()}
TYPED = {name: typed for name, (_, typed) in SPELLINGS.items()}


def searched(room: Room, shown: CardList) -> dict[str, list[str]]:
    """What is found for each spelling in the sheet that is open."""
    found = {}
    for name, typed in TYPED.items():
        room.presses("Ctrl+A")
        room.types(typed)
        found[name] = [face.text for face in faces(shown)]
    return found


def sheet(room: Room) -> PickerSheet:
    assert isinstance(room.window.sheet, PickerSheet)
    return room.window.sheet


@pytest.fixture
def gaps(room: Room) -> Room:
    """Each text is a card on the column of gaps; another one is selected."""
    room.presses("PgDown")
    room.says("zzz", *KEPT.values())
    return room


def test_cards_are_found_in_the_meeting(gaps: Room) -> None:
    gaps.presses("Ctrl+F")
    assert searched(gaps, sheet(gaps).list) == {name: [kept] for name, kept in KEPT.items()}


def test_cards_are_found_to_be_grouped_with(gaps: Room) -> None:
    gaps.presses("Up", "Home", "Ctrl+T")
    assert searched(gaps, sheet(gaps).list) == {name: [kept] for name, kept in KEPT.items()}


def test_meetings_are_found_on_the_first_screen(room: Room) -> None:
    exercise = room.session.exercise
    for kept in KEPT.values():
        room.controller.workspace.store.commit(
            begin(exercise, MeetingSetup(title=kept), date.today())
        )
    room.goes_home()
    room.until(lambda: len(faces(room.controller.home.list)) == len(KEPT) + 1)
    room.presses("Ctrl+F")
    search = room.controller.search()
    found = {}
    for name, typed in TYPED.items():
        room.presses("Ctrl+A")
        room.types(typed)
        room.until(lambda: search.is_answered)
        found[name] = [face.text for face in faces(search.screen.list)]
        assert all(face.marks for face in faces(search.screen.list))
    assert found == {name: [kept] for name, kept in KEPT.items()}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_command_is_found_by_what_it_is_about(open_room: OpenRoom, name: str) -> None:
    room = open_room(Start("new", title=KEPT[name]))
    room.is_saved()
    room.goes_home()
    room.until(lambda: bool(faces(room.controller.home.list)))
    room.presses("Down", "Ctrl+K")
    room.types(TYPED[name])
    assert {face.text.split(" · ")[0] for face in faces(sheet(room).list)} == {
        "Continue",
        "Duplicate, empty boards",
        "Duplicate with its cards",
        "Delete",
    }


@pytest.fixture
def files(home: Room) -> ImportSheet:
    """The sheet of files to import, before any were looked for."""
    sheet = ImportSheet(home.window)
    sheet.ask()
    return sheet


def test_files_are_found_to_be_imported(home: Room, files: ImportSheet, tmp_path: Path) -> None:
    files.show_files([tmp_path / f"{kept}.json" for kept in KEPT.values()])
    expected = {name: [f"{kept}.json"] for name, kept in KEPT.items()}
    assert searched(home, files.list) == expected


def test_a_path_is_no_slip_for_the_name_of_another_file(
    home: Room, files: ImportSheet, tmp_path: Path
) -> None:
    files.show_files([tmp_path / "meeting.json"])
    home.types("meetng")
    assert [face.text for face in faces(files.list)] == ["meeting.json"]
    home.types(".json")
    assert faces(files.list) == []
