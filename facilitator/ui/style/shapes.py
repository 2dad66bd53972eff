"""Shapes that are painted in many places."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    ground: QColor | None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a box with rounded corners, filled unless `ground` is None.

    Its edge is `width` pixels wide, half of them outside the box; there is none without a color.
    """
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    painter.drawRoundedRect(box, radius, radius)
