"""Measures and paints a card: its text broken into lines, so that a long one can go over pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from facilitator.ui.direction import (
    direction_of,
    paragraphs,
    read_as_written,
    reads_leftwards,
    side_of,
)
from facilitator.ui.models.face import Face, Stripe
from facilitator.ui.theme import Ink, Metrics, Space, Type

_STRIPE_INK = {
    Stripe.STRENGTH: Ink.STRENGTH,
    Stripe.GAP: Ink.GAP,
    Stripe.CHAIN: Ink.CHAIN,
}
LINE_PITCH = 0.9
"""Of the typeface's own line spacing, which is wide: 1.36 em becomes 1.23."""
ASIDE_SHARE = 0.45
"""How much of a card's width its aside may take before it goes below the text."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One horizontal slice of a card: `height` in pixels, painted at a point."""

    height: float
    paint: Callable[[QPainter, QPointF], None]


class CardLayout:
    """The strips of a card of a certain width in pixels."""

    def __init__(self, face: Face, width: int, metrics: Metrics, text_type: Type) -> None:
        self.face = face
        self.width = width
        self._metrics = metrics
        m = metrics
        self.indent = m.px(40) * min(face.depth, 6)
        self.pad_x = m.px(28)
        self.pad_y = m.px(_pad_y(face, text_type))
        bold = Type.CARD_BOLD if text_type is Type.CARD else Type.PLAN_BOLD
        self.text_type = bold if face.bold else text_type
        left = self._lead_width()
        self._inner = max(40.0, width - self.indent - self.pad_x * 2 - left)
        self.text_x = self.indent + self.pad_x + left
        aside_width = self._aside_width()
        beside = 0 < aside_width <= self._inner * ASIDE_SHARE
        text_width = self._inner - (aside_width + m.px(Space.L) if beside else 0)
        self.leftwards = reads_leftwards(face.text)
        side = side_of(face.text)
        strips = _text_strips(face.text, self.text_type, text_width, m, self._ink(), side)
        if beside and self.leftwards:
            strips = [_moved(strip, self._inner - text_width) for strip in strips]
        if beside:
            strips[0] = self._with_aside(strips[0], aside_width)
        elif face.aside:
            strips += _text_strips(face.aside, Type.BODY_BOLD, self._inner, m, Ink.TEXT, side)
        if face.chips:
            strips += self._chip_strips(face.chips)
        if face.detail:
            strips += _text_strips(face.detail, Type.DETAIL, self._inner, m, Ink.QUIET, side)
        self.strips: Sequence[Strip] = strips
        self._parted: tuple[int, list[tuple[int, int]]] = (-1, [])

    def height(self, first: int = 0, last: int | None = None) -> int:
        """Pixels of the card with the strips first..last (exclusive), padding included."""
        return round(sum(s.height for s in self.strips[first:last])) + self.pad_y * 2

    def parts(self, available: int) -> list[tuple[int, int]]:
        """The ranges of strips of each part when no part may be higher than `available`.

        The parts of a long card are about equally high, so that neighbours find room beside them.
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
        m = self._metrics
        read_as_written(painter)
        card = rect.adjusted(self.indent, 0, 0, 0)
        self._paint_ground(painter, card, marked)
        y = rect.top() + self.pad_y
        if part[0] == 0:
            self._paint_lead(painter, QPointF(rect.left(), y), marked)
        for strip in self.strips[part[0] : part[1]]:
            strip.paint(painter, QPointF(rect.left() + self.text_x, y))
            y += strip.height
        if part[1] < len(self.strips):
            painter.setPen(Ink.QUIET.color)
            painter.setFont(m.font(Type.KEYS))
            corner = card.adjusted(m.px(Space.M), 0, -m.px(Space.M), -m.px(Space.XS))
            sides = Qt.AlignmentFlag
            end = sides.AlignLeft if self.leftwards else sides.AlignRight
            painter.drawText(corner, end | sides.AlignBottom, "…")

    def _ink(self) -> Ink:
        return Ink.QUIET if self.face.muted else Ink.TEXT

    def _lead_width(self) -> int:
        m = self._metrics
        if self.face.number:
            width = QFontMetricsF(m.font(Type.HEADING)).horizontalAdvance(self.face.number)
            return max(m.px(56), round(width) + m.px(20))
        if self.face.ticked is not None or self.face.starred:
            return m.px(60)
        return 0

    @property
    def _aside_type(self) -> Type:
        """In dense lists, and beside a bold text, the aside stands back."""
        dense = self.text_type is Type.LEAD or self.face.bold
        return Type.BODY_BOLD if dense else Type.PLAN_BOLD

    def _aside_width(self) -> float:
        if not self.face.aside:
            return 0
        font = self._metrics.font(self._aside_type)
        return QFontMetricsF(font).horizontalAdvance(self.face.aside) + 1

    def _with_aside(self, strip: Strip, width: float) -> Strip:
        m = self._metrics
        x = 0 if self.leftwards else self._inner - width

        def paint(painter: QPainter, at: QPointF) -> None:
            strip.paint(painter, at)
            box = QRectF(at.x() + x, at.y(), width, strip.height)
            if self.face.alert:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(Ink.GAP_GROUND.color)
                pad = m.px(12)
                ground = box.adjusted(-pad, m.px(Space.XS), pad, -m.px(Space.XS))
                painter.drawRoundedRect(ground, m.px(Space.S), m.px(Space.S))
            painter.setFont(m.font(self._aside_type))
            painter.setPen((Ink.GAP_TEXT if self.face.alert else Ink.TEXT).color)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.face.aside)

        return Strip(strip.height, paint)

    def _chip_strips(self, chips: Sequence[str]) -> list[Strip]:
        """Stamped labels, as many a row as fit; one wider than the card is cut with an ellipsis."""
        m = self._metrics
        font = m.font(Type.CHIP)
        measure = QFontMetricsF(font)
        rows: list[list[tuple[str, float]]] = [[]]
        used = 0.0
        for chip in chips:
            width = min(measure.horizontalAdvance(chip) + m.px(32), self._inner)
            if rows[-1] and used + width > self._inner:
                rows.append([])
                used = 0.0
            rows[-1].append((chip, width))
            used += width + m.px(Space.S)
        height = measure.height() + m.px(Space.M)
        if not self.leftwards:
            return [_chip_row(row, height, m) for row in rows]
        lengths = [sum(width + m.px(Space.S) for _, width in row) for row in rows]
        starts = [self._inner + m.px(Space.S) - length for length in lengths]
        return [
            _chip_row(row[::-1], height, m, start) for row, start in zip(rows, starts, strict=True)
        ]

    def _paint_ground(self, painter: QPainter, card: QRectF, marked: bool) -> None:
        m = self._metrics
        radius = m.px(Space.CARD_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        stripe = _STRIPE_INK.get(self.face.stripe)
        if stripe is None:
            painter.setPen(QPen(Ink.LINE.color, 1))
            painter.setBrush(Ink.PAPER.color)
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            return
        if self.face.stripe is Stripe.CHAIN or self.face.outlined:
            painter.setBrush(Ink.LINE.color)
            painter.drawRoundedRect(card, radius, radius)
            card = card.adjusted(0, 1, -1, -1)
        painter.setBrush(stripe.color)
        painter.drawRoundedRect(card.adjusted(0, 0, -card.width() / 2, 0), radius, radius)
        ground = QColor(Ink.STRENGTH_GROUND.color if marked else Ink.PAPER.color)
        painter.setBrush(ground)
        edge = m.px(Space.EDGE)
        painter.drawRoundedRect(card.adjusted(edge, 0, 0, 0), radius, radius)
        painter.drawRect(card.adjusted(edge, 0, -card.width() / 2, 0))

    def _paint_lead(self, painter: QPainter, at: QPointF, marked: bool) -> None:
        m = self._metrics
        line = self.strips[0].height
        x = at.x() + self.indent + self.pad_x
        if self.face.number:
            painter.setFont(m.font(Type.HEADING))
            painter.setPen(Ink.QUIET.color)
            box = QRectF(x, at.y(), self._lead_width(), line)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.face.number
            )
        elif self.face.ticked is not None or self.face.starred:
            side = m.px(36)
            box = QRectF(x, at.y() + (line - side) / 2, side, side)
            paint_tick_box(painter, box, bool(self.face.ticked) or self.face.starred, m)


def _pad_y(face: Face, text_type: Type) -> int:
    """Room above and below the text, in pixels at 1080 lines; the plan's rows stand close."""
    if text_type is Type.CARD:
        return 16
    return 8 if text_type is Type.LEAD and not face.bold else 14


