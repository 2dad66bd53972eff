"""Shortcuts on keyboards whose layout has no Latin letters, or has the digits on Shift.

A key there acts as the one of its place on a US keyboard. What a layout can type itself stays what
it is: Latin letters wherever they are, and all that is typed without Ctrl and Alt.
"""

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.ui.desktop.key_places import digit_of, place_of

_MODS = Qt.KeyboardModifier
_SPECIAL = 0x01000000
"""Keys from here on type no character, or compose one with the next key."""


def _has_latin_letters() -> bool:
    # Imported where it is used: very few keys ask for it.
    from facilitator.ui.desktop.xkb_layout import has_latin_letters

    return has_latin_letters()


def meant_by(
    event: QKeyEvent, has_letters: Callable[[], bool] = _has_latin_letters
) -> QKeyEvent | None:
    """Return the event of the shortcut that a key is meant for; None when it is that already.

    `has_letters` tells whether the layout in use has Latin letters.
    """
    held = event.modifiers()
    if held & (_MODS.KeypadModifier | _MODS.MetaModifier):
        return None
    plain = held & ~_MODS.ShiftModifier
    if plain == _MODS.AltModifier:
        digit = digit_of(event)
        is_itself = event.key() == digit_key(digit) and held == plain
        return None if digit is None or is_itself else _event(event, digit_key(digit), plain)
    if plain != _MODS.ControlModifier:
        return None
    place = place_of(event)
    if not place or place.isdecimal() or not _lacks(event.key(), place, has_letters):
        return None
    return _event(event, ord(place), held)


def digit_key(digit: int | None) -> int:
    """Return Qt's number of the key of a digit; -1 for None."""
    return -1 if digit is None else Qt.Key.Key_0 + digit


def _lacks(key: int, place: str, has_letters: Callable[[], bool]) -> bool:
    """Return whether a layout gives a key something for which no shortcut is declared."""
    if key >= _SPECIAL:
        return key == Qt.Key.Key_unknown
    if not chr(key).isascii():
        return not unicodedata.name(chr(key), "LATIN").startswith("LATIN")
    # Greek has a semicolon where the Q is, and Hebrew a slash; but so may a Latin layout.
    return place.isalpha() and not chr(key).isalnum() and not has_letters()


def _event(event: QKeyEvent, key: int, held: Qt.KeyboardModifier) -> QKeyEvent:
    """Return an event of another key, at the same time."""
    text = chr(key) if held == _MODS.AltModifier else ""
    made = QKeyEvent(
        event.type(),
        key,
        held,
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        text,
        event.isAutoRepeat(),
    )
    made.setTimestamp(event.timestamp())
    return made


class LatinKeys(QObject):
    """A filter on the windows of the program that puts the key that is meant in place of another.

    No shortcut has taken the key by then, so it looks for one itself.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        focus = QApplication.focusWidget()
        meant = meant_by(event) if focus and not QApplication.activePopupWidget() else None
        if focus is None or meant is None:
            return False
        _press(focus, meant)
        return True


def _press(focus: QWidget, event: QKeyEvent) -> None:
    """Press a key as Qt does: it is a shortcut unless a widget claims it."""
    claim = _event(event, event.key(), event.modifiers())
    override = QKeyEvent(QEvent.Type.ShortcutOverride, claim.key(), claim.modifiers(), claim.text())
    override.setTimestamp(event.timestamp())
    override.ignore()
    QApplication.sendEvent(focus, override)
    action = None if override.isAccepted() else _action(focus, QKeySequence(event.keyCombination()))
    if action is not None:
        action.trigger()
    else:
        QApplication.sendEvent(focus, event)


def _action(focus: QWidget, key: QKeySequence) -> QAction | None:
    """Return the action of the key that is nearest to the focus."""
    widget: QWidget | None = focus
    while widget is not None:
        for action in widget.actions():
            if action.isEnabled() and key in action.shortcuts():
                return action
        widget = None if widget.isWindow() else widget.parentWidget()
    return None
