"""What the window’s keys do, by name: of it the palette, the menu and the keys are made."""

from typing import TYPE_CHECKING

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.timer.clock_commands import time_commands

if TYPE_CHECKING:
    # The first window must not wait for them.
    from facilitator.ui.meeting.meeting_screen import MeetingScreen
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


def in_meeting(window: "MainWindow", screen: "MeetingScreen") -> list[Command]:
    """On whatever stage of a meeting is at hand."""
    from facilitator.ui.stages import privacy, themes, vote_counter

    undo = screen.session.undo_stack
    return [
        Command(tr("Next step"), ("PgDown",), lambda: screen.go(1)),
        Command(tr("Previous step"), ("PgUp",), lambda: screen.go(-1)),
        Command(tr("Next stage"), ("Ctrl+PgDown",), lambda: screen.go_stage(1)),
        Command(tr("Previous stage"), ("Ctrl+PgUp",), lambda: screen.go_stage(-1)),
        Command(tr("Undo"), ("Ctrl+Z",), screen.undo, works=undo.canUndo),
        Command(tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), screen.redo, works=undo.canRedo),
        Command(tr("Other column"), ("Ctrl+Tab", "F6"), lambda: screen.stage.switch_side()),
        Command(tr("Previous item"), ("Ctrl+Up",), lambda: screen.stage.select_left(-1)),
        Command(tr("Next item"), ("Ctrl+Down",), lambda: screen.stage.select_left(1)),
        *themes.commands(screen, window.target_requested.emit, window.alike_requested.emit),
        vote_counter.command(screen, window.vote_requested.emit),
        Command(tr("What to say"), ("F3",), window.notes_requested.emit, also=tr("notes")),
        Command(
            tr("All at a glance"),
            ("F4",),
            window.overview_requested.emit,
            also=tr("overview"),
        ),
        Command(tr("About this meeting"), ("Ctrl+I",), window.details_requested.emit),
        *time_commands(window.time_requested.emit),
        *privacy.commands(screen, window.roster_requested.emit),
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
