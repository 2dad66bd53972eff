"""The first page of the PDF: the plan, to be signed and pinned to the wall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from facilitator.domain.records import ActionKind
from facilitator.export import phrases
from facilitator.export.answers import sentences as answer_sentences
from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.document.details import details_of, origin_of
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.entries import RotiEntry
from facilitator.export.pdf.action_rows import (
    CLOSE,
    CLOSEST,
    COMPACT,
    LARGE,
    ROOMY,
    WIDEST_NAME,
    Density,
    Grid,
    action_name,
    action_row,
    gap_name,
    grid_of,
    linked,
    noted,
)
from facilitator.export.pdf.flow import Flow, TooLong
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.plan_foot import foot_bands, height_of
from facilitator.export.pdf.rows import (
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
    Link,
    Picture,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.sheet import Sheet
from facilitator.export.pdf.styles import BODY, INDENT, SMALL, STRONG, overline
from facilitator.export.report import Report

TITLES = tuple(Style(Weight.BOLD, size, size * 1.24) for size in (28.0, 23.0, 18.0, 15.0, 12.0))
META = Style(Weight.REGULAR, 11, 15.5, SECOND_INK)
QUIET = Style(Weight.REGULAR, 9.5, 13.5, SECOND_INK)
AS_OF = Style(Weight.SEMIBOLD, 9.5, 13.5)
HEADING = Style(Weight.SEMIBOLD, 9.5, 13, SECOND_INK)
FIRSTS = tuple(Style(Weight.SEMIBOLD, size, size * 1.34) for size in (16.0, 13.0, 11.0, 9.0))
MOST_FIRST_LINES = 3
NOTICE = Style(Weight.REGULAR, 10, 14)
NOTICE_LEAD = Style(Weight.SEMIBOLD, 10, 14)
LOGO = (150.0, 46.0)
"""The largest width and height of a logo."""
NEEDS, NEEDS_WIDE, CHECKED = 92.0, 170.0, 74.0
"""Widths of the columns to write in by hand."""
NARROW_NAME = 86.0
"""The widest column of owners beside these on upright paper."""
LEAST_HEIGHT = 29.0
"""The height of a row that has something to write in."""
MOST_TRIED = 200
"""Actions of a plan for which it is tried whether it needs a page less."""


@dataclass(slots=True)
class _Plan:
    """A plan being laid out."""

    report: Report
    sheet: Sheet
    density: Density
    flow: Flow

    @property
    def is_close(self) -> bool:
        return self.density in (CLOSE, CLOSEST)


def density_of(report: Report, sheet: Sheet, open_page: int | None) -> Density:
    """Return the density at which a plan fits on one page in the largest letters.

    One of several pages is closer where that saves a page.
    """

    def pages(density: Density, most: int | None) -> int | None:
        trial = Flow(sheet.paper, is_wide=sheet.is_wide, is_trial=True, most=most)
        try:
            lay_out_plan(trial, report, sheet, density, open_page)
        except TooLong:
            return None
        return len(trial.pages)

    count, height = len(report.actions), max(sheet.paper.size)
    detailed = sum(1 for action in report.plan if _details(report, action))
    for density in (LARGE, ROOMY, COMPACT, CLOSE, CLOSEST):
        may_fit = density.least(count, detailed) < height
        if may_fit and pages(density, 1):
            return density
    if count > MOST_TRIED:
        return COMPACT
    usual = pages(COMPACT, None) or 1
    return CLOSE if pages(CLOSE, usual - 1) else COMPACT


def names_in(report: Report, sheet: Sheet) -> frozenset[str]:
    """Return what links may lead to: what will be in the document."""
    gaps = () if sheet.plan_only else report.chain
    actions = (action_name(action.key) for action in report.actions)
    return frozenset((*(gap_name(gap.key) for gap in gaps), *actions))


def lay_out_plan(
    flow: Flow, report: Report, sheet: Sheet, density: Density, open_page: int | None
) -> None:
    """Lay out the front of the document; `open_page` is that of what is still open, if known."""
    plan = _Plan(report, sheet, density, flow)
    _lay_out_title(plan)
    if report.first:
        _lay_out_first(plan, report.first)
    foot = foot_bands(
        report,
        flow.width,
        has_signatures=sheet.has_signatures,
        is_wide=sheet.is_wide,
        is_close=plan.is_close,
    )
    below = []
    if report.follow_up.roti:
        below.append(_worth(report.follow_up.roti, flow.width))
    if report.still_open:
        below.append(_notice(report, open_page, flow.width))
    if report.actions:
        _lay_out_table(plan, [*below, *(band[0] for band in foot)])
    else:
        text = phrases.empty_plan(report.words)
        flow.space(10)
        flow.place(Row(cells=(Cell(MARGIN, BODY.lines(text, flow.width)),)))
    for row in below:
        flow.space(8 if plan.is_close else 14)
        flow.place(row)
    flow.y = max(flow.y, flow.bottom - height_of(foot))
    for band in foot:
        flow.keep(*band[:1])
        flow.beside(band)


def _lay_out_title(plan: _Plan) -> None:
    report, flow = plan.report, plan.flow
    logo = _logo(plan)
    width = flow.width - (logo.width + GUTTER if logo else 0)
    styles = TITLES if not plan.is_close else TITLES[2:] if flow.is_wide else TITLES[1:]
    choices = (style.lines(report.title, width) for style in styles)
    fitting = (lines for lines in choices if len(lines) <= 2)
    lines = next(fitting, None) or TITLES[-1].lines(report.title, width)
    name = overline(phrases.PLAN)
    anchor = Anchor(title=phrases.PLAN, level=0)
    flow.place(Row(cells=(name,), below=1, anchor=anchor, picture=logo))
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=5))
    lines = _facts(report, flow.width)
    if report.ground_rules:
        lines += QUIET.lines(phrases.ground_rules(report.ground_rules), flow.width)
    if report.as_of:
        lines += AS_OF.lines(phrases.as_of(report.as_of), flow.width)
    counts = report.follow_up.counts
    below = 4 if counts.total else 9 if plan.is_close else 15
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=below))
    if counts.total:
        lines = STRONG.lines(sentences.review(counts, report.words), flow.width)
        flow.place(Row(cells=(Cell(MARGIN, lines),), below=10 if plan.is_close else 14))


def _facts(report: Report, width: float) -> tuple[Line, ...]:
    """Return whose plan it is, of when, and who was there."""
    meta = report.meta
    led = phrases.led_by(meta.facilitator) if meta.facilitator else ""
    here = answer_sentences.here(report.here) if report.here else ""
    facts = (meta.team, report.held_on, report.people, led, here)
    return noted([fact for fact in facts if fact], META, width)


def _logo(plan: _Plan) -> Picture | None:
    """Return the logo at the upper right, as large as it may be."""
    logo = plan.sheet.logo
    if logo is None:
        return None
    scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
    width, height = scale * logo.width, scale * logo.height
    alt = phrases.logo_of(plan.report.meta.team)
    return Picture(plan.flow.right - width, width, height, logo.image, alt)


def _lay_out_first(plan: _Plan, first: PlanRow) -> None:
    """Lay out what is changed first: what that is, and below it or beside it the action."""
    report, flow = plan.report, plan.flow
    x = MARGIN + INDENT
    width = flow.width - 2 * INDENT
    lead = report.words.first
    if first.kind is not ActionKind.DO:
        kind = phrases.action_kind(first.kind, report.words)
        lead = phrases.SEPARATOR.join((lead, kind))
    shift = SMALL.width(lead) + GUTTER if plan.is_close and flow.is_wide else 0.0
    choices = (style.lines(first.text, width, shift) for style in FIRSTS)
    found = (lines for lines in choices if len(lines) <= MOST_FIRST_LINES)
    text = next(found, None) or FIRSTS[-1].lines(first.text, width, shift)
    if shift:
        beside = replace(SMALL, leading=text[0].style.leading)
        cells: tuple[Cell, ...] = (Cell(x, (Line(lead, beside),)), Cell(x, text))
    else:
        cells = (Cell(x, SMALL.lines(lead, width) + text),)
    ground = Ground(MARGIN, flow.width, BLUE_GROUND, BLUE)
    above, below = (5, 6) if plan.is_close else (9, 10)
    flow.place(Row(cells=cells, above=above, below=below, ground=ground))
    flow.space(8 if plan.is_close else 16)


def _lay_out_table(plan: _Plan, after: Sequence[Row]) -> None:
    """Lay out the actions; the last of them stay with what comes `after`."""
    flow = plan.flow
    columns = _Columns.of(plan)
    heading = columns.heading(flow.width)
    # One ahead of the other: all of them at once need much memory.
    found = _table_rows(plan, columns)
    rows = next(found)
    flow.keep(heading, *rows)
    flow.place(heading)
    flow.heading = (heading,)
    while rows:
        following = next(found, [])
        flow.keep(*rows, *(() if following else after))
        for row in rows:
            flow.place(row)
        rows = following
    flow.heading = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of the table: those of every action, and those to write in by hand."""

    grid: Grid
    by_hand: tuple[float, ...]

    @classmethod
    def of(cls, plan: _Plan) -> "_Columns":
        flow, style = plan.flow, plan.density.strong
        if not plan.sheet.has_check_columns:
            return cls(grid_of(plan.report, flow.right, style), ())
        needs = NEEDS_WIDE if flow.is_wide else NEEDS
        x = flow.right - needs - CHECKED
        widest = WIDEST_NAME if flow.is_wide else NARROW_NAME
        return cls(grid_of(plan.report, x - GUTTER, style, widest), (x, x + needs))

    def heading(self, width: float) -> Row:
        """Return the head of the table, to be repeated on every page."""
        heads = [
            (MARGIN + INDENT, phrases.WHAT),
            (self.grid.who, phrases.WHO),
            (self.grid.when, phrases.BY_WHEN),
        ]
        by_hand = zip(self.by_hand, (phrases.NEEDS, phrases.CHECKED_ON), strict=False)
        heads += [(x + GUTTER / 2, text) for x, text in by_hand]
        return Row(
            cells=tuple(Cell(x, (Line(text, HEADING),)) for x, text in heads),
            below=6,
            rule=Rule(MARGIN, width, INK, 1.4),
            role=Role.TABLE_HEADING,
        )

    def framed(self, row: Row, density: Density, width: float) -> Row:
        """Return an action as a row of the table, with room to write where that is wanted."""
        row = row.but(
            above=density.above,
            below=density.below,
            rule=Rule(MARGIN, width),
            role=Role.TABLE_ROW,
        )
        if not self.by_hand:
            return row
        lacking = max(0.0, LEAST_HEIGHT - row.height)
        return row.but(below=row.below + lacking, dividers=self.by_hand)


