"""The declared keys are those that work, and those that the help and the README tell of."""

from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.records import Card
from facilitator.exercises.exercise_library import Library
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.command_catalog import declared
from facilitator.ui.base.commands import Where
from facilitator.ui.shell.help_pages import markdown_table, pages
from facilitator.ui.shell.help_sheet import HelpSheet
from tests.support.furniture import Furnishing
from tests.support.mouse import clicks_hint
from tests.support.window import OpenRoom, Room

README = Path(__file__).parents[3] / "README.md"
EVERYWHERE = {
    *(Where.ANYWHERE, Where.AUDIENCE, Where.MEETING, Where.EXPORT, Where.SECTIONS, Where.JOIN)
}
"""The window has the commands of the meeting that export it or show it to the room."""
ON_SCREEN = {
    "MainWindow": EVERYWHERE,
    "MeetingScreen": {
        *(Where.MEETING, Where.CLOCK, Where.PEOPLE, Where.WHY),
        *(Where.ENTRY, Where.THEMES, Where.VOTE, Where.PARKING, Where.CLOSE, Where.HEARD),
    },
    "HomeScreen": {Where.HOME},
    "TeamsSheet": {Where.HOME, Where.MEETING},
    "SearchScreen": {Where.SEARCH},
    "FollowUpScreen": {Where.FOLLOW_UP},
    "BackupsScreen": {Where.BACKUPS},
    "DetailsScreen": {Where.FORM},
    "ExercisePicker": {Where.EXERCISES},
    "EditorScreen": {Where.EXERCISES},
    "AudienceWindow": {Where.AUDIENCE},
    "RosterSheet": {Where.PEOPLE, Where.MEETING},
    "ParkingSheet": {Where.PARKING, Where.MEETING},
    "RotiSheet": {Where.CLOSE, Where.MEETING},
}


def test_the_table_in_the_readme_is_that_of_the_declarations() -> None:
    text = README.read_text(encoding="utf-8")
    start = text.index("| where | key | does |")
    assert text[start : text.index("\n\n", start)] == markdown_table()


def test_every_declared_key_is_in_the_help_once() -> None:
    for in_meeting in (True, False):
        shown = [
            spec
            for page in pages(in_meeting)
            for column in page
            for _, specs in column
            for spec in specs
        ]
        assert len(shown) == len(set(shown))
        assert set(shown) == {spec for spec in declared() if spec.keys}


def test_every_key_that_is_installed_is_declared_for_that_place(open_room: OpenRoom) -> None:
    room = open_room()
    seen = shortcuts_declared()
    for exercise in Library().all():
        room.takes_in(Furnishing(exercise, 2, "Queue").meeting)
        for _ in exercise.stages:
            seen |= shortcuts_declared()
            room.presses("Ctrl+PgDown")
        for key in ("Ctrl+,", "Ctrl+R", "Ctrl+Shift+P", "F7"):
            room.presses(key)
            seen |= shortcuts_declared()
            room.presses("Esc")
        room.controller.go_home()
    room.window.run_command(catalog.TEAMS)
    seen |= shortcuts_declared()
    room.controller.backups().open()
    seen |= shortcuts_declared()
    room.presses("Ctrl+Shift+F")
    seen |= shortcuts_declared()
    room.controller.go_home()
    room.presses("Ctrl+2")
    seen |= shortcuts_declared()
    room.presses("Ctrl+N")
    seen |= shortcuts_declared()
    room.controller.exercise_editor().make()
    seen |= shortcuts_declared()
    assert seen == set(ON_SCREEN)


def shortcuts_declared() -> set[str]:
    """Assert it of all that is on the screen now; return the kinds of widgets with shortcuts."""
    owners = set()
    for window in QApplication.topLevelWidgets():
        for widget in (window, *window.findChildren(QWidget)):
            keys = {
                shortcut.toString()
                for action in widget.actions()
                if isinstance(action, QAction)
                for shortcut in action.shortcuts()
            }
            if keys:
                kind = type(widget).__name__
                owners.add(kind)
                assert keys <= declared_for(ON_SCREEN[kind]), kind
    return owners


def declared_for(places: set[Where]) -> set[str]:
    specs = [spec for spec in declared() if spec.where in places]
    return {QKeySequence(key).toString() for spec in specs for key in spec.keys}


def test_every_page_of_the_help_fits_the_sheet(room: Room) -> None:
    room.presses("F1")
    sheet = room.window.sheet
    assert isinstance(sheet, HelpSheet)
    for _ in pages(in_meeting=True):
        for table in sheet.tables:
            bottom = table.mapTo(sheet.sheet, table.rect().bottomLeft()).y()
            assert bottom <= sheet.foot.geometry().top()
            specs = [spec for _, section in table.sections for spec in section]
            assert [table.shown_words(spec) for spec in specs] == [spec.does for spec in specs]
        room.presses("PgDown")


def test_a_click_on_a_hint_does_what_its_key_does(room: Room) -> None:
    room.types("no chairs")
    clicks_hint(room, "add")
    assert room.left() == ["no chairs"]
    clicks_hint(room, "cards")
    assert room.selected() == "no chairs"
    clicks_hint(room, "edit")
    room.types(" at all")
    clicks_hint(room, "save")
    assert room.left() == ["no chairs at all"]
    clicks_hint(room, "remove")
    assert (room.left(), room.focus) == ([], room.stage.entry.edit)
    before = room.at
    clicks_hint(room, "next stage")
    assert room.at != before


def test_a_click_on_a_hint_of_several_keys_does_nothing(room: Room) -> None:
    room.says("one", "two")
    room.presses("Up")
    clicks_hint(room, "move")
    assert (room.left(), room.selected()) == (["one", "two"], "two")


def test_a_click_adds_the_only_label_there_is(room: Room) -> None:
    room.window.resize(3000, 1000)
    room.presses("PgDown")
    room.says("closed at noon")
    room.presses("Up")
    clicks_hint(room, "policy that penalizes…")
    (gap,) = room.meeting.all(Card)
    assert gap.labels == ("penalizing-policy",)
