"""A bug in the program: the meeting is safe, a report is kept, and the room can go on."""

import sys
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from facilitator.ui.app import Application, app_excepthook
from tests.keyboard import settle
from tests.window import Room


class Clumsy(QObject):
    """Has a slot with a bug."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        raise ZeroDivisionError("nobody thought of this")


def test_a_bug_in_a_slot_is_told_kept_and_survived(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.says("before")
    room.is_saved()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "excepthook", app_excepthook(cast(Application, room)))
        clumsy = Clumsy()
        clumsy.pressed.emit()
        settle()
    assert room.said.startswith("Something went wrong in the program; your meeting is saved")
    log = (room.data / "crash.log").read_text("utf-8")
    assert "ZeroDivisionError: nobody thought of this" in log
    assert log.startswith("facilitator ")
    (button,) = room.window.toast.findChildren(type(room.window.toast._buttons[0]))
    button.click()
    assert "nobody thought of this" in QGuiApplication.clipboard().text()
    room.says("after")
    assert room.left() == ["before", "after"]


@pytest.mark.soak
def test_twenty_thousand_signals_and_paints_keep_the_interpreter_whole(room: Room) -> None:
    """Versions of PySide were seen to drop a reference to None or True at each call."""
    seen: list[bool] = []
    clumsy = Counting(seen)
    counts = {thing: sys.getrefcount(thing) for thing in (None, True)}
    room.says("a card")
    for _ in range(20_000):
        clumsy.counted.emit(True)
        room.stage.panels[room.stage.side].view.viewport().repaint()
    assert len(seen) == 20_000
    for thing, before in counts.items():
        assert sys.getrefcount(thing) > before - 1_000


class Counting(QObject):
    counted = Signal(bool)

    def __init__(self, seen: list[bool]) -> None:
        super().__init__()
        self.counted.connect(seen.append)
