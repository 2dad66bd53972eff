"""The rows of a page: texts in cells side by side; a row can be split.

Lengths are points; y grows downwards from the top edge of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from facilitator.export.pdf_fonts import Weight, face, wrap

MARGIN = 45.0
GUTTER = 14.0
CHECKBOX = 10.5

INK = "#1A1A1A"
SECOND_INK = "#3D3D3D"
LINE = "#D9D4CB"
BLUE, BLUE_GROUND = "#0072B2", "#E3EEF9"
ORANGE, ORANGE_GROUND = "#E69F00", "#FFE9CC"


class Pen(Protocol):
    """A protocol of what draws on one page."""

    def text(self, x: float, y: float, text: str, style: "Style") -> None: ...
    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None: ...
    def stroke(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None: ...
    def frame(self, x: float, y: float, size: float) -> None: ...
    def disc(self, x: float, y: float, radius: float, edge: str, fill: str | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Style:
    """`size` and `leading` in points."""

    weight: Weight
    size: float
    leading: float
    ink: str = INK

    def width(self, text: str) -> float:
        return face(self.weight).width(text, self.size)

    def lines(self, text: str, width: float, lead: float = 0.0) -> "tuple[Line, ...]":
        """Return the text in lines of `width`; the first one starts `lead` to the right."""
        found = wrap(text, self.weight, self.size, width, lead)
        return tuple(Line(t, self, lead if i == 0 else 0.0) for i, t in enumerate(found))


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    style: Style
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines below one another with their left edge at x."""

    x: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return sum(line.style.leading for line in self.lines)


@dataclass(frozen=True, slots=True)
class Ground:
    """A filled field behind a row; `edge` is the colour of a bar at its left."""

    x: float
    width: float
    colour: str
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line from x on."""

    x: float
    width: float
    colour: str = LINE
    weight: float = 0.6


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A box to tick, beside the first line of a row."""

    x: float
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A column's mark: a filled disc, or an open ring."""

    x: float
    mark: Line
    edge: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry of the outline; level 0 is a section."""

    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells side by side, and what is drawn with them.

    `above` and `below` are space within the row, `over` are lines above its text.
    """

    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    ground: Ground | None = None
    rule: Rule | None = None
    over: tuple[Rule, ...] = ()
    checkbox: Checkbox | None = None
    badge: Badge | None = None
    anchor: Anchor | None = None

    @property
    def height(self) -> float:
        return self.above + max((cell.height for cell in self.cells), default=0.0) + self.below

    def shifted(self, by: float) -> "Row":
        """Return the row `by` points further to the right."""
        ground, rule, badge, box = self.ground, self.rule, self.badge, self.checkbox
        return replace(
            self,
            cells=tuple(replace(cell, x=cell.x + by) for cell in self.cells),
            ground=ground and replace(ground, x=ground.x + by),
            rule=rule and replace(rule, x=rule.x + by),
            over=tuple(replace(each, x=each.x + by) for each in self.over),
            badge=badge and replace(badge, x=badge.x + by),
            checkbox=box and replace(box, x=box.x + by),
        )

    def split(self, room: float) -> "tuple[Row, Row] | None":
        """Return the row as two, the first at most `room` high, or None when nothing fits."""
        inner = room - self.above - self.below
        heads, tails = [], []
        for cell in self.cells:
            heights = accumulate(line.style.leading for line in cell.lines)
            count = sum(height <= inner for height in heights)
            heads.append(replace(cell, lines=cell.lines[:count]))
            tails.append(replace(cell, lines=cell.lines[count:]))
        if not any(cell.lines for cell in heads):
            return None
        head = replace(self, cells=tuple(heads), rule=None)
        bare = replace(self, cells=tuple(tails), over=(), checkbox=None, badge=None, anchor=None)
        return head, bare

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the row with its top edge at y."""
        first = y + self.above
        if self.ground:
            ground = self.ground
            pen.box(ground.x, y, ground.width, self.height, ground.colour)
            if ground.edge:
                pen.box(ground.x, y, 5.0, self.height, ground.edge)
        if self.rule:
            _level(pen, self.rule, y + self.height)
        for rule in self.over:
            _level(pen, rule, first - 3)
        middle = first + self._first_leading() / 2
        if self.checkbox:
            _tickable(pen, self.checkbox, middle)
        if self.badge:
            _badge(pen, self.badge, middle)
        for cell in self.cells:
            top = first
            for line in cell.lines:
                pen.text(cell.x + line.shift, _baseline(top, line.style), line.text, line.style)
                top += line.style.leading

    def _first_leading(self) -> float:
        return max((c.lines[0].style.leading for c in self.cells if c.lines), default=0.0)


def _baseline(top: float, style: Style) -> float:
    """Return the baseline at which capitals are centred in their line."""
    return top + style.leading / 2 + 0.357 * style.size


def _level(pen: Pen, rule: Rule, y: float) -> None:
    pen.stroke([(rule.x, y), (rule.x + rule.width, y)], rule.colour, rule.weight)


def _tickable(pen: Pen, box: Checkbox, middle: float) -> None:
    top = middle - CHECKBOX / 2
    pen.frame(box.x, top, CHECKBOX)
    if box.ticked:
        corners = ((0.22, 0.52), (0.43, 0.74), (0.8, 0.26))
        points = [(box.x + x * CHECKBOX, top + y * CHECKBOX) for x, y in corners]
        pen.stroke(points, INK, 1.5)


def _badge(pen: Pen, badge: Badge, middle: float) -> None:
    radius = 10.0
    pen.disc(badge.x + radius, middle, radius, badge.edge, badge.edge if badge.filled else None)
    style = badge.mark.style
    x = badge.x + radius - style.width(badge.mark.text) / 2
    pen.text(x, middle + 0.357 * style.size, badge.mark.text, style)
