"""Figures of the time that is left: plain, and on a ground of their own when little is left."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.inks import Ink
from facilitator.ui.theme import Metrics, Space, Type
from facilitator.ui.time_shown import TimeShown

_HIGH = 1.44
"""Height of a pill in heights of its letters."""


def time_width(text: str, font: QFont, metrics: Metrics) -> float:
    """Pixels from edge to edge of the pill; figures of the same number take the same."""
    return QFontMetricsF(font).horizontalAdvance(text) + 2 * metrics.px(Space.M)


def paint_time(
    painter: QPainter, box: QRectF, text: str, kind: Type, metrics: Metrics, is_short: bool
) -> None:
    """Write the time into a box; on the ground of a gap when little of it is left."""
    m = metrics
    if is_short:
        edge = m.px(Space.HAIR)
        painter.setPen(QPen(m.color(Ink.GAP), edge))
        painter.setBrush(m.color(Ink.GAP_GROUND))
        inner = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    painter.setFont(m.font(kind))
    painter.setPen(m.color(Ink.GAP_TEXT if is_short else Ink.TEXT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class RoomTime(QWidget):
    """The time of the stage as the room sees it, in a corner; hidden unless it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._is_short = False
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_time(self, shown: TimeShown | None) -> None:
        """None takes it away."""
        self.setVisible(shown is not None)
        if shown is None or (shown.figures, shown.nearly_over) == (self.text, self._is_short):
            return
        is_as_wide = len(shown.figures) == len(self.text)
        self.text, self._is_short = shown.figures, shown.nearly_over
        self.setAccessibleName(shown.spoken)
        if not is_as_wide:
            self.updateGeometry()
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        width = time_width(self.text, m.font(Type.ASIDE), m)
        return QSize(round(width), round(m.font(Type.ASIDE).pixelSize() * _HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_time(
            painter, QRectF(self.rect()), self.text, Type.ASIDE, self._metrics, self._is_short
        )
