"""Keep the audience window on the room's screen, in step with the meeting on the console."""

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from facilitator.domain.room.room_clock import RoomClock
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.commands import audience_commands, room_commands
from facilitator.ui.audience.room_feed import RoomFeed
from facilitator.ui.audience.room_thumbnail import RoomThumbnail
from facilitator.ui.audience.screen_number import ScreenNumber
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import install
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.keep_awake import KeepAwake
from facilitator.ui.desktop.screens import (
    Screens,
    current_screens,
    fill_screen,
    find_room_screen,
    how_to_extend,
    info_of,
    move,
    screen_of,
    to_qscreen,
)
from facilitator.ui.desktop.second_press import Press, SecondPress
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.widgets.ime import insert_composed
from facilitator.ui.widgets.menu import pop_up
from facilitator.ui.workspace.workspace import Workspace

MOST_TRIES = 4
"""How often in a row the window is moved to its screen, before a desktop that refuses wins."""
ARRIVED = 150
"""Milliseconds in which a desktop moves a window; doubled by each try."""


class Audience(QObject):
    """The audience window, shown while a meeting is open and there is a screen for it.

    After `toggle` it stays hidden until that is called again or a meeting is opened.
    """

    room_chosen = Signal(str)
    """The room is of this size: a RoomDepth."""

    def __init__(self, workspace: Workspace, console: MainWindow) -> None:
        super().__init__(console)
        self._workspace = workspace
        self._console = console
        self._room = workspace.settings.room_screen
        """The identity of the screen that was the room's before, or empty."""
        self._wanted = True
        self._awake = KeepAwake()
        self._ended = False
        self._tries = 0
        self._is_placing = False
        self._arriving = single_shot(self, 0, self.reconcile)
        self._areas: list[QRect] = []
        self._screen: MeetingScreen | None = None
        self.window = AudienceWindow()
        self.window.create()
        self.feed = RoomFeed(self.window)
        self._screens = Screens(self)
        self._screens.changed.connect(self.reconcile)
        for window in (console, self.window):
            self._screens.watch(window.windowHandle())
        self.window.step_requested.connect(self._on_step_requested)
        self.window.blank_requested.connect(self.blank)
        self.window.close_requested.connect(self._on_close_requested)
        self.window.escaped.connect(self._on_escaped)
        self.closing = SecondPress()
        self.window.words_typed.connect(self._on_words_typed)
        self._commands = audience_commands(lambda: self, lambda: workspace.current is not None)
        install(self.window, self._commands)
        self.window.menu_requested.connect(self._on_menu_requested)

    # What is shown

    def show_meeting(self, screen: MeetingScreen) -> None:
        """Show the room this meeting, whether or not it was to see the one before."""
        self._screen = screen
        self._wanted = True
        screen.watch_room(self.window.state, lambda: RoomThumbnail(self.window))
        self.feed.follow(screen)
        self._retry()

    def show_overview(self, on: bool) -> None:
        """Let the room see the overview when the console does, or the stage again."""
        if not self._ended and self.window.isVisible():
            self.window.show_overview(on)

    def show_time(self, clock: RoomClock | None) -> None:
        """Let the room see the time of the current stage, or no longer (None)."""
        self.feed.show_time(clock)

    def leave(self) -> None:
        """Stop showing the room a meeting."""
        if self._ended:
            return
        self._screen = None
        self.feed.follow(None)
        self._show_live()
        self.reconcile()

    def finish(self) -> None:
        """Close the window at the end of the program, and ask nothing more of the desktop."""
        if not self._ended:
            self._ended = True
            self._screen = None
            self.feed.follow(None)
            self._hide_window()
            self.window.ending.emit()
            self.window.deleteLater()

    # Where

    def reconcile(self) -> None:
        """Place the window on its screen, or hide it; do nothing when all is as it should be."""
        if self._ended or self._is_placing:
            return
        room = self._room_screen() if self._screen is not None and self._wanted else None
        areas = [screen.geometry() for screen in QGuiApplication.screens()]
        if areas != self._areas:
            self._areas, self._tries = areas, 0
            self._arriving.stop()
        if room is None:
            self._hide_window()
        elif self._arriving.isActive():
            # A desktop reports every move of a new window; wait until it has settled.
            return
        elif self._is_on(room):
            self._tries = 0
        elif self._tries < MOST_TRIES:
            self._place_on(room)
        elif self.window.isVisible():
            # Better no second window than one that covers the console.
            self._hide_window()
            self._say(
                tr(
                    "Your desktop moved the audience window elsewhere: {key} tries again.",
                    key=catalog.TOGGLE_AUDIENCE.key,
                )
            )
        is_shown = self.window.isVisible()
        self._awake.set(is_shown)
        self._console.set_console(is_shown)
        self._show_state()

    def _retry(self) -> None:
        self._tries = 0
        self._arriving.stop()
        self.reconcile()

    def _room_screen(self) -> QScreen | None:
        console = info_of(screen_of(self._console))
        info = find_room_screen(current_screens(), console, self._room)
        return to_qscreen(info) if info is not None else None

    def _is_on(self, room: QScreen) -> bool:
        if not self.window.isVisible():
            return False
        return screen_of(self.window) is room and self.window.size() == room.size()

    def _place_on(self, room: QScreen) -> None:
        self.feed.prepare()
        had_keyboard = self._console.isActiveWindow()
        self._is_placing = True
        fill_screen(self.window, room)
        self._is_placing = False
        if had_keyboard:
            # Not every desktop leaves the keyboard there, whatever the new window asks for.
            self._console.activateWindow()
        self._arriving.start(ARRIVED << self._tries)
        self._tries += 1
        if not self._room:
            self._remember(room)

    def _hide_window(self) -> None:
        self._arriving.stop()
        # Hidden last: the thumbnail then waits for no picture that changed.
        self.window.show_view(None)
        self.window.hide()

    def _remember(self, room: QScreen) -> None:
        self._room = info_of(room).identity
        self._workspace.save_settings(replace(self._workspace.settings, room_screen=self._room))

    # What the keys do

    def toggle(self) -> None:
        """Take the meeting off the room's screen, or show it there."""
        if self.window.isVisible():
            self._wanted = False
            self._show_live()
            self.reconcile()
            self._say(
                tr(
                    "The audience window is closed: {key} shows it again.",
                    key=catalog.TOGGLE_AUDIENCE.key,
                )
            )
            return
        self._wanted = True
        self._console.toast.hide()
        self._retry()
        if not self.window.isVisible():
            self._say(how_to_extend())

    def _on_close_requested(self) -> None:
        if self.window.isVisible():
            self.toggle()

    def _on_escaped(self) -> None:
        """Close the window at the second Esc: it was meant for the console, most likely."""
        press = self.closing.press()
        if press is Press.CONFIRM:
            self._on_close_requested()
        elif press is Press.ASK:
            key = catalog.CLOSE_AUDIENCE.key
            self._say(tr("Press {key} again to close the audience window.", key=key))

    def swap(self) -> None:
        """Exchange the screens of the console and of the audience window."""
        room = self._room_screen()
        if room is None:
            self._say(how_to_extend())
            return
        self.window.hide()
        self._remember(screen_of(self._console))
        move(self._console, room)
        if self._screen is not None and self._screen.isVisible() and self._console.sheet is None:
            self._screen.stage.focus_words()
        self._retry()

    def identify(self) -> None:
        """Show a number on every screen, from left to right, for a moment."""
        room = self._room_screen()
        screens = sorted(QGuiApplication.screens(), key=lambda screen: screen.geometry().x())
        for number, screen in enumerate(screens, start=1):
            what = tr("the room") if screen is room else tr("the console")
            ScreenNumber(number, what, screen, self)

    def blank(self) -> None:
        """Blank the audience window, or show the meeting again."""
        if self._has_picture():
            self.window.set_blank(not self.window.blank)
            self._show_state()

    def freeze(self) -> None:
        """Freeze the audience window, or let it follow the meeting again."""
        if not self._has_picture():
            return
        if self.window.blank and not self.window.frozen:
            self._say(tr("The room’s screen is blank: there is nothing to freeze."))
        else:
            self.window.set_frozen(not self.window.frozen)
            self._show_state()

    def _has_picture(self) -> bool:
        """Return whether the room sees anything; if not, say why."""
        if not self.window.isVisible():
            sentence = (
                how_to_extend()
                if self._wanted
                else tr(
                    "The room sees nothing yet: press {key} first.", key=catalog.TOGGLE_AUDIENCE.key
                )
            )
            self._say(sentence)
        return self.window.isVisible()

    def _show_live(self) -> None:
        self.window.set_blank(False)
        self.window.set_frozen(False)
        self._show_state()

    def _show_state(self) -> None:
        """Say on the console that the room sees a blank or a frozen picture.

        A window that went with its screen is still so when that comes back.
        """
        sentence, is_shown = "", self.window.isVisible()
        if is_shown and self.window.blank:
            sentence = tr(
                "The room’s screen is blank: {key} shows the board again",
                key=catalog.BLANK.key,
            )
        elif is_shown and self.window.frozen:
            sentence = tr("The room’s screen is frozen: {key} unfreezes it", key=catalog.FREEZE.key)
        self._console.show_notice(sentence)

    def _on_step_requested(self, by: int) -> None:
        """Go a step on or back; not below a sheet, which would lose what is typed on it."""
        if self._console.sheet is not None:
            self._say(tr("Close this first, then the clicker works again."))
        elif self._screen is not None:
            self._screen.go(by)

    def _on_menu_requested(self, at: QPoint) -> None:
        sizes = room_commands(self.room_chosen.emit, lambda: True)
        pop_up(self.window, self.window.metrics, [*sizes, *self._commands], at)

    def _on_words_typed(self, event: QKeyEvent | QInputMethodEvent) -> None:
        """Pass what was typed on the room's picture, where nobody writes, to the console."""
        console = self._console
        console.activateWindow()
        focused = console.focusWidget()
        # A sheet or a form that is open has the focus where it wants it.
        is_board = console.sheet is None and console.screen_shown is self._screen
        if is_board and self._screen and not isinstance(focused, QLineEdit | QPlainTextEdit):
            self._screen.stage.focus_words()
            focused = console.focusWidget()
        if isinstance(event, QInputMethodEvent):
            insert_composed(focused, event.commitString())
        elif focused is not None:
            QApplication.sendEvent(focused, event.clone())

    def _say(self, sentence: str) -> None:
        self._console.toast.say(sentence)