def paint_tick_box(painter: QPainter, box: QRectF, ticked: bool, metrics: Metrics) -> None:
    """A box with rounded corners, filled and ticked when `ticked`."""
    radius = metrics.px(6)
    painter.setPen(QPen(Ink.TEXT.color, metrics.px(3)))
    painter.setBrush(Ink.TEXT.color if ticked else Ink.PAPER.color)
    painter.drawRoundedRect(box, radius, radius)
    if ticked:
        painter.setPen(
            QPen(Ink.PAPER.color, metrics.px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        w, h = box.width(), box.height()
        painter.drawPolyline(
            [
                box.topLeft() + QPointF(w * 0.24, h * 0.52),
                box.topLeft() + QPointF(w * 0.43, h * 0.71),
                box.topLeft() + QPointF(w * 0.77, h * 0.30),
            ]
        )


def broken_into_lines(
    text: str,
    kind: Type,
    width: float,
    metrics: Metrics,
    side: Qt.AlignmentFlag | None = None,
) -> QTextLayout:
    """The text laid out in lines of at most `width` pixels, words broken only when they must be.

    It stands at the side where it begins, unless another is given.
    """
    layout = QTextLayout(paragraphs(text), metrics.font(kind))
    option = QTextOption(side_of(text) if side is None else side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction_of(text))
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * LINE_PITCH
    layout.endLayout()
    return layout


def _text_strips(
    text: str, kind: Type, width: float, metrics: Metrics, ink: Ink, side: Qt.AlignmentFlag
) -> list[Strip]:
    layout = broken_into_lines(text, kind, width, metrics, side)
    return [_line_strip(layout, i, ink) for i in range(layout.lineCount())]


def _line_strip(layout: QTextLayout, index: int, ink: Ink) -> Strip:
    def paint(painter: QPainter, at: QPointF) -> None:
        line = layout.lineAt(index)
        painter.setPen(ink.color)
        lift = line.height() * (1 - LINE_PITCH) / 2
        line.draw(painter, QPointF(at.x(), at.y() - line.y() - lift))

    return Strip(layout.lineAt(index).height() * LINE_PITCH, paint)


def _moved(strip: Strip, by: float) -> Strip:
    """The same, painted so many pixels further to the right."""
    return Strip(strip.height, lambda painter, at: strip.paint(painter, at + QPointF(by, 0)))


def _chip_row(
    row: Sequence[tuple[str, float]], height: float, metrics: Metrics, start: float = 0.0
) -> Strip:
    """Chips with their widths, side by side from `start` pixels on."""
    m = metrics
    font = m.font(Type.CHIP)

    def paint(painter: QPainter, at: QPointF) -> None:
        x = at.x() + start
        painter.setFont(font)
        for chip, width in row:
            box = QRectF(x + 1, at.y() + m.px(6), width - 2, height - m.px(Space.S))
            painter.setPen(QPen(Ink.GAP_TEXT.color, m.px(2)))
            painter.setBrush(Ink.PAPER.color)
            painter.drawRoundedRect(box, m.px(6), m.px(6))
            shown = QFontMetricsF(font).elidedText(
                chip, Qt.TextElideMode.ElideRight, width - m.px(24)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
            x += width + m.px(Space.S)

    return Strip(height, paint)
