"""What happens is said aloud to who does not see it."""

from PySide6.QtCore import QObject


def announce(where: QObject, sentence: str) -> None:
    """Let a screen reader say a sentence; it costs nothing when there is no reader."""
    if sentence:
        # Only here: the first window says nothing.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, sentence))
