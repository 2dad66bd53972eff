"""The commands by which a Linux desktop opens files and begins mails, and whether they did."""

import subprocess
import sys
from contextlib import suppress

from PySide6.QtCore import QStandardPaths

_BEGUN_AFTER = 4
"""Seconds after which a program that still runs has opened its window."""


def ask_desktop(command: str, *words: str) -> bool | None:
    """Return whether a command of the desktop did it; called on a thread.

    None where there is no such command: then Qt can still be asked, which knows of no failure.
    """
    found = QStandardPaths.findExecutable(command) if sys.platform == "linux" else ""
    if not found:
        return None
    with suppress(OSError):
        begun = subprocess.Popen(
            [found, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # Some run as long as what they opened.
        with suppress(subprocess.TimeoutExpired):
            return begun.wait(_BEGUN_AFTER) == 0
        return True
    return None
