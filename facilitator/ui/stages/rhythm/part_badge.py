"""The part of a stage on the room's wall: what everybody does now, and for how long."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.room.room_rhythm import RoomRhythm
from facilitator.ui.stages.rhythm.part_text import part_name, part_with_time
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type


class PartBadge(QWidget):
    """A dark pill with one line; hidden while no part goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_rhythm(self, rhythm: RoomRhythm | None, left: int | None) -> None:
        """Show the current part, with the seconds that it has left if the room sees the time."""
        step = rhythm.current if rhythm is not None else None
        text = part_with_time(step, left) if step is not None else ""
        if text != self.text:
            self.text = text
            self.setAccessibleName(part_name(step.part) if step is not None else "")
            self.updateGeometry()
            self.update()
        self.setVisible(bool(text))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.SIDE_BOLD)).horizontalAdvance(self.text)
        return QSize(ceil(words) + 2 * m.px(Space.L), m.line_height(Type.SIDE_BOLD) + m.px(Space.M))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        paint_rounded(painter, box, box.height() / 2, m.color(Ink.TEXT))
        painter.setFont(m.font(Type.SIDE_BOLD))
        painter.setPen(m.color(Ink.PAPER))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text)
