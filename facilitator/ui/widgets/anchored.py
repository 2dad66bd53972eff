"""What lies over its parent and is placed anew when that changes its size."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class Anchored(QWidget):
    """Watches its parent only while it is shown: each key passes by whoever watches a window."""

    def __init__(self, parent: QWidget, over: QWidget | None = None) -> None:
        """`over` is the part of the parent that it is placed by, if not by the whole."""
        super().__init__(parent)
        self._over = over or parent

    def lie_over(self, over: QWidget) -> None:
        """Be placed by another part of the parent from now on."""
        if over is self._over:
            return
        self._over.removeEventFilter(self)
        self._over = over
        if self.isVisible():
            over.installEventFilter(self)
            self._place()

    def _place(self) -> None:
        """Where it lies on its parent as that is now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._over.installEventFilter(self)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._over.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