def _table_rows(plan: _Plan, columns: _Columns) -> Iterator[list[Row]]:
    """Yield the actions, then those at the close below its questions.

    Those in one list belong on one page.
    """
    report, density, width = plan.report, plan.density, plan.flow.width
    for action in report.plan:
        row = _action(plan, columns, action, _details(report, action))
        yield [columns.framed(row, density, width)]
    for place in report.closing:
        lines = density.strong.lines(place.question, width)
        rule = Rule(MARGIN, width)
        cells = (Cell(MARGIN, lines),)
        above = 1.6 * density.above
        head = [Row(cells=cells, above=above, below=2, rule=rule, role=Role.TABLE_SPAN)]
        for action in place.actions:
            # The question says what kind of action it is.
            details = details_of(report, replace(action, kind=ActionKind.DO))
            row = _action(plan, columns, action, details)
            yield [*head, columns.framed(row, density, width)]
            head = []


def _details(report: Report, action: PlanRow) -> list[str]:
    return [*origin_of(report, action), *details_of(report, action)]


def _action(plan: _Plan, columns: _Columns, action: PlanRow, details: Sequence[str]) -> Row:
    """Return an action with a box that can be ticked; it leads to its gap."""
    report = plan.report
    if columns.by_hand:
        row = action_row(report, action, columns.grid, MARGIN, (), plan.density)
        row = _with_wide_details(row, details, plan.density, columns.grid.right)
    else:
        row = action_row(report, action, columns.grid, MARGIN, details, plan.density)
    if plan.flow.is_trial:
        return row
    if row.checkbox:
        row = row.but(checkbox=Checkbox(row.checkbox.x, row.checkbox.ticked, action.text))
    gap = phrases.capital(report.words.gap.one)
    link = Link(gap_name(action.gap), f"{gap}: {action.because_of}")
    return linked(row, link).but(name=action_name(action.key))


