"""The shapes of which the picture of a chart consists, and how patterns are made of them.

Lengths are in the painter's own unit; x grows to the right and y downwards. A painter for a window
that reads leftwards mirrors the whole picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from facilitator.export.charts.chart import Pattern
from facilitator.export.charts.words import Letters, Measure, shortened, wrapped

MOST_TEXT_LINES = 3
Corner = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Ink(Enum):
    """What a color is for."""

    TEXT = auto()
    QUIET = auto()
    PAPER = auto()
    LINE = auto()
    EDGE = auto()
    FILLED = auto()
    ON_FILLED = auto()
    """What is written on a filled area."""
    LIGHT = auto()
    HATCH = auto()
    HATCH_GROUND = auto()


class Side(Enum):
    """Which end of a word is at its x."""

    START = auto()
    MIDDLE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    corners: tuple[Corner, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` are the lengths of its dashes and gaps, none for a whole one.

    A `closed` one goes back to where it began.
    """

    points: tuple[Corner, ...]
    ink: Ink
    width: float
    dash: tuple[float, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A text on one line; `y` is the top of the line."""

    x: float
    y: float
    text: str
    letters: Letters
    ink: Ink
    side: Side = Side.START


Shape = Area | Stroke | Word


@dataclass(frozen=True, slots=True)
class Picture:
    """The shapes of a chart, in the order in which they are painted."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(slots=True)
class Sheet:
    """A picture in the making: `y` is how far down it is."""

    width: float
    measure: Measure
    shapes: list[Shape] = field(default_factory=list)
    y: float = 0.0

    @property
    def unit(self) -> float:
        return self.measure.unit

    def add(self, *shapes: Shape) -> None:
        self.shapes += shapes

    def write(self, text: str, letters: Letters, ink: Ink, x: float = 0.0) -> None:
        """Write a text in as many lines as it needs, and go on below it."""
        width = self.width - x
        lines = wrapped(text, letters, width, self.measure)
        for line in shortened(lines, MOST_TEXT_LINES, width, letters, self.measure):
            self.add(Word(x, self.y, line, letters, ink))
            self.y += self.measure.height(letters)


def pattern_shapes(pattern: Pattern, box: Box, unit: float) -> Iterator[Shape]:
    """Yield the shapes of an area that is filled with a pattern."""
    corners = corners_of(box)
    if pattern is Pattern.FILLED:
        yield Area(corners, Ink.FILLED)
    elif pattern is Pattern.LIGHT:
        yield Area(corners, Ink.LIGHT)
        yield Stroke(_inside(box, unit / 16), Ink.FILLED, unit / 8, closed=True)
    elif pattern is Pattern.HATCHED:
        yield Area(corners, Ink.HATCH_GROUND)
        for stripe in stripes(box, 1.5 * unit, 0.75 * unit):
            yield Area(stripe, Ink.HATCH)
    else:
        yield Area(corners, Ink.PAPER)
        yield Stroke(_inside(box, unit / 8), Ink.EDGE, unit / 4, closed=True)


def corners_of(box: Box) -> tuple[Corner, ...]:
    """Return the corners of a box."""
    left, top, right, bottom = box
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _inside(box: Box, by: float) -> tuple[Corner, ...]:
    left, top, right, bottom = box
    return corners_of((left + by, top + by, right - by, bottom - by))


def stripes(box: Box, step: float, thickness: float) -> Iterator[tuple[Corner, ...]]:
    """Yield slanting stripes that fill a box and do not leave it.

    The stripe k is where x + y, from the top left corner, is between k * step and that plus its
    `thickness`, both measured level.
    """
    left, top, right, bottom = box
    for k in range(int((right - left + bottom - top) / step) + 1):
        first = left + top + k * step
        stripe = _cut_off(_cut_off(corners_of(box), first, 1), first + thickness, -1)
        if len(stripe) > 2:
            yield tuple(stripe)


def _cut_off(corners: Sequence[Corner], at: float, side: int) -> list[Corner]:
    """Return the part of a polygon where x + y is at least `at`; with side -1, at most."""
    found: list[Corner] = []
    for (x, y), (u, v) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        here, there = side * (x + y - at), side * (u + v - at)
        if here >= 0:
            found.append((x, y))
        if here * there < 0:
            share = here / (here - there)
            found.append((x + share * (u - x), y + share * (v - y)))
    return found
