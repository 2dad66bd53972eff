"""Keys as a keyboard sends them: with the code of their place, whatever the layout types."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

ROWS = {10: "1234567890-=", 24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM,"}
CODES = {key: first + n for first, row in ROWS.items() for n, key in enumerate(row)}
"""Of X11, by what the key types in the US."""
NO_MODS = Qt.KeyboardModifier.NoModifier


def key_press(place: str, typed: str, held: Qt.KeyboardModifier = NO_MODS) -> QKeyEvent:
    """The press of the key of that place, where it types something."""
    is_command = bool(held & Qt.KeyboardModifier.ControlModifier)
    return QKeyEvent(
        QEvent.Type.KeyPress,
        ord(typed.upper()),
        held,
        CODES[place],
        0,
        0,
        "" if is_command else typed,
    )
