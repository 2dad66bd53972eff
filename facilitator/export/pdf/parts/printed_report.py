"""The report as a PDF."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from facilitator.export import phrases
from facilitator.export.paper import Paper
from facilitator.export.pdf.fonts import examine, printable_days
from facilitator.export.pdf.page_frame import frame_page
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.parts.record import lay_out_record
from facilitator.export.pdf.sheet import Sheet
from facilitator.export.report import Report, size_of
from facilitator.garbage_collection import without_collecting
from facilitator.progress import Progress, no_progress, part_of


def render_pdf(
    report: Report,
    paper: Paper,
    progress: Progress = no_progress,
    sheet: Sheet | None = None,
) -> Rendered:
    """Return the report as PDF; equal reports give equal bytes. `progress` may stop it.

    A `sheet` says how it is printed, and then also on what paper.
    """
    # Nothing here refers to itself, and a long plan is of very many values.
    with without_collecting():
        return _rendered(report, sheet or Sheet(paper=paper), progress)


def _rendered(report: Report, sheet: Sheet, progress: Progress) -> Rendered:
    unprintable = examine(report)
    shown = replace(report, day_text=printable_days(report.day_text))
    placed = _counting(part_of(progress, 0, 90), size_of(report))
    flow = lay_out_record(shown, sheet, placed)
    meta = report.meta
    about = Document(
        title=phrases.document(report.title),
        author=meta.facilitator or meta.team,
        subject=phrases.subject(report.exercise, report.held_on),
        made_on=report.today,
        frame=lambda pen, number, pages: frame_page(pen, shown, number, pages, flow.size),
    )
    data = draw_pages(flow, about, part_of(progress, 90, 100))
    return Rendered(data, len(flow.pages), unprintable)


def _counting(progress: Progress, texts: int) -> Callable[[], None]:
    """Tell `progress` of each row; there may be more of them than twice the texts."""
    rows = count(1)
    return lambda: progress(next(rows), 2 * texts)
