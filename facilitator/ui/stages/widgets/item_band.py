"""A band for an item of the list below it: selected and opened as if it were a row there."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Space, Type


class ItemBand(Band):
    """A band with an outline while its item is the selected one."""

    pressed = Signal()
    opened = Signal()
    """A double click, which opens an item."""
    menu_requested = Signal(QPoint)
    """The menu was asked for, at a point of the screen."""

    def __init__(
        self, tone: Tone | None, parent: QWidget | None = None, largest: Type = Type.GAP
    ) -> None:
        super().__init__(tone, parent, largest)
        self._outlined = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def is_outlined(self) -> bool:
        return self._outlined

    def set_outlined(self, outlined: bool) -> None:
        if outlined != self._outlined:
            self._outlined = outlined
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._outlined:
            return
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = m.px(Space.FOCUS)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        paint_rounded(painter, box, m.px(Space.M), None, m.color(Ink.FOCUS), width)
