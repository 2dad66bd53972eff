"""The code with a window of the room's own: large, in a corner, off, and when the window goes."""

from PySide6.QtWidgets import QLabel, QWidget

from facilitator.launch import Start
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.join.joining import Joining
from facilitator.ui.stages.invitation.invitation_corner import InvitationCorner
from facilitator.ui.stages.invitation.invitation_slide import InvitationSlide
from tests.support.joiner import Joins
from tests.support.joiner import joins as joins
from tests.support.two_screens import two_screens
from tests.support.window import OpenRoom, Room, keyboard_back


def joining(room: Room) -> Joining:
    made = room.controller.joining.made
    assert made is not None
    return made


def wall(room: Room) -> AudienceWindow:
    return room.controller.audience().window


def invited(room: Room) -> str:
    """How the room sees the code."""
    kinds = {InvitationSlide: "large", InvitationCorner: "small"}
    found = [
        name
        for kind, name in kinds.items()
        for each in wall(room).findChildren(kind)
        if each.isVisible()
    ]
    return " and ".join(found) or "not"


@two_screens
def test_the_wall_has_the_code_and_the_console_the_names(open_room: OpenRoom, joins: Joins) -> None:
    room = open_room(Start("new", title="Monday"))
    keyboard_back(room)
    room.types("half a ")
    room.presses("Ctrl+F7")
    room.until(lambda: invited(room) == "large")
    joins(room, "Lin").asks()
    joins(room, "Ola").asks()
    seen = [each.accessibleName() for each in wall(room).findChildren(QWidget)]
    seen += [each.text() for each in wall(room).findChildren(QLabel)]
    assert "Lin" not in "\n".join(seen)
    room.presses("Shift+F7")
    room.until(lambda: joining(room).devices_in == 1)
    room.types("thought")
    assert room.entry == "half a thought"
    room.presses("Ctrl+F6")
    room.until(lambda: invited(room) == "small")
    room.presses("Ctrl+F6")
    room.until(lambda: invited(room) == "not")


@two_screens
def test_without_a_window_of_its_own_the_room_reads_no_names(
    open_room: OpenRoom, joins: Joins
) -> None:
    room = open_room(Start("new", title="Monday"))
    keyboard_back(room)
    room.presses("Ctrl+F7")
    room.until(lambda: invited(room) == "large")
    joins(room, "Lin").asks()
    room.presses("Ctrl+Shift+R")
    room.presses("F5")
    keyboard_back(room)
    assert not room.window.is_console
    assert not joining(room).is_on_wall
    labels = [each for each in room.window.findChildren(QWidget) if each.isVisible()]
    assert not [each for each in labels if "Lin" in each.accessibleName()]
    assert joining(room).people[0].name == "Lin"
