"""Bands across the board: what is discussed or answered now, and the strengths."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.ui.base.bidi import bidi_isolate, is_rtl, read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_layout import LEFT_PAD
from facilitator.ui.cards.column_style import EDGE, GROUND
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import (
    Strip,
    broken_into_lines,
    chip_strips,
    cut_to_lines,
    text_strips,
)

MOST_LINES = 2
"""How many lines of text fit before it gets the size of a card; also of its notes and labels."""
PAD = 14
"""Space around what is in a strip, in pixels at 1080 lines."""
MOST_CARDS = 12
"""How many cards of a theme are tried: more never fit on so few lines."""
LAST_LINES = 4
"""How many lines in that size; a longer text is cut here, its own board shows all of it."""
REMARK_SHARE = 0.3
"""How much of a band's width its remark may take before it goes below the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandText:
    """A large text, what it is about after it, a remark at the right, cards and labels below it.

    Where the text leaves no room for the remark, there is `short` in its place. What it is about
    gives way in a deep room, unless it is `whole`.
    """

    text: str = ""
    about: str = ""
    cards: tuple[str, ...] = ()
    remark: str = ""
    short: str = ""
    labels: tuple[str, ...] = ()
    whole: bool = False


class Band(QWidget):
    """One large text on the ground of a tone or on paper, with what a BandText has beside it."""

    def __init__(
        self, tone: Tone | None, parent: QWidget | None = None, largest: Type = Type.GAP
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._largest = largest
        self._shown = BandText()
        self._metrics = Metrics(1.0)
        self._strips: Sequence[Strip] = ()
        self._remark = ""
        self._remark_beside = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._shown.text

    def show_text(self, shown: BandText | None) -> None:
        """Show a text; without one the band is hidden, and holds no word of the one before."""
        self.setVisible(shown is not None)
        shown = shown or BandText()
        if shown == self._shown:
            return
        self._shown = shown
        parts = (shown.text, shown.about, *shown.cards, *shown.labels, shown.remark)
        self.setAccessibleName(". ".join(part for part in parts if part))
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        if not self.width():
            return
        m = self._metrics
        inner = max(100, self.width() - m.px(Space.M) - 2 * self._pad - self.reserved)
        measure = QFontMetricsF(m.font(Type.NOTE))
        words = QFontMetricsF(m.font(self._largest)).horizontalAdvance(self._shown.text)
        remark = measure.horizontalAdvance(self._shown.remark) + m.px(Space.XL)
        self._remark = self._shown.remark
        short = measure.horizontalAdvance(self._shown.short) + m.px(Space.XL)
        about = measure.horizontalAdvance(self._shown.about) + m.px(Space.L) + 1
        # The short one also where all is on one line with it.
        saves_line = words + about + short <= inner < words + about + remark
        if self._shown.short and (words + remark > inner or saves_line):
            self._remark, remark = self._shown.short, short
        if m.is_crowded and self._shown.whole and words + about <= inner < words + about + remark:
            self._remark, remark = "", 0
        beside = remark <= inner * REMARK_SHARE or words + remark <= inner
        self._remark_beside = bool(self._remark) and beside
        width = inner - (remark if self._remark_beside else 0)
        kind = self._largest
        lines = broken_into_lines(self._shown.text, kind, width, m).lineCount()
        if lines > (1 if m.is_crowded else MOST_LINES):
            kind = Type.CARD_BOLD
        text = cut_to_lines(self._shown.text, kind, width, m, LAST_LINES)
        self._strips = [
            *self._with_about(text_strips(text, kind, width, m, Ink.TEXT) if text else [], width),
            # A name of many lines leaves no room for them.
            *(self._cards(width) if lines <= MOST_LINES else ()),
            *chip_strips(self._shown.labels, Type.LABEL, width, m)[:MOST_LINES],
            *self._note("" if self._remark_beside else self._remark, inner),
        ]
        self.setFixedHeight(round(sum(s.height for s in self._strips)) + 2 * self._edge)
        self.update()

    def _with_about(self, strips: list[Strip], width: float) -> Sequence[Strip]:
        """Return the lines of the text, followed on the same or on the next line by its about."""
        m, shown = self._metrics, self._shown
        if not shown.about or not strips:
            return strips
        words = QFontMetricsF(m.font(self._largest)).horizontalAdvance(shown.text) + m.px(Space.L)
        about = QFontMetricsF(m.font(Type.NOTE)).horizontalAdvance(shown.about) + 1
        leftwards = is_rtl(shown.text)
        if len(strips) > 1 or words + about > width or leftwards is not is_rtl(shown.about):
            # In a deep room each line of it would cost an answer.
            gives_way = m.is_crowded and not shown.whole
            return strips if gives_way else [*strips, *self._note(shown.about, width)]
        (line,), (beside,) = strips, text_strips(shown.about, Type.NOTE, about, m, Ink.QUIET)
        x, y = width - words - about if leftwards else words, (line.height - beside.height) * 0.8

        def paint(painter: QPainter, at: QPointF) -> None:
            line.paint(painter, at)
            beside.paint(painter, at + QPointF(x, y))

        return [Strip(line.height, paint)]

    @property
    def reserved(self) -> int:
        """Return the pixels at the right end that are not for text."""
        return 0

    def _note(self, text: str, width: float) -> Sequence[Strip]:
        m = self._metrics
        shown = cut_to_lines(text, Type.NOTE, width, m, MOST_LINES) if text else ""
        return text_strips(shown, Type.NOTE, width, m, Ink.QUIET) if shown else ()

    def _cards(self, width: float) -> Sequence[Strip]:
        """Return the cards of a theme one after the other, as many as fit, and how many more."""
        texts = [bidi_isolate(" ".join(text.split())) for text in self._shown.cards]
        for count in range(min(len(texts), MOST_CARDS), 0, -1):
            rest = len(texts) - count
            parts = [*texts[:count], tr("{n} more", n=rest)] if rest else texts
            line = " · ".join(parts)
            if broken_into_lines(line, Type.NOTE, width, self._metrics).lineCount() <= MOST_LINES:
                return text_strips(line, Type.NOTE, width, self._metrics, Ink.TEXT)
        return self._note(texts[0], width) if texts else ()

    @property
    def _edge(self) -> int:
        """Return the space above and below the text."""
        return self._metrics.px(6 if self._metrics.is_crowded else 10)

    @property
    def _pad(self) -> int:
        return self._metrics.px(LEFT_PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        read_as_written(painter)
        self._paint_ground(painter)
        at = QPointF(m.px(Space.M) + self._pad, self._edge)
        for strip in self._strips:
            strip.paint(painter, at)
            at += QPointF(0, strip.height)
        if self._remark_beside:
            painter.setFont(m.font(Type.NOTE))
            painter.setPen(m.color(Ink.QUIET))
            box = QRectF(self.rect()).adjusted(0, 0, -self._pad - self.reserved, 0)
            sides = Qt.AlignmentFlag
            flags = sides.AlignVCenter | sides.AlignRight | sides.AlignAbsolute
            painter.drawText(box, flags, self._remark)

    def _paint_ground(self, painter: QPainter) -> None:
        m = self._metrics
        radius = m.px(Space.M)
        box = QRectF(self.rect())
        left = box.adjusted(0, 0, -box.width() / 2, 0)
        edge = Ink.CHAIN if self._tone is None else EDGE[self._tone]
        ground = Ink.PAPER if self._tone is None else GROUND[self._tone]
        paint_rounded(painter, left, radius, m.color(edge))
        if self._tone is None:
            line = box.adjusted(m.px(Space.S), 0, 0, 0)
            paint_rounded(painter, line, radius, m.color(Ink.LINE))
            box = box.adjusted(0, 1, -1, -1)
        right = box.adjusted(m.px(Space.M), 0, 0, 0)
        paint_rounded(painter, right, radius, m.color(ground))
        painter.drawRect(box.adjusted(m.px(Space.M), 0, -box.width() / 2, 0))


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
