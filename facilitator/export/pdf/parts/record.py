"""The whole record: the plan, and behind it how the meeting got there."""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.export.pdf.action_rows import Density, grid_of
from facilitator.export.pdf.flow import FOOT, Flow, TooLong
from facilitator.export.pdf.parts.about import lay_out_about
from facilitator.export.pdf.parts.answers import (
    lay_out_decisions,
    lay_out_labels,
    lay_out_own_words,
)
from facilitator.export.pdf.parts.became import lay_out_flags, lay_out_judged
from facilitator.export.pdf.parts.chain import lay_out_chain, lay_out_still_open, lay_out_strengths
from facilitator.export.pdf.parts.columns import lay_out_columns
from facilitator.export.pdf.parts.follow_up import (
    lay_out_ask_for,
    lay_out_beside,
    lay_out_parked,
    lay_out_promises,
)
from facilitator.export.pdf.plan import density_of, lay_out_plan, names_in
from facilitator.export.pdf.sheet import Sheet
from facilitator.export.report import Report

LAST_PAGE = 999
"""Stands for the number of a page that is not known yet."""
MOST_TRIED = 40
"""Pages of a document that is worth another try for a better end."""
SHORT = 70.0
"""The height of what should not be alone on the last page: a line or two, with a heading."""


def lay_out_record(report: Report, sheet: Sheet, placed: Callable[[], None]) -> Flow:
    """Return the pages; `placed` is called for each row.

    The plan names the page about what is open, and no line or two are alone on the last page: so
    it is tried first where everything comes.
    """
    is_open = bool(report.still_open) and not sheet.plan_only
    record = _Record(report, sheet, density_of(report, sheet, LAST_PAGE if is_open else None))
    foot = FOOT
    if sheet.plan_only:
        # Its foot is always the same.
        return record.lay_out(placed, None, foot, is_trial=False)[0]
    try:
        most = None if is_open else MOST_TRIED
        last = LAST_PAGE if is_open else None
        trial, open_page = record.lay_out(placed, last, foot, is_trial=True, most=most)
    except TooLong:
        return record.lay_out(placed, None, foot, is_trial=False)[0]
    while _ends_short(trial) and foot < FOOT + 4 * SHORT:
        foot += SHORT / 2
        trial, open_page = record.lay_out(lambda: None, open_page, foot, is_trial=True)
    return record.lay_out(placed, open_page, foot, is_trial=False)[0]


def _ends_short(flow: Flow) -> bool:
    """Return whether a line or two are alone on the last page."""
    return 1 < len(flow.pages) <= MOST_TRIED and flow.y - flow.top < SHORT


@dataclass(frozen=True, slots=True)
class _Record:
    """A record to be laid out."""

    report: Report
    sheet: Sheet
    density: Density

    def lay_out(
        self,
        placed: Callable[[], None],
        open_page: int | None,
        foot: float,
        *,
        is_trial: bool,
        most: int | None = None,
    ) -> tuple[Flow, int | None]:
        """Return the pages, and the number of the one about what is still open.

        Raises TooLong beyond the `most` pages.
        """
        sheet = self.sheet
        names = frozenset() if is_trial else names_in(self.report, sheet)
        flow = Flow(
            sheet.paper, placed, is_wide=sheet.is_wide, is_trial=is_trial, names=names, most=most
        )
        lay_out_plan(flow, self.report, sheet, self.density, open_page)
        if sheet.plan_only:
            return flow, None
        flow.foot = foot
        return flow, _lay_out_rest(flow, self.report)


def _lay_out_rest(flow: Flow, report: Report) -> int | None:
    """Lay out what is behind the plan; return the page of what is still open, if anything is."""
    grid = grid_of(report, flow.right)
    if _has_more(report):
        flow.new_page()
    if report.follow_up.promises:
        lay_out_promises(flow, report)
        flow.space(14)
    if report.fields or report.statements:
        lay_out_own_words(flow, report, grid)
        flow.space(14)
    if report.decisions:
        lay_out_decisions(flow, report, grid)
        flow.space(14)
    if report.chain:
        lay_out_chain(flow, report, grid)
    if report.flags:
        lay_out_flags(flow, report, grid)
    if report.strengths:
        lay_out_strengths(flow, report, grid)
    if report.labels is not None:
        flow.space(14)
        lay_out_labels(flow, report, report.labels)
    if report.beside is not None:
        lay_out_beside(flow, report, report.beside)
    if report.follow_up.ask_for:
        lay_out_ask_for(flow, report)
    if any(column.cards for column in report.columns):
        lay_out_columns(flow, report)
    if report.follow_up.parked:
        lay_out_parked(flow, report)
    open_page = None
    if report.still_open:
        flow.space(28)
        before = len(flow.anchors)
        lay_out_still_open(flow, report)
        open_page = flow.anchors[before].page + 1
    if report.judged:
        lay_out_judged(flow, report)
    if report.has_record:
        lay_out_about(flow, report)
    return open_page


def _has_more(report: Report) -> bool:
    """Return whether there is anything between the plan and the columns."""
    told = (report.follow_up.promises, report.fields, report.statements, report.decisions)
    return any(told) or bool(report.chain or report.strengths or report.labels or report.beside)
