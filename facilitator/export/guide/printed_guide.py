"""The facilitator's guide as a PDF: to be read before the meeting, or laid beside the keyboard."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.facilitation.guide import Guide
from facilitator.export.guide import outline
from facilitator.export.guide.outline import ENGLISH, GuideLine, Look
from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight, examine
from facilitator.export.pdf.page_frame import page_head, page_number
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.rows import (
    INK,
    MARGIN,
    SECOND_INK,
    Anchor,
    Cell,
    Line,
    Pen,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.styles import overline
from facilitator.progress import Progress, no_progress

TITLE = "Facilitator’s guide"
LEADING = "Leading any meeting"
NAME = Style(Weight.BOLD, 26, 33)
PART = Style(Weight.BOLD, 15, 20)
HEADING = Style(Weight.SEMIBOLD, 11, 15)
TEXT = Style(Weight.REGULAR, 10.5, 14.5)
QUIET = Style(Weight.REGULAR, 10, 14, SECOND_INK)
BULLET = "•"
INDENT = 12.0
_HEADS = (Look.PART, Look.HEADING)


def render_guide(
    guides: Sequence[Guide], paper: Paper, today: date, progress: Progress = no_progress
) -> Rendered:
    """Return the guide to these exercises as a PDF; what holds for all is in it once.

    Equal guides give equal bytes. `progress` may stop it.
    """
    shown, unprintable = tuple(guides), examine(tuple(guides))
    title = f"{TITLE}: {shown[0].exercise}" if len(shown) == 1 else TITLE

    def frame(pen: Pen, number: int, pages: int) -> None:
        page_number(pen, number, pages, flow.size)
        if number:
            page_head(pen, (title,), flow.size)

    about = Document(title=title, author="", subject=TITLE, made_on=today, frame=frame)
    flow = _lay_out(Flow(paper), shown)
    return Rendered(draw_pages(flow, about, progress), len(flow.pages), unprintable)


def _lay_out(flow: Flow, guides: Sequence[Guide]) -> Flow:
    """Lay out each exercise from a new page on, then what holds for all of them."""
    for number, guide in enumerate(guides):
        if number:
            flow.new_page()
        _place_head(flow, guide.exercise)
        _place_all(flow, outline.of_exercise(guide))
    flow.new_page()
    _place_head(flow, LEADING)
    _place_all(flow, outline.of_leading(guides[0]))
    _place_all(flow, [GuideLine(Look.PART, ENGLISH.studies), *outline.of_studies(guides[0])])
    return flow


def _place_head(flow: Flow, text: str) -> None:
    flow.place(Row(cells=(overline(TITLE),), below=1))
    cells = (Cell(MARGIN, NAME.lines(text, flow.width)),)
    flow.place(Row(cells=cells, below=6, anchor=Anchor(title=text, level=0)))


def _place_all(flow: Flow, lines: Sequence[GuideLine]) -> None:
    """Put lines down; a heading stays with what it heads."""
    pending: list[Row] = []
    for line in lines:
        pending.append(_row(line, flow.width))
        if line.look not in _HEADS:
            flow.keep(*pending)
            for row in pending:
                flow.place(row)
            pending = []


def _row(line: GuideLine, width: float) -> Row:
    if line.look is Look.PART:
        anchor = Anchor(title=line.text, level=1)
        rule = Rule(MARGIN, width, INK, 1.2)
        cells = (Cell(MARGIN, PART.lines(line.text, width)),)
        return Row(cells=cells, above=18, below=4, rule=rule, anchor=anchor)
    if line.look is Look.HEADING:
        cells = (Cell(MARGIN, HEADING.lines(line.text, width)),)
        return Row(cells=cells, above=10, role=Role.HEADING_3)
    if line.look is Look.POINT:
        bullet = Cell(MARGIN, (Line(BULLET, TEXT),), is_label=True)
        words = Cell(MARGIN + INDENT, TEXT.lines(line.text, width - INDENT))
        return Row(cells=(bullet, words), above=2, role=Role.ITEM)
    if line.look is Look.REPLY:
        lines = QUIET.lines(line.text, width - INDENT)
        return Row(cells=(Cell(MARGIN + INDENT, lines),), role=Role.ITEM)
    style = QUIET if line.look is Look.QUIET else TEXT
    return Row(cells=(Cell(MARGIN, style.lines(line.text, width)),), above=1)
