"""Charts on paper: painted with the pen of the PDF, in its typeface."""

from facilitator.export.charts.shapes import Area, Ink, Picture, Side, Stroke
from facilitator.export.charts.words import Letters
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import BLUE, INK, LINE, ORANGE, SECOND_INK, Pen, Style

PAPER = "#FFFFFF"
COLORS = {
    Ink.TEXT: INK,
    Ink.QUIET: SECOND_INK,
    Ink.PAPER: PAPER,
    Ink.LINE: LINE,
    Ink.EDGE: "#5C574D",
    Ink.FILLED: BLUE,
    Ink.ON_FILLED: PAPER,
    Ink.LIGHT: "#B9D9EC",
    Ink.HATCH: ORANGE,
    Ink.HATCH_GROUND: "#FCE5B6",
}
_STYLES = {
    Letters.TITLE: (Weight.SEMIBOLD, 13.0, 18.0),
    Letters.BODY: (Weight.REGULAR, 10.5, 14.5),
    Letters.NUMBER: (Weight.BOLD, 9.5, 12.5),
    Letters.SMALL: (Weight.REGULAR, 9.0, 12.5),
}


class PaperMeasure:
    """How large letters are on paper, in points."""

    unit = 5.0

    def width(self, text: str, letters: Letters) -> float:
        return _style(letters, Ink.TEXT).width(text)

    def height(self, letters: Letters) -> float:
        return _STYLES[letters][2]


def paint(picture: Picture, pen: Pen, left: float, top: float) -> None:
    """Paint a picture with its upper left corner at a point of a page."""
    for shape in picture.shapes:
        if isinstance(shape, Area):
            pen.area([(left + x, top + y) for x, y in shape.corners], COLORS[shape.ink])
        elif isinstance(shape, Stroke):
            points = [(left + x, top + y) for x, y in shape.points]
            closed = [*points, points[0]] if shape.closed else points
            pen.stroke(closed, COLORS[shape.ink], shape.width, shape.dash)
        else:
            style = _style(shape.letters, shape.ink)
            wide = style.width(shape.text)
            back = {Side.START: 0.0, Side.MIDDLE: wide / 2, Side.END: wide}[shape.side]
            baseline = top + shape.y + style.leading / 2 + 0.357 * style.size
            pen.text(left + shape.x - back, baseline, shape.text, style)


def _style(letters: Letters, ink: Ink) -> Style:
    weight, size, leading = _STYLES[letters]
    return Style(weight, size, leading, COLORS[ink])
