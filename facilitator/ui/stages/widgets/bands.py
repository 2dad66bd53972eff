"""The band across the board: what is discussed or answered now."""

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
    LINE_PITCH,
    Strip,
    broken_into_lines,
    chip_strips,
    cut_to_lines,
    text_strips,
)

MOST_LINES = 2
"""How many lines of text fit before it gets the size of a card; also of its notes and labels."""
MOST_DETAILS = 4
"""Lines of what was told about it, such as of the cards of a theme; its sheet has all of it."""
MOST_CHECKS, MOST_CHECKS_CROWDED = 3, 2
"""Rows of checks, and in a deep room."""
MOST_CARDS = 12
"""How many cards of a theme are tried: more never fit on so few lines."""
LAST_LINES = 4
"""How many lines in that size; a longer text is cut here, its own board shows all of it."""
REMARK_SHARE = 0.3
"""How much of a band's width its remark may take before it goes below the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandText:
    """A large text, what it is about after it, a remark at the right, cards and labels below it.

    The `details` are what was told about it, each from a line of its own on. After the labels come
    checks with their answers; a deep room has fewer lines of them.

    Where the text leaves no room for the remark, there is `short` in its place. What it is about
    gives way in a deep room, unless it is `whole`.
    """

    text: str = ""
    about: str = ""
    cards: tuple[str, ...] = ()
    remark: str = ""
    short: str = ""
    labels: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    whole: bool = False


class Band(QWidget):
    """One large text on the ground of a tone or on paper, with what a BandText has beside it."""

    details_pressed = Signal()
    """What was told about it was clicked."""

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
        self._beside_remark = 0.0
        """How many pixels high the text is that the remark is beside."""
        self._has_spare = False
        self._about_below = False
        self.details_at = QRectF()
        """Where the details are, in pixels of the band."""
        self.setMouseTracking(True)
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
        below = (*shown.cards, *shown.details, *shown.labels, *shown.checks)
        parts = (shown.text, shown.about, *below, shown.remark)
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
        above = [
            *self._with_about(text_strips(text, kind, width, m, Ink.TEXT) if text else [], width),
            # A name of many lines leaves no room for them.
            *(self._cards(width) if lines <= MOST_LINES else ()),
        ]
        # The remark is beside the text alone: what is below has the whole width.
        details = self._details(inner)
        top, height = (sum(strip.height for strip in strips) for strips in (above, details))
        self._beside_remark = top
        self.details_at = QRectF(0, self._edge + top, self.width(), height)
        self._strips = [
            *above,
            *details,
            *self._chips(inner),
            *self._note("" if self._remark_beside else self._remark, inner),
        ]
        self.setFixedHeight(round(sum(s.height for s in self._strips)) + 2 * self._edge)
        self.update()

    def _with_about(self, strips: list[Strip], width: float) -> Sequence[Strip]:
        """Return the lines of the text, followed on the same or on the next line by its about."""
        m, shown = self._metrics, self._shown
        self._about_below = False
        if not shown.about or not strips:
            return strips
        words = QFontMetricsF(m.font(self._largest)).horizontalAdvance(shown.text) + m.px(Space.L)
        about = QFontMetricsF(m.font(Type.NOTE)).horizontalAdvance(shown.about) + 1
        leftwards = is_rtl(shown.text)
        if len(strips) > 1 or words + about > width or leftwards is not is_rtl(shown.about):
            # In a deep room a line of it would cost an answer, unless there are few.
            self._about_below = m.is_crowded and not shown.whole
            gives_way = self._about_below and not self._has_spare
            return strips if gives_way else [*strips, *self._note(shown.about, width)]
        (line,), (beside,) = strips, text_strips(shown.about, Type.NOTE, about, m, Ink.QUIET)
        x, y = width - words - about if leftwards else words, (line.height - beside.height) * 0.8

        def paint(painter: QPainter, at: QPointF) -> None:
            line.paint(painter, at)
            beside.paint(painter, at + QPointF(x, y))

        return [Strip(line.height, paint)]

    @property
    def spare_taken(self) -> int:
        """Return the pixels that what the text is about takes where it may give way."""
        return self.about_height if self._has_spare else 0

    @property
    def about_height(self) -> int:
        """Return the pixels that it takes, or would take, below the text; 0 where it is beside."""
        line = self._metrics.line_height(Type.NOTE) * LINE_PITCH
        return round(line) if self._about_below else 0

    def set_spare(self, has_spare: bool) -> None:
        """Set whether what is below the band has room to spare, for what the text is about."""
        if has_spare != self._has_spare:
            self._has_spare = has_spare
            self._fit()

    @property
    def reserved(self) -> int:
        """Return the pixels at the right end that are not for text."""
        return 0

    def _note(self, text: str, width: float) -> Sequence[Strip]:
        m = self._metrics
        most = 1 if m.is_crowded else MOST_LINES
        shown = cut_to_lines(text, Type.NOTE, width, m, most) if text else ""
        return text_strips(shown, Type.NOTE, width, m, Ink.QUIET) if shown else ()

    def _details(self, width: float) -> Sequence[Strip]:
        """Return what was told about it: on one line, else each on its own, none too long."""
        line = " · ".join(self._shown.details)
        measure = QFontMetricsF(self._metrics.font(Type.NOTE))
        if line and measure.horizontalAdvance(line) <= width:
            return self._note(line, width)
        strips = [strip for text in self._shown.details for strip in self._note(text, width)]
        return strips[: MOST_LINES if self._metrics.is_crowded else MOST_DETAILS]

    def _chips(self, width: float) -> Sequence[Strip]:
        """Return the labels, and the checks after them: in the same row where that is enough."""
        labels, checks = self._shown.labels, self._shown.checks
        m, most = self._metrics, MOST_CHECKS_CROWDED if self._metrics.is_crowded else MOST_CHECKS
        rows = chip_strips(labels, Type.LABEL, width, m)[:MOST_LINES]
        together = chip_strips((*labels, *checks), Type.LABEL, width, m)
        if len(together) <= max(1, len(rows)) + most - 1:
            return together
        return [*rows, *chip_strips(checks, Type.LABEL, width, m)[:most]]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_on_details(event):
            self.details_pressed.emit()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.reserved == 0 and self._shown.details:
            shapes = Qt.CursorShape
            on = self.is_on_details(event)
            self.setCursor(shapes.PointingHandCursor if on else shapes.ArrowCursor)

    def is_on_details(self, event: QMouseEvent) -> bool:
        """Return whether the mouse is on what was told about it."""
        return self.details_at.contains(event.position())

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
            end = self.width() - self._pad - self.reserved
            box = QRectF(0, self._edge, end, self._beside_remark)
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
