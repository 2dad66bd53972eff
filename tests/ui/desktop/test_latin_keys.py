"""A shortcut works by the place of its key where the layout cannot type it, and only there."""

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from facilitator.domain.records import Card, Side
from facilitator.domain.vote import tally
from facilitator.ui.base.command_catalog import declared
from facilitator.ui.desktop.key_places import digit_of
from facilitator.ui.desktop.latin_keys import meant_by
from tests.support.key_events import NO_MODS, key_press
from tests.support.window import Room

MODS = Qt.KeyboardModifier
CTRL, ALT, SHIFT = MODS.ControlModifier, MODS.AltModifier, MODS.ShiftModifier
UNSHIFTED = {
    "fr": "&é\"'(-è_çà",
    "cz": "+ěščřžýáíé",
    "lt": "ąčęėįšųū90",
    "ir": "۱۲۳۴۵۶۷۸۹۰",
    "th": "ๅ/-ภถุึคตจ",
}
"""What the keys 1 to 0 type without Shift."""
LETTERS = {
    "ru": dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM,", "йцукенгшщзфывапролдячсмитьб", strict=True)),
    "gr": dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM,", ";ςερτυθιοπασδφγηξκλζχψωβνμ,", strict=True)),
    "il": dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM,", "/'קראטוןםפשדגכעיחלךזסבהנמצת", strict=True)),
    "ara": dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM,", "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىةو", strict=True)),
}


def sends(room: Room, *events: QKeyEvent) -> None:
    """As the platform does: to the window."""
    window = room.window.windowHandle()
    assert window is not None
    for event in events:
        QApplication.sendEvent(window, event)
    QApplication.processEvents()


@pytest.mark.parametrize("layout", LETTERS)
def test_every_shortcut_works_where_no_latin_letter_is_typed(layout: str) -> None:
    tried = 0
    for key in {key for spec in declared() for key in spec.keys if key.startswith("Ctrl+")}:
        held = CTRL | SHIFT if "Shift+" in key else CTRL
        place = key.split("+")[-1]
        if place not in LETTERS[layout] or LETTERS[layout][place] == place:
            continue
        tried += 1
        press = key_press(place, LETTERS[layout][place], held)
        meant = meant_by(press, lambda: False)
        assert meant is not None, key
        assert QKeySequence(meant.keyCombination()) == QKeySequence(key)
    assert tried >= 17


@pytest.mark.parametrize("layout", UNSHIFTED)
def test_a_digit_needs_no_shift(layout: str) -> None:
    for place, typed in zip("1234567890", UNSHIFTED[layout], strict=True):
        assert digit_of(key_press(place, typed)) == int(place)
        meant = meant_by(key_press(place, typed, ALT))
        assert place == typed or meant is not None
        assert meant is None or meant.keyCombination() == QKeyCombination(
            ALT, Qt.Key[f"Key_{place}"]
        )
        shifted = meant_by(key_press(place, place, ALT | SHIFT))
        assert shifted is not None
        assert shifted.keyCombination() == QKeyCombination(ALT, Qt.Key[f"Key_{place}"])


@pytest.mark.parametrize(
    ("place", "typed", "held"),
    [
        ("Q", "'", CTRL),  # Dvorak
        ("W", ",", CTRL),
        ("Z", "y", CTRL),  # German
        ("Q", "a", CTRL),  # French
        ("2", "é", CTRL),
        (",", ";", CTRL),
        ("1", "!", ALT | SHIFT),
        ("1", "1", ALT),
        ("O", "ó", CTRL | ALT),  # Polish with AltGr, on Windows
        ("Q", "й", NO_MODS),
        ("Q", "й", ALT),
        ("1", "&", NO_MODS),
    ],
)
def test_what_a_layout_types_itself_stays(
    place: str, typed: str, held: Qt.KeyboardModifier
) -> None:
    assert meant_by(key_press(place, typed, held), lambda: True) is None


def test_letters_and_dead_keys_are_no_digits() -> None:
    assert digit_of(key_press("1", "!", SHIFT)) is None
    assert digit_of(key_press("Q", "й")) is None
    assert digit_of(key_press("3", "٣")) == 3
    alt_gr = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_At, NO_MODS, 19, 0x40, 0x80, "@")
    assert digit_of(alt_gr) is None
    dead = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Dead_Acute, CTRL, 24, 0, 0, "")
    assert meant_by(dead, lambda: False) is None


def test_a_meeting_is_worked_with_russian_keys(room: Room) -> None:
    room.says("Мы ждём")
    sends(room, key_press("Z", "я", CTRL))
    assert room.left() == []
    sends(room, key_press("Z", "Я", CTRL | SHIFT))
    assert room.left() == ["Мы ждём"]
    room.types("снова")
    sends(room, key_press("A", "ф", CTRL), key_press("X", "ч", CTRL))
    assert (room.entry, QGuiApplication.clipboard().text()) == ("", "снова")
    sends(room, key_press("V", "м", CTRL))
    assert room.entry == "снова"
    sends(room, key_press("K", "л", CTRL))
    assert room.window.sheet is not None
    sends(room, key_press("K", "л", CTRL))
    assert room.window.sheet is None


def test_labels_and_dots_are_given_with_french_keys(room: Room) -> None:
    room.presses("PgDown")
    room.says("no refunds")
    sends(room, key_press("1", "&", ALT))
    assert len(room.meeting.all(Card)[0].labels) == 1
    sends(room, key_press("1", "1", ALT | SHIFT))
    assert room.meeting.all(Card)[0].labels == ()
    room.says("no chairs", "cold soup")
    assert room.entry == ""
    room.walks_to("what-matters")
    room.presses("Ctrl+D", "Enter")
    for number in ([key_press("6", "-")], [key_press("1", "&"), key_press("2", "2", SHIFT)]):
        sends(room, *number)
        room.presses("Enter")
    room.stage.focus_entry()
    sends(room, key_press("7", "è", ALT))
    totals = tally.totals(room.meeting, room.meeting.ballots[-1])
    assert [totals[gap] for gap in room.stage.board.ids(Side.LEFT, room.stage.selection)] == [
        6,
        12,
        7,
    ]
