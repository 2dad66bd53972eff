"""The main window: a frame for screens, the sheets over them, toasts and banners."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QContextMenuEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.settings import Settings
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, CommandSpec, Offers, Where, install
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.latin_keys import LatinKeys
from facilitator.ui.desktop.screens import console_screen, is_rooms
from facilitator.ui.shell.banner import Banner
from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.theme import (
    Depth,
    Metrics,
    Space,
    Type,
    palette,
    scheme_of,
    set_text_color,
)
from facilitator.ui.widgets.buttons import MenuButton
from facilitator.ui.widgets.hint_bar import HintBar
from facilitator.ui.widgets.menu import grouped_menu, pop_up
from facilitator.ui.widgets.toast import Toast

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.ui.style.system_scheme import SystemScheme
    from facilitator.ui.widgets.sheet import Sheet

SheetT = TypeVar("SheetT", bound="Sheet")
Offered = Callable[[], Sequence[Command]]


@runtime_checkable
class Scalable(Protocol):
    """A widget whose size follows that of the window."""

    def set_metrics(self, metrics: Metrics) -> None:
        """Apply these sizes and colors."""


def _nothing() -> Sequence[Command]:
    return ()


@dataclass(frozen=True, slots=True)
class ScreenCommands:
    """The commands that are added to those that a screen offers itself."""

    before: Offered = _nothing
    """Listed before the commands of the window, in the menu and in the palette."""
    after: Offered = _nothing
    """Listed after those."""
    last: Offered = _nothing
    """Listed in the palette alone, at its end."""


class MainWindow(QMainWindow):
    """The frame that every feature shows its screens and sheets in; it knows none of them."""

    close_requested = Signal()
    """The user wants to quit; leave() follows when everything is saved."""
    console_changed = Signal()
    """The room has got a window of its own, or sees this one again."""
    metrics_changed = Signal()
    """Everything in the window has new sizes or colors."""

    def __init__(self) -> None:
        super().__init__()
        self._may_close = False
        self.metrics = Metrics(1.0)
        self._has_metrics = False
        self._scheme, self._depth = Scheme.LIGHT, Depth.MEDIUM
        self._is_console = False
        self._system: SystemScheme | None = None
        self.setWindowTitle(tr("Facilitator"))
        self.setMinimumSize(480, 360)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner = QLabel(centre)
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        self.banner.setWordWrap(True)
        self.banner.hide()
        self.notice = Banner(centre)
        self.stack = QStackedWidget(centre)
        column.addWidget(self.banner)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self._column = column
        self.setCentralWidget(centre)
        self.toast = Toast(self, self.stack)
        self._home: QWidget | None = None
        self._focus_home: Callable[[], object] = lambda: None
        self._screens: list[QWidget] = []
        self._exclusive: list[QWidget] = []
        self._screen_commands: dict[QWidget, ScreenCommands] = {}
        self._sheets: list[Sheet] = []
        self._strips: list[QWidget] = [self.toast, self.notice]
        self._commands: list[Command] = []
        self._overridable: list[tuple[Command, QAction]] = []
        self.latin_keys = LatinKeys(self)
        self.stack.currentChanged.connect(self.free_keys)

    # Screens and sheets

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is shown, whatever sheet is over it."""
        return self.stack.currentWidget()

    @property
    def is_home(self) -> bool:
        """Whether the home screen is shown."""
        return self._home is not None and self.screen_shown is self._home

    @property
    def is_exclusive(self) -> bool:
        """Whether the screen must be answered before anything else is begun."""
        return self.screen_shown in self._exclusive

    def add_screen(
        self,
        screen: QWidget,
        commands: ScreenCommands | None = None,
        *,
        exclusive: bool = False,
        apply_metrics: bool = True,
    ) -> None:
        """Add a screen to those that can be shown.

        An `exclusive` one must be answered before anything else is begun. Without `apply_metrics`
        it has the metrics of the window already.
        """
        self._screens.append(screen)
        if commands is not None:
            self._screen_commands[screen] = commands
        if exclusive:
            self._exclusive.append(screen)
        self.stack.addWidget(screen)
        for line in screen.findChildren(HintBar):
            line.command_requested.connect(self.run_command)
        for button in screen.findChildren(MenuButton):
            button.clicked.connect(self.show_menu)
        if apply_metrics:
            _apply_metrics(screen, self.metrics)

    def set_home(self, screen: QWidget, focus: Callable[[], object]) -> None:
        """Add the screen that show_home() shows; `focus` gives the keyboard to its beginning."""
        self._home, self._focus_home = screen, focus
        self.add_screen(screen)

    def set_section_bar(self, bar: QWidget) -> None:
        """Add the bar above the screens; whoever made it shows it where it belongs."""
        self._column.insertWidget(self._column.indexOf(self.stack), bar)
        # Tab comes to it after what is on the screen.
        QWidget.setTabOrder(self.stack, bar)
        self._strips.append(bar)
        for button in bar.findChildren(MenuButton):
            button.clicked.connect(self.show_menu)
        if self._has_metrics:
            _apply_metrics(bar, self.metrics)

    def remove_screen(self, screen: QWidget) -> None:
        """Delete a screen."""
        self._screens.remove(screen)
        self._screen_commands.pop(screen, None)
        self.stack.removeWidget(screen)
        screen.deleteLater()
        self.free_keys()

    def add_sheet(self, sheet: SheetT) -> SheetT:
        """Add a sheet that can be opened over any screen, and return it."""
        self._sheets.append(sheet)
        sheet.set_metrics(self.metrics)
        sheet.opened.connect(self._on_sheet_opened)
        return sheet

    def add_strip(self, strip: QWidget) -> None:
        """Add a widget that covers the keys at the foot."""
        self._strips.append(strip)
        _apply_metrics(strip, self.metrics)

    def _on_sheet_opened(self) -> None:
        """Hide the other sheets: only one is open at a time."""
        for sheet in self._sheets:
            if sheet.isVisible() and sheet is not self.sender():
                sheet.hide_for()

    def clear(self) -> None:
        """Hide the toast and the sheets, because another screen is shown."""
        self.toast.hide()
        for sheet in self._sheets:
            sheet.hide()

    def show_home(self) -> None:
        """Show the home screen."""
        if self._home is not None:
            self.show_screen(self._home)
            self._focus_home()

    def focus_home(self) -> None:
        """Give the keyboard to the beginning of the home screen."""
        self._focus_home()

    def show_screen(self, screen: QWidget) -> None:
        """Show one of the screens."""
        self.clear()
        self.stack.setCurrentWidget(screen)

    def show_title(self, title: str = "") -> None:
        """Show the name of what is open in the title bar."""
        if not title:
            self.setWindowTitle(tr("Facilitator"))
            return
        # Qt replaces “[*]” by a mark for unsaved documents; doubled, it stays as it is.
        plain = title.replace("[*]", "[*][*]")
        self.setWindowTitle(tr("{title} · Facilitator", title=plain))

    @property
    def sheet(self) -> "Sheet | None":
        """The sheet that is open over the screen."""
        return next((sheet for sheet in self._sheets if sheet.isVisible()), None)

    # What is shown on top of all

    def show_trouble(self, sentence: str) -> None:
        """Say what is not saved and why, until it is; empty hides the banner."""
        self.banner.setText(sentence)
        self.banner.setVisible(bool(sentence))

    def show_notice(self, sentence: str) -> None:
        """Show a sentence until a key changes what it says; empty hides it."""
        self.notice.say(sentence)

    # Size and place

    def restore_place(self, settings: Settings) -> None:
        """Show the window where it was; maximised if no screen of the facilitator is there now."""
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
        """Switch to full screen, or back to how the window was before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_size()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_size()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            # leave() may be called at once; Qt takes a close() within a closing for done.
            self.close_requested.emit()
        event.setAccepted(self._may_close)

    def leave(self) -> None:
        """Close the window: everything is saved, or the user decided to quit."""
        self._may_close = True
        self.close()

    def set_appearance(self, scheme: Scheme, depth: Depth) -> None:
        """Set the colours and the depth of the room, used while the room reads this window."""
        if (scheme, depth) == (self._scheme, self._depth):
            return
        self._scheme, self._depth = scheme, depth
        self._follow_scheme()

    @property
    def is_console(self) -> bool:
        """Whether only the facilitator reads this window, as the room has one of its own."""
        return self._is_console

    def set_console(self, is_console: bool) -> None:
        """Become the console beside the audience window, or the one window that the room sees.

        The console has the system's colours.
        """
        if is_console is self._is_console:
            return
        self._is_console = is_console
        if self._system is None:
            from facilitator.ui.style.system_scheme import SystemScheme

            self._system = SystemScheme(self)
            self._system.changed.connect(self._follow_scheme)
        self.console_changed.emit()
        self._follow_scheme()

    @property
    def _shown_scheme(self) -> Scheme:
        if self._is_console and self._system is not None:
            return self._system.scheme
        return self._scheme

    def _follow_scheme(self) -> None:
        if scheme_of(self) is not self._shown_scheme:
            self.setPalette(palette(self._shown_scheme))
        if self._has_metrics:
            self._follow_size()

    def _follow_size(self) -> None:
        size = self.width(), self.height()
        metrics = Metrics.for_size(
            *size, dense=self._is_console, depth=self._depth, scheme=self._shown_scheme
        )
        if metrics == self.metrics and self._has_metrics:
            return
        self.metrics, self._has_metrics = metrics, True
        for widget in (*self._screens, *self._sheets, *self._strips):
            _apply_metrics(widget, metrics)
        self.banner.setFont(metrics.font(Type.BODY))
        set_text_color(self.banner, metrics, Ink.GAP_TEXT, on=Ink.GAP_GROUND)
        across, down = metrics.px(Space.XXL), metrics.px(Space.M)
        self.banner.setContentsMargins(across, down, across, down)
        self.metrics_changed.emit()

    # Commands

    def add_commands(self, commands: Sequence[Command], *, overridable: bool = False) -> None:
        """Let commands work by their keys on every screen, and list them.

        An `overridable` one works only while it has something to do, and leaves its key to a
        screen that has it too.
        """
        actions = install(self, commands)
        self._commands.extend(commands)
        if overridable:
            self._overridable.extend(zip(commands, actions, strict=True))
            self.free_keys()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu where nothing of its own is under the mouse."""
        if self.sheet is None:
            self._menu().popup(event.globalPos())

    def show_menu(self) -> QMenu | None:
        """Show all that can be done now, in groups; None when a sheet must be left first."""
        if self.sheet is not None:
            return None
        menu = self._menu()
        menu.popup(self._menu_corner(menu))
        return menu

    def show_group(self, where: Where, at: QPoint) -> None:
        """Show the commands of one group at a point of the screen."""
        pop_up(self, self.metrics, [one for one in self._offered() if one.spec.where is where], at)

    def _menu(self) -> QMenu:
        """Return the menu: in groups what is done to the screen, then what works everywhere."""
        shown = self.screen_shown
        near = shown.commands() if isinstance(shown, Offers) else ()
        added = self._added
        groups = [one for one in self._commands if not _is_plain(one)]
        flat = [one for one in self._commands if _is_plain(one) and one.spec is not catalog.MENU]
        grouped, flat = [*near, *added.before(), *groups], [*added.after(), *flat]
        return grouped_menu(self, self.metrics, grouped, flat)

    def _menu_corner(self, menu: QMenu) -> QPoint:
        """Return where the menu begins: below its button, else in the corner of the screen."""
        shown = self.stack
        buttons = self.findChildren(MenuButton)
        button = next((each for each in buttons if each.isVisible()), None)
        box = button.rect() if button is not None else QRect(0, 0, shown.width(), 0)
        parent: QWidget = button if button is not None else shown
        corner, width = parent.mapToGlobal(box.bottomLeft()), menu.sizeHint().width()
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return corner if right_to_left else corner + QPoint(box.width() - width, 0)

    def commands(self) -> list[Command]:
        """Return all that can be done now: what is nearest first."""
        return [command for command in self._offered() if command.works()]

    def _offered(self) -> list[Command]:
        """Return all commands of the screen that is shown, also those that can do nothing now."""
        shown = self.screen_shown
        near = shown.commands() if isinstance(shown, Offers) else ()
        return [*near, *self._commands_anywhere(), *self._added.last()]

    @property
    def _added(self) -> ScreenCommands:
        """The commands that were added for the screen that is shown."""
        shown = self.screen_shown
        return self._screen_commands.get(shown, _NONE) if shown is not None else _NONE

    def _commands_anywhere(self) -> list[Command]:
        """Return what the keys do wherever the focus is on the screen."""
        added = self._added
        return [*added.before(), *self._commands, *added.after()]

    def free_keys(self) -> None:
        """Leave to the screen the keys that it uses itself."""
        shown = self.screen_shown
        actions = shown.actions() if shown is not None else ()
        own = {key.toString() for action in actions for key in action.shortcuts()}
        for command, action in self._overridable:
            keys = {key.toString() for key in action.shortcuts()}
            action.setEnabled(bool(command.works()) and own.isdisjoint(keys))

    def run_command(self, spec: CommandSpec) -> None:
        """Run the command that the screen bound to a declaration, as its key does."""
        for command in self._offered():
            if command.spec is spec:
                command.run()
                return


_NONE = ScreenCommands()


def _apply_metrics(widget: QWidget, metrics: Metrics) -> None:
    if isinstance(widget, Scalable):
        widget.set_metrics(metrics)


def _is_plain(command: Command) -> bool:
    """Return whether a command is in the menu itself: what is used most in every meeting."""
    return command.spec is catalog.EXPORT or command.spec.where in (Where.ANYWHERE, Where.MEETING)
