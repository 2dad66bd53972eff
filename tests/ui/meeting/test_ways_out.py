"""Out of a meeting and back: never by accident, and nothing that is typed on the way is lost."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitator.launch import Start
from facilitator.ui.desktop.second_press import FORGET_AFTER, READ_FIRST, Press, SecondPress
from tests.support.keyboard import settle
from tests.support.window import OpenRoom, Room, faces


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pressed_after(clock: Clock, key: SecondPress, *pauses: float) -> list[Press]:
    meant = []
    for pause in pauses:
        clock.seconds += pause
        meant.append(key.press())
    return meant


def test_a_second_press_counts_once_the_question_was_read(clock: Clock) -> None:
    key = SecondPress(clock)
    assert pressed_after(clock, key, 0, READ_FIRST) == [Press.ASK, Press.CONFIRM]
    assert pressed_after(clock, key, READ_FIRST) == [Press.ASK]


def test_hammering_on_a_key_never_confirms(clock: Clock) -> None:
    meant = pressed_after(clock, SecondPress(clock), *[READ_FIRST / 2] * 200)
    assert Press.CONFIRM not in meant


def test_a_question_that_is_gone_or_of_no_interest_is_asked_again(clock: Clock) -> None:
    key = SecondPress(clock)
    assert pressed_after(clock, key, 0, FORGET_AFTER) == [Press.ASK, Press.ASK]
    key.forget()
    assert pressed_after(clock, key, READ_FIRST) == [Press.ASK]


def escapes(room: Room, what: QEvent.Type, repeats: bool = False, at: int = 0) -> None:
    key = what, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(*key, "\x1b", repeats)
    event.setTimestamp(at)
    QApplication.sendEvent(room.focus, event)
    settle()


def holds_esc(room: Room) -> None:
    """As most platforms tell of it, and then as X11 may: once the question can be answered."""
    for repeats in (False, True, True, True):
        escapes(room, QEvent.Type.KeyPress, repeats)
    room.until(lambda: room.stage.entry_actions.leaving.is_ready)
    for at in (7000, 7030, 7060):
        escapes(room, QEvent.Type.KeyRelease, at=at)
        escapes(room, QEvent.Type.KeyPress, at=at)


def test_no_accident_leaves_the_meeting(room: Room) -> None:
    room.says("We know the regulars")
    for stage in room.session.exercise.stages:
        room.walks_to(stage.id)
        room.presses("F1", "Esc", "Esc", "Esc", "Esc")
        room.types("x")
        room.presses("Alt+Left", "Backspace")
        holds_esc(room)
        for button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            QTest.mouseClick(room.stage, button, pos=QPoint(20, 20))
        assert room.controller.host.shown, stage.id


def test_home_leads_back_into_the_meeting_just_left(open_room: OpenRoom) -> None:
    open_room(Start("new", title="Tuesday")).leaves()
    room = open_room(Start("new", title="Monday"))
    room.types("half a thought")
    room.presses("Esc")
    assert room.said == "Press Esc again to go to all meetings; this one stays as it is."
    room.until(lambda: room.stage.entry_actions.leaving.is_ready)
    room.presses("Esc")
    shown = room.controller.home.list
    room.until(lambda: room.focus is shown and len(faces(shown)) == 2)
    assert room.selected() == "Monday"
    room.presses("Backspace")
    assert not room.controller.trash.holds(shown.selected_id or "")
    room.presses("Enter")
    assert room.entry == "half a thought"


def test_letters_typed_on_home_never_vanish(room: Room) -> None:
    room.goes_home()
    room.says("Überall 2 gaps")
    screen = room.controller.search().screen
    assert (room.window.screen_shown, screen.typed) == (screen, "Überall 2 gaps")
    room.until(lambda: "Nothing found for “Überall 2 gaps”" in screen.answer.text())
    room.types("!")
    assert screen.typed == "Überall 2 gaps!"
    room.presses("Ctrl+1", "Ctrl+F")
    assert screen.typed == "Überall 2 gaps!", "they are kept until Esc clears them"
    room.presses("Esc", "Esc")
    assert room.window.is_home
    room.types("M")
    assert screen.typed == "M"
    room.presses("Enter")
    room.until(lambda: room.controller.host.shown)
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.said == "There is nothing to undo."
