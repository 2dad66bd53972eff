"""Charts on the screen: painted with QPainter, in the colors and sizes of a window."""

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from facilitator.export.charts import shapes
from facilitator.export.charts.shapes import Area, Picture, Side, Stroke, Word
from facilitator.export.charts.words import Letters
from facilitator.ui.base.bidi import is_rtl, read_as_written
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type

LETTERS = {
    Letters.TITLE: Type.LEAD_BOLD,
    Letters.BODY: Type.BODY,
    Letters.NUMBER: Type.BODY_BOLD,
    Letters.SMALL: Type.KEYS,
}
PITCH = 0.92
"""Share of the typeface's own line spacing, which is wide."""


class ScreenMeasure:
    """How large letters are in a window, in pixels; `zoom` makes all of it larger."""

    def __init__(self, metrics: Metrics, zoom: float = 1.0) -> None:
        self._metrics = metrics
        self._zoom = zoom
        self._fonts: dict[Letters, QFont] = {}

    @property
    def unit(self) -> float:
        return self._metrics.px(Space.S) * self._zoom

    def width(self, text: str, letters: Letters) -> float:
        return self._measures[letters].horizontalAdvance(text)

    def height(self, letters: Letters) -> float:
        return self._measures[letters].lineSpacing() * PITCH

    def font(self, letters: Letters) -> QFont:
        """Return the font of letters."""
        return self._all[letters]

    @cached_property
    def _all(self) -> dict[Letters, QFont]:
        found = {}
        for letters, kind in LETTERS.items():
            font = QFont(self._metrics.font(kind))
            font.setPixelSize(max(1, round(font.pixelSize() * self._zoom)))
            found[letters] = font
        return found

    @cached_property
    def _measures(self) -> dict[Letters, QFontMetricsF]:
        return {letters: QFontMetricsF(font) for letters, font in self._all.items()}


def chart_colors(metrics: Metrics) -> dict[shapes.Ink, QColor]:
    """Return the colors of charts in a scheme."""
    color, paper = metrics.color, metrics.color(Ink.PAPER)
    return {
        shapes.Ink.TEXT: color(Ink.TEXT),
        shapes.Ink.QUIET: color(Ink.QUIET),
        shapes.Ink.PAPER: paper,
        shapes.Ink.LINE: color(Ink.LINE),
        shapes.Ink.EDGE: color(Ink.KEY_EDGE),
        # Darker than other edges: numbers on it are read through a projector's stray light.
        shapes.Ink.FILLED: color(Ink.STRENGTH_TEXT),
        shapes.Ink.ON_FILLED: paper,
        shapes.Ink.LIGHT: _mixed(color(Ink.STRENGTH), paper, 0.25),
        shapes.Ink.HATCH: color(Ink.GAP),
        shapes.Ink.HATCH_GROUND: _mixed(color(Ink.GAP), paper, 0.25),
    }


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a color between two, with that share of the first."""

    def between(a: float, b: float) -> float:
        return share * a + (1 - share) * b

    return QColor.fromRgbF(
        between(one.redF(), other.redF()),
        between(one.greenF(), other.greenF()),
        between(one.blueF(), other.blueF()),
    )


def paint(
    picture: Picture,
    painter: QPainter,
    measure: ScreenMeasure,
    colors: dict[shapes.Ink, QColor],
    *,
    is_mirrored: bool = False,
) -> None:
    """Paint a picture from the painter's origin on; mirrored where the window reads leftwards."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    read_as_written(painter)

    def at(x: float, y: float) -> QPointF:
        return QPointF(picture.width - x if is_mirrored else x, y)

    for shape in picture.shapes:
        if isinstance(shape, Area):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors[shape.ink])
            painter.drawPolygon(QPolygonF([at(x, y) for x, y in shape.corners]))
        elif isinstance(shape, Stroke):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(shape, colors))
            points = QPolygonF([at(x, y) for x, y in shape.points])
            if shape.closed:
                painter.drawPolygon(points)
            else:
                painter.drawPolyline(points)
        else:
            painter.setPen(colors[shape.ink])
            painter.setFont(measure.font(shape.letters))
            _write(shape, painter, measure, at(shape.x, shape.y), is_mirrored=is_mirrored)


def _pen(stroke: Stroke, colors: dict[shapes.Ink, QColor]) -> QPen:
    pen = QPen(colors[stroke.ink], stroke.width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if stroke.dash:
        pen.setDashPattern([length / stroke.width for length in stroke.dash])
    return pen


def _write(
    word: Word, painter: QPainter, measure: ScreenMeasure, at: QPointF, *, is_mirrored: bool
) -> None:
    wide, high = measure.width(word.text, word.letters), measure.height(word.letters)
    share = {Side.START: 0.0, Side.MIDDLE: 0.5, Side.END: 1.0}[word.side]
    if is_mirrored:
        share = 1.0 - share
    # A little more room than it takes: rounding must not cut off a letter.
    box = QRectF(at.x() - share * wide - 1, at.y(), wide + 2, high)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    side = Qt.AlignmentFlag.AlignRight if is_rtl(word.text) else Qt.AlignmentFlag.AlignLeft
    single = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    painter.drawText(box, flags | side | single, word.text)
