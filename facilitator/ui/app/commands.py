"""The commands that work on every screen."""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command

Request = Callable[[], object]
Answer = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRequests:
    """The actions behind the commands of the window."""

    new: Request
    export: Request
    find: Request
    palette: Request
    menu: Request
    settings: Request
    help: Request
    full_screen: Request
    close: Request


def everywhere(run: WindowRequests, *, is_free: Answer, in_meeting: Answer) -> list[Command]:
    """Return the commands of every screen.

    `is_free` answers whether the screen lets something else begin, `in_meeting` whether a meeting
    is open.
    """
    return [
        catalog.NEW_MEETING.bind(run.new, works=is_free),
        catalog.EXPORT.bind(run.export, works=in_meeting),
        catalog.FIND.bind(run.find, works=is_free),
        catalog.PALETTE.bind(run.palette),
        catalog.MENU.bind(run.menu),
        catalog.SETTINGS.bind(run.settings),
        catalog.HELP.bind(run.help),
        catalog.FULL_SCREEN.bind(run.full_screen),
        catalog.QUIT.bind(run.close),
    ]
