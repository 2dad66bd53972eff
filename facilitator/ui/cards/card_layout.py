"""Layout of a card: its text broken into lines, so that a long card can go over pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from facilitator.domain.text import shortened
from facilitator.ui.base.bidi import is_rtl, read_as_written, text_alignment
from facilitator.ui.cards.card_cells import CellColumns, cell_columns, with_cells
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.vote_dots import VoteDots
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import (
    LINE_PITCH,
    Strip,
    broken_into_lines,
    chip_strips,
    chips_width,
    cut_to_lines,
    moved,
    text_strips,
)

_STRIPE_INK = {
    Stripe.STRENGTH: Ink.STRENGTH,
    Stripe.GAP: Ink.GAP,
    Stripe.CHAIN: Ink.CHAIN,
}
TICK_SHARE = 0.8
"""Side of the box before a text, in ems of the text."""
DOT_SHARE = 0.13
"""Diameter of a dot of the sign that a card continues, in ems of its text."""
LABEL_ON_LINE = (24, 16)
"""Characters of a label on the line of a text that leaves no room for all of it, or for those.

One that is no longer than the first number is never cut.
"""
LEFT_PAD, RIGHT_PAD = 26, 18
"""From the edges of a card to its text, in pixels at 1080 lines: the mark is at the left."""
ASIDE_SHARE = 0.45
"""How much of a card's width its aside may take before it goes below the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Types:
    """Type sizes of what is on a card beside its text."""

    number: Type
    aside: Type
    label: Type
    note: Type


_ROOM = _Types(number=Type.COLUMN, aside=Type.ASIDE, label=Type.LABEL, note=Type.NOTE)
_DESK = _Types(number=Type.HEADING, aside=Type.BODY_BOLD, label=Type.CHIP, note=Type.DETAIL)
_BOLD = {
    Type.CARD: Type.CARD_BOLD,
    Type.PLAN: Type.PLAN_BOLD,
    Type.SIDE: Type.SIDE_BOLD,
    Type.LEAD: Type.LEAD_BOLD,
}


def bold_of(text_type: Type) -> Type:
    """Return the bold letters of a size."""
    return _BOLD.get(text_type, text_type)


def _paint_nothing(painter: QPainter, at: QPointF) -> None:
    """Paint an empty strip."""


def _cut(label: str, most: int) -> str:
    """Return a label with at most that many characters; one that is short stays whole."""
    return shortened(label, most) if len(label) > LABEL_ON_LINE[0] else label


