"""What tells how much is still open: a strip below the columns, or the heading of a list."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.open_text import still_open
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import Strip, text_strips


class OpenStrip(QWidget):
    """One sentence in the colors of gaps, in as few words as one line needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Sequence[str] = ("",)
        self._strips: list[Strip] = []
        self._metrics = Metrics(1.0)
        self._list: ColumnPanel | None = None
        self.is_for_who_types = False
        """Whether it gives way in a deep room, where each line of it would cost a row."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def head(self, panel: ColumnPanel) -> None:
        """Be the heading of a list of what is open, instead of a strip."""
        self._list = panel

    @property
    def is_small(self) -> bool:
        """Whether it is in letters for the person at the keyboard."""
        return self.is_for_who_types and self._metrics.is_crowded

    @property
    def text(self) -> str:
        """The whole sentence; empty while nothing is open."""
        return self._texts[0]

    def show_counts(self, counts: OpenCounts | None, words: Words) -> None:
        """Tell how much is open, in the words of the exercise; hide when nothing is."""
        shown = counts or OpenCounts()
        texts = still_open(shown, words)
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(texts[0])
            self._fit()
        if self._list is not None:
            self._list.set_heading(*texts)
        else:
            self.setVisible(bool(texts[0]))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        m = self._metrics
        width = max(100, self.width() - 2 * m.px(Space.M))
        kind = Type.KEYS if self.is_small else Type.NOTE
        measure = QFontMetricsF(m.font(kind))
        fitting = (text for text in self._texts if measure.horizontalAdvance(text) <= width)
        text = next(fitting, self._texts[-1])
        self._strips = text_strips(text, kind, width, m, Ink.GAP_TEXT) if text else []
        edge = m.px(2 if self.is_small else 6)
        self.setFixedHeight(round(sum(s.height for s in self._strips)) + 2 * edge)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect())
        paint_rounded(painter, ground, m.px(Space.CARD_RADIUS), m.color(Ink.GAP_GROUND))
        read_as_written(painter)
        at = QPointF(m.px(Space.M), m.px(2 if self.is_small else 6))
        for strip in self._strips:
            strip.paint(painter, at)
            at += QPointF(0, strip.height)
