"""Work in small steps while nobody types, such as loading what will be needed soon."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.timers import single_shot

Step = Callable[[], object]

LULL = 150
"""Milliseconds without a key or a click after which the next step is done."""

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """A queue of short steps that are done while the window is shown and nobody types."""

    def __init__(self, window: QWidget, steps: Iterable[Step]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = iter(steps)
        self.done = False
        """Whether no step is left."""
        self._timer = single_shot(self, 0, self._on_timeout)

    def start(self) -> None:
        """Begin at the next pause in typing; call this once the window is shown."""
        # A filter on the native window's events: they are few, and every key is among them.
        self._window.windowHandle().installEventFilter(self)
        self._timer.start(LULL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._timer.start(LULL)
        return False

    def _on_timeout(self) -> None:
        step = next(self._steps, None) if self._window.isVisible() else None
        if step is None:
            self.done = True
            self._window.windowHandle().removeEventFilter(self)
            return
        step()
        # After the events that came meanwhile.
        self._timer.start(0)
