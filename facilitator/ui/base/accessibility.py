"""Announcements for screen readers."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QListView

from facilitator.ui.base.timers import later


def announce(where: QObject, sentence: str) -> None:
    """Let a screen reader say a sentence; without a screen reader this costs nothing."""
    if sentence:
        # Only here: the first window says nothing.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, sentence))


def read_out_current(view: QListView) -> None:
    """Let a screen reader say the current item of a list that gets the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    if not QAccessible.isActive():
        return

    def say() -> None:
        if view.hasFocus() and view.currentIndex().isValid():
            event = QAccessibleEvent(view, QAccessible.Event.Focus)
            event.setChild(view.currentIndex().row())
            QAccessible.updateAccessibility(event)

    # Qt says the name of the list itself, but only after it has handed over the focus.
    later(view, 0, say)
