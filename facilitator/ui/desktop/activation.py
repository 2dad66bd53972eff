"""Bring a window to the front, because its user asked for it somewhere else."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_RAISING = ("xcb", "windows", "cocoa")
"""Where a program may order windows; elsewhere Qt warns."""


def come_to_front(window: QWidget, token: str) -> None:
    """Show a window, also a minimised one, on top and with the keyboard.

    `token` is what a Wayland desktop gave to the program that asks, empty elsewhere.
    """
    if token:
        # Qt takes it from there when it activates a window.
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    minimised = Qt.WindowState.WindowMinimized
    if window.windowState() & minimised:
        window.setWindowState(window.windowState() & ~minimised)
    window.show()
    if QGuiApplication.platformName() in _RAISING:
        window.raise_()
    window.activateWindow()