def _with_wide_details(row: Row, details: Sequence[str], density: Density, right: float) -> Row:
    """Return an action with its details below all of its columns, where the first is narrow."""
    x = row.cells[0].x
    above = (Line("", density.body),) * max(len(cell.lines) for cell in row.cells)
    lines = noted(details, density.small, right - x)
    return replace(row, cells=(*row.cells, Cell(x, above + lines))) if lines else row


def _worth(roti: RotiEntry, width: float) -> Row:
    """Return what the room made of its time, in one line."""
    lead = f"{sentences.WORTH_IT} "
    text = sentences.worth(roti.average, roti.hands)
    lines = NOTICE.lines(text, width, NOTICE_LEAD.width(lead))
    return Row(cells=(Cell(MARGIN, (Line(lead, NOTICE_LEAD),)), Cell(MARGIN, lines)))


def _notice(report: Report, page: int | None, width: float) -> Row:
    lead = f"{phrases.STILL_OPEN}: "
    *before, last = phrases.each_open(report.still_open.counts, report.words)
    x = MARGIN + 12
    said = [*before, phrases.on_page(last, page)]
    lines = noted(said, NOTICE, width - 24, NOTICE_LEAD.width(lead))
    cells = (Cell(x, (Line(lead, NOTICE_LEAD),)), Cell(x, lines))
    return Row(cells=cells, above=7, below=8, ground=Ground(MARGIN, width, ORANGE_GROUND))
