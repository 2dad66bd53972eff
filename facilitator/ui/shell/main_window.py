"""The window: assembles the screens and the sheets over them, and asks for what keys mean."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.settings import Settings
from facilitator.ui.app import commands as window_commands
from facilitator.ui.base.commands import Command, Offers, install
from facilitator.ui.base.pressing import press
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.screens import console_screen, is_rooms
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.theme import (
    Depth,
    Metrics,
    Space,
    Type,
    View,
    palette,
    scheme_of,
    set_text_color,
)
from facilitator.ui.timer.clock_commands import ClockAction
from facilitator.ui.widgets.banner import Banner
from facilitator.ui.widgets.hint_bar import HintBar, Lamp
from facilitator.ui.widgets.menu import pop_up
from facilitator.ui.widgets.sheet import Sheet
from facilitator.ui.widgets.toast import Toast

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.ui.meeting.meeting_screen import MeetingScreen
    from facilitator.ui.style.system_scheme import SystemScheme
    from facilitator.ui.workspace.session import Session


class MainWindow(QMainWindow):
    """Shows one screen at a time. What the user wants leaves as a signal."""

    new_requested = Signal()
    export_requested = Signal()
    find_requested = Signal()
    palette_requested = Signal()
    target_requested = Signal()
    alike_requested = Signal()
    vote_requested = Signal()
    settings_requested = Signal()
    details_requested = Signal()
    help_requested = Signal()
    notes_requested = Signal()
    overview_requested = Signal()
    roster_requested = Signal(bool)
    """Who takes part; True when everyone shall be asked in turn after that."""
    home_requested = Signal()
    audience_requested = Signal()
    """Show the room the meeting on its own screen, or no more."""
    swap_requested = Signal()
    identify_requested = Signal()
    blank_requested = Signal()
    freeze_requested = Signal()
    time_requested = Signal(ClockAction)
    """Something shall be done with the time of the meeting."""
    meeting_left = Signal()
    """The screen of the meeting is no more."""
    close_requested = Signal()
    """The user wants to leave; whoever listens hides the window when all is safe."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._data = data
        self._may_close = False
        self.metrics = Metrics(1.0)
        self._dressed = False
        self._scheme, self._depth = Scheme.LIGHT, Depth.MEDIUM
        self._view = View.ROOM
        self._system: SystemScheme | None = None
        self.setWindowTitle(tr("Facilitator"))
        self.setMinimumSize(960, 540)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner = QLabel(centre)
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        self.banner.setWordWrap(True)
        self.banner.hide()
        self.room = Banner(centre)
        self.stack = QStackedWidget(centre)
        column.addWidget(self.banner)
        column.addWidget(self.room)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.home = HomeScreen(self)
        self.stack.addWidget(self.home)
        self.meeting: MeetingScreen | None = None
        self.toast = Toast(self, self.stack)
        self._screens: list[QWidget] = [self.home]
        self._listen_to_hints(self.home)
        self._sheets: list[Sheet] = []
        self._strips: list[QWidget] = [self.toast, self.room]
        room, anywhere = window_commands.for_room(self), window_commands.everywhere(self)
        self._commands = [*room, *anywhere]
        self._room_keys = install(self, room)
        install(self, anywhere)
        self.stack.currentChanged.connect(self._free_room_keys)
        self._free_room_keys()

    # Screens and sheets

    def add_screen(self, screen: QWidget) -> None:
        """One more screen; it has a set_metrics like all of them."""
        self._screens.append(screen)
        self.stack.addWidget(screen)
        self._listen_to_hints(screen)
        _dress(screen, self.metrics)

    def add_sheet(self, sheet: Sheet) -> None:
        self._sheets.append(sheet)
        sheet.set_metrics(self.metrics)
        sheet.opened.connect(self._on_sheet_opened)

    def add_strip(self, strip: QWidget) -> None:
        """What lies over the keys at the foot; it has a set_metrics."""
        self._strips.append(strip)
        _dress(strip, self.metrics)

    def _on_sheet_opened(self) -> None:
        """One sheet at a time."""
        for sheet in self._sheets:
            if sheet.isVisible() and sheet is not self.sender():
                sheet.hide_for()

    def _clear(self) -> None:
        """Another screen comes: what was said or open over the old one is past."""
        self.toast.hide()
        for sheet in self._sheets:
            sheet.hide()

    def show_home(self) -> None:
        self._clear()
        self.stack.setCurrentWidget(self.home)
        self._drop_meeting()
        self.setWindowTitle(tr("Facilitator"))
        self.home.focus_start()

    def show_screen(self, screen: QWidget) -> None:
        self._clear()
        self.stack.setCurrentWidget(screen)

    def show_meeting(self, session: "Session") -> "MeetingScreen":
        """A fresh screen for a session."""
        from facilitator.ui.meeting.meeting_screen import MeetingScreen

        self._clear()
        self._drop_meeting()
        screen = MeetingScreen(session, self.metrics)
        self.meeting = screen
        self.stack.addWidget(screen)
        # Qt would hand the focus of the old screen to the first column, making that the active one.
        self.setFocus()
        self.stack.setCurrentWidget(screen)
        self._place_toast()
        self._listen_to_hints(screen)
        session.changed.connect(self._on_changed)
        session.step_changed.connect(self.toast.hide)
        screen.said.connect(self.toast.say)
        screen.left.connect(self.home_requested)
        install(screen, self._meeting_commands(screen))
        self._show_title(session.meeting.details.title)
        screen.stage.focus_words()
        return screen

    def _listen_to_hints(self, screen: QWidget) -> None:
        for line in screen.findChildren(HintBar):
            line.hint_clicked.connect(self.press)

    def _on_changed(self, change: "Change") -> None:
        """What was said of the deed before is past."""
        from facilitator.domain.change import Verb

        if change.undoable:
            self.toast.hide()
        if change.verb is Verb.DETAILS and self.meeting is not None:
            self._show_title(self.meeting.session.meeting.details.title)

    def _show_title(self, title: str) -> None:
        # Qt takes “[*]” for the place of its mark of unsaved documents; doubled it stays as it is.
        plain = title.replace("[*]", "[*][*]")
        self.setWindowTitle(tr("{title} · Facilitator", title=plain))

    def _drop_meeting(self) -> None:
        if self.meeting is not None:
            # The session outlives its screen and is shown again.
            self.meeting.session.changed.disconnect(self._on_changed)
            self.meeting.session.step_changed.disconnect(self.toast.hide)
            self.toast.place_at_top_of(self.stack)
            self.stack.removeWidget(self.meeting)
            self.meeting.deleteLater()
            self.meeting = None
            self._free_room_keys()
            self.meeting_left.emit()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open over the screen."""
        return next((sheet for sheet in self._sheets if sheet.isVisible()), None)

    # What is shown on top of all

    def show_trouble(self, sentence: str) -> None:
        """What is not saved and why, until it is; empty hides the banner."""
        self.banner.setText(sentence)
        self.banner.setVisible(bool(sentence))

    def show_room(self, sentence: str) -> None:
        """What the room sees instead of the board; empty when it sees that."""
        self.room.say(sentence)

    def show_saved(self, text: str, lamp: Lamp) -> None:
        if self.meeting is not None:
            self.meeting.set_saved(text, lamp)

    # Size and place

    def restore_place(self, settings: Settings) -> None:
        """Where the window was, if a screen is still there and not the room's; else maximised."""
        place = QRect(*settings.window) if settings.window else None
        if place is not None and is_rooms(place, settings.room_screen):
            place = None
        screens = QGuiApplication.screens()
        if place and any(screen.availableGeometry().intersects(place) for screen in screens):
            self.setGeometry(place)
        else:
            self.setGeometry(console_screen(settings.room_screen).availableGeometry())
        if settings.fullscreen:
            self.showFullScreen()
        elif settings.maximized or place is None:
            self.showMaximized()
        else:
            self.show()

    def toggle_full_screen(self) -> None:
        """Full screen, or back to how the window was before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_size()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_size()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            # Whoever listens may leave() at once; Qt takes a close() within a closing for done.
            self.close_requested.emit()
        event.setAccepted(self._may_close)

    def leave(self) -> None:
        """Close for good: all is safe."""
        self._may_close = True
        self.close()

    def set_appearance(self, scheme: Scheme, depth: Depth) -> None:
        """While the room reads this window, it has these colours and letters for that depth."""
        if (scheme, depth) == (self._scheme, self._depth):
            return
        self._scheme, self._depth = scheme, depth
        self._follow_scheme()

    def set_view(self, view: View) -> None:
        """Be the console beside the room's own window, or the one window that the room sees.

        The console has the system's colours.
        """
        if view is self._view:
            return
        self._view = view
        if self._system is None:
            from facilitator.ui.style.system_scheme import SystemScheme

            self._system = SystemScheme(self)
            self._system.changed.connect(self._follow_scheme)
        self._follow_scheme()

    @property
    def _shown_scheme(self) -> Scheme:
        if self._view is View.CONSOLE and self._system is not None:
            return self._system.scheme
        return self._scheme

    def _follow_scheme(self) -> None:
        if scheme_of(self) is not self._shown_scheme:
            self.setPalette(palette(self._shown_scheme))
        if self._dressed:
            self._follow_size()

    def _follow_size(self) -> None:
        size = self.width(), self.height()
        metrics = Metrics.for_size(
            *size, view=self._view, depth=self._depth, scheme=self._shown_scheme
        )
        if metrics == self.metrics and self._dressed:
            return
        self.metrics, self._dressed = metrics, True
        for widget in (*self._screens, *self._sheets, *self._strips, self.meeting):
            if widget is not None:
                _dress(widget, metrics)
        self._place_toast()
        self.banner.setFont(metrics.font(Type.BODY))
        set_text_color(self.banner, metrics, Ink.GAP_TEXT, on=Ink.GAP_GROUND)
        across, down = metrics.px(Space.XXL), metrics.px(Space.M)
        self.banner.setContentsMargins(across, down, across, down)

    def _place_toast(self) -> None:
        console = self.meeting.console if self.meeting is not None else None
        if console is not None and self._view is View.CONSOLE:
            self.toast.place_at_bottom_of(console.left)
        else:
            self.toast.place_at_top_of(self.stack)

    # Keys

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What the keys do anywhere, for who has the mouse in hand."""
        if self.sheet is not None:
            return
        pop_up(self, self.metrics, self._commands_anywhere(), event.globalPos())

    def commands(self) -> list[Command]:
        """All that can be done now: what is nearest first."""
        shown = self.stack.currentWidget()
        near = shown.commands() if isinstance(shown, Offers) else ()
        ways = self.meeting.ways() if self.meeting is not None and shown is self.meeting else ()
        offered = (*near, *self._commands_anywhere(), *ways)
        return [command for command in offered if command.works()]

    def _commands_anywhere(self) -> list[Command]:
        """What the keys do that are not for one screen alone."""
        shown = self.stack.currentWidget()
        if self.meeting is None or shown is not self.meeting:
            return self._commands
        back = Command(tr("All meetings"), ("Esc",), self.home_requested.emit, also=tr("home"))
        return [*self._meeting_commands(self.meeting), *self._commands, back]

    def _meeting_commands(self, screen: "MeetingScreen") -> list[Command]:
        """Return the commands of a meeting, which ask by the signals of this window."""
        from facilitator.ui.meeting.commands import MeetingRequests, in_meeting

        requests = MeetingRequests(
            target=self.target_requested.emit,
            similar=self.alike_requested.emit,
            vote=self.vote_requested.emit,
            notes=self.notes_requested.emit,
            overview=self.overview_requested.emit,
            details=self.details_requested.emit,
            roster=self.roster_requested.emit,
            time=self.time_requested.emit,
        )
        return in_meeting(screen, requests)

    def _free_room_keys(self) -> None:
        """They work in a meeting, whatever lies over it; but a key that a screen has is its own."""
        shown = self.stack.currentWidget() or self.home
        own = {key.toString() for action in shown.actions() for key in action.shortcuts()}
        for action in self._room_keys:
            keys = {key.toString() for key in action.shortcuts()}
            action.setEnabled(self.meeting is not None and own.isdisjoint(keys))

    def press(self, key: str) -> None:
        """Do what a key does, for a hint that was clicked."""
        press(key, (self.meeting or self.home, self), self.focusWidget())


def _dress(widget: object, metrics: Metrics) -> None:
    dress = getattr(widget, "set_metrics", None)
    if dress is not None:
        dress(metrics)
