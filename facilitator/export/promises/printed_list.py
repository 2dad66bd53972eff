"""The promises of a team as a PDF: to be read, or to be handed out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from facilitator.domain.records import Status
from facilitator.export import phrases
from facilitator.export.paper import Paper
from facilitator.export.pdf.action_rows import Grid, grid_for
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight, examine, printable_days
from facilitator.export.pdf.page_frame import Size, page_head, page_number
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.plan import HEADING, META
from facilitator.export.pdf.rows import (
    INK,
    MARGIN,
    Anchor,
    Cell,
    Checkbox,
    Line,
    Pen,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.styles import BODY, INDENT, SMALL, STRONG
from facilitator.export.promises import sentences
from facilitator.export.promises.promise_list import (
    PromiseGroup,
    PromiseLine,
    PromiseList,
    details_of,
)
from facilitator.progress import Progress, no_progress, part_of

NAMES = tuple(Style(Weight.BOLD, size, size * 1.25) for size in (26.0, 20.0, 15.0))
"""Of the document, or of whom a page is for; the first that needs no more than two lines."""
GROUP = Style(Weight.SEMIBOLD, 14, 19)
COUNT = Style(Weight.REGULAR, 14, 19)
Padding = tuple[float, float]
ROOMY, COMPACT = (7.0, 8.5), (4.0, 5.0)
"""Space above and below the text of a promise."""
FEW = 3
"""Pages of which one may be saved by laying out closer together."""


def render_list(promises: PromiseList, paper: Paper, progress: Progress = no_progress) -> Rendered:
    """Return the promises as a PDF; equal ones give equal bytes. `progress` may stop it."""
    unprintable = examine(promises)
    shown = replace(promises, day_text=printable_days(promises.day_text))
    placed = _counting(part_of(progress, 0, 60), len(promises.lines))
    flow = _lay_out(Flow(paper, placed), shown, ROOMY)
    if 1 < len(flow.pages) <= FEW and not shown.apart:
        compact = _lay_out(Flow(paper, placed), shown, COMPACT)
        flow = compact if len(compact.pages) < len(flow.pages) else flow
    about = Document(
        title=phrases.SEPARATOR.join((promises.title, _day(promises))),
        author="",
        subject=sentences.PROMISES,
        made_on=promises.today,
        frame=lambda pen, number, pages: _frame_page(pen, shown, number, pages, flow.size),
    )
    data = draw_pages(flow, about, part_of(progress, 60, 100))
    return Rendered(data, len(flow.pages), unprintable)


def _counting(progress: Progress, rows: int) -> Callable[[], None]:
    placed = count(1)
    return lambda: progress(min(next(placed), rows), rows)


def _day(promises: PromiseList) -> str:
    return promises.day_text(promises.today, True, True)


def _frame_page(pen: Pen, promises: PromiseList, number: int, pages: int, size: Size) -> None:
    page_number(pen, number, pages, size)
    if number and not promises.apart:
        page_head(pen, (promises.title, _day(promises)), size)


def _lay_out(flow: Flow, promises: PromiseList, padding: Padding) -> Flow:
    if promises.apart:
        _lay_out_apart(flow, promises, padding)
    else:
        _lay_out_together(flow, promises, padding)
    return flow


def _lay_out_together(flow: Flow, promises: PromiseList, padding: Padding) -> None:
    """Lay out the groups below one another, as they are on the screen."""
    lines = promises.lines
    late = sum(line.is_late for line in lines)
    facts = (_day(promises), sentences.counts(len(lines), late) if lines else "")
    _place_title(flow, promises.title, facts)
    if not lines:
        flow.place(_sentence(sentences.NOTHING_OPEN, flow.width))
        return
    grid = _grid(promises, flow)
    flow.place(_heading(grid, flow.width))
    flow.heading = (_heading(grid, flow.width),)
    for group in promises.groups:
        if not group.lines:
            continue
        pending = [_group(group, flow.width)]
        for line in group.lines:
            _place(flow, pending, _row(line, promises, grid, padding))
            pending = []


def _lay_out_apart(flow: Flow, promises: PromiseList, padding: Padding) -> None:
    """Lay out each group on pages of its own, to be handed out."""
    grid = _grid(promises, flow)
    for number, group in enumerate(promises.groups):
        if number:
            flow.heading = ()
            flow.new_page()
            flow.y = flow.top = MARGIN
        count_of = sentences.counts(len(group.lines), sum(line.is_late for line in group.lines))
        facts = (promises.title, _day(promises), count_of)
        _place_title(flow, group.heading, facts)
        flow.place(_heading(grid, flow.width))
        flow.heading = (_heading(grid, flow.width),)
        for line in group.lines:
            _place(flow, [], _row(line, promises, grid, padding))
    if not promises.groups:
        _place_title(flow, promises.title, (_day(promises),))
        flow.place(_sentence(sentences.NOTHING_OPEN, flow.width))


def _place_title(flow: Flow, title: str, facts: Sequence[str]) -> None:
    choices = (style.lines(title, flow.width) for style in NAMES)
    lines = next((each for each in choices if len(each) <= 2), None)
    lines = lines or NAMES[-1].lines(title, flow.width)
    flow.place(Row(cells=(Cell(MARGIN, lines),), below=4, anchor=Anchor(title=title, level=0)))
    text = phrases.SEPARATOR.join(fact for fact in facts if fact)
    flow.place(Row(cells=(Cell(MARGIN, META.lines(text, flow.width)),), below=14))


def _sentence(text: str, width: float) -> Row:
    return Row(cells=(Cell(MARGIN, BODY.lines(text, width)),), above=10)


def _grid(promises: PromiseList, flow: Flow) -> Grid:
    lines = promises.lines
    days = [promises.due(line) for line in lines]
    return grid_for([line.owner for line in lines], days, flow.right)


def _heading(grid: Grid, width: float) -> Row:
    heads = (
        (MARGIN + INDENT, phrases.WHAT),
        (grid.who, phrases.WHO),
        (grid.when, phrases.BY_WHEN),
    )
    cells = tuple(Cell(x, (Line(text, HEADING),)) for x, text in heads)
    rule = Rule(MARGIN, width, INK, 1.4)
    return Row(cells=cells, below=6, rule=rule, role=Role.TABLE_HEADING)


def _group(group: PromiseGroup, width: float) -> Row:
    """Return the heading of a group, with how many there are."""
    number = str(len(group.lines))
    beside = GROUP.width(group.heading) + 8
    anchor = Anchor(title=f"{group.heading} ({number})", level=1)
    if beside + COUNT.width(number) > width:
        cells: tuple[Cell, ...] = (Cell(MARGIN, GROUP.lines(f"{group.heading} {number}", width)),)
    else:
        name, beside_it = Line(group.heading, GROUP), Line(number, COUNT)
        cells = (Cell(MARGIN, (name,)), Cell(MARGIN + beside, (beside_it,)))
    return Row(cells=cells, above=14, below=2, anchor=anchor, role=Role.TABLE_SPAN)


def _row(line: PromiseLine, promises: PromiseList, grid: Grid, padding: Padding) -> Row:
    text_x = MARGIN + INDENT
    room = grid.text_right - text_x
    lines = BODY.lines(line.text, room)
    details = details_of(line)
    if details:
        lines += SMALL.lines(phrases.SEPARATOR.join(details), room)
    return Row(
        cells=(
            Cell(text_x, lines),
            Cell(grid.who, STRONG.lines(line.owner, grid.who_width)),
            Cell(grid.when, STRONG.lines(promises.due(line), grid.right - grid.when)),
        ),
        above=padding[0],
        below=padding[1],
        rule=Rule(MARGIN, grid.right - MARGIN),
        checkbox=Checkbox(MARGIN, line.status is Status.DONE, line.text),
        role=Role.TABLE_ROW,
    )


def _place(flow: Flow, pending: Sequence[Row], row: Row) -> None:
    flow.keep(*pending, row)
    for each in (*pending, row):
        flow.place(each)
