"""The rows of a page: texts in cells side by side; a row can be split.

Lengths are points; y grows downwards from the top edge of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate, takewhile, zip_longest
from typing import Protocol

from facilitator.export.pdf.fonts import Weight, typesetter
from facilitator.export.pdf_objects.structure import Element
from facilitator.export.text import icu
from facilitator.export.text.font_set import document_language
from facilitator.export.text.shaped_lines import ShapedLine

LONGEST_KEPT = 200
"""Characters of a text whose lines are kept for the next time."""
MARGIN = 45.0
GUTTER = 14.0
CHECKBOX = 10.5

INK = "#1A1A1A"
SECOND_INK = "#3D3D3D"
LINE = "#D9D4CB"
BLUE, BLUE_GROUND = "#0072B2", "#E3EEF9"
BLUE_INK = "#00476F"
ORANGE, ORANGE_GROUND = "#E69F00", "#FFE9CC"


class Role(Enum):
    """What a row is to who hears the page read aloud."""

    TEXT = auto()
    HEADING_1 = auto()
    HEADING_2 = auto()
    HEADING_3 = auto()
    ITEM = auto()
    """An item of a list, together with those above and below it."""
    TABLE_HEADING = auto()
    TABLE_ROW = auto()
    """A row below a heading; each cell belongs to the heading above it."""
    TABLE_SPAN = auto()
    """A row over the whole width of a table, which says what is below it."""
    DECORATION = auto()
    """Not read at all."""


HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)


class Pen(Protocol):
    """A protocol of what draws on one page.

    What is drawn between `begin` and `end` is a piece of the page with a tag.
    """

    def begin(self, tag: str, piece: int) -> None: ...
    def end(self) -> None: ...
    def text(
        self, x: float, y: float, text: str, style: "Style", shaped: ShapedLine | None = None
    ) -> None: ...
    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None: ...
    def area(self, corners: Sequence[tuple[float, float]], colour: str) -> None: ...
    def stroke(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float,
        dash: Sequence[float] = (),
    ) -> None: ...
    def frame(self, x: float, y: float, size: float) -> None: ...
    def disc(self, x: float, y: float, radius: float, edge: str, fill: str | None) -> None: ...
    def picture(self, picture: "Picture", y: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Style:
    """`size` and `leading` in points."""

    weight: Weight
    size: float
    leading: float
    ink: str = INK

    def width(self, text: str) -> float:
        """Return the width of a text on one line."""
        return typesetter(self.weight).width(text) * self.size

    def widest(self, text: str) -> float:
        """Return the width of the widest part of a text within which no line may end."""
        return typesetter(self.weight).widest(text) * self.size

    def lines(self, text: str, width: float, lead: float = 0.0) -> "tuple[Line, ...]":
        """Return the text in lines of `width`; the first one starts `lead` to the right.

        What runs leftwards ends at the right edge.
        """
        # A layout is tried several times: most texts come up again at the same width.
        kept = _kept_long_lines if len(text) > LONGEST_KEPT else _kept_lines
        return kept(self, text, width, lead, document_language.get())

    def shaped(self, text: str) -> ShapedLine:
        """Return a text on one line."""
        return typesetter(self.weight).line(text)


def _lines(style: Style, text: str, width: float, lead: float) -> "tuple[Line, ...]":
    size = style.size
    found = typesetter(style.weight).lines(text, width / size, lead / size)
    return tuple(
        Line(
            line.text,
            style,
            max(width - line.width * size, 0.0) if line.is_rtl else lead if i == 0 else 0.0,
            line,
        )
        for i, line in enumerate(found)
    )


@lru_cache(8)
def _kept_long_lines(
    style: Style, text: str, width: float, lead: float, language: str
) -> "tuple[Line, ...]":
    return _lines(style, text, width, lead)


@lru_cache(4000)
def _kept_lines(
    style: Style, text: str, width: float, lead: float, language: str
) -> "tuple[Line, ...]":
    return _lines(style, text, width, lead)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; where it was not `shaped` in the lines of a text, it is by itself."""

    text: str
    style: Style
    shift: float = 0.0
    shaped: ShapedLine | None = field(default=None, compare=False, repr=False)
    _known: tuple[float, float] | None = field(default=None, init=False, compare=False, repr=False)
    """The heights above and below the baseline: a text over many pages is measured at each."""

    @property
    def form(self) -> ShapedLine:
        # Its text may have been replaced.
        if self.shaped is not None and self.shaped.text == self.text:
            return self.shaped
        return self.style.shaped(self.text)

    @property
    def width(self) -> float:
        return self.form.width * self.style.size

    @property
    def height(self) -> float:
        """Return the leading, or more where other scripts reach higher or lower."""
        above, below = self._rooms
        return above + below

    def with_ellipsis(self) -> "Line":
        """Return the line of a text that goes on: its last character gives way to an ellipsis."""
        *before, _ = [0, *icu.graphemes(self.text)]
        kept = self.text[: before[-1] if before else 0]
        return replace(self, text=f"{kept.rstrip()}…", shaped=None)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the line below `top`, in a cell whose left edge is at x."""
        pen.text(x + self.shift, top + self._rooms[0], self.text, self.style, self.form)

    @property
    def _rooms(self) -> tuple[float, float]:
        """The heights above and below the baseline, at which capitals are centred."""
        if self._known is None:
            style, form = self.style, self.form
            above = style.leading / 2 + 0.357 * style.size
            below = style.leading - above
            rooms = max(above, form.above * style.size), max(below, form.below * style.size)
            object.__setattr__(self, "_known", rooms)
            return rooms
        return self._known


@dataclass(frozen=True, slots=True)
class Link:
    """A way to what has this name elsewhere in the document; `said` tells what is there."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines below one another with their left edge at x.

    In an item of a list, one that `is_label` names it, such as a bullet.
    """

    x: float
    lines: tuple[Line, ...]
    is_label: bool = False
    link: Link | None = None
    _known: float | None = field(default=None, init=False, compare=False, repr=False)

    def linked(self, link: Link | None) -> "Cell":
        """Return the cell with another link, or with none."""
        cell = Cell(self.x, self.lines, self.is_label, link)
        object.__setattr__(cell, "_known", self._known)
        return cell

    @property
    def text(self) -> str:
        return " ".join([line.text for line in self.lines if line.text])

    @property
    def width(self) -> float:
        return max((line.shift + line.width for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        if self._known is None:
            height = sum(line.height for line in self.lines)
            object.__setattr__(self, "_known", height)
            return height
        return self._known


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
    """A box beside the first line of a row.

    With a `label` it can be ticked on the screen, unless it is ticked already or `is_fixed`;
    without, it shows only what the text says.
    """

    x: float
    ticked: bool = False
    label: str = ""
    is_fixed: bool = False


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


@dataclass(frozen=True, slots=True)
class RowElements:
    """What a row is among the tags: an element a cell, that of its box, and all of them.

    The inner ones are before those around them.
    """

    cells: tuple[Element | None, ...]
    box: Element | None
    own: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page with a tag, as the pen begins it."""

    tag: str
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its left edge at x, such as a logo; `image` is a PNG, `alt` says what it is.

    It hangs from the upper edge of its row and takes no room of its own.
    """

    x: float
    width: float
    height: float
    image: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells side by side, and what is drawn with them.

    `above` and `below` are space within the row, `over` are lines above its text, `dividers` the
    places of upright lines between columns. A link leads to its `name`. Without a `role`, a row
    with an anchor is a heading, any other a text. `elements` are those of its cells, which stay
    the same when the row is split.
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
    dividers: tuple[float, ...] = ()
    picture: Picture | None = None
    role: Role | None = None
    name: str = ""
    elements: RowElements | None = field(default=None, compare=False, repr=False)

    @property
    def height(self) -> float:
        highest = 0.0
        for cell in self.cells:
            highest = max(highest, cell.height)
        return self.above + highest + self.below

    def but(self, **changes: object) -> "Row":
        """Return the row with some fields changed, in half the time that `replace` takes."""
        fresh = object.__new__(Row)
        for name in _FIELDS:
            value = changes[name] if name in changes else getattr(self, name)
            object.__setattr__(fresh, name, value)
        return fresh

    def shifted(self, by: float) -> "Row":
        """Return the row `by` points further to the right."""
        if not by:
            return self
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
            heights = accumulate(line.height for line in cell.lines)
            count = sum(1 for _ in takewhile(lambda height: height <= inner, heights))
            heads.append(replace(cell, lines=cell.lines[:count]))
            tails.append(replace(cell, lines=cell.lines[count:]))
        if not any(cell.lines for cell in heads):
            return None
        head = replace(self, cells=tuple(heads), rule=None)
        bare = replace(
            self,
            cells=tuple(tails),
            over=(),
            checkbox=None,
            badge=None,
            anchor=None,
            picture=None,
            name="",
        )
        return head, bare

    def draw(self, pen: Pen, y: float, pieces: "Sequence[Piece | None]" = ()) -> None:
        """Draw the row with its top edge at y; `pieces` are those of its cells."""
        first = y + self.above
        for x in self.dividers:
            pen.stroke([(x, y), (x, y + self.height)], LINE, 0.6)
        if self.picture:
            pen.picture(self.picture, y)
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
        for cell, piece in zip_longest(self.cells, pieces):
            if piece:
                pen.begin(piece.tag, piece.number)
            top = first
            for line in cell.lines:
                line.draw(pen, cell.x, top)
                top += line.height
            if piece:
                pen.end()

    def box_area(self, y: float) -> tuple[float, float, float, float]:
        """Return the left, upper, right and lower edge of the checkbox of a row at y."""
        assert self.checkbox is not None
        top = y + self.above + self._first_leading() / 2 - CHECKBOX / 2
        left = self.checkbox.x
        return left, top, left + CHECKBOX, top + CHECKBOX

    def _first_leading(self) -> float:
        return max((c.lines[0].height for c in self.cells if c.lines), default=0.0)


_FIELDS = tuple(each.name for each in fields(Row))


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
