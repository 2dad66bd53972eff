"""What the system wishes its windows to look like: for windows that the room does not see."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from facilitator.ui.inks import Scheme


def system_scheme() -> Scheme:
    """High contrast if the user asks the system for it, else light or dark as the system is."""
    hints = QGuiApplication.styleHints()
    if _asks_for_contrast():
        return Scheme.HIGH_CONTRAST
    return Scheme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT


def follow_system_scheme(owner: QObject, follow: Callable[[Scheme], None]) -> None:
    """Call `follow` now and whenever the system's wish changes, as long as `owner` lives."""
    hints = QGuiApplication.styleHints()

    def tell(_: object = None) -> None:
        follow(system_scheme())

    changes = [hints.colorSchemeChanged]
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None:
        changes.append(accessibility().contrastPreferenceChanged)
    for changed in changes:
        connection = changed.connect(tell)
        owner.destroyed.connect(lambda _=None, c=connection: QObject.disconnect(c))
    tell()


def _asks_for_contrast() -> bool:
    """Qt tells it from 6.10 on."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if accessibility is None:
        return False
    high = Qt.ContrastPreference.HighContrast
    return bool(accessibility().contrastPreference() is high)
