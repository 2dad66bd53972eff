"""Timers that fire once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def single_shot(
    parent: QObject | None, ms: int, slot: Callable[[], object] | SignalInstance | None = None
) -> QTimer:
    """Return a timer that calls `slot` once, so many milliseconds after each start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    if slot is not None:
        timer.timeout.connect(slot)
    return timer


def later(owner: QObject, ms: int, slot: Callable[[], object]) -> None:
    """Call `slot` once after so many milliseconds, but never once its owner is deleted."""
    QTimer.singleShot(ms, owner, slot)
