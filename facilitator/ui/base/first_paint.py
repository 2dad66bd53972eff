"""Put off what would delay the first paint of a window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.timers import single_shot

LONGEST_WAIT = 1_000
"""Milliseconds after which it is done though nothing was painted, as where nobody sees the window.
"""


def after_first_paint(window: QWidget, act: Callable[[], object]) -> None:
    """Do this once the window was painted; at once where it is not shown."""
    if window.isVisible():
        _FirstPaint(window, act)
    else:
        act()


class _FirstPaint(QObject):
    """A watch on a window until it was painted."""

    def __init__(self, window: QWidget, act: Callable[[], object]) -> None:
        super().__init__(window)
        self._act = act
        self._due = single_shot(self, LONGEST_WAIT, self._on_timeout)
        self._due.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # After all that is painted together with it.
            self._due.start(0)
        return False

    def _on_timeout(self) -> None:
        self._act()
        self.deleteLater()
