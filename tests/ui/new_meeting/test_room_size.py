"""How large the room is: asked when a meeting is made, kept in the settings, changed by a menu."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from facilitator.settings import RoomDepth
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.new_meeting.room_field import RoomField
from facilitator.ui.style.theme import Depth, Metrics
from tests.support.screens import form
from tests.support.window import LAPTOP, Room


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("", "medium"),
        ("1", "small"),
        ("8", "small"),
        ("9", "medium"),
        ("24", "medium"),
        ("25", "large"),
        ("Large", "large"),
        ("٣٠", "large"),
        ("about 6", "small"),
        ("10–12 people", "medium"),
        ("a small room", "small"),
    ],
)
def test_people_suggest_a_size(dressed: object, typed: str, size: RoomDepth) -> None:
    field = RoomField()
    field.ask("medium")
    field.set_text(typed)
    assert field.is_good
    assert field.room_size == size


def test_the_size_is_asked_with_the_meeting_and_kept(home: Room) -> None:
    home.presses("Ctrl+N")
    while home.focus is not form(home).room.field:
        home.presses("Tab")
    home.types("many")
    home.presses("Enter")
    assert "how many people" in form(home).room.refusal.text()
    assert home.focus is form(home).room.field
    form(home).room.field.clear()
    home.types("12")
    assert form(home).room.room_size == "medium"
    home.presses("Down")
    assert form(home).room.text == "large"
    home.presses("Enter")
    assert home.controller.workspace.settings.room == "large"
    assert home.window.metrics.em == Metrics.for_size(*LAPTOP, depth=Depth.LARGE).em


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_size_is_offered_in_the_menu_of_the_audience_window(room: Room) -> None:
    window: AudienceWindow = room.controller.audience().window
    at = QPoint(5, 5)
    QApplication.sendEvent(window, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    (menu,) = window.findChildren(QMenu)
    large = next(action for action in menu.actions() if action.text() == "Room size: large")
    large.trigger()
    menu.close()
    assert room.controller.workspace.settings.room == "large"
    size = window.width(), window.height()
    assert window.metrics.em == Metrics.for_size(*size, depth=Depth.LARGE).em