class CardLayout:
    """A card of a certain width in pixels, as a list of horizontal strips."""

    def __init__(
        self,
        content: CardContent,
        width: int,
        metrics: Metrics,
        text_type: Type,
        columns: CellColumns | None = None,
    ) -> None:
        """`columns` are those of the whole list, for the cells of this card."""
        self.content = content
        self.width = width
        self._metrics = metrics
        m = metrics
        self.indent = m.px(40) * min(content.depth, 6)
        self.pad_left, self.pad_right = m.px(LEFT_PAD), m.px(RIGHT_PAD)
        self.pad_y = m.px(_pad_y(content.bold, text_type, m))
        self._types = _ROOM if text_type.for_room else _DESK
        self._dots = (
            VoteDots(content.dots, m, self._types.aside) if content.dots is not None else None
        )
        self.text_type = bold_of(text_type) if content.bold else text_type
        left = self._lead_width()
        self._inner = max(40.0, width - self.indent - self.pad_left - self.pad_right - left)
        self.text_x = self.indent + self.pad_left + left
        self.leftwards = is_rtl(content.text)
        self._columns = self._columns_among(columns)
        self._side = self._alignment()
        if self._columns is not None and self._columns.leftwards:
            self.text_x -= left
        self.strips: Sequence[Strip] = () if content.above else self._content_strips()
        self._parted: tuple[int, list[tuple[int, int]]] = (-1, [])

    def _columns_among(self, columns: CellColumns | None) -> CellColumns | None:
        """Return the columns of the list for the cells of this card, its own without a list."""
        if not self.content.cells or columns is not None:
            return columns if self.content.cells else None
        return cell_columns([self.content], self._inner, self._metrics, bold_of(self.text_type))

    def _alignment(self) -> Qt.AlignmentFlag:
        """Return the side of the text; beside a box every text begins there, however it reads."""
        if self._columns is None:
            return text_alignment(self.content.text)
        leftwards = self._columns.leftwards
        return Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft

    def _content_strips(self) -> list[Strip]:
        """Return the strips of the text and of what belongs to it."""
        m, content, side, columns = self._metrics, self.content, self._side, self._columns
        aside_width = self._aside_width()
        beside = 0 < aside_width <= self._inner * ASIDE_SHARE
        text_width = self._inner - (aside_width + m.px(Space.L) if beside else 0)
        ink = self._ink()
        if columns is not None:
            text_width = max(40.0, self._inner - columns.total(m.px(Space.L)))
        marks = content.marks
        strips = text_strips(content.text, self.text_type, text_width, m, ink, side, marks)
        if columns is not None:
            bold, alert = bold_of(self.text_type), content.alert
            strips = with_cells(
                strips, content.cells, columns, bold, text_width, m, ink, alert=alert
            )
        if beside and self.leftwards:
            strips = [moved(strip, self._inner - text_width) for strip in strips]
        if beside:
            strips[0] = self._with_aside(strips[0], aside_width)
        elif self._dots is not None:
            strips.append(self._with_aside(Strip(strips[0].height, _paint_nothing), aside_width))
        elif content.aside:
            strips += text_strips(content.aside, self._types.aside, self._inner, m, Ink.TEXT, side)
        if content.chips:
            strips = self._with_chips(strips, text_width)
        if content.detail:
            strips += text_strips(content.detail, self._types.note, self._inner, m, Ink.QUIET, side)
        if content.line and not m.is_crowded:
            line = cut_to_lines(content.line, self._types.note, self._inner, m, 1)
            strips += text_strips(line, self._types.note, self._inner, m, Ink.QUIET, side)
        return strips

    def _with_chips(self, strips: list[Strip], text_width: float) -> list[Strip]:
        """Add the labels: after the last word where they fit on its line, else below the text.

        Long ones are shortened, as on the keys that give them, where they fit on the line so.
        """
        m, content = self._metrics, self.content
        text = broken_into_lines(content.text, self.text_type, text_width, m, marks=content.marks)
        last = text.lineCount() - 1
        words = text.lineAt(last).naturalTextWidth() + m.px(Space.L)
        cut = len(content.chips) - content.whole_chips
        short = (
            [*(_cut(each, most) for each in content.chips[:cut]), *content.chips[cut:]]
            for most in LABEL_ON_LINE
        )
        fitting = (
            labels
            for labels in (content.chips, *short)
            if words + chips_width(labels, self._types.label, m) <= text_width
        )
        labels = next(fitting, None) if len(strips) == text.lineCount() else None
        shown = content.chips if labels is None else labels
        is_strength = content.stripe is Stripe.STRENGTH
        ink = Ink.STRENGTH_TEXT if is_strength else Ink.GAP_TEXT
        rows = chip_strips(shown, self._types.label, self._inner, m, self.leftwards, ink)
        if labels is None:
            return strips + rows
        line, row = strips[last], rows[0]
        # Rows of a text from right to left end at the right: there they make way for the words.
        x = -words if self.leftwards else words
        # Beside small letters the box of a label is higher than their line.
        height = max(line.height, row.height - m.px(Space.S))
        down, lift = (height - line.height) / 2, (height - row.height) / 2

        def paint(painter: QPainter, at: QPointF) -> None:
            line.paint(painter, at + QPointF(0, down))
            row.paint(painter, at + QPointF(x, lift))

        return [*strips[:last], Strip(height, paint)]

    @property
    def em(self) -> int:
        """Return the font size of the text in pixels."""
        return self._metrics.font(self.text_type).pixelSize()

    def height(self, first: int = 0, last: int | None = None) -> int:
        """Return the height in pixels of the strips first..last (exclusive), padding included."""
        if self.content.above:
            return 0
        return round(sum(s.height for s in self.strips[first:last])) + self.pad_y * 2

    def parts(self, available: int) -> list[tuple[int, int]]:
        """Return the ranges of strips of each part when no part may be higher than `available`.

        The parts of a long card are about equally high, so that other cards fit beside them.
        """
        if self._parted[0] != available:
            self._parted = (available, self._parts(available))
        return self._parted[1]

    def _parts(self, available: int) -> list[tuple[int, int]]:
        room = max(1.0, float(available - self.pad_y * 2))
        fewest = self._split(room)
        if len(fewest) == 1:
            return fewest
        even = sum(strip.height for strip in self.strips) / len(fewest)
        highest = max(strip.height for strip in self.strips)
        for limit in (even + highest / 2, even + highest):
            found = self._split(min(room, limit))
            if len(found) == len(fewest):
                return found
        return fewest

    def _split(self, room: float) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start, used = 0, 0.0
        for i, strip in enumerate(self.strips):
            if i > start and used + strip.height > room:
                found.append((start, i))
                start, used = i, 0.0
            used += strip.height
        found.append((start, len(self.strips)))
        return found

    def paint(self, painter: QPainter, rect: QRectF, part: tuple[int, int], marked: bool) -> None:
        """Draw a part of the card into a rectangle of its height."""
        if self.content.above:
            return
        read_as_written(painter)
        card = rect.adjusted(self.indent, 0, 0, 0)
        self._paint_ground(painter, card, marked)
        y = rect.top() + self.pad_y
        if part[0] == 0:
            self._paint_lead(painter, rect)
        for strip in self.strips[part[0] : part[1]]:
            strip.paint(painter, QPointF(rect.left() + self.text_x, y))
            y += strip.height
        if part[1] < len(self.strips):
            self._paint_more(painter, card)

    def _paint_more(self, painter: QPainter, card: QRectF) -> None:
        """Paint three dots beside the last line: the card continues on the next page."""
        side = self.em * DOT_SHARE
        x = card.right() - (self.pad_right + side) / 2
        if self.leftwards:
            x = card.left() + (self.pad_left + self._metrics.px(Space.EDGE) - side) / 2
        y = card.bottom() - self.pad_y - side * 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._metrics.color(Ink.QUIET))
        for n in range(3):
            painter.drawEllipse(QRectF(x, y - n * side * 2, side, side))

    def box(self, rect: QRectF) -> QRectF:
        """Return where the box of a card is that is painted into a rectangle; empty without one."""
        content = self.content
        is_bare = content.ticked is None and not content.starred
        if content.above or content.number or is_bare:
            return QRectF()
        side = self._tick_side
        x = rect.left() + self.indent + self.pad_left
        if self._columns is not None and self._columns.leftwards:
            x = rect.right() - self.pad_right - side
        y = rect.top() + self.pad_y + (self.strips[0].height - side) / 2
        return QRectF(x, y, side, side)

    def _ink(self) -> Ink:
        return Ink.QUIET if self.content.muted else Ink.TEXT

    def _lead_width(self) -> int:
        m = self._metrics
        if self.content.number:
            width = QFontMetricsF(m.font(self._types.number)).horizontalAdvance(self.content.number)
            return round(width) + m.px(20)
        if self.content.ticked is not None or self.content.starred:
            return self._tick_side + m.px(Space.L)
        return 0

    @property
    def _tick_side(self) -> int:
        return round(self._metrics.font(self.text_type).pixelSize() * TICK_SHARE)

    def _aside_width(self) -> float:
        if self._dots is not None:
            return self._dots.width
        if not self.content.aside:
            return 0
        font = self._metrics.font(self._types.aside)
        return QFontMetricsF(font).horizontalAdvance(self.content.aside) + 1

    def _with_aside(self, strip: Strip, width: float) -> Strip:
        m = self._metrics
        x = 0 if self.leftwards else self._inner - width

        def paint(painter: QPainter, at: QPointF) -> None:
            strip.paint(painter, at)
            box = QRectF(at.x() + x, at.y(), width, strip.height)
            if self._dots is not None:
                self._dots.paint(painter, box)
                return
            content = self.content
            if content.alert or content.praises:
                pad = m.px(12)
                around = box.adjusted(-pad, m.px(Space.XS), pad, -m.px(Space.XS))
                ground = Ink.GAP_GROUND if content.alert else Ink.STRENGTH_GROUND
                paint_rounded(painter, around, m.px(Space.S), m.color(ground))
            painter.setFont(m.font(self._types.aside))
            is_gap = content.alert or content.quiet_aside
            ink = Ink.STRENGTH_TEXT if content.praises else Ink.TEXT
            painter.setPen(m.color(Ink.GAP_TEXT if is_gap else ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.content.aside)

        return Strip(strip.height, paint)

    def _paint_ground(self, painter: QPainter, card: QRectF, marked: bool) -> None:
        m = self._metrics
        radius = m.px(Space.CARD_RADIUS)
        stripe = _STRIPE_INK.get(self.content.stripe)
        if stripe is None:
            inner = card.adjusted(0.5, 0.5, -0.5, -0.5)
            paint_rounded(painter, inner, radius, m.color(Ink.PAPER), m.color(Ink.LINE))
            return
        if self.content.stripe is Stripe.CHAIN or self.content.outlined:
            paint_rounded(painter, card, radius, m.color(Ink.LINE))
            card = card.adjusted(0, 1, -1, -1)
        left = card.adjusted(0, 0, -card.width() / 2, 0)
        paint_rounded(painter, left, radius, m.color(stripe))
        paper = m.color(Ink.STRENGTH_GROUND if marked else Ink.PAPER)
        edge = m.px(Space.EDGE)
        paint_rounded(painter, card.adjusted(edge, 0, 0, 0), radius, paper)
        painter.drawRect(card.adjusted(edge, 0, -card.width() / 2, 0))

    def _paint_lead(self, painter: QPainter, rect: QRectF) -> None:
        m = self._metrics
        line = self.strips[0].height
        x = rect.left() + self.indent + self.pad_left
        if self.content.number:
            painter.setFont(m.font(self._types.number))
            painter.setPen(m.color(Ink.QUIET))
            box = QRectF(x, rect.top() + self.pad_y, self._lead_width(), line)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.content.number
            )
        elif not (box := self.box(rect)).isEmpty():
            paint_tick_box(painter, box, bool(self.content.ticked) or self.content.starred, m)


