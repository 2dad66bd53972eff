"""What the console knows of the audience window: whether the room sees the meeting at all."""

from PySide6.QtCore import QObject, Signal


class RoomState(QObject):
    """Whether the audience window is visible, blank or frozen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._visible = self._blank = self._frozen = False

    @property
    def visible(self) -> bool:
        """Whether there is an audience window on a screen."""
        return self._visible

    @property
    def blank(self) -> bool:
        """Whether nothing at all is shown in it."""
        return self._blank

    @property
    def frozen(self) -> bool:
        """Whether it keeps showing one picture, whatever happens in the meeting."""
        return self._frozen

    def set_visible(self, visible: bool) -> None:
        """Note that the window was shown or hidden."""
        if visible != self._visible:
            self._visible = visible
            self.changed.emit()

    def set_blank(self, blank: bool) -> None:
        """Note that nothing is shown, or that there is something again."""
        if blank != self._blank:
            self._blank = blank
            self.changed.emit()

    def set_frozen(self, frozen: bool) -> None:
        """Note that the picture stays, or follows the meeting again."""
        if frozen != self._frozen:
            self._frozen = frozen
            self.changed.emit()
