"""Does what will be needed soon while nobody types: one small thing at a time."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.timers import single_shot

Step = Callable[[], object]

LULL = 150
"""Milliseconds without a key or a click after which the next thing is done."""

_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Works off steps while a window is shown; each is over before anybody notices."""

    def __init__(self, window: QWidget, steps: Iterable[Step]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = iter(steps)
        self.done = False
        """Whether nothing is left to do."""
        self._timer = single_shot(self, 0, self._on_timeout)

    def start(self) -> None:
        """Begin at the next lull; the window is shown by now."""
        # Of the window system's own events: there are few of them, and every key is among them.
        self._window.windowHandle().installEventFilter(self)
        self._timer.start(LULL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DEEDS:
            self._timer.start(LULL)
        return False

    def _on_timeout(self) -> None:
        step = next(self._steps, None) if self._window.isVisible() else None
        if step is None:
            self.done = True
            self._window.windowHandle().removeEventFilter(self)
            return
        step()
        # Whatever came meanwhile has its turn first.
        self._timer.start(0)
