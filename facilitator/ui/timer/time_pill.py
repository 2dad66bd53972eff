"""The time that is left, in figures; on a colored pill when little is left."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.timer.clock_text import ClockText

_HEIGHT, _SIDE = 1.44, 0.55
"""Height of the pill and padding beside its text, in em."""
_BAR, _BARS_HIGH, _BARS_WIDE = 0.16, 0.62, 0.8
"""Of the two bars before a time that stands still: width of one, height, and room, in em."""


def time_width(shown: ClockText, text: str, font: QFont) -> float:
    """Return the width of the pill, in pixels."""
    bars = _BARS_WIDE if shown.is_stopped else 0
    return QFontMetricsF(font).horizontalAdvance(text) + (2 * _SIDE + bars) * font.pixelSize()


def paint_bars(painter: QPainter, right: float, middle: float, em: float, color: QColor) -> None:
    """Paint the two bars that say everywhere that something stands still, up to `right`."""
    width, height = _BAR * em, _BARS_HIGH * em
    for bars in (1, 3):
        bar = QRectF(right - bars * 1.1 * width, middle - height / 2, width, height)
        painter.fillRect(bar, color)


def paint_time(
    painter: QPainter, box: QRectF, shown: ClockText, text: str, kind: Type, metrics: Metrics
) -> None:
    """Paint the time, as `text`, at the right of a box; on a pill in the color of gaps when short.

    A time that stands still is pale, with two bars before it.
    """
    m, is_short = metrics, shown.is_alarming
    if is_short:
        edge = m.px(Space.HAIR)
        inner = box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        ground, line = m.color(Ink.GAP_GROUND), m.color(Ink.GAP)
        paint_rounded(painter, inner, inner.height() / 2, ground, line, edge)
    painter.setFont(m.font(kind))
    plain = Ink.QUIET if shown.is_stopped else Ink.TEXT
    painter.setPen(m.color(Ink.GAP_TEXT if is_short else plain))
    sides = Qt.AlignmentFlag
    side = sides.AlignHCenter if is_short else sides.AlignRight
    painter.drawText(box, side | sides.AlignVCenter, text)
    if shown.is_stopped:
        font = painter.font()
        left = box.right() - QFontMetricsF(font).horizontalAdvance(text)
        em = font.pixelSize()
        paint_bars(painter, left - 0.3 * em, box.center().y(), em, m.color(Ink.QUIET))


class TimePill(QWidget):
    """The time of the stage in a corner of the audience window; hidden by default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._shown: ClockText | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_time(self, shown: ClockText | None) -> None:
        """Show a time; None hides it."""
        self.setVisible(shown is not None)
        if shown is None:
            return
        text = shown.short if shown.is_stopped else shown.figures
        before, self._shown = self._shown, shown
        if before is not None and (text, shown.is_alarming) == (self.text, before.is_alarming):
            return
        is_as_wide = len(text) == len(self.text)
        self.text = text
        self.setAccessibleName(shown.spoken)
        if not is_as_wide:
            self.updateGeometry()
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._shown is None:
            return QSize()
        width = time_width(self._shown, self.text, self._metrics.font(Type.ASIDE))
        # As high as the first line of the question beside it.
        high = self._metrics.line_height(Type.QUESTION)
        return QSize(round(width), max(round(self._pill), high))

    @property
    def _pill(self) -> float:
        """Height of the pill, in pixels."""
        return self._metrics.font(Type.ASIDE).pixelSize() * _HEIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - self._pill) / 2, self.width(), self._pill)
        paint_time(painter, box, self._shown, self.text, Type.ASIDE, self._metrics)
