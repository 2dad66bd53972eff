"""The box of a field, and the chip at its start that says what is being written."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type

_LOOK = {
    Tone.STRENGTH: (Ink.STRENGTH_GROUND, Ink.STRENGTH_TEXT),
    Tone.GAP: (Ink.GAP_GROUND, Ink.GAP_TEXT),
    None: (Ink.CHIP, Ink.TEXT),
}


def paint_field_box(
    painter: QPainter, rect: QRect, focused: bool, metrics: Metrics, quiet: Ink = Ink.KEY_EDGE
) -> None:
    """Paint the box of a field with rounded corners; its edge shows where the focus is."""
    width = metrics.px(Space.FOCUS if focused else Space.HAIR)
    inset = width / 2
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    radius = metrics.px(Space.CARD_RADIUS)
    edge = metrics.color(Ink.FOCUS if focused else quiet)
    paint_rounded(painter, box, radius, metrics.color(Ink.PAPER), edge, width)


class Chip(QWidget):
    """A short text on a rounded background in the colors of a tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone: Tone | None = None
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    @property
    def tone(self) -> Tone | None:
        return self._tone

    def set(self, text: str, tone: Tone | None, metrics: Metrics) -> None:
        self._text, self._tone, self._metrics = text, tone, metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.CHIP))
        width = measure.horizontalAdvance(self._text) + m.px(Space.XL)
        return QSize(round(width), m.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink = _LOOK[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._metrics.px(Space.CARD_RADIUS)
        height = min(self.height(), self._metrics.px(48))
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        paint_rounded(painter, box, radius, self._metrics.color(ground))
        painter.setPen(self._metrics.color(ink))
        painter.setFont(self._metrics.font(Type.CHIP))
        read_as_written(painter)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)
