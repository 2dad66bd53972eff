"""The first page of the PDF: the plan, to be signed and pinned to the wall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from facilitator.domain.records import ActionKind, Status
from facilitator.export import phrases
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.entries import RotiEntry
from facilitator.export.paper import Paper
from facilitator.export.pdf_flow import Flow
from facilitator.export.pdf_fonts import Weight
from facilitator.export.pdf_rows import (
    BLUE,
    BLUE_GROUND,
    GUTTER,
    INK,
    MARGIN,
    ORANGE_GROUND,
    SECOND_INK,
    Anchor,
    Cell,
    Checkbox,
    Ground,
    Line,
    Row,
    Rule,
    Style,
)
from facilitator.export.report import PlanRow, Report

INDENT = 19.5
"""From the checkbox to the text beside it."""
NAME = Style(Weight.BOLD, 29, 36)
TITLES = tuple(Style(Weight.BOLD, size, size * 1.25) for size in (18.0, 15.0, 12.0))
META = Style(Weight.REGULAR, 11, 15.5, SECOND_INK)
BODY = Style(Weight.REGULAR, 11, 15)
STRONG = Style(Weight.SEMIBOLD, 11, 15)
SMALL = Style(Weight.REGULAR, 9, 12.5, SECOND_INK)
HEADING = Style(Weight.SEMIBOLD, 9.5, 13, SECOND_INK)
FIRST = Style(Weight.SEMIBOLD, 15, 20.5)
NOTICE = Style(Weight.REGULAR, 10.5, 15)
NOTICE_LEAD = Style(Weight.SEMIBOLD, 10.5, 15)
SIGNATURE = Style(Weight.REGULAR, 9.5, 13)
SIGNERS_A_ROW = 4
WIDEST_NAME = 120.0
SLACK = 1.0
"""Keeps a text that just fits its column from wrapping for a rounding error."""
ROOMY, COMPACT = (9.0, 11.0), (5.0, 6.5)
"""Space above and below the text of an action in the table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Left edges of the columns of actions, the same throughout the document."""

    who: float
    when: float
    right: float

    @property
    def who_width(self) -> float:
        return self.when - GUTTER - self.who

    @property
    def text_right(self) -> float:
        return self.who - GUTTER


def grid_of(report: Report, right: float) -> Grid:
    """Return columns as wide as their content; long names wrap."""
    days = [_due(row, report) for row in report.plan]
    return grid_for([row.owner for row in report.plan], days, right)


def grid_for(names: Sequence[str], days: Sequence[str], right: float) -> Grid:
    """Return columns for these owners and days."""
    when = max(STRONG.width(day) for day in (*days, phrases.BY_WHEN)) + SLACK
    who = max(STRONG.width(name) for name in (*names, phrases.WHO)) + SLACK
    when_x = right - when
    return Grid(when_x - GUTTER - min(who, WIDEST_NAME), when_x, right)


def plan_pages(
    report: Report, paper: Paper, grid: Grid, open_page: int | None, placed: Callable[[], None]
) -> Flow:
    """Lay out the front of the document, on one page where possible.

    `open_page` is the page of what is still open, if known; `placed` is called for each row.
    """
    roomy = _lay_out_plan(Flow(paper, placed), report, grid, open_page, ROOMY)
    if len(roomy.pages) == 1:
        return roomy
    compact = _lay_out_plan(Flow(paper, placed), report, grid, open_page, COMPACT)
    return compact if len(compact.pages) == 1 else roomy


def _lay_out_plan(
    flow: Flow, report: Report, grid: Grid, open_page: int | None, padding: tuple[float, float]
) -> Flow:
    _lay_out_title(flow, report)
    if report.first:
        _lay_out_first(flow, report, report.first)
    if report.plan:
        _lay_out_table(flow, report, grid, padding)
    else:
        text = phrases.empty_plan(report.words)
        flow.space(10)
        flow.place(Row(cells=(Cell(MARGIN, BODY.lines(text, flow.width)),)))
    signatures = _signatures(report.signatures, flow.width)
    if report.follow_up.roti:
        _lay_out_worth(flow, report.follow_up.roti)
    if report.still_open:
        notice = _notice(report, open_page, flow.width)
        flow.space(17)
        flow.keep(notice, *signatures)
        flow.place(notice)
    height = sum(row.height for row in signatures)
    if height <= flow.room:
        flow.y = flow.bottom - height
    for row in signatures:
        flow.place(row)
    return flow


def action_row(report: Report, row: PlanRow, grid: Grid, x: float, details: Sequence[str]) -> Row:
    """Return an action with its checkbox at x, owner and due in columns, details in small."""
    text_x = x + INDENT
    width = grid.text_right - text_x
    gone = row.status is Status.DROPPED
    body = META if gone else BODY
    strong = Style(Weight.REGULAR, 11, 15, SECOND_INK) if gone else STRONG
    lines = SMALL.lines(phrases.when(row.when), width) if row.when else ()
    lines += body.lines(row.text, width)
    if details:
        lines += SMALL.lines(phrases.SEPARATOR.join(details), width)
    return Row(
        cells=(
            Cell(text_x, lines),
            Cell(grid.who, strong.lines(row.owner, grid.who_width)),
            Cell(grid.when, strong.lines(_due(row, report), grid.right - grid.when)),
        ),
        checkbox=Checkbox(x, row.status is Status.DONE),
    )


def details_of(report: Report, row: PlanRow) -> list[str]:
    """Return the small lines under an action, besides its gap."""
    said = []
    if row.sign:
        said.append(f"{report.words.sign_short}: {row.sign}")
    if row.kind is not ActionKind.DO:
        said.append(phrases.action_kind(row.kind, report.words))
    if row.expected_excuse:
        said.append(phrases.expected_excuse(row.expected_excuse, report.words))
    if row.sponsor:
        said.append(phrases.backed_by(row.sponsor))
    status = phrases.STATUS[row.status]
    status = phrases.late(status) if row.late else status
    return [*said, status] if status else said


def _due(row: PlanRow, report: Report) -> str:
    return report.day(row.due) if row.due else ""


def _lay_out_title(flow: Flow, report: Report) -> None:
    choices = (style.lines(report.title, flow.width) for style in TITLES)
    fitting = (lines for lines in choices if len(lines) <= 2)
    lines = next(fitting, None) or TITLES[-1].lines(report.title, flow.width)
    name = Cell(MARGIN, (Line(phrases.PLAN, NAME),))
    flow.place(Row(cells=(name,), anchor=Anchor(title=phrases.PLAN, level=0)))
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=4))
    meta = report.meta
    facts = (
        meta.team,
        report.held_on,
        ", ".join(meta.participants),
        phrases.led_by(meta.facilitator) if meta.facilitator else "",
    )
    text = phrases.SEPARATOR.join(fact for fact in facts if fact)
    counts = report.follow_up.counts
    below = 4 if counts.total else 16
    flow.place(Row(cells=(Cell(MARGIN, META.lines(text, flow.width)),), below=below))
    if counts.total:
        lines = STRONG.lines(sentences.review(counts, report.words), flow.width)
        flow.place(Row(cells=(Cell(MARGIN, lines),), below=14))


def _lay_out_first(flow: Flow, report: Report, first: PlanRow) -> None:
    x = MARGIN + INDENT
    width = flow.width - 2 * INDENT
    lines = SMALL.lines(report.words.first, width) + FIRST.lines(first.text, width)
    ground = Ground(MARGIN, flow.width, BLUE_GROUND, BLUE)
    flow.place(Row(cells=(Cell(x, lines),), above=10, below=11, ground=ground))
    flow.space(18)


def _lay_out_table(flow: Flow, report: Report, grid: Grid, padding: tuple[float, float]) -> None:
    heads = (
        (MARGIN + INDENT, phrases.WHAT),
        (grid.who, phrases.WHO),
        (grid.when, phrases.BY_WHEN),
    )
    heading = Row(
        cells=tuple(Cell(x, (Line(text, HEADING),)) for x, text in heads),
        below=6,
        rule=Rule(MARGIN, flow.width, INK, 1.4),
    )
    rule = Rule(MARGIN, flow.width)
    rows = []
    for action in report.plan:
        because = [f"{report.words.because_of}: {action.because_of}"] if action.because_of else []
        if action.origin:
            because.append(phrases.instead_of(action.origin, report.words))
        row = action_row(report, action, grid, MARGIN, [*because, *details_of(report, action)])
        rows.append(replace(row, above=padding[0], below=padding[1], rule=rule))
    flow.keep(heading, rows[0])
    flow.place(heading)
    flow.heading = (heading,)
    for row in rows:
        flow.place(row)
    flow.heading = ()


def _lay_out_worth(flow: Flow, roti: RotiEntry) -> None:
    """Lay out what the room made of its time, in one line."""
    lead = f"{sentences.WORTH_IT} "
    text = sentences.worth(roti.average, roti.hands)
    lines = NOTICE.lines(text, flow.width, NOTICE_LEAD.width(lead))
    flow.space(12)
    flow.place(Row(cells=(Cell(MARGIN, (Line(lead, NOTICE_LEAD),)), Cell(MARGIN, lines))))


def _notice(report: Report, page: int | None, width: float) -> Row:
    lead = f"{phrases.STILL_OPEN}: "
    text = phrases.on_page(phrases.open_counts(report.still_open.counts, report.words), page)
    x = MARGIN + 12
    lines = NOTICE.lines(text, width - 24, NOTICE_LEAD.width(lead))
    cells = (Cell(x, (Line(lead, NOTICE_LEAD),)), Cell(x, lines))
    return Row(cells=cells, above=8, below=9, ground=Ground(MARGIN, width, ORANGE_GROUND))


def _signatures(names: Sequence[str], whole: float) -> list[Row]:
    """Return lines to sign, several beside each other."""
    gap = 18.0
    # One more beside the others looks better than one alone below them.
    beside = SIGNERS_A_ROW + 1 if len(names) == SIGNERS_A_ROW + 1 else SIGNERS_A_ROW
    width = (whole - gap * (beside - 1)) / beside
    rows = []
    for start in range(0, len(names), beside):
        some = names[start : start + beside]
        edges = [MARGIN + i * (width + gap) for i in range(len(some))]
        cells = [Cell(x, SIGNATURE.lines(n, width)) for x, n in zip(edges, some, strict=True)]
        over = tuple(Rule(x, width, INK) for x in edges)
        rows.append(Row(cells=tuple(cells), above=37, over=over))
    return rows
