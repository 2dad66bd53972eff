"""Keep the computer awake and the screen saver off while the room looks at it."""

import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Thread

CONNECTION = "facilitator-awake"
_SAVER = "org.freedesktop.ScreenSaver"


class KeepAwake:
    """A request to the system to stay awake: D-Bus on Linux, a call on Windows, a command on macOS.

    On a desktop that knows none of these it has no effect.
    """

    def __init__(self) -> None:
        self._wanted = False
        self._asked = False
        self._lock = Lock()
        self._command: subprocess.Popen[bytes] | None = None

    def set(self, awake: bool) -> None:
        """Ask the system to stay awake, or withdraw that."""
        if awake == self._wanted:
            return
        self._wanted = awake
        if sys.platform == "win32":
            _ask_windows(awake)
        elif sys.platform == "linux":
            # On a thread: a bus that does not answer must not halt the typing.
            Thread(target=self._follow, daemon=True).start()
        elif sys.platform == "darwin":
            self._ask_mac(awake)

    def _follow(self) -> None:
        with self._lock:
            if self._wanted != self._asked:
                self._asked = self._wanted
                _ask_linux(self._asked)

    def _ask_mac(self, awake: bool) -> None:
        if self._command is not None:
            self._command.terminate()
            self._command = None
        if awake:
            # It ends with this program, however that ends.
            line = ["caffeinate", "-d", "-i", "-w", str(os.getpid())]
            with suppress(OSError):
                self._command = subprocess.Popen(line)


def _ask_linux(awake: bool) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    if not awake:
        # What was asked over a connection is over with it.
        QDBusConnection.disconnectFromBus(CONNECTION)
        return
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, CONNECTION)
    if bus.isConnected():
        path = "/" + _SAVER.replace(".", "/")
        message = QDBusMessage.createMethodCall(_SAVER, path, _SAVER, "Inhibit")
        message.setArguments(["Facilitator", "A meeting is on screen"])
        bus.send(message)


def _ask_windows(awake: bool) -> None:
    if sys.platform == "win32":
        from ctypes import windll

        continuous, system, display = 0x80000000, 1, 2
        windll.kernel32.SetThreadExecutionState(continuous | (system | display if awake else 0))
