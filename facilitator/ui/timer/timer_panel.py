"""The time of the current stage, in large figures, for the facilitator."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.time_pill import paint_bars

FIGURES, LINE = 86, 34
"""Font size of the figures and height of a line below them, in pixels at 1080 lines."""
BARS = 0.55
"""Width of the two bars before figures that stand still, in em."""


class TimerPanel(QWidget):
    """Figures with a line or two below; nothing moves but the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._shown: ClockText | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The whole text."""
        shown = self._shown
        return "\n".join((shown.figures, *self._lines)) if shown is not None else ""

    def show_time(self, shown: ClockText) -> None:
        before = len(self._lines)
        self._shown = shown
        if self.accessibleName() != shown.spoken:
            self.setAccessibleName(shown.spoken)
        if len(self._lines) != before:
            self.updateGeometry()
        self.update()

    @property
    def _lines(self) -> tuple[str, ...]:
        shown = self._shown
        lines = (shown.words, shown.state) if shown is not None else ()
        return tuple(line for line in lines if line)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = max(1, len(self._lines))
        return QSize(300, self._high + self._metrics.px(Space.XS) + self._metrics.px(LINE) * lines)

    @property
    def _high(self) -> int:
        """Height of the figures with their padding, in pixels."""
        return round(self._metrics.px(FIGURES) * 1.2)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, m = self._shown, self._metrics
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(m.font(Type.HERO))
        font.setPixelSize(m.px(FIGURES))
        head = QRectF(0, 0, self.width(), self._high)
        ink = Ink.QUIET if shown.is_stopped else Ink.TEXT
        if shown.is_alarming:
            ink = Ink.GAP_TEXT
            width = QFontMetricsF(font).horizontalAdvance(shown.figures) + 2 * m.px(Space.M)
            radius = m.px(Space.COLUMN_RADIUS)
            box = QRectF(0.5, 0.5, min(width, self.width()) - 1, self._high - 1)
            paint_rounded(painter, box, radius, m.color(Ink.GAP_GROUND), m.color(Ink.GAP))
            head.setLeft(m.px(Space.M))
        if shown.is_stopped:
            em = 0.8 * font.pixelSize()
            paint_bars(painter, BARS * em, head.center().y(), em, m.color(ink))
            head.setLeft((BARS + 0.2) * em)
        painter.setFont(font)
        painter.setPen(m.color(ink))
        sides = Qt.AlignmentFlag
        painter.drawText(head, sides.AlignVCenter | sides.AlignLeft, shown.figures)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        y = float(self._high + m.px(Space.XS))
        for line in self._lines:
            row = QRectF(0, y, self.width(), m.px(LINE))
            painter.drawText(row, sides.AlignVCenter | sides.AlignLeft, line)
            y += m.px(LINE)
