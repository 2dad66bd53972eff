"""Bands across the board: the gap under discussion, the first change, what is still open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.direction import read_as_written
from facilitator.ui.models.card_layout import CardLayout, broken_into_lines
from facilitator.ui.models.face import Face, Stripe
from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.column_panel import EDGE, GROUND

MOST_LINES = 3
"""Lines of a band's text before it takes a smaller type."""
LAST_LINES = 6
"""Lines in the smallest type; a text of a page is cut here, it stands whole on its own board."""


class Band(QWidget):
    """One large text on the ground of a tone, labels below it, a remark at the right."""

    def __init__(self, tone: Tone, parent: QWidget | None = None, largest: Type = Type.GAP) -> None:
        super().__init__(parent)
        self._tone = tone
        self._types = (largest, Type.PLAN, Type.DETAIL)
        self._text, self._remark, self._caption = "", "", ""
        self._chips: tuple[str, ...] = ()
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def set(
        self, text: str, remark: str = "", chips: Sequence[str] = (), caption: str = ""
    ) -> None:
        """`remark` stands at the right, `chips` are labels, `caption` is small above the text."""
        said = (text, remark, tuple(chips), caption)
        if said == (self._text, self._remark, self._chips, self._caption):
            return
        self._text, self._remark, self._chips, self._caption = said
        self.setAccessibleName(". ".join(part for part in (caption, text, *chips, remark) if part))
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _type(self, width: float) -> Type:
        for kind in self._types:
            if broken_into_lines(self._text, kind, width, self._metrics).lineCount() <= MOST_LINES:
                return kind
        return Type.DETAIL

    def _remark_width(self) -> float:
        measure = QFontMetricsF(self._metrics.font(Type.BODY))
        return measure.horizontalAdvance(self._remark) + 1 if self._remark else 0

    def _parts(self) -> tuple[CardLayout, int]:
        """The text and its labels as strips, and the pixels of the caption above them."""
        m = self._metrics
        remark = self._remark_width()
        width = max(100, round(self.width() - m.px(40) - (remark + m.px(40) if remark else 0)))
        kind = self._type(width - m.px(56))
        text = _cut(self._text, kind, width - m.px(56), m)
        face = Face(text=text, chips=self._chips, stripe=Stripe.NONE)
        layout = CardLayout(face, width, m, kind)
        caption = m.line_height(Type.KEYS) if self._caption else 0
        return layout, caption

    def _fit(self) -> None:
        if not self.width():
            return
        layout, caption = self._parts()
        self.setFixedHeight(layout.height() + caption + self._metrics.px(Space.XS))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        read_as_written(painter)
        self._paint_ground(painter)
        layout, caption = self._parts()
        y = float(layout.pad_y)
        x = float(m.px(Space.M) + layout.pad_x)
        if self._caption:
            painter.setFont(m.font(Type.KEYS))
            painter.setPen(Ink.QUIET.color)
            width = self.width() - x - m.px(Space.XL)
            box = QRectF(x, y, width, caption)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._caption)
            y += caption
        for strip in layout.strips:
            strip.paint(painter, QRectF(x, y, 0, 0).topLeft())
            y += strip.height
        painter.setFont(m.font(Type.BODY))
        painter.setPen(Ink.QUIET.color)
        box = QRectF(self.rect()).adjusted(0, 0, -m.px(Space.XL), 0)
        sides = Qt.AlignmentFlag
        painter.drawText(
            box, sides.AlignVCenter | sides.AlignRight | sides.AlignAbsolute, self._remark
        )

    def _paint_ground(self, painter: QPainter) -> None:
        m = self._metrics
        radius = m.px(Space.M)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(EDGE[self._tone].color)
        painter.drawRoundedRect(box.adjusted(0, 0, -box.width() / 2, 0), radius, radius)
        painter.setBrush(GROUND[self._tone].color)
        painter.drawRoundedRect(box.adjusted(m.px(Space.M), 0, 0, 0), radius, radius)
        painter.drawRect(box.adjusted(m.px(Space.M), 0, -box.width() / 2, 0))


