"""Hands on the keyboard of a window in this process. Needs Qt."""

from functools import reduce
from operator import or_

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.hands import Hands

_KEYS = {
    ",": "Comma",
    "Del": "Delete",
    "Enter": "Return",
    "Esc": "Escape",
    "PgDown": "PageDown",
    "PgUp": "PageUp",
}
"""Keys of the contract that have another name in Qt."""
_NONE = Qt.KeyboardModifier.NoModifier
_MODIFIERS = {
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


def settle() -> None:
    """Let everything happen that is due: painting, and the end of what was closed."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class QtHands(Hands):
    """Types to whatever widget of this process has the focus."""

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def presses(self, *keys: str) -> None:
        for name in keys:
            *held, key = name.split("+")
            modifiers = reduce(or_, map(_MODIFIERS.__getitem__, held), _NONE)
            key = _KEYS.get(key, key.upper() if len(key) == 1 else key)
            QTest.keyClick(self.focus, Qt.Key[f"Key_{key}"], modifiers)
            settle()

    def types(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.focus, letter)
            else:
                press = QEvent.Type.KeyPress, Qt.Key.Key_unknown, _NONE
                QApplication.sendEvent(self.focus, QKeyEvent(*press, letter))
        settle()

    def pastes(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.presses("Ctrl+V")
