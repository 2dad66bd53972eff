"""The commands of the audience window: they work in it, and on the console over every screen."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from facilitator.settings import RoomDepth
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command


class AudienceActions(Protocol):
    """The actions on the audience window."""

    def toggle(self) -> None:
        """Show the meeting on the room's screen, or take it off."""

    def swap(self) -> None:
        """Exchange the screens of console and audience window."""

    def identify(self) -> None:
        """Show a number on every screen."""

    def blank(self) -> None:
        """Blank the audience window, or show the meeting again."""

    def freeze(self) -> None:
        """Freeze the audience window, or let it follow the meeting again."""


def audience_commands(
    actions: Callable[[], AudienceActions], in_meeting: Callable[[], bool]
) -> list[Command]:
    """Return the commands; `actions` is called when one of them is used, not before."""
    return [
        catalog.TOGGLE_AUDIENCE.bind(lambda: actions().toggle(), works=in_meeting),
        catalog.SWAP_SCREENS.bind(lambda: actions().swap(), works=in_meeting),
        catalog.NUMBER_SCREENS.bind(lambda: actions().identify(), works=in_meeting),
        catalog.BLANK.bind(lambda: actions().blank(), works=in_meeting),
        catalog.FREEZE.bind(lambda: actions().freeze(), works=in_meeting),
    ]


def room_commands(
    choose: Callable[[RoomDepth], object], works: Callable[[], object]
) -> list[Command]:
    """Return the commands that choose the size of the room, and so of the letters."""
    return [
        catalog.SMALL_ROOM.bind(partial(choose, "small"), works=works),
        catalog.MEDIUM_ROOM.bind(partial(choose, "medium"), works=works),
        catalog.LARGE_ROOM.bind(partial(choose, "large"), works=works),
    ]
