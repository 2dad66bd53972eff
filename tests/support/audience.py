"""The audience window beside the console, on the one screen there is. Needs Qt."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from facilitator.domain.records import Side
from facilitator.ui.audience.audience_stage import AudienceStage
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.room_feed import RoomFeed
from tests.support.window import PROJECTOR, Room, faces, settle


@pytest.fixture
def audience(room: Room) -> Iterator[AudienceWindow]:
    """A second window on the meeting of `room`; there is but one screen here to show it on."""
    window = AudienceWindow()
    window.resize(*PROJECTOR)
    window.show()
    feed = RoomFeed(window)
    feed.follow(room.screen)
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    yield window
    feed.follow(None)
    window.deleteLater()
    settle()


def shown(window: AudienceWindow) -> AudienceStage:
    assert window.stage is not None
    return window.stage


def texts(window: AudienceWindow, side: Side) -> list[str]:
    return [face.text for face in faces(shown(window).panels[side].view)]


def colours(window: AudienceWindow) -> set[str]:
    image = window.grab().toImage()
    across, down = range(0, image.width(), 16), range(0, image.height(), 16)
    return {QColor(image.pixel(x, y)).name() for x in across for y in down}


def on_two_screens(room: Room, two: bool) -> None:
    """The room looks at a window of its own, or at this one."""
    room.window.set_console(two)
    settle()
