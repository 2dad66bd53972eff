"""The team's strengths, on a strip below the answers."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import broken_into_lines, cut_to_lines

PAD = 14
"""Space around what is in a strip, in pixels at 1080 lines."""


class StrengthsStrip(QWidget):
    """The team's strengths, a few at a time, each with the number of the key that uses it."""

    chosen = Signal(int)
    """The number on the strength that was clicked, from 1."""
    more_requested = Signal()
    """More strengths were asked for."""

    SHOWN = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._texts, self._first, self._total = "", [""], 0, 0
        self._metrics = Metrics(1.0)
        self._boxes: list[QRectF] = []
        self._more = QRectF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_strengths(self, title: str, texts: Sequence[str], first: int, total: int) -> None:
        """Show strengths: those texts, the index of the first of them, and how many there are."""
        self._title, self._texts, self._first, self._total = title, list(texts), first, total
        self.setAccessibleName(title + ": " + "; ".join(texts))
        self.setVisible(total > 0)
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def _fit(self) -> None:
        """Be as high as the title and the numbers below it need, on small screens too."""
        m = self._metrics
        title = broken_into_lines(self._title, Type.KEYCAP, self._head_width, m).lineCount()
        lines = title * m.line_height(Type.KEYCAP)
        if self._total > self.SHOWN:
            lines += m.line_height(Type.KEYS)
        self.setFixedHeight(max(m.px(124), lines + 2 * m.px(PAD)))
        self.update()

    @property
    def _head_width(self) -> int:
        return self._metrics.px(250) - self._metrics.px(Space.L)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes, start=1):
            if box.contains(event.position()):
                self.chosen.emit(number)
        if self._more.contains(event.position()):
            self.more_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box, radius = QRectF(self.rect()), m.px(Space.M)
        paint_rounded(painter, box, radius, m.color(Ink.STRENGTH_GROUND))
        pad = m.px(PAD)
        read_as_written(painter)
        head = self._paint_head(painter, pad)
        room = self.width() - head - pad * (self.SHOWN + 1)
        width = room / self.SHOWN
        self._boxes = [
            QRectF(head + pad + i * (width + pad), pad, width, self.height() - 2 * pad)
            for i in range(len(self._texts))
        ]
        for number, (box, text) in enumerate(zip(self._boxes, self._texts, strict=True), start=1):
            self._paint_strength(painter, box, number, text)

    def _paint_head(self, painter: QPainter, pad: int) -> float:
        m = self._metrics
        painter.setPen(m.color(Ink.STRENGTH_TEXT))
        painter.setFont(m.font(Type.KEYCAP))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        head = QRectF(m.px(Space.L), pad, self._head_width, self.height() - 2 * pad)
        painter.drawText(head, flags | Qt.AlignmentFlag.AlignTop, self._title)
        self._more = QRectF()
        if self._total > self.SHOWN:
            last = self._first + len(self._texts)
            painter.setFont(m.font(Type.KEYS))
            text = tr("‹ {first}–{last} of {n} ›", first=self._first + 1, last=last, n=self._total)
            painter.drawText(head, flags | Qt.AlignmentFlag.AlignBottom, text)
            self._more = head
        return head.right()

    def _paint_strength(self, painter: QPainter, box: QRectF, number: int, text: str) -> None:
        m = self._metrics
        paint_rounded(painter, box, m.px(Space.CARD_RADIUS), m.color(Ink.PAPER))
        painter.setPen(m.color(Ink.QUIET))
        painter.setFont(m.font(Type.HEADING))
        lead = box.adjusted(m.px(Space.M), 0, 0, 0)
        painter.drawText(lead, Qt.AlignmentFlag.AlignVCenter, str(number))
        painter.setPen(m.color(Ink.TEXT))
        inner = box.adjusted(m.px(56), m.px(6), -m.px(Space.M), -m.px(6))
        layout = broken_into_lines(text, Type.DETAIL, inner.width(), m)
        kind, most = (Type.DETAIL, 2) if layout.lineCount() <= 2 else (Type.KEYS, 3)
        painter.setFont(m.font(kind))
        text = cut_to_lines(text, kind, inner.width(), m, most)
        lines = broken_into_lines(text, kind, inner.width(), m)
        height = sum(lines.lineAt(i).height() for i in range(lines.lineCount()))
        y = inner.top() + (inner.height() - height) / 2
        for i in range(lines.lineCount()):
            line = lines.lineAt(i)
            line.draw(painter, QRectF(inner.left(), y, 0, 0).topLeft())
