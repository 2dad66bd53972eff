"""What will be needed soon is done while nobody types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.ui.app import preload
from facilitator.ui.base import idle
from facilitator.ui.base.idle import Idle
from tests.support.window import Room

MINUTE = 60_000


class Typing(QObject):
    """Lets a key go down on a window, as it comes from the window system, and sees it arrive."""

    arrived = False

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.arrived = self.arrived or event.type() == QEvent.Type.KeyPress
        return False

    def press(self) -> None:
        none = Qt.KeyboardModifier.NoModifier
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, none, "e")
        QCoreApplication.postEvent(self._handle, key)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    yield shown


def test_everything_is_done_in_order(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    at_work = Idle(window, [lambda: done.append("first"), lambda: done.append("second")])
    at_work.start()
    assert done == []
    qtbot.waitUntil(lambda: at_work.done)
    assert done == ["first", "second"]


def test_who_types_is_waited_for(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    typing = Typing(window)

    def first() -> None:
        monkeypatch.setattr(idle, "LULL", MINUTE)
        typing.press()
        done.append("first")

    at_work = Idle(window, [first, lambda: done.append("second")])
    at_work.start()
    qtbot.waitUntil(lambda: typing.arrived)
    for _ in range(20):
        QCoreApplication.processEvents()
    assert done == ["first"]


def test_a_window_that_went_needs_nothing(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []

    def first() -> None:
        done.append("first")
        window.hide()

    at_work = Idle(window, [first, lambda: done.append("second")])
    at_work.start()
    qtbot.waitUntil(lambda: bool(done))
    for _ in range(20):
        QCoreApplication.processEvents()
    assert done == ["first"]


def test_what_was_made_ahead_is_what_is_used(home: Room) -> None:
    for step in preload.steps(home.controller):
        step()
    assert home.controller.help.made is not None
    home.presses("F1")
    assert home.controller.help.made.isVisible()
    home.presses("Esc", "Ctrl+N")
    assert home.window.stack.currentWidget() is home.controller.new_meeting().form
