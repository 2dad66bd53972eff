"""Does what a key does, without the key."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_PLAIN_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Del": Qt.Key.Key_Delete,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "↑": Qt.Key.Key_Up,
    "↓": Qt.Key.Key_Down,
    "→": Qt.Key.Key_Right,
}
_DIGITS = frozenset("0123456789")


def press(key: str, owners: Iterable[QWidget], focus: QWidget | None) -> None:
    """A shortcut of the first of the owners that has it, else a plain key to the focus.

    The key is named as the hints name it, such as “Ctrl PgDn”.
    """
    sequence = QKeySequence(key.replace(" ", "+").replace("PgDn", "PgDown"))
    for owner in owners:
        for action in owner.actions():
            if sequence in action.shortcuts():
                action.trigger()
                return
    digit = key if key in _DIGITS else ""
    plain = Qt.Key(ord(digit)) if digit else _PLAIN_KEYS.get(key)
    if plain is not None and focus is not None:
        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(kind, plain, none, digit))
