"""One quiet line at the foot: what is being done, how far it is, and Esc where that stops it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets.anchored import Anchored
from facilitator.ui.widgets.hint_bar import HEIGHT, paint_keycap

BAR = 420
"""Width of the bar, in pixels at 1080 lines."""


class ProgressBar(Anchored):
    """Lies over the keys at the foot of its parent and never takes the focus."""

    stop_requested = Signal()
    """The key that is shown was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._words = ""
        self._way = 0.0
        self._stoppable = True
        self._key = tr("Esc")
        self._stops = tr("stops it")
        self.hide()

    @property
    def words(self) -> str:
        """What is being done, empty while nothing is shown."""
        return self._words if self.isVisible() else ""

    def begin(self, words: str, *, stoppable: bool = True) -> None:
        """Show what is being done, at its beginning; the key only where it is `stoppable`."""
        self._words, self._way, self._stoppable = words, 0.0, stoppable
        self.setAccessibleName(tr("{words} Esc stops it.", words=words) if stoppable else words)
        self._place()
        self.show()
        self.raise_()

    def set_progress(self, way: float) -> None:
        """How far it is, from 0 to 1."""
        if way != self._way:
            self._way = way
            self.setAccessibleDescription(tr("{n} %", n=round(100 * way)))
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._place()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._stoppable:
            self.stop_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        fill(painter, QRectF(self.rect()), m.color(Ink.PAPER))
        fill(painter, QRectF(0, 0, self.width(), m.px(Space.HAIR)), m.color(Ink.LINE))
        middle = self.height() / 2
        left = self._paint_text(painter, self._words, float(m.px(Space.XXL)), Ink.TEXT)
        bar = QRectF(left, middle - m.px(Space.S) / 2, m.px(BAR), m.px(Space.S))
        for ink, width in ((Ink.LINE, bar.width()), (Ink.FOCUS, bar.width() * self._way)):
            filled = QRectF(bar.left(), bar.top(), width, bar.height())
            paint_rounded(painter, filled, bar.height() / 2, m.color(ink))
        share = tr("{n} %", n=round(100 * self._way))
        self._paint_text(painter, share, bar.right() + m.px(Space.M), Ink.QUIET)
        if self._stoppable:
            self._paint_key(painter, bar.right() + m.px(150), middle)

    def _paint_key(self, painter: QPainter, x: float, middle: float) -> None:
        m = self._metrics
        painter.setFont(m.font(Type.KEYCAP))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._key) + m.px(20)
        paint_keycap(painter, QRectF(x, middle - m.px(18), width, m.px(36)), self._key, m)
        self._paint_text(painter, self._stops, x + width + m.px(10), Ink.QUIET)

    def _paint_text(self, painter: QPainter, text: str, x: float, ink: Ink) -> float:
        """Paint a text at x; returns where the next thing begins."""
        painter.setFont(self._metrics.font(Type.KEYS))
        painter.setPen(self._metrics.color(ink))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
        box = QRectF(x, 0, width, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        return box.right() + self._metrics.px(Space.L)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            height = self._metrics.px(HEIGHT)
            self.setGeometry(0, parent.height() - height, parent.width(), height)
