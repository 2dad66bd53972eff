"""The screens: which one is the room's, and signals when a change may have moved a window."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr

BUILT_IN = ("eDP", "LVDS", "DSI", "Built-in")
"""How the names of screens begin that are part of a computer."""
SETTLED = 500
"""Milliseconds after which a desktop that changed has sent all its events."""


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """The identity of a screen. `serial` is empty where the system does not tell it.

    `area` is in logical pixels of the desktop.
    """

    name: str
    serial: str
    area: QRect

    @property
    def identity(self) -> str:
        return self.serial or self.name


def find_room_screen(
    screens: Sequence[ScreenInfo], console: ScreenInfo, remembered: str
) -> ScreenInfo | None:
    """Return the room's screen: the remembered one, else the first that is not the console's.

    None when there is only one, or when the others show the same picture as the console's.
    """
    others = [info for info in screens if not info.area.intersects(console.area)]
    known = (info for info in others if remembered in (info.serial, info.name))
    return next(known, others[0] if others else None)


def find_console_screen(screens: Sequence[ScreenInfo], primary: str, remembered: str) -> ScreenInfo:
    """Return the console's screen: the built-in, else the primary one, unless it is the room's.

    `primary` is a name, `remembered` the identity of the room's screen, or empty.
    """

    def rank(info: ScreenInfo) -> tuple[bool, bool, bool]:
        is_rooms = bool(remembered) and remembered in (info.serial, info.name)
        return is_rooms, not info.name.startswith(BUILT_IN), info.name != primary

    return min(screens, key=rank)


def console_screen(remembered: str) -> QScreen:
    """Return the screen on which the program starts."""
    primary = QGuiApplication.primaryScreen().name()
    return to_qscreen(find_console_screen(current_screens(), primary, remembered))


def is_rooms(area: QRect, remembered: str) -> bool:
    """Return whether most of an area is on the room's screen, and there is another screen."""
    screen = QGuiApplication.screenAt(area.center())
    screens = current_screens()
    if screen is None or not remembered or len(screens) < 2:
        return False
    # Two screens with the same identity cannot be told apart.
    known = [info for info in screens if remembered in (info.serial, info.name)]
    return known == [info_of(screen)]


def current_screens() -> list[ScreenInfo]:
    """Return the screens there are, the primary one first."""
    return [info_of(screen) for screen in QGuiApplication.screens()]


def to_qscreen(info: ScreenInfo) -> QScreen:
    """Return the QScreen; screens of the same name differ by their areas."""
    return next(screen for screen in QGuiApplication.screens() if info_of(screen) == info)


def info_of(screen: QScreen) -> ScreenInfo:
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber())
    # Without a serial number a screen can't be distinguished from its twin, except by its name.
    serial = " ".join(filter(None, parts)) if parts[2] else ""
    return ScreenInfo(screen.name(), serial, screen.geometry())


def _hides_positions() -> bool:
    """Return whether the desktop hides where a window is, so that only a new one can be placed."""
    return QGuiApplication.platformName() == "wayland"


def screen_of(window: QWidget) -> QScreen:
    """Return the screen of a window by its center: Qt may not have been told that it was moved."""
    if _hides_positions():
        return window.screen()
    return QGuiApplication.screenAt(window.geometry().center()) or window.screen()


def fill_screen(window: QWidget, screen: QScreen) -> None:
    """Show a window over the whole of a screen, without the keyboard.

    Hidden first: a shown window that fills a screen can't be sent to another one everywhere.
    """
    window.hide()
    window.windowHandle().setScreen(screen)
    window.setGeometry(screen.geometry())
    # Not showFullScreen(): that asks for the keyboard.
    window.setWindowState(Qt.WindowState.WindowFullScreen)
    window.show()


def move(window: QWidget, screen: QScreen) -> None:
    """Move a window to another screen without changing its size or state."""
    state = window.windowState()
    if _hides_positions():
        window.hide()
        window.windowHandle().setScreen(screen)
    window.setWindowState(state & ~(state.WindowMaximized | state.WindowFullScreen))
    size = window.normalGeometry().size().boundedTo(screen.availableGeometry().size())
    area = QRect(screen.availableGeometry().topLeft(), size)
    area.moveCenter(screen.availableGeometry().center())
    window.setGeometry(area)
    window.setWindowState(state)
    window.show()
    window.activateWindow()


def how_to_extend() -> str:
    """Return advice for one screen, or for two that show the same."""
    if sys.platform == "win32":
        return tr(
            "There is no second screen for the room: connect one, then press Windows+P and choose "
            "“Extend”."
        )
    return tr(
        "There is no second screen for the room: connect one, then extend the desktop to it in "
        "the system’s display settings."
    )


def about_the_room(console: QWidget) -> str:
    """Return a sentence about the room's screen: how to use it, or how to get one."""
    if find_room_screen(current_screens(), info_of(screen_of(console)), "") is None:
        return how_to_extend()
    return tr(
        "The room has its own screen: {show} shows it the meeting, {swap} swaps the two.",
        show=catalog.TOGGLE_AUDIENCE.key,
        swap=catalog.SWAP_SCREENS.key,
    )


class Screens(QObject):
    """A watcher of screens that come, go or change, and of windows that are moved between them."""

    changed = Signal()
    """Something has moved; emitted once more when the desktop has settled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settled = single_shot(self, SETTLED, self.changed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_changed)
        app.primaryScreenChanged.connect(self._on_changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._on_changed)

    def watch(self, window: QWindow) -> None:
        """Emit also when the desktop moves this window to another screen."""
        window.screenChanged.connect(self._on_changed)

    def _on_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self._settled.start()
        self.changed.emit()
