"""Rows that flow down pages: long ones are split, and headings repeat.

Lengths are points; y grows downwards from the top edge of the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from facilitator.export.paper import Paper
from facilitator.export.pdf_rows import MARGIN, Anchor, Pen, Row

TOP = 62.0
FOOT = 58.0
"""Free height above and below the text; the first page starts at MARGIN."""

Mark = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """An anchor on a page (from 0), `y` below its top edge."""

    anchor: Anchor
    page: int
    y: float


@dataclass(slots=True)
class Flow:
    """Pages filled from top to bottom; `heading` is repeated side by side on every new page.

    `placed` is called for each row that is placed.
    """

    paper: Paper
    placed: Callable[[], None] = lambda: None
    pages: list[list[Mark]] = field(default_factory=list)
    anchors: list[Placed] = field(default_factory=list)
    heading: tuple[Row, ...] = ()
    y: float = 0.0
    top: float = 0.0

    def __post_init__(self) -> None:
        self.new_page()

    @property
    def width(self) -> float:
        return self.paper.size[0] - 2 * MARGIN

    @property
    def right(self) -> float:
        return MARGIN + self.width

    @property
    def bottom(self) -> float:
        return self.paper.size[1] - FOOT

    @property
    def room(self) -> float:
        return self.bottom - self.y

    def new_page(self) -> None:
        self.pages.append([])
        self.y = TOP if len(self.pages) > 1 else MARGIN
        self.beside(self.heading)
        self.top = self.y

    def begin_part(self) -> None:
        """Start a new page, unless only a few rows are on this one: then go on below them."""
        if self.y - self.top > (self.bottom - self.top) / 4:
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
        rest = row
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
        self._draw(rest)

    def beside(self, rows: Sequence[Row]) -> None:
        """Put rows down next to each other; the highest says where it goes on."""
        start = lowest = self.y
        for row in rows:
            self.y = start
            self._draw(row)
            lowest = max(lowest, self.y)
        self.y = lowest

    def place_beside(
        self, headings: Sequence[Row], columns: Sequence[Sequence[Row]], step: float
    ) -> None:
        """Fill columns of rows side by side; a heading repeats where its column goes on.

        The left edges of two columns are `step` apart. Where only one of two goes on, the rest of
        it has the width of both.
        """
        waiting = [list(column) for column in columns]
        self.beside(headings)
        while True:
            start = lowest = self.y
            for column in waiting:
                self.y = start
                self._fill(column, self.bottom)
                lowest = max(lowest, self.y)
            self.y = lowest
            going_on = [i for i, rows in enumerate(waiting) if rows]
            if len(waiting) == 2 and len(going_on) == 1:
                alone = going_on[0]
                to_left = -step * alone
                rest = [row.shifted(to_left) for row in waiting[alone]]
                self._place_in_halves(headings[alone].shifted(to_left), rest, step)
                going_on = []
            if not going_on:
                break
            unfinished = zip(headings, waiting, strict=True)
            self.heading = tuple(heading for heading, rows in unfinished if rows)
            self.new_page()
        self.heading = ()

    def _place_in_halves(self, heading: Row, rows: list[Row], step: float) -> None:
        """Place a column on new pages, its second half beside the first."""
        self.heading = (heading,)
        while rows:
            self.new_page()
            start, bottom = self.y, self.bottom
            half = max(sum(row.height for row in rows) / 2, rows[0].height)
            self._fill(rows, min(start + half, bottom))
            lowest, self.y = self.y, start
            beside = [row.shifted(step) for row in rows]
            self._fill(beside, bottom)
            self.y = max(lowest, self.y)
            rows = [row.shifted(-step) for row in beside]

    def _fill(self, rows: list[Row], bottom: float) -> None:
        """Put down rows from the front of the list while they end above `bottom`."""
        while rows and rows[0].height <= bottom - self.y:
            self._draw(rows.pop(0))
        if not rows:
            return
        parts = rows[0].split(bottom - self.y)
        fresh = self.y <= self.top
        if parts and (fresh or rows[0].height >= (self.bottom - TOP) / 4):
            self._draw(parts[0])
            rows[0] = parts[1]
        elif fresh:
            self._draw(rows.pop(0))

    def _draw(self, row: Row) -> None:
        y = self.y
        self.placed()
        if row.anchor:
            self.anchors.append(Placed(row.anchor, len(self.pages) - 1, y))
        self.pages[-1].append(lambda pen: row.draw(pen, y))
        self.y += row.height
