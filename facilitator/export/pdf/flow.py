"""Rows that flow down pages: long ones are split, and headings repeat.

Lengths are points; y grows downwards from the top edge of the page.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from facilitator.export.paper import Paper
from facilitator.export.pdf.pen import CanvasPen
from facilitator.export.pdf.row_tags import Part
from facilitator.export.pdf.rows import MARGIN, Anchor, Cell, Pen, Picture, Piece, Role, Row
from facilitator.export.pdf_objects.navigation import TickBox
from facilitator.export.pdf_objects.page_writer import Draw, PageWriter, Target
from facilitator.export.pdf_objects.structure import Element
from facilitator.export.pdf_objects.values import points, text

TOP = 62.0
FOOT = 58.0
"""Free height above and below the text; the first page starts at MARGIN."""

Mark = Callable[[Pen], None]


def on_canvas(height: float, *marks: Mark) -> Draw:
    """Return what draws these on the canvas of a page of this height."""

    def draw(canvas: Canvas) -> None:
        pen = CanvasPen(canvas, height)
        for mark in marks:
            mark(pen)
        pen.close()

    return draw


@dataclass(frozen=True, slots=True)
class Placed:
    """An anchor on a page (from 0), `y` below its top edge."""

    anchor: Anchor
    page: int
    y: float


class TooLong(Exception):  # noqa: N818 - no error: a layout was tried
    """A trial that needs more pages than it may have."""


@dataclass(slots=True)
class Flow:
    """Pages filled from top to bottom; `heading` is repeated side by side on every new page.

    `placed` is called for each row that is placed. Where it `is_wide` the paper lies on its side.
    Links lead to these `names` alone. A page is written, and forgotten, as soon as the next one
    begins; a trial only finds out where everything comes, and raises TooLong beyond its `most`
    pages.
    """

    paper: Paper
    placed: Callable[[], None] = lambda: None
    pages: list[list[Mark]] = field(default_factory=list)
    anchors: list[Placed] = field(default_factory=list)
    heading: tuple[Row, ...] = ()
    y: float = 0.0
    top: float = 0.0
    is_wide: bool = False
    names: frozenset[str] = frozenset()
    is_trial: bool = False
    most: int | None = None
    targets: list[Target] = field(default_factory=list)
    """What the outline and links lead to."""
    writer: PageWriter | None = None
    foot: float = FOOT
    """Free height below the text."""
    _part: Part | None = None

    def __post_init__(self) -> None:
        if not self.is_trial:
            self.writer = PageWriter(self.size)
            self._part = Part(self.writer.structure, self.writer.structure.document)
        self.new_page()

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of a page."""
        width, height = self.paper.size
        return (height, width) if self.is_wide else (width, height)

    @property
    def width(self) -> float:
        return self.size[0] - 2 * MARGIN

    @property
    def right(self) -> float:
        return MARGIN + self.width

    @property
    def bottom(self) -> float:
        return self.size[1] - self.foot

    @property
    def room(self) -> float:
        return self.bottom - self.y

    def new_page(self) -> None:
        if self.most is not None and len(self.pages) == self.most:
            raise TooLong
        self.write_page()
        self.pages.append([])
        if self.writer:
            self.writer.begin_page()
        self.y = TOP if len(self.pages) > 1 else MARGIN
        # Who hears the pages knows the heading from the first of them.
        self.beside([replace(row, role=Role.DECORATION) for row in self.heading])
        self.top = self.y

    def write_page(self) -> None:
        """Write what is on the last page; nothing can be added to it afterwards."""
        if self.writer and self.pages:
            self.writer.write(on_canvas(self.size[1], *self.pages[-1]))
        if self.pages:
            self.pages[-1] = []

    def begin_part(self) -> None:
        """Start a new page, unless half of this one is free: then go on below what is there."""
        if self.y - self.top > (self.bottom - self.top) / 2:
            self.new_page()
        else:
            self.space(28)

    def space(self, height: float) -> None:
        """Leave room, but not at the top of a page."""
        if self.y > self.top:
            self.y = min(self.y + height, self.bottom)

    def keep(self, *rows: Row) -> None:
        """Start a new page unless these rows fit together on this one."""
        height = sum(row.height for row in rows)
        if height > self.room and self.y > self.top and height < self.bottom - TOP:
            self.new_page()

    def place(self, row: Row) -> None:
        """Put a row down; one that is long is split, a short one moves to the next page."""
        rest = self._tagged(row)
        while rest.height > self.room:
            parts = rest.split(self.room)
            fresh = self.y <= self.top
            short = rest.height < (self.bottom - TOP) / 4
            if parts is None and fresh:
                break
            if parts is None or (short and not fresh):
                self.new_page()
                continue
            self._draw(parts[0])
            self.new_page()
            rest = parts[1]
        self._draw_last(rest)

    def beside(self, rows: Sequence[Row]) -> None:
        """Put rows down next to each other; the highest says where it goes on."""
        start = lowest = self.y
        for row in rows:
            self.y = start
            self._draw_last(row)
            lowest = max(lowest, self.y)
        self.y = lowest

    def write(self, draw: Mark, words: str, *, tag: str = "P", entries: str = "") -> None:
        """Draw a text, or with another tag a picture, on the page at hand."""
        if self.writer is None or self._part is None:
            return
        element = self._part.single(tag, words, entries)
        piece = self.writer.structure.mark(element)
        self.writer.structure.close(element)

        def drawn(pen: Pen) -> None:
            pen.begin(tag, piece)
            draw(pen)
            pen.end()

        self.pages[-1].append(drawn)

    def place_figure(self, draw: Mark, said: str, area: tuple[float, float, float, float]) -> None:
        """Draw a picture on the page; `said` tells what it shows.

        Its area is the left, upper, right and lower edge.
        """
        left, top, right, bottom = area
        height = self.size[1]
        edges = points(left, height - bottom, right, height - top)
        entries = f"/Alt {text(said)} /A << /O /Layout /BBox [{edges}] /Placement /Block >> "
        self.write(draw, said, tag="Figure", entries=entries)

    def place_beside(
        self, headings: Sequence[Row], columns: Sequence[Sequence[Row]], step: float
    ) -> None:
        """Fill columns of rows side by side; a heading repeats where its column goes on.

        The left edges of two columns are `step` apart. Where only one of two goes on, the rest of
        it has the width of both.
        """
        waiting = [list(column) for column in columns]
        parts = [self._part and self._part.part() for _ in columns]
        start = lowest = self.y
        for heading, part in zip(headings, parts, strict=True):
            self.y = start
            with self._within(part):
                self.beside([heading])
            lowest = max(lowest, self.y)
        self.y = lowest
        while True:
            start = lowest = self.y
            for column, part in zip(waiting, parts, strict=True):
                self.y = start
                with self._within(part):
                    self._fill(column, self.bottom)
                lowest = max(lowest, self.y)
            self.y = lowest
            going_on = [i for i, rows in enumerate(waiting) if rows]
            if len(waiting) == 2 and len(going_on) == 1:
                alone = going_on[0]
                to_left = -step * alone
                rest = [row.shifted(to_left) for row in waiting[alone]]
                with self._within(parts[alone]):
                    self._place_in_halves(headings[alone].shifted(to_left), rest, step)
                going_on = []
            if not going_on:
                break
            unfinished = zip(headings, waiting, strict=True)
            self.heading = tuple(heading for heading, rows in unfinished if rows)
            self.new_page()
        self.heading = ()
        for part in parts:
            if part:
                part.end()

    def _place_in_halves(self, heading: Row, rows: list[Row], step: float) -> None:
        """Place a column on new pages, its second half beside the first."""
        self.heading = (heading,)
        while rows:
            self.new_page()
            start, bottom = self.y, self.bottom
            half = max(_half(rows, bottom - start), rows[0].height)
            self._fill(rows, min(start + half, bottom))
            lowest, self.y = self.y, start
            self._fill(rows, bottom, step)
            self.y = max(lowest, self.y)

    def _fill(self, rows: list[Row], bottom: float, by: float = 0.0) -> None:
        """Put down rows from the front of the list while they end above `bottom`.

        They come `by` points further to the right than they are.
        """
        while rows and rows[0].height <= bottom - self.y:
            self._draw_last(rows.pop(0).shifted(by))
        if not rows:
            return
        rows[0] = self._tagged(rows[0])
        parts = rows[0].split(bottom - self.y)
        fresh = self.y <= self.top
        if parts and (fresh or rows[0].height >= (self.bottom - TOP) / 4):
            self._draw(parts[0].shifted(by))
            rows[0] = parts[1]
        elif fresh:
            self._draw_last(rows.pop(0).shifted(by))

    @contextmanager
    def _within(self, part: Part | None) -> Iterator[None]:
        """Read rows as belonging to a part."""
        before, self._part = self._part, part
        yield
        self._part = before

    def _tagged(self, row: Row) -> Row:
        """Return a row with its elements; those of one that was split stay the same."""
        if self._part is None or row.elements is not None:
            return row
        if any(cell.link and cell.link.name not in self.names for cell in row.cells):
            row = row.but(cells=tuple(cell.linked(None) for cell in row.cells))
        return row.but(elements=self._part.elements_of(row))

    def _draw_last(self, row: Row) -> None:
        """Draw a row, or the last piece of one."""
        tagged = self._tagged(row)
        self._draw(tagged)
        if self.writer and tagged.elements:
            for element in tagged.elements.own:
                self.writer.structure.close(element)

    def _draw(self, row: Row) -> None:
        y, page = self.y, len(self.pages) - 1
        self.placed()
        if row.anchor:
            self.anchors.append(Placed(row.anchor, page, y))
        if row.anchor or row.name:
            anchor = row.anchor or Anchor("", 0)
            self.targets.append(Target(page, y, anchor.title, anchor.level, row.name))
        if row.picture:
            self._place_picture(row.picture, y)
            row = replace(row, picture=None)
        self.y += row.height
        if self.writer:
            pieces = self._pieces(row, y)
            self.pages[-1].append(lambda pen: row.draw(pen, y, pieces))

    def _place_picture(self, picture: Picture, y: float) -> None:
        edges = (picture.x, y, picture.x + picture.width, y + picture.height)
        self.place_figure(lambda pen: pen.picture(picture, y), picture.alt, edges)

    def _pieces(self, row: Row, y: float) -> list[Piece | None]:
        """Return the pieces of the page that the cells of a row at y are, and put its box there."""
        assert self.writer is not None
        if row.elements is None:
            return []
        structure = self.writer.structure
        if row.checkbox and row.elements.box:
            shown = row.checkbox
            # What was done is not undone on paper.
            box = TickBox(shown.label, shown.ticked, shown.is_fixed or shown.ticked)
            self.writer.box(row.elements.box, row.box_area(y), box)
        pieces: list[Piece | None] = []
        for cell, element in zip(row.cells, row.elements.cells, strict=True):
            if element is None or not cell.text:
                pieces.append(None)
                continue
            pieces.append(Piece(element.tag, structure.mark(element)))
            if cell.link:
                self._link(cell, element, y + row.above)
        return pieces

    def _link(self, cell: Cell, element: Element, top: float) -> None:
        assert self.writer is not None
        assert cell.link is not None
        area = (cell.x, top, cell.x + cell.width, top + cell.height)
        self.writer.link(element, area, cell.link.name, cell.link.said)


def _half(rows: Sequence[Row], room: float) -> float:
    """Return half the height of rows, or the room if that is less: there may be very many."""
    height = 0.0
    for row in rows:
        height += row.height
        if height >= 2 * room:
            return room
    return height / 2
