"""The report as a PDF: text is drawn as it is, never read as markup."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count

from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.export import phrases
from facilitator.export.paper import Paper
from facilitator.export.pdf_chain import (
    lay_out_chain,
    lay_out_statements,
    lay_out_still_open,
)
from facilitator.export.pdf_columns import lay_out_columns
from facilitator.export.pdf_flow import Flow, Placed
from facilitator.export.pdf_follow_up import lay_out_ask_for, lay_out_parked, lay_out_promises
from facilitator.export.pdf_fonts import Unprintable, Weight, face, printable, wrap
from facilitator.export.pdf_plan import grid_of, plan_pages
from facilitator.export.pdf_rows import INK, LINE, MARGIN, SECOND_INK, Style
from facilitator.export.report import Report, size_of
from facilitator.progress import Progress, no_progress, part_of

__all__ = ["Paper", "Rendered", "render_pdf"]

FOOTER = Style(Weight.REGULAR, 8.5, 12, SECOND_INK)
LONGEST_OUTLINE = 120


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF; what is `unprintable` is printed as U+FFFD for want of a glyph."""

    data: bytes
    pages: int
    unprintable: Unprintable


def render_pdf(report: Report, paper: Paper, progress: Progress = no_progress) -> Rendered:
    """Return the report as PDF; equal reports give equal bytes. `progress` may stop it."""
    shown, unprintable = printable(report)
    placed = _counting(part_of(progress, 0, 60), size_of(report))
    flow, open_page = _lay_out(shown, paper, None, placed)
    if open_page:
        flow, _ = _lay_out(shown, paper, open_page, placed)
    drawn = part_of(progress, 60, 100)
    buffer = BytesIO()
    width, height = paper.size
    canvas = Canvas(
        buffer,
        pagesize=(width, height),
        pageCompression=1,
        invariant=1,
        lang="en",
        initialFontName=face(Weight.REGULAR).name,
    )
    _describe(canvas, report)
    for number, marks in enumerate(flow.pages):
        drawn(number, len(flow.pages))
        pen = _CanvasPen(canvas, height)
        for mark in marks:
            mark(pen)
        _frame_page(pen, shown, number, len(flow.pages), width, height)
        _outline(canvas, [p for p in flow.anchors if p.page == number], height)
        canvas.showPage()
    canvas.save()
    return Rendered(buffer.getvalue(), len(flow.pages), unprintable)


def _counting(progress: Progress, texts: int) -> Callable[[], None]:
    """Tell `progress` of each row; there may be more of them than twice the texts."""
    rows = count(1)
    return lambda: progress(next(rows), 2 * texts)


class _CanvasPen:
    """A pen for a canvas whose y grows upwards from the lower edge."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        self._canvas.setFont(face(style.weight).name, style.size)
        self._canvas.setFillColor(HexColor(style.ink))
        self._canvas.drawString(x, self._height - y, text)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def stroke(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(width)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def frame(self, x: float, y: float, size: float) -> None:
        self._canvas.setStrokeColor(HexColor(INK))
        self._canvas.setLineWidth(1.2)
        bottom = self._height - y - size
        self._canvas.roundRect(x + 0.6, bottom + 0.6, size - 1.2, size - 1.2, 1.8)

    def disc(self, x: float, y: float, radius: float, edge: str, fill: str | None) -> None:
        self._canvas.setStrokeColor(HexColor(edge))
        self._canvas.setLineWidth(2)
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        self._canvas.circle(x, self._height - y, radius - 1, stroke=1, fill=1 if fill else 0)


def _lay_out(
    report: Report, paper: Paper, open_page: int | None, placed: Callable[[], None]
) -> tuple[Flow, int | None]:
    """Return the pages, and the number of the one about what is still open."""
    grid = grid_of(report, paper.size[0] - MARGIN)
    flow = plan_pages(report, paper, grid, open_page, placed)
    if report.follow_up.promises or report.statements or report.chain:
        flow.new_page()
    if report.follow_up.promises:
        lay_out_promises(flow, report)
        flow.space(14)
    if report.statements:
        lay_out_statements(flow, report)
        flow.space(14)
    if report.chain:
        lay_out_chain(flow, report, grid)
    if report.follow_up.ask_for:
        lay_out_ask_for(flow, report)
    if any(column.cards for column in report.columns):
        lay_out_columns(flow, report)
    if report.follow_up.parked:
        lay_out_parked(flow, report)
    if not report.still_open:
        return flow, None
    flow.space(28)
    before = len(flow.anchors)
    lay_out_still_open(flow, report)
    return flow, flow.anchors[before].page + 1


def _describe(canvas: Canvas, report: Report) -> None:
    meta = report.meta
    canvas.setTitle(storable(phrases.document(report.title)))
    canvas.setAuthor(storable(meta.facilitator or meta.team))
    canvas.setSubject(storable(phrases.subject(report.exercise, report.held_on)))
    canvas.setCreator("Facilitator")
    made = f"D:{report.today:%Y%m%d}000000Z"
    canvas.setDateFormatter(lambda *_moment: made)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _frame_page(
    pen: _CanvasPen, report: Report, number: int, pages: int, width: float, height: float
) -> None:
    """Draw what is on every page: the next meeting and the page below, the title above."""
    baseline = height - 33
    page = phrases.page_of(number + 1, pages)
    pen.text(width - MARGIN - FOOTER.width(page), baseline, page, FOOTER)
    if report.next_on:
        text = phrases.next_meeting(report.day(report.next_on))
        pen.text(MARGIN, baseline, text, FOOTER)
    if number:
        facts = (report.title, report.meta.team, report.held_on)
        head = _cut(phrases.SEPARATOR.join(fact for fact in facts if fact), width - 2 * MARGIN)
        pen.text(MARGIN, 38, head, FOOTER)
        pen.stroke([(MARGIN, 46), (width - MARGIN, 46)], LINE, 0.6)


def _cut(text: str, width: float) -> str:
    """Return a text on one line, with an ellipsis where it is too long."""
    lines = wrap(text, FOOTER.weight, FOOTER.size, width - FOOTER.width("…"))
    return text if len(lines) == 1 else lines[0] + "…"


def _outline(canvas: Canvas, placed: Sequence[Placed], height: float) -> None:
    for i, found in enumerate(placed):
        key = f"p{found.page}.{i}"
        title = " ".join(found.anchor.title.split())
        if len(title) > LONGEST_OUTLINE:
            title = title[: LONGEST_OUTLINE - 1] + "…"
        canvas.bookmarkHorizontal(key, 0, height - max(found.y - 8, 0))
        canvas.addOutlineEntry(title, key, level=found.anchor.level)
