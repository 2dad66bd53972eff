"""Does what will be needed soon while nobody types: one small thing at a time."""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

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
    """Works off steps while a window is there; one takes less time than a key is noticed late."""

    def __init__(self, window: QWidget, steps: Iterable[Step]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = deque(steps)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._steps

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
        if not self._steps or not self._window.isVisible():
            self._window.windowHandle().removeEventFilter(self)
            return
        self._steps.popleft()()
        # Whatever came meanwhile has its turn first.
        self._timer.start(0)
