"""The time of the key that is being read from the X server."""

import os
import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QGuiApplication
from shiboken6 import VoidPtr

_KEY_PRESS = 2
"""Of the X protocol; the highest bit marks what another program sent."""
_HEAD = 8
"""Bytes of an event up to its time: kind, key, two of a sequence number, four of the time."""


class KeyTimes(QAbstractNativeEventFilter):
    """A filter that notes the times of keys.

    Qt delivers keys in batches, but composed letters as soon as it reads their last key.
    """

    latest = 0
    """Milliseconds of the X server, as in QKeyEvent.timestamp(); 0 where there is no X."""

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        head = bytes(memoryview(VoidPtr(int(message), _HEAD)))  # type: ignore[call-arg, arg-type]
        if head[0] & 0x7F == _KEY_PRESS:
            KeyTimes.latest = int.from_bytes(head[4:], sys.byteorder)
        return False, 0


def watch_key_times(app: QCoreApplication) -> KeyTimes | None:
    """Note the times from now on, where keys come from an X server and Qt itself composes."""
    method = os.environ.get("QT_IM_MODULES") or os.environ.get("QT_IM_MODULE", "")
    if QGuiApplication.platformName() != "xcb" or method not in ("", "compose"):
        return None
    times = KeyTimes()
    app.installNativeEventFilter(times)
    return times
