"""The menu at the top of the screen: everything that exists as a key, for the mouse."""

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Side
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Where
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.menu import grouped_menu
from tests.support.mouse import chooses, clicks_card, listed, open_menu
from tests.support.window import Room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def in_menu(room: Room) -> dict[str, list[str]]:
    """What the menu lists, opened by its key."""
    room.presses("F10")
    menu = open_menu()
    found = listed(menu)
    menu.close()
    return found


def test_it_lists_all_that_works_now_in_groups(room: Room) -> None:
    elsewhere = (catalog.MENU, catalog.GO_TO_STAGE)
    for stage in room.session.exercise.stages:
        room.walks_to(stage.id)
        shown = in_menu(room)
        names = {name for group in shown.values() for name in group}
        works = [one for one in room.window.commands() if one.spec not in elsewhere]
        assert names == {one.name for one in works}, stage.id
        assert {"Settings", "Export the plan", "All keys", "All meetings"} <= set(shown[""])
        assert "Go round the table on/off" in shown[Where.PEOPLE.title]
        assert "Preview and print" in shown[Where.EXPORT.title], "one column has to do"
        assert "Vote with dots" in names


def test_the_mouse_finds_rounds_and_private_writing_and_the_sentence_stays(room: Room) -> None:
    room.types("half a sent")
    chooses(room, Where.PEOPLE.title, "Private writing")
    assert room.meeting.bookmark.private
    chooses(room, Where.PEOPLE.title, "Go round the table")
    assert rounds.whose_turn(room.meeting) is not None or room.window.sheet is not None
    room.presses("Esc")
    assert (room.entry, room.focus) == ("half a sent", room.stage.entry.edit)


def test_what_is_selected_has_a_group_of_its_own(room: Room) -> None:
    room.says("We & they")
    clicks_card(room, Side.LEFT, "We & they")
    assert "Remove" in in_menu(room)["On an item · We & they"]
    chooses(room, "On an item", "Remove")
    assert room.left() == []


def test_a_right_click_beside_the_cards_shows_the_same_menu(room: Room) -> None:
    shown = in_menu(room)
    view = room.view(Side.RIGHT).viewport()
    at = view.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, asked)
    menu = open_menu()
    assert listed(menu) == shown
    assert Where.PEOPLE.title in shown
    menu.close()


def test_at_home_it_leads_to_the_settings_and_a_sheet_is_left_first(home: Room) -> None:
    assert isinstance(home.window.screen_shown, HomeScreen)
    assert {"New meeting", "Find", "Settings", "Quit"} <= set(in_menu(home)[""])
    chooses(home, "Settings")
    assert home.window.sheet is home.controller.settings_sheet()
    assert home.window.show_menu() is None


def test_every_screen_before_a_meeting_has_it(home: Room) -> None:
    for keys in (("Ctrl+N",), ("Ctrl+O",)):
        home.presses(*keys)
        chooses(home, "Settings")
        assert home.window.sheet is home.controller.settings_sheet()
        home.presses("Esc")


def test_the_console_has_it_too(room: Room) -> None:
    room.window.set_console(True)
    shown = [one for one in room.window.findChildren(MenuButton) if one.isVisible()]
    assert len(shown) == 1
    chooses(room, "Settings")
    assert room.window.sheet is room.controller.settings_sheet()


def test_a_long_menu_is_closer_rather_than_in_two_columns(room: Room) -> None:
    window = room.window
    (one, *_) = window.commands()
    height = QApplication.primaryScreen().availableGeometry().height()

    def is_in_one_column(lines: int) -> bool:
        menu = grouped_menu(window, window.metrics, [], [one] * lines)
        menu.sizeHint()
        return len({menu.actionGeometry(action).left() for action in menu.actions()}) == 1

    row = menu_row(window)
    assert is_in_one_column(height // row)
    assert is_in_one_column(height // row + 1)


def menu_row(window: MainWindow) -> int:
    """How high a line is in a menu that is short."""
    (one, *_) = window.commands()
    menu = grouped_menu(window, window.metrics, [], [one])
    menu.sizeHint()
    return menu.actionGeometry(menu.actions()[0]).height()
