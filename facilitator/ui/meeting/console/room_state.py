"""The state of the audience window, shared by the console and the window."""

from PySide6.QtCore import QObject, Signal


class RoomState(QObject):
    """The state of the audience window: visible, blank, frozen."""

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
        """Whether it shows nothing at all."""
        return self._blank

    @property
    def frozen(self) -> bool:
        """Whether it keeps one picture, whatever happens in the meeting."""
        return self._frozen

    def set_visible(self, visible: bool) -> None:
        """Note that the window was shown or hidden."""
        if visible != self._visible:
            self._visible = visible
            self.changed.emit()

    def set_blank(self, blank: bool) -> None:
        """Note that the window is blank, or shows the meeting again."""
        if blank != self._blank:
            self._blank = blank
            self.changed.emit()

    def set_frozen(self, frozen: bool) -> None:
        """Note that the window is frozen, or follows the meeting again."""
        if frozen != self._frozen:
            self._frozen = frozen
            self.changed.emit()
