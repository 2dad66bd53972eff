"""The poster as a PDF of one page, in letters as large as fit."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import examine, printable_days
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.rows import (
    BLUE,
    BLUE_GROUND,
    Anchor,
    Cell,
    Line,
    Pen,
    Role,
    Row,
)
from facilitator.export.poster.layout import (
    BAND,
    BETWEEN,
    EDGE,
    FOOT,
    INSET,
    MOST_SPACE,
    Letters,
    Parts,
    balanced,
    best_plan,
    block_height,
    fitted,
    height_of_parts,
    parts_of,
    room_of,
    width_of,
)
from facilitator.export.poster.poster import Poster, more


def render_poster(poster: Poster, paper: Paper) -> Rendered:
    """Return the poster as a PDF of one page; equal ones give equal bytes."""
    unprintable = examine(poster)
    shown = replace(poster, day_text=printable_days(poster.day_text))
    flow = _lay_out(shown, paper)
    about = Document(
        title=shown.title,
        author=shown.team,
        subject=shown.made,
        made_on=shown.held_on,
        frame=lambda pen, number, pages: None,
    )
    return Rendered(draw_pages(flow, about), len(flow.pages), unprintable)


def _lay_out(poster: Poster, paper: Paper) -> Flow:
    plan = best_plan(poster, paper)
    flow = Flow(paper, is_wide=plan.is_wide)
    parts = fitted(parts_of(poster, plan, flow, balanced), plan.letters, room_of(flow))
    spare = room_of(flow) - height_of_parts(parts, plan.letters)
    _Page(flow, plan.letters, parts).draw(max(0.0, min(spare / 3, MOST_SPACE)))
    _place_foot(flow, poster)
    return flow


@dataclass(slots=True)
class _Page:
    """The one page while it is drawn, from top to bottom."""

    flow: Flow
    letters: Letters
    parts: Parts

    def draw(self, spread: float) -> None:
        """Draw the parts; each moves down by `spread` more than the one before."""
        flow, letters, parts = self.flow, self.letters, self.parts
        flow.y = EDGE
        anchor = Anchor(title=" ".join(line.text for line in parts.title), level=0)
        flow.beside([Row(cells=(Cell(EDGE, parts.title),), anchor=anchor)])
        if parts.definitions:
            flow.y += letters.space + spread
            self._draw_definitions()
        if any(parts.columns):
            flow.y += letters.space + spread
            cells = (Cell(EDGE, parts.heading),)
            flow.beside([Row(cells=cells, below=letters.gap, role=Role.HEADING_2)])
            flow.y += letters.space / 2
            self._draw_columns()
        if parts.left_out:
            lines = letters.item.lines(more(parts.left_out), width_of(flow))
            flow.beside([Row(cells=(Cell(EDGE, lines),))])

    def _draw_definitions(self) -> None:
        flow, top = self.flow, self.flow.y
        height = block_height(self.parts, self.letters)
        width = width_of(flow)
        self._mark(lambda pen: pen.box(EDGE, top, width, height, BLUE_GROUND))
        self._mark(lambda pen: pen.box(EDGE, top, BAND, height, BLUE))
        flow.y += self.letters.padding
        for lines in self.parts.definitions:
            flow.beside([Row(cells=(Cell(EDGE + BAND + INSET, lines),), below=self.letters.gap)])
        flow.y = top + height

    def _draw_columns(self) -> None:
        flow, letters = self.flow, self.letters
        count = len(self.parts.columns)
        step = (width_of(flow) - BETWEEN * (count - 1)) / count + BETWEEN
        top = lowest = flow.y
        for number, column in enumerate(self.parts.columns):
            flow.y = top
            for lines in column:
                self._draw_item(EDGE + number * step, lines)
            lowest = max(lowest, flow.y)
        flow.y = lowest + letters.gap

    def _draw_item(self, x: float, lines: tuple[Line, ...]) -> None:
        points = self.letters.points
        middle, radius = self.flow.y + lines[0].style.leading / 2, 0.17 * points + 1
        self._mark(lambda pen: pen.disc(x + 0.35 * points, middle, radius, BLUE, BLUE))
        cells = (Cell(x + self.letters.mark, lines),)
        row = Row(cells=cells, below=self.letters.gap, role=Role.ITEM)
        self.flow.beside([row])

    def _mark(self, draw: Callable[[Pen], None]) -> None:
        self.flow.pages[-1].append(draw)


def _place_foot(flow: Flow, poster: Poster) -> None:
    """Put whose it is at the lower left, and when it is looked at again at the right."""
    width, height = flow.size
    y = height - EDGE
    review = poster.review
    right = width - EDGE - FOOT.width(review)
    made = FOOT.lines(poster.made, right - EDGE - BETWEEN)
    text = (made[0] if len(made) == 1 else made[0].with_ellipsis()).text
    flow.write(lambda pen: pen.text(EDGE, y, text, FOOT), text)
    flow.write(lambda pen: pen.text(right, y, review, FOOT), review)
