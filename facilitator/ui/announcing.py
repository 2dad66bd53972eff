"""What happens is said aloud to who does not see it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(where: QObject, sentence: str) -> None:
    """Let a screen reader say a sentence; it costs nothing when there is no reader."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, sentence))
