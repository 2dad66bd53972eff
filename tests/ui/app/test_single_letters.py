"""A letter is a letter wherever text is typed: single keys mean something only outside of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from facilitator.domain.records import Card, Side
from facilitator.exercises.exercise_library import Library
from tests.support.furniture import Furnishing
from tests.support.keyboard import settle
from tests.support.window import OpenRoom, Room, contents

LETTERS = "a1 b.9?Z"
"""What a clicker, a column or a stage may take for a key."""


def is_typed(keys: QKeySequence) -> bool:
    """Whether the first of the keys writes something into a field."""
    if keys.isEmpty():
        return False
    first = keys[0]
    held = first.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return not held.value and first.key() < Qt.Key.Key_Escape


def single_letters(window: QWidget) -> list[str]:
    """The keys of a window that would be taken from a sentence."""
    actions = [(a.text(), keys) for a in window.findChildren(QAction) for keys in a.shortcuts()]
    shortcuts = [(s.objectName(), s.key()) for s in window.findChildren(QShortcut)]
    return [f"{name}: {keys.toString()}" for name, keys in actions + shortcuts if is_typed(keys)]


def assert_letters_are_free(room: Room) -> None:
    for window in QApplication.topLevelWidgets():
        writes = window.findChildren(QLineEdit) or window.findChildren(QPlainTextEdit)
        if window.isVisible() and writes:
            assert single_letters(window) == []


def test_no_key_of_any_stage_or_screen_is_a_single_letter(open_room: OpenRoom) -> None:
    room = open_room()
    for exercise in Library().all():
        room.takes_in(Furnishing(exercise, 2, "Queue").meeting)
        for _ in exercise.stages:
            room.stage.focus_words()
            assert_letters_are_free(room)
            room.presses("Up")
            assert_letters_are_free(room)
            room.presses("Ctrl+PgDown")
        room.controller.go_home()


def test_on_every_stage_letters_and_digits_are_written(open_room: OpenRoom) -> None:
    room = open_room()
    for exercise in Library().all():
        room.takes_in(Furnishing(exercise, 2, "Queue").meeting)
        for _ in exercise.stages:
            room.stage.focus_words()
            edit = room.focus
            assert isinstance(edit, QLineEdit | QPlainTextEdit), room.at
            before, at = contents(room.meeting), room.at
            edit.clear()
            room.types(LETTERS)
            assert (written(edit), room.at) == (LETTERS, at)
            assert contents(room.meeting) == before
            edit.clear()
            room.presses("Ctrl+PgDown")
        room.controller.go_home()


@pytest.mark.parametrize("key", ["Ctrl+F", "Ctrl+K", "Ctrl+,", "Ctrl+E", "Ctrl+I"])
def test_in_every_field_over_the_meeting_letters_and_digits_are_written(
    room: Room, key: str
) -> None:
    room.says("one", "two")
    room.presses(key)
    settle()
    edit = room.focus
    assert isinstance(edit, QLineEdit), key
    edit.clear()
    before = contents(room.meeting)
    room.types(LETTERS)
    assert written(edit) == LETTERS
    assert contents(room.meeting) == before
    # Else the settings ask, when the window closes, whether that is to be saved.
    edit.undo()
    edit.undo()


def test_in_the_editor_on_a_card_they_are_written_and_on_the_card_they_act(room: Room) -> None:
    room.presses("PgDown")
    room.says("no refunds")
    room.presses("Up", "Enter")
    room.types(LETTERS)
    room.presses("Enter")
    (card,) = room.meeting.all(Card)
    assert (card.text, card.labels) == (f"no refunds{LETTERS}", ())
    room.presses("1")
    (card,) = room.meeting.all(Card)
    assert card.labels == (room.session.exercise.labels[0].id,)
    room.types("b")
    assert (room.entry, len(room.faces(Side.RIGHT))) == ("b", 1)


def written(edit: QWidget) -> str:
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
