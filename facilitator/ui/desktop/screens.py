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
class Place:
    """The identity of a screen. `serial` is empty where the system does not tell it.

    `area` is in logical pixels of the desktop.
    """

    name: str
    serial: str
    area: QRect

    @property
    def identity(self) -> str:
        return self.serial or self.name


def room_place(places: Sequence[Place], console: Place, remembered: str) -> Place | None:
    """Return the room's screen: the remembered one, else the first that is not the console's.

    None when there is only one, or when the others show the same picture as the console's.
    """
    others = [place for place in places if not place.area.intersects(console.area)]
    known = (place for place in others if remembered in (place.serial, place.name))
    return next(known, others[0] if others else None)


def console_place(places: Sequence[Place], primary: str, remembered: str) -> Place:
    """Return the console's screen: the built-in, else the primary one, unless it is the room's.

    `primary` is a name, `remembered` the identity of the room's screen, or empty.
    """

    def rank(place: Place) -> tuple[bool, bool, bool]:
        is_rooms = bool(remembered) and remembered in (place.serial, place.name)
        return is_rooms, not place.name.startswith(BUILT_IN), place.name != primary

    return min(places, key=rank)


def console_screen(remembered: str) -> QScreen:
    """Return the screen on which the program starts."""
    primary = QGuiApplication.primaryScreen().name()
    return screen_at(console_place(places_now(), primary, remembered))


def is_rooms(area: QRect, remembered: str) -> bool:
    """Return whether most of an area is on the room's screen, and there is another screen."""
    screen = QGuiApplication.screenAt(area.center())
    places = places_now()
    if screen is None or not remembered or len(places) < 2:
        return False
    # Of twins nobody can tell which of them it was.
    known = [place for place in places if remembered in (place.serial, place.name)]
    return known == [place_of(screen)]


def places_now() -> list[Place]:
    """Return the screens there are, the primary one first."""
    return [place_of(screen) for screen in QGuiApplication.screens()]


def screen_at(place: Place) -> QScreen:
    """Return the screen of one of places_now(): two of the same name differ by their areas."""
    return next(screen for screen in QGuiApplication.screens() if place_of(screen) == place)


def place_of(screen: QScreen) -> Place:
    marks = (screen.manufacturer(), screen.model(), screen.serialNumber())
    # Without a serial number a screen can't be distinguished from its twin, except by its name.
    serial = " ".join(filter(None, marks)) if marks[2] else ""
    return Place(screen.name(), serial, screen.geometry())


def _belief_only() -> bool:
    """Return whether the desktop hides where a window is, so that only a new one can be placed."""
    return QGuiApplication.platformName() == "wayland"


def screen_of(window: QWidget) -> QScreen:
    """Return the screen of a window by its center: Qt may not have been told that it was moved."""
    if _belief_only():
        return window.screen()
    return QGuiApplication.screenAt(window.geometry().center()) or window.screen()


def put(window: QWidget, screen: QScreen) -> None:
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
    if _belief_only():
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
            "There is no second screen for the room: connect it, then press Windows+P and “Extend”."
        )
    return tr(
        "There is no second screen for the room: connect it, then extend the desktop to it in the"
        " system’s display settings."
    )


def about_the_room(console: QWidget) -> str:
    """Return a sentence about the room's screen: how to use it, or how to get one."""
    if room_place(places_now(), place_of(screen_of(console)), "") is None:
        return how_to_extend()
    return tr(
        "The room has a screen of its own: {show} shows it the meeting, {swap} swaps the two.",
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
