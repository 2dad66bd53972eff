"""Open a file or a folder with the program that the desktop has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from facilitator.ui.desktop import xdg


def ask_to_open(path: Path) -> bool | None:
    """Return whether the desktop opened it; called on a thread.

    None where that has to be asked by open_by_qt().
    """
    return xdg.ask_desktop("xdg-open", str(path))


def open_by_qt(path: Path) -> bool:
    """Open it, on the UI thread; return whether there is a program for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
