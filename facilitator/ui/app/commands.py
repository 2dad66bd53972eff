"""What the window’s keys do, by name: of it the palette, the menu and the keys are made."""

from typing import TYPE_CHECKING

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    # The first window must not wait for them.
    from facilitator.ui.shell.main_window import MainWindow


def everywhere(window: "MainWindow") -> list[Command]:
    """On every screen."""

    def at_hand() -> bool:
        return not getattr(window.stack.currentWidget(), "alone", False)

    def meeting() -> bool:
        return window.meeting is not None

    return [
        Command(tr("New meeting"), ("Ctrl+N",), window.new_requested.emit, works=at_hand),
        Command(
            tr("Export PDF"),
            ("Ctrl+E",),
            window.export_requested.emit,
            also=tr("print save plan"),
            works=meeting,
        ),
        Command(
            tr("Find"), ("Ctrl+F",), window.find_requested.emit, "", tr("search"), works=at_hand
        ),
        Command(tr("What to do"), ("Ctrl+K",), window.palette_requested.emit),
        Command(tr("Settings"), ("Ctrl+,",), window.settings_requested.emit),
        Command(tr("All keys"), ("F1",), window.help_requested.emit, also=tr("help")),
        Command(tr("Full screen"), ("F11",), window.toggle_full_screen),
        Command(tr("Quit"), ("Ctrl+Q",), window.close, also=tr("leave exit")),
    ]


def for_room(window: "MainWindow") -> list[Command]:
    """What is done with the room's picture: on it, and on the console whatever lies over it."""

    def meeting() -> bool:
        return window.meeting is not None

    return [
        Command(
            tr("The room’s picture on or off"),
            ("F5",),
            window.audience_requested.emit,
            also=tr("audience window projector second screen"),
            works=meeting,
        ),
        Command(
            tr("Swap the screens"),
            ("Shift+F5",),
            window.swap_requested.emit,
            also=tr("projector"),
            works=meeting,
        ),
        Command(
            tr("Number the screens"),
            ("Ctrl+F5",),
            window.identify_requested.emit,
            also=tr("identify"),
            works=meeting,
        ),
        Command(
            tr("Blank the room"),
            ("Ctrl+B",),
            window.blank_requested.emit,
            also=tr("black hide"),
            works=meeting,
        ),
        Command(
            tr("Freeze the room"),
            ("Ctrl+Shift+B",),
            window.freeze_requested.emit,
            also=tr("still"),
            works=meeting,
        ),
    ]
