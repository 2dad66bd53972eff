"""A strip at the foot: what is being done, how far it is, and the key that cancels it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.commands import key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets.anchored import Anchored
from facilitator.ui.widgets.hint_bar import HEIGHT, paint_keycap

BAR = 420
"""Width of the bar, in pixels at 1080 lines."""


class ProgressBar(Anchored):
    """Progress of one task, over the hint bar of its parent; it never takes the focus."""

    cancel_requested = Signal()
    """The key that is shown was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._words = ""
        self._percent = 0
        self._cancellable = True
        self._key = key_text("Esc")
        self._stops = tr("stops it")
        self.hide()

    @property
    def words(self) -> str:
        """What is being done, empty while nothing is shown."""
        return self._words if self.isVisible() else ""

    def begin(self, words: str, *, cancellable: bool = True) -> None:
        """Show what is being done, at its beginning; the key only where it is `cancellable`."""
        self._words, self._percent, self._cancellable = words, 0, cancellable
        self.setAccessibleName(tr("{words} Esc stops it.", words=words) if cancellable else words)
        self.setAccessibleDescription("")
        self._place()
        self.show()
        self.raise_()

    def set_progress(self, percent: int) -> None:
        """Show the percentage that is done."""
        if percent != self._percent:
            self._percent = percent
            self.setAccessibleDescription(tr("{n} %", n=percent))
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._place()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._cancellable:
            self.cancel_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        fill(painter, QRectF(self.rect()), m.color(Ink.PAPER))
        fill(painter, QRectF(0, 0, self.width(), m.px(Space.HAIR)), m.color(Ink.LINE))
        middle = self.height() / 2
        left = self._paint_text(painter, self._words, float(m.px(Space.XXL)), Ink.TEXT)
        bar = QRectF(left, middle - m.px(Space.S) / 2, m.px(BAR), m.px(Space.S))
        filled = bar.width() * self._percent / 100
        for ink, width in ((Ink.LINE, bar.width()), (Ink.FOCUS, filled)):
            part = QRectF(bar.left(), bar.top(), width, bar.height())
            paint_rounded(painter, part, bar.height() / 2, m.color(ink))
        share = tr("{n} %", n=self._percent)
        self._paint_text(painter, share, bar.right() + m.px(Space.M), Ink.QUIET)
        if self._cancellable:
            self._paint_key(painter, bar.right() + m.px(150), middle)

    def _paint_key(self, painter: QPainter, x: float, middle: float) -> None:
        m = self._metrics
        painter.setFont(m.font(Type.KEYCAP))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._key) + m.px(20)
        paint_keycap(painter, QRectF(x, middle - m.px(18), width, m.px(36)), self._key, m)
        self._paint_text(painter, self._stops, x + width + m.px(10), Ink.QUIET)

    def _paint_text(self, painter: QPainter, text: str, x: float, ink: Ink) -> float:
        """Paint a text at x; return where the next thing begins."""
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
