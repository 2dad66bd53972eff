"""Cells of a card: short texts beside its own, in columns that all cards of a list share."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from facilitator.ui.base.bidi import is_rtl
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.text_layout import Strip, text_strips

WIDEST = 0.26
"""How much of a list's width a cell may take; a longer text in it is broken into lines."""


@dataclass(frozen=True, slots=True)
class CellColumns:
    """The widths of the cells in pixels; `leftwards` when they are at the left of the text."""

    widths: tuple[int, ...]
    leftwards: bool = False

    def total(self, gap: int) -> int:
        """Return the width of all cells, each with the space before it."""
        return sum(width + gap for width in self.widths)


def cell_columns(
    contents: Sequence[CardContent], room: float, metrics: Metrics, kind: Type
) -> CellColumns | None:
    """Return the columns in which the cells of these cards have room; None without cells."""
    rows = [content.cells for content in contents if content.cells]
    if not rows:
        return None
    measure = QFontMetricsF(metrics.font(kind))
    most = round(room * WIDEST)
    natural = (
        max(measure.horizontalAdvance(cell) for cell in column)
        for column in zip(*rows, strict=True)
    )
    widths = tuple(min(most, round(width) + metrics.px(Space.XS)) for width in natural)
    backwards = sum(is_rtl(content.text) for content in contents)
    return CellColumns(widths, 2 * backwards > len(contents))


def with_cells(
    strips: Sequence[Strip],
    cells: Sequence[str],
    columns: CellColumns,
    kind: Type,
    width: float,
    metrics: Metrics,
    ink: Ink,
    *,
    alert: bool = False,
) -> list[Strip]:
    """Return the strips of a text with its cells beside them.

    `width` is that of the text; where the cells are at its left, it begins after them. With
    `alert` the last cell is in the colors of gaps.
    """
    gap, leftwards = metrics.px(Space.L), columns.leftwards
    side = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
    x = float(columns.total(gap) if leftwards else 0)
    parts: list[tuple[float, Sequence[Strip]]] = [(x, strips)]
    x = x if leftwards else width
    for text, room in zip(cells, columns.widths, strict=True):
        x += -(gap + room) if leftwards else gap
        found = text_strips(text, kind, room, metrics, ink, side)
        if alert and len(parts) == len(cells):
            found = text_strips(text, kind, room, metrics, Ink.GAP_TEXT, side)
            found = [_on_gap_ground(strip, room, metrics) for strip in found]
        parts.append((x, found))
        x += 0 if leftwards else room
    count = max(len(found) for _, found in parts)
    return [
        _joined([(x, found[row]) for x, found in parts if row < len(found)]) for row in range(count)
    ]


def _on_gap_ground(strip: Strip, width: float, metrics: Metrics) -> Strip:
    def paint(painter: QPainter, at: QPointF) -> None:
        edge = metrics.px(Space.S)
        box = QRectF(at.x() - edge, at.y(), width + 2 * edge, strip.height)
        paint_rounded(painter, box, metrics.px(Space.S), metrics.color(Ink.GAP_GROUND))
        strip.paint(painter, at)

    return Strip(strip.height, paint)


def _joined(parts: Sequence[tuple[float, Strip]]) -> Strip:
    """Return strips side by side as one."""

    def paint(painter: QPainter, at: QPointF) -> None:
        for x, strip in parts:
            strip.paint(painter, at + QPointF(x, 0))

    return Strip(max(strip.height for _, strip in parts), paint)
