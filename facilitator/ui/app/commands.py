"""The commands that work on every screen."""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr

Request = Callable[[], object]
Answer = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRequests:
    """The actions behind the commands of the window."""

    new: Request
    export: Request
    find: Request
    palette: Request
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
        Command(tr("New meeting"), ("Ctrl+N",), run.new, works=is_free),
        Command(
            tr("Export PDF"),
            ("Ctrl+E",),
            run.export,
            also=tr("print save plan"),
            works=in_meeting,
        ),
        Command(tr("Find"), ("Ctrl+F",), run.find, "", tr("search"), works=is_free),
        Command(tr("What to do"), ("Ctrl+K",), run.palette),
        Command(tr("Settings"), ("Ctrl+,",), run.settings),
        Command(tr("All keys"), ("F1",), run.help, also=tr("help")),
        Command(tr("Full screen"), ("F11",), run.full_screen),
        Command(tr("Quit"), ("Ctrl+Q",), run.close, also=tr("leave exit")),
    ]
