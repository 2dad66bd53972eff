"""The commands of the audience window: they work in it, and on the console over every screen."""

from collections.abc import Callable
from typing import Protocol

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr


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
        Command(
            tr("The room’s picture on or off"),
            ("F5",),
            lambda: actions().toggle(),
            also=tr("audience window projector second screen"),
            works=in_meeting,
        ),
        Command(
            tr("Swap the screens"),
            ("Shift+F5",),
            lambda: actions().swap(),
            also=tr("projector"),
            works=in_meeting,
        ),
        Command(
            tr("Number the screens"),
            ("Ctrl+F5",),
            lambda: actions().identify(),
            also=tr("identify"),
            works=in_meeting,
        ),
        Command(
            tr("Blank the room"),
            ("Ctrl+B",),
            lambda: actions().blank(),
            also=tr("black hide"),
            works=in_meeting,
        ),
        Command(
            tr("Freeze the room"),
            ("Ctrl+Shift+B",),
            lambda: actions().freeze(),
            also=tr("still"),
            works=in_meeting,
        ),
    ]
