"""The geometry of lines over time: each has its own marks and dashes, and its name at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.export.charts.chart import Chart, Line, Point
from facilitator.export.charts.shapes import (
    Area,
    Corner,
    Ink,
    Shape,
    Sheet,
    Side,
    Stroke,
    Word,
    corners_of,
)
from facilitator.export.charts.words import Letters, cut, shortened, wrapped

NAME_LINES = 3
"""Two lines for the name of a line, and one for its numbers."""
ROOM_FOR_LINES = 0.4
"""The share of the width for the names of lines."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (3, 1.5), (1, 1), (5, 1.5, 1, 1.5))
_MARKS = 3


@dataclass(frozen=True, slots=True)
class _Plot:
    """The area of lines: where a day and a number are in it."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    most: float
    inset: float

    def at(self, point: Point) -> Corner:
        """Return where a point is."""
        days = (self.last - self.first).days
        share = (point.day - self.first).days / days if days else 0.5
        width = self.right - self.left - 2 * self.inset
        return self.left + self.inset + share * width, self.height_of(point.value)

    def height_of(self, value: float) -> float:
        """Return how far down a number is."""
        return self.bottom - value / self.most * (self.bottom - self.top)


def lay_out_lines(sheet: Sheet, chart: Chart, spare: float) -> None:
    """Add the lines of a chart; they grow into the height that is to spare."""
    unit, small = sheet.unit, sheet.measure.height(Letters.SMALL)
    points = [point for line in chart.lines for point in line.points]
    wide = max(sheet.measure.width(text, Letters.SMALL) for text in chart.scale)
    names = len(chart.lines) * NAME_LINES * small
    high = max(8 * small, names) + max(0.0, min(spare, 12 * small))
    plot = _Plot(
        left=wide + 2 * unit,
        right=sheet.width * (1 - ROOM_FOR_LINES),
        top=sheet.y + small,
        bottom=sheet.y + small + high,
        first=min(point.day for point in points),
        last=max(point.day for point in points),
        most=max(point.value for point in points) or 1.0,
        inset=unit,
    )
    _axes(sheet, chart, plot)
    ends = []
    for number, line in enumerate(chart.lines):
        corners = [plot.at(point) for point in line.points]
        dash = tuple(unit * length for length in _DASHES[number % len(_DASHES)])
        ink = Ink.FILLED if number % 2 == 0 else Ink.TEXT
        sheet.add(Stroke(tuple(corners), ink, unit / 3, dash))
        for corner in corners:
            sheet.add(*_mark(number, corner, ink, unit))
        ends.append((corners[-1], line, number, ink))
    _end_names(sheet, ends, (plot.right, plot.top - small, plot.bottom + small))
    sheet.y = plot.bottom + small + 1.5 * unit


def _axes(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Add the lines of nothing and of the most, and what is written beside them and below."""
    unit, small = sheet.unit, sheet.measure.height(Letters.SMALL)
    for value, text in zip((0.0, plot.most), chart.scale, strict=True):
        y = plot.height_of(value)
        sheet.add(Stroke(((plot.left, y), (plot.right, y)), Ink.LINE, unit / 8))
        beside = plot.left - unit
        sheet.add(Word(beside, y - small / 2, text, Letters.SMALL, Ink.QUIET, Side.END))
    below = plot.bottom + 0.5 * unit
    first, last = chart.days
    sheet.add(Word(plot.left, below, first, Letters.SMALL, Ink.QUIET))
    sheet.add(Word(plot.right, below, last, Letters.SMALL, Ink.QUIET, Side.END))


def _mark(number: int, at: Corner, ink: Ink, unit: float) -> Iterator[Shape]:
    """Yield the mark of a point: each of neighboring lines has another one."""
    x, y = at
    size = 0.6 * unit
    square = corners_of((x - size, y - size, x + size, y + size))
    diamond = ((x, y - 1.3 * size), (x + 1.3 * size, y), (x, y + 1.3 * size), (x - 1.3 * size, y))
    kind = number % _MARKS
    yield Area(diamond if kind == 1 else square, Ink.PAPER if kind == 2 else ink)
    if kind == 2:
        yield Stroke(square, ink, unit / 4, closed=True)


def _end_names(
    sheet: Sheet,
    ends: Sequence[tuple[Corner, Line, int, Ink]],
    room: tuple[float, float, float],
) -> None:
    """Write the name of each line beside its end, with its numbers; none over another."""
    right, top, bottom = room
    measure, unit = sheet.measure, sheet.unit
    small = measure.height(Letters.SMALL)
    high = NAME_LINES * small
    y = top
    order = sorted(ends, key=lambda end: end[0][1])
    for left_over, ((_, at), line, number, ink) in zip(
        range(len(order) - 1, -1, -1), order, strict=True
    ):
        y = max(y, min(at - high / 2, bottom - high * (left_over + 1)))
        x = right + 3 * unit
        sheet.add(*_mark(number, (right + 1.5 * unit, y + small / 2), ink, unit))
        width = sheet.width - x
        name = wrapped(line.label, Letters.SMALL, width, measure)
        texts = shortened(name, NAME_LINES - 1, width, Letters.SMALL, measure)
        for row, text in enumerate(texts):
            sheet.add(Word(x, y + row * small, text, Letters.SMALL, Ink.TEXT))
        numbers = cut(line.course, Letters.SMALL, width, measure)
        sheet.add(Word(x, y + len(texts) * small, numbers, Letters.SMALL, Ink.QUIET))
        y += high
