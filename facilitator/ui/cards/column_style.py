"""The heading of a column: its title, its tone, and a badge that shows the tone without color."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from facilitator.domain.exercise import Tone
from facilitator.ui.base.phrases import rules_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnStyle:
    """The heading of a column; without a tone its background is plain paper."""

    title: str
    empty: str
    tone: Tone | None = None
    mark: str = ""


def instead_of_cards(empty: str, rules: Sequence[str]) -> str:
    """Return what fills a column without cards, with the ground rules where a meeting begins."""
    return "\n\n".join(filter(None, (empty, rules_text(rules))))


GROUND = {Tone.STRENGTH: Ink.STRENGTH_GROUND, Tone.GAP: Ink.GAP_GROUND}
EDGE = {Tone.STRENGTH: Ink.STRENGTH, Tone.GAP: Ink.GAP}


def badge_font(metrics: Metrics, side: float, mark: str) -> QFont:
    """Return a font whose letters fill a disc of `side` pixels."""
    font = QFont(metrics.font(Type.COLUMN))
    font.setPixelSize(max(9, round(side * (0.72 if len(mark) == 1 else 0.48))))
    return font


def paint_badge(painter: QPainter, box: QRectF, tone: Tone, mark: str, metrics: Metrics) -> None:
    """Paint a filled disc with its mark for strengths, an open ring for gaps.

    They differ without color; the edge of a column may be pale, its badge is not.
    """
    if tone is Tone.STRENGTH:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(metrics.color(Ink.STRENGTH_TEXT))
        painter.drawEllipse(box)
        painter.setFont(badge_font(metrics, box.width(), mark))
        painter.setPen(metrics.color(Ink.PAPER))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = max(3.0, box.width() * 0.18)
    ring = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    for ink, share in ((Ink.GAP_TEXT, 1.0), (EDGE[tone], 0.6)):
        painter.setPen(QPen(metrics.color(ink), width * share))
        painter.drawEllipse(ring)
