"""Text and labels laid out in lines, as the horizontal strips that cards and bands consist of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from facilitator.domain.text import shortened
from facilitator.ui.base.bidi import (
    direction_of,
    in_paragraphs,
    paragraphs,
    text_alignment,
    unmarked,
)
from facilitator.ui.base.graphemes import qt_length
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.line_ends import LineEnds
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type

Mark = tuple[int, int]
"""The first character of a part of a text that is set off, and the one after its last."""

LONGEST_LABEL = 60
"""Characters that an exercise gives a label at most."""
CHECK, CHECK_SHARE, CHECK_LIFT = "✓", 0.55, 12.0
"""A sign of a typeface of its own, its share of the size of the words around it, and how many
percent of its height it is lifted."""
BULLET = "•"
LINE_PITCH = 0.9
"""Share of the typeface's own line spacing, which is wide: 1.36 em becomes 1.23."""
RTL_PITCH, RTL_ASCENT = 1.33, 0.9
"""Ems, of them above the baseline: the typeface's own spacing, 2.1, has room for marks above marks,
as in scripture."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One horizontal slice of a card: `height` in pixels, painted at a point."""

    height: float
    paint: Callable[[QPainter, QPointF], None]


def broken_into_lines(
    text: str,
    kind: Type,
    width: float,
    metrics: Metrics,
    side: Qt.AlignmentFlag | None = None,
    marks: Sequence[Mark] = (),
) -> QTextLayout:
    """Lay out a text in lines of at most `width` pixels; words are broken only if they must be.

    It is aligned to the side where it begins, unless another is given. Parts of it are set off by
    `marks`.
    """
    laid_out = paragraphs(text)
    layout = QTextLayout(laid_out, metrics.font(kind))
    option = QTextOption(text_alignment(text) if side is None else side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction_of(text))
    layout.setTextOption(option)
    formats = _small_checks(layout.text(), metrics.font(kind)) if CHECK in text else []
    formats += _set_off(text, marks, metrics)
    if formats:
        layout.setFormats(formats)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    ends = LineEnds(layout, laid_out, width)
    y = 0.0
    while (line := layout.createLine()).isValid():
        x = ends.fill(line)
        line.setPosition(QPointF(x, y))
        y += _height(layout, line)
    layout.endLayout()
    return layout


def _small_checks(text: str, font: QFont) -> list[QTextLayout.FormatRange]:
    """Return smaller letters for check marks, which would make their line higher than others."""
    small = QFont(font)
    small.setPixelSize(max(1, round(font.pixelSize() * CHECK_SHARE)))
    found = []
    for at in (at for at, sign in enumerate(text) if sign == CHECK):
        part = QTextLayout.FormatRange()
        part.start, part.length = qt_length(text[:at]), 1
        part.format.setFont(small)
        part.format.setBaselineOffset(CHECK_LIFT)
        found.append(part)
    return found


def _set_off(text: str, marks: Sequence[Mark], metrics: Metrics) -> list[QTextLayout.FormatRange]:
    """Return bold letters with a line and a ground below them: not by their color alone."""
    found = []
    for begin, end in marks:
        part = QTextLayout.FormatRange()
        part.start = in_paragraphs(text, qt_length(text[:begin]))
        part.length = in_paragraphs(text, qt_length(text[:end])) - part.start
        part.format.setFontWeight(QFont.Weight.Bold)
        part.format.setFontUnderline(True)
        part.format.setBackground(metrics.color(Ink.CHIP))
        found.append(part)
    return found


def cut_to_lines(text: str, kind: Type, width: float, metrics: Metrics, most: int) -> str:
    """Return the text, or its first `most` lines with an ellipsis."""
    layout = broken_into_lines(text, kind, width, metrics)
    if layout.lineCount() <= most:
        return text
    if most <= 0:
        return ""
    last = layout.lineAt(most - 1).textStart()
    rest = layout.text()[last:].split("\u2028", 1)[0]
    # One letter more than fits makes sure that there is an ellipsis; two pixels are for rounding.
    measure = QFontMetricsF(metrics.font(kind))
    end = measure.elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, width - 2)
    shown = unmarked(layout.text()[:last] + end).replace("\u2028", "\n")
    return shown.rstrip(" …") + "…"


def text_strips(
    text: str,
    kind: Type,
    width: float,
    metrics: Metrics,
    ink: Ink,
    side: Qt.AlignmentFlag | None = None,
    marks: Sequence[Mark] = (),
) -> list[Strip]:
    """Return a strip for each line, aligned to where the text begins unless a side is given."""
    layout = broken_into_lines(text, kind, width, metrics, side, marks)
    return [_line_strip(layout, i, metrics.color(ink)) for i in range(layout.lineCount())]


