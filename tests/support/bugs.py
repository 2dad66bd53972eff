"""A bug in the program while a window is open. Needs Qt."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal

from facilitator.ui.shell.crash_reporter import CrashReporter
from tests.support.window import Room

SECRET = "Herr Krause never calls back"


class Clumsy(QObject):
    """Has a slot with a bug."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        raise ZeroDivisionError(SECRET)


def stumble() -> None:
    clumsy = Clumsy()
    clumsy.pressed.emit()


@pytest.fixture
def bugs(room: Room) -> Iterator[CrashReporter]:
    """What listens for bugs in that room."""
    bugs = CrashReporter(
        room.data, room.window, lambda: not room.controller.workspace.store.unsaved, room.window
    )
    bugs.restart_requested.connect(room.controller.shutdown.restart)
    bugs.install_hooks()
    yield bugs
    bugs.uninstall_hooks()


def is_told(room: Room, bugs: CrashReporter) -> None:
    room.until(lambda: bugs.sheet().isVisible())