def _cut(text: str, kind: Type, width: float, metrics: Metrics) -> str:
    layout = broken_into_lines(text, kind, width, metrics)
    if layout.lineCount() <= LAST_LINES:
        return text
    shown = layout.text()[: layout.lineAt(LAST_LINES - 1).textStart()]
    return shown.replace("\u2028", "\n").rstrip() + "…"


class NoticeStrip(QWidget):
    """One line in the colours of gaps: what is still open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Ink.GAP_GROUND.color)
        painter.drawRoundedRect(
            QRectF(self.rect()), m.px(Space.CARD_RADIUS), m.px(Space.CARD_RADIUS)
        )
        painter.setPen(Ink.GAP_TEXT.color)
        painter.setFont(m.font(Type.DETAIL))
        box = self.rect().adjusted(m.px(20), 0, -m.px(20), 0)
        text = QFontMetricsF(painter.font()).elidedText(
            self._text, Qt.TextElideMode.ElideRight, box.width()
        )
        read_as_written(painter)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


class StrengthsStrip(QWidget):
    """Our own strengths, a few at a time, each with the number of the key that takes it."""

    taken = Signal(int)
    """The number on the strength that was clicked, from 1."""
    turned = Signal()
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
        """The strengths shown, the index of the first of them, and how many there are."""
        self._title, self._texts, self._first, self._total = title, list(texts), first, total
        self.setAccessibleName(title + ": " + "; ".join(texts))
        self.setVisible(total > 0)
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(124))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes, start=1):
            if box.contains(event.position()):
                self.taken.emit(number)
        if self._more.contains(event.position()):
            self.turned.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Ink.STRENGTH_GROUND.color)
        painter.drawRoundedRect(QRectF(self.rect()), m.px(Space.M), m.px(Space.M))
        pad = m.px(14)
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
        width = m.px(250)
        painter.setPen(Ink.STRENGTH_TEXT.color)
        painter.setFont(m.font(Type.KEYCAP))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        head = QRectF(m.px(Space.L), pad, width - m.px(Space.L), self.height() - 2 * pad)
        painter.drawText(head, flags | Qt.AlignmentFlag.AlignTop, self._title)
        self._more = QRectF()
        if self._total > self.SHOWN:
            last = self._first + len(self._texts)
            painter.setFont(m.font(Type.KEYS))
            text = tr("‹ {first}–{last} of {n} ›", first=self._first + 1, last=last, n=self._total)
            painter.drawText(head, flags | Qt.AlignmentFlag.AlignBottom, text)
            self._more = head
        return width

    def _paint_strength(self, painter: QPainter, box: QRectF, number: int, text: str) -> None:
        m = self._metrics
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Ink.PAPER.color)
        painter.drawRoundedRect(box, m.px(Space.CARD_RADIUS), m.px(Space.CARD_RADIUS))
        painter.setPen(Ink.QUIET.color)
        painter.setFont(m.font(Type.HEADING))
        lead = box.adjusted(m.px(Space.M), 0, 0, 0)
        painter.drawText(lead, Qt.AlignmentFlag.AlignVCenter, str(number))
        painter.setPen(Ink.TEXT.color)
        inner = box.adjusted(m.px(56), m.px(6), -m.px(Space.M), -m.px(6))
        layout = broken_into_lines(text, Type.DETAIL, inner.width(), m)
        kind = Type.DETAIL if layout.lineCount() <= 2 else Type.KEYS
        painter.setFont(m.font(kind))
        lines = broken_into_lines(text, kind, inner.width(), m)
        shown = min(lines.lineCount(), 2 if kind is Type.DETAIL else 3)
        height = sum(lines.lineAt(i).height() for i in range(shown))
        y = inner.top() + (inner.height() - height) / 2
        for i in range(shown):
            line = lines.lineAt(i)
            line.draw(painter, QRectF(inner.left(), y, 0, 0).topLeft())
