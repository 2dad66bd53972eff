"""Keys by their place on the keyboard, for layouts on which they type something else."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_XKB_ROWS = {10: "1234567890-=", 24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM,"}
"""Of the main block: the code of the first key of each row, and what the row types in the US."""
_XKB = {first + n: key for first, row in _XKB_ROWS.items() for n, key in enumerate(row)}
_WINDOWS = {ord(key): key for key in "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"}
_WINDOWS |= {0xBB: "=", 0xBC: ",", 0xBD: "-"}
"""Virtual keys. There they are of the layout, and of the US one where it has no Latin letters."""
_MAC = dict(enumerate("ASDFHGZXCV BQWERYT123465=97-80 OU IP LJ K  , NM"))
"""Virtual keys, which are places there; a blank is a key of no interest."""
_ALT_GR = 0x80
"""The bit of AltGr among the modifiers of X, of which Qt has none."""


def place_of(event: QKeyEvent) -> str:
    """Return what a key types in the US, in upper case; empty for other keys and without a code."""
    platform = QGuiApplication.platformName()
    if platform == "windows":
        return _WINDOWS.get(event.nativeVirtualKey(), "")
    if platform == "cocoa":
        return _MAC.get(event.nativeVirtualKey(), "").strip()
    return _XKB.get(event.nativeScanCode(), "")


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key types in any script, or would type with Shift."""
    for typed in (event.text(), chr(event.key()) if event.key() <= 0x10FFFF else ""):
        if len(typed) == 1 and typed.isdecimal():
            return int(typed)
    mods = Qt.KeyboardModifier
    if event.modifiers() & (mods.ShiftModifier | mods.ControlModifier | mods.KeypadModifier):
        return None
    if event.nativeModifiers() & _ALT_GR and QGuiApplication.platformName() != "windows":
        return None
    place = place_of(event)
    return int(place) if place.isdecimal() else None
