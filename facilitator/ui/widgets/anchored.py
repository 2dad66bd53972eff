"""A child widget that repositions itself when its anchor is resized."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class Anchored(QWidget):
    """A widget over its parent, placed by an anchor: the parent or a part of it.

    The anchor is watched only while the widget is shown: an event filter on a window costs with
    every key.
    """

    def __init__(self, parent: QWidget, anchor: QWidget | None = None) -> None:
        """Create the widget over a parent; `anchor` is a part of it, the parent itself if None."""
        super().__init__(parent)
        self._anchor = anchor or parent

    def set_anchor(self, anchor: QWidget) -> None:
        """Place the widget by another part of the parent from now on."""
        if anchor is self._anchor:
            return
        self._anchor.removeEventFilter(self)
        self._anchor = anchor
        if self.isVisible():
            anchor.installEventFilter(self)
            self._place()

    def _place(self) -> None:
        """Place the widget by its anchor as that is now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._anchor.installEventFilter(self)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._anchor.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