def _pad_y(bold: bool, text_type: Type, metrics: Metrics) -> int:
    """Return the padding above and below the text, in pixels at 1080 lines."""
    if text_type.for_room:
        return 4 if metrics.is_crowded else 5
    return 14 if bold else 8


def paint_tick_box(painter: QPainter, box: QRectF, ticked: bool, metrics: Metrics) -> None:
    """Paint a box with rounded corners, filled and ticked when `ticked`."""
    ground = metrics.color(Ink.TEXT if ticked else Ink.PAPER)
    paint_rounded(painter, box, metrics.px(6), ground, metrics.color(Ink.TEXT), metrics.px(3))
    if ticked:
        painter.setPen(
            QPen(
                metrics.color(Ink.PAPER),
                metrics.px(4),
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
            )
        )
        w, h = box.width(), box.height()
        painter.drawPolyline(
            [
                box.topLeft() + QPointF(w * 0.24, h * 0.52),
                box.topLeft() + QPointF(w * 0.43, h * 0.71),
                box.topLeft() + QPointF(w * 0.77, h * 0.30),
            ]
        )


def least_height(kind: Type, metrics: Metrics) -> int:
    """Return the height in pixels of a card with one line."""
    line = metrics.line_height(kind) * LINE_PITCH
    return round(line) + 2 * metrics.px(_pad_y(False, kind, metrics))