def listed_strips(text: str, kind: Type, width: float, metrics: Metrics, ink: Ink) -> list[Strip]:
    """Return the strips of a point of a list: its lines are all to one side of the bullet."""
    indent, side = bullet_indent(kind, metrics), text_alignment(text)
    strips = text_strips(text, kind, width - indent, metrics, ink)
    if side == Qt.AlignmentFlag.AlignLeft:
        strips = [moved(strip, indent) for strip in strips]
    (bullet,) = text_strips(BULLET, kind, width, metrics, ink, side)
    first, *others = strips

    def paint(painter: QPainter, at: QPointF) -> None:
        bullet.paint(painter, at)
        first.paint(painter, at)

    return [Strip(first.height, paint), *others]


def bullet_indent(kind: Type, metrics: Metrics) -> float:
    """Return how far the words of a point of a list are from the edge, in pixels."""
    return QFontMetricsF(metrics.font(kind)).horizontalAdvance(f"{BULLET} ")


def _line_strip(layout: QTextLayout, index: int, color: QColor) -> Strip:
    def paint(painter: QPainter, at: QPointF) -> None:
        line = layout.lineAt(index)
        painter.setPen(color)
        line.draw(painter, QPointF(at.x(), at.y() - line.y() - _lift(layout, line)))

    return Strip(_height(layout, layout.lineAt(index)), paint)


def moved(strip: Strip, by: float) -> Strip:
    """Return the same strip, painted so many pixels further to the right."""
    return Strip(strip.height, lambda painter, at: strip.paint(painter, at + QPointF(by, 0)))


def chip_strips(
    chips: Sequence[str],
    kind: Type,
    inner: float,
    metrics: Metrics,
    leftwards: bool = False,
    ink: Ink = Ink.GAP_TEXT,
) -> list[Strip]:
    """Return rows of stamped labels; one that is wider than `inner` is broken into lines.

    One that is longer than an exercise allows was made elsewhere, and is cut.
    With `leftwards` the rows begin at the right.
    """
    m = metrics
    pad = m.px(Space.XL)
    rows: list[list[_Chip]] = []
    used = inner
    for chip in chips:
        shown = shortened(chip, LONGEST_LABEL)
        text = broken_into_lines(shown, kind, inner - pad, m, Qt.AlignmentFlag.AlignLeft)
        width = pad + max(text.lineAt(i).naturalTextWidth() for i in range(text.lineCount()))
        if used + width > inner:
            rows.append([])
            used = 0.0
        rows[-1].append((text, width))
        used += width + m.px(Space.S)
    if not leftwards:
        return [_chip_row(row, m, ink) for row in rows]
    lengths = [sum(width + m.px(Space.S) for _, width in row) for row in rows]
    return [
        moved(_chip_row(row[::-1], m, ink), inner + m.px(Space.S) - length)
        for row, length in zip(rows, lengths, strict=True)
    ]


def chips_width(chips: Sequence[str], kind: Type, metrics: Metrics) -> float:
    """Return the width in pixels of stamped labels in one row, with the space after each."""
    measure = QFontMetricsF(metrics.font(kind))
    beside = metrics.px(Space.XL) + metrics.px(Space.S)
    return sum(measure.horizontalAdvance(shortened(chip, LONGEST_LABEL)) + beside for chip in chips)


_Chip = tuple[QTextLayout, float]
"""The words of a label, and how many pixels wide its box is."""


def _chip_row(row: Sequence[_Chip], metrics: Metrics, ink: Ink) -> Strip:
    m = metrics
    height = max(_text_height(text) for text, _ in row) + m.px(Space.M)

    def paint(painter: QPainter, at: QPointF) -> None:
        x = at.x()
        for text, width in row:
            box = QRectF(x + 1, at.y() + m.px(6), width - 2, height - m.px(Space.S))
            ground, edge = m.color(Ink.PAPER), m.color(ink)
            paint_rounded(painter, box, m.px(6), ground, edge, m.px(2))
            top = box.center().y() - _text_height(text) / 2 - _lift(text, text.lineAt(0))
            text.draw(painter, QPointF(x + m.px(Space.M), top))
            x += width + m.px(Space.S)

    return Strip(height, paint)


def _text_height(layout: QTextLayout) -> float:
    return sum(_height(layout, layout.lineAt(i)) for i in range(layout.lineCount()))


def _height(layout: QTextLayout, line: QTextLine) -> float:
    """Return how far below a line the next one is, in pixels."""
    height = line.height() * LINE_PITCH
    return min(height, RTL_PITCH * layout.font().pixelSize()) if _is_rtl(layout) else height


def _lift(layout: QTextLayout, line: QTextLine) -> float:
    """Return how many pixels of a line's own height above the letters are left out."""
    height = _height(layout, line)
    if _is_rtl(layout) and height < line.height() * LINE_PITCH:
        return line.ascent() - RTL_ASCENT * layout.font().pixelSize()
    return (line.height() - height) / 2


def _is_rtl(layout: QTextLayout) -> bool:
    return layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft
