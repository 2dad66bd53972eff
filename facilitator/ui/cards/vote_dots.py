"""The dots of a vote on a card: a block of dots, and their number."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from facilitator.ui.base.translate import number
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type

ROWS, COLUMNS = 3, 5
"""Rows and columns of the block: fives are counted at a glance. Of more dots the number tells."""
PITCH, ACROSS = 0.37, 0.29
"""Distance between dots, and diameter of a dot, in ems of the text beside it."""
DIGITS = 2
"""Digits for which room is kept from the first dot on, so that the text does not move."""


@dataclass(frozen=True, slots=True)
class VoteDots:
    """A number of dots, written in a type of the scale."""

    dots: int
    metrics: Metrics
    kind: Type

    @property
    def width(self) -> float:
        """Return the width in pixels, the same for any count of one or two digits."""
        return self._em * (PITCH * COLUMNS + ACROSS) + self._number_width

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """Paint the dots in the vertical middle of `box`; nothing when there are none."""
        if not self.dots:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.metrics.color(Ink.GAP_TEXT))
        pitch, radius = self._em * PITCH, self._em * ACROSS / 2
        shown = min(self.dots, ROWS * COLUMNS)
        rows = -(-shown // COLUMNS)
        top = box.center().y() - pitch * (rows - 1) / 2
        for i in range(shown):
            row, column = divmod(i, COLUMNS)
            centre = QPointF(box.left() + radius + column * pitch, top + row * pitch)
            painter.drawEllipse(centre, radius, radius)
        painter.setPen(self.metrics.color(Ink.TEXT))
        painter.setFont(self.metrics.font(self.kind))
        ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, ends | Qt.AlignmentFlag.AlignAbsolute, number(self.dots))

    @property
    def _em(self) -> int:
        return self.metrics.font(self.kind).pixelSize()

    @property
    def _number_width(self) -> float:
        measure = QFontMetricsF(self.metrics.font(self.kind))
        widest = max(number(self.dots), "0" * DIGITS, key=len)
        return measure.horizontalAdvance(widest) + 1
