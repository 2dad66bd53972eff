"""Show a file in its folder, selected where the desktop can do that."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl

CONNECTION = "facilitator-folder"
_MANAGER = "org.freedesktop.FileManager1"
_PATIENCE = 3000
"""Milliseconds until a file manager that does not answer is given up."""
_LOOK_AFTER = 0.02
"""Seconds."""


def select_in_folder(path: Path) -> bool:
    """Return whether a file manager was asked to select the file; called on a thread.

    Where it wasn’t, the folder can still be opened.
    """
    if sys.platform == "win32":
        return _begins(["explorer", f"/select,{path}"])
    if sys.platform == "darwin":
        return _begins(["open", "-R", str(path)])
    return _ask_file_manager(path)


def _begins(command: list[str]) -> bool:
    with suppress(OSError):
        subprocess.Popen(command)
        return True
    return False


def _ask_file_manager(path: Path) -> bool:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, CONNECTION)
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(
        _MANAGER, "/" + _MANAGER.replace(".", "/"), _MANAGER, "ShowItems"
    )
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    # A call that blocks would hold up every other thread as well.
    asked = bus.asyncCall(message, _PATIENCE)
    while not asked.isFinished():
        time.sleep(_LOOK_AFTER)
    return not asked.isError()
