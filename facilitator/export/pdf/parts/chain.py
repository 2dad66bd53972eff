"""The pages after the plan: statements, the chain of every gap, and what is still open."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitator.domain.text import fold
from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.chain_entries import ExcuseEntry, GapEntry, StrategyEntry
from facilitator.export.direction import is_right_to_left
from facilitator.export.document.chain import excuse_notes, gap_notes, open_parts
from facilitator.export.document.details import details_of
from facilitator.export.document.own_words import about_notes
from facilitator.export.pdf.action_rows import (
    Grid,
    action_name,
    action_row,
    gap_name,
    linked,
)
from facilitator.export.pdf.flow import TOP, Flow
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.parts.answers import about_rows
from facilitator.export.pdf.rows import (
    BLUE,
    BLUE_GROUND,
    GUTTER,
    MARGIN,
    ORANGE,
    ORANGE_GROUND,
    Anchor,
    Cell,
    Ground,
    Line,
    Link,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.styles import (
    BODY,
    INDENT,
    ROLE_WIDTH,
    SMALL,
    STRONG,
    role_cell,
    section,
)
from facilitator.export.report import Report

GAP = Style(Weight.SEMIBOLD, 12, 16.5)
NUMBER_WIDTH = 24.0
AGAIN = Style(Weight.SEMIBOLD, 9.5, 13)
MOST_TOGETHER = 0.3
"""How much of a page stays together, although another excuse would fit."""
STEP = 14.0
DEEPEST_STEP = 8
"""Whys that are indented further; deeper ones are below one another."""


def lay_out_chain(flow: Flow, report: Report, grid: Grid) -> None:
    """Lay out the gaps; one that goes on on the next page is named again there."""
    pending = [section(phrases.CHAIN)]
    for gap in report.chain:
        if not (gap.excuses or gap.cards or gap.about or gap.strategies):
            _place(flow, pending, [_bare_gap(gap, report, flow.width)])
            pending = []
            continue
        if not pending:
            flow.space(14)
        for rows in _gap(gap, report, grid, flow):
            _place(flow, pending, rows)
            pending = []
            flow.heading = (_continued(gap, flow.width),)
        flow.heading = ()
        flow.space(10)


def lay_out_strengths(flow: Flow, report: Report, grid: Grid) -> None:
    """Lay out the strengths from which strategies follow."""
    flow.space(14)
    pending = [section(sentences.strengths(report.words))]
    for strength in report.strengths:
        lines = GAP.lines(strength.text, flow.width - 28)
        if strength.labels:
            lines += SMALL.lines(phrases.SEPARATOR.join(strength.labels), flow.width - 28)
        ground = Ground(MARGIN, flow.width, BLUE_GROUND, BLUE)
        cells = (Cell(MARGIN + 14, lines),)
        heading = Row(cells=cells, above=6, below=7, ground=ground, role=Role.HEADING_2)
        pending.append(heading)
        for rows in (rows for s in strength.strategies for rows in _strategy(s, report, grid)):
            _place(flow, pending, rows)
            pending = []
        flow.space(10)


def lay_out_still_open(flow: Flow, report: Report) -> None:
    """Lay out the list of all that is open, then what was left for another day and why."""
    title_row = section(phrases.STILL_OPEN)
    pending = [title_row]
    for title, entries in open_parts(report):
        lines = STRONG.lines(title, flow.width)
        heading = Row(cells=(Cell(MARGIN, lines),), below=3, role=Role.HEADING_2)
        rows = [*pending, heading]
        listed = [_open_entry(text, details, flow.width) for text, details in entries]
        flow.keep(*rows, listed[0])
        for row in rows:
            flow.place(row)
        # A list that goes on on the next page has its headings again.
        flow.heading = (_one_heading(title_row, heading),)
        for row in listed:
            flow.place(row)
        flow.heading = (replace(title_row, anchor=None),)
        flow.space(14)
        pending = []
    hidden = report.still_open.counts.hidden
    if hidden:
        lines = STRONG.lines(phrases.hidden(hidden), flow.width)
        for row in (*pending, Row(cells=(Cell(MARGIN, lines),))):
            flow.place(row)
    flow.heading = ()


def _one_heading(title: Row, heading: Row) -> Row:
    """Return two headings, one below the other, as one that is repeated."""
    (first,), (second,) = title.cells, heading.cells
    return Row(cells=(Cell(MARGIN, (*first.lines, *second.lines)),), below=heading.below)


def _place(flow: Flow, pending: Sequence[Row], rows: Sequence[Row]) -> None:
    """Put rows down together with the headings that wait for them."""
    flow.keep(*pending, *rows)
    for row in (*pending, *rows):
        flow.place(row)


def _gap(gap: GapEntry, report: Report, grid: Grid, flow: Flow) -> Iterator[list[Row]]:
    """Yield the rows of a gap; those in one list belong on one page."""
    head = [_gap_heading(gap, report, flow.width)]
    for card in gap.cards:
        text = phrases.SEPARATOR.join((card.text, *card.labels, *about_notes(card.about)))
        x = MARGIN + NUMBER_WIDTH + 14
        lines = SMALL.lines(text, grid.right - x - INDENT)
        bullet = Cell(x - 9, (Line("·", SMALL),), is_label=True)
        head.append(Row(cells=(bullet, Cell(x, lines)), above=2, role=Role.ITEM))
    for rows in _below(gap, report, grid, MOST_TOGETHER * (flow.bottom - TOP)):
        yield [*head, *rows]
        head = []
    if head:
        yield head


def _below(gap: GapEntry, report: Report, grid: Grid, most: float) -> Iterator[list[Row]]:
    """Yield what was answered about a gap, its excuses, and what follows from it at once.

    What follows from one excuse belongs on one page, unless it is higher than `most`.
    """
    yield from about_rows(gap.about, report, grid)
    for excuse in gap.excuses:
        yield from _together(list(_excuse(excuse, report, grid)), most)
    for strategy in gap.strategies:
        yield from _strategy(strategy, report, grid)


def _together(parts: list[list[Row]], most: float) -> list[list[Row]]:
    """Return parts as one, unless that is higher than `most`."""
    rows = [row for part in parts for row in part]
    return [rows] if sum(row.height for row in rows) <= most else parts


def _continued(gap: GapEntry, width: float) -> Row:
    """Return what names a gap again on the next page, in one line."""
    inner = width - NUMBER_WIDTH - 28
    left = MARGIN + 14
    cells = (
        Cell(left, (Line(str(gap.place), AGAIN),)),
        Cell(left + NUMBER_WIDTH, (_continued_line(gap.text, inner),)),
    )
    ground = Ground(MARGIN, width, ORANGE_GROUND, ORANGE)
    return Row(cells=cells, above=3, below=4, ground=ground)


def _continued_line(text: str, width: float) -> Line:
    """Return the text of a gap and that it goes on; a long text is cut."""
    first, *others = AGAIN.lines(text, width - AGAIN.width(phrases.continued("…")))
    cut = f"{first.text.rstrip()}…" if others else first.text
    return Line(phrases.continued(cut), AGAIN)


def _gap_heading(gap: GapEntry, report: Report, width: float) -> Row:
    return Row(
        cells=_gap_cells(gap, GAP, report, width),
        above=6,
        below=7,
        ground=Ground(MARGIN, width, ORANGE_GROUND, ORANGE),
        anchor=_gap_anchor(gap),
        name=gap_name(gap.key),
    )


def _bare_gap(gap: GapEntry, report: Report, width: float) -> Row:
    """Return the row of a gap that was not discussed: its number and text alone."""
    return Row(
        cells=_gap_cells(gap, BODY, report, width),
        above=5,
        below=6,
        rule=Rule(MARGIN, width),
        anchor=_gap_anchor(gap),
        name=gap_name(gap.key),
    )


def _gap_cells(gap: GapEntry, style: Style, report: Report, width: float) -> tuple[Cell, ...]:
    """Return the number, the text with its labels, and at the right the dots it was given."""
    inner = width - NUMBER_WIDTH - 28
    dots = phrases.dots(gap.dots) if gap.dots else ""
    lines = style.lines(gap.text, inner - (style.width(dots) + GUTTER if dots else 0))
    notes = gap_notes(gap, report)
    if notes:
        lines += SMALL.lines(phrases.SEPARATOR.join(notes), inner)
    left = MARGIN + 14
    cells = (Cell(left, (Line(str(gap.place), style),)), Cell(left + NUMBER_WIDTH, lines))
    if not dots:
        return cells
    x = left + NUMBER_WIDTH + inner - style.width(dots)
    return (*cells, Cell(x, (Line(dots, style),)))


def _gap_anchor(gap: GapEntry) -> Anchor:
    return Anchor(title=f"{gap.place}. {gap.text}", level=1)


def _excuse(excuse: ExcuseEntry, report: Report, grid: Grid) -> Iterator[list[Row]]:
    words = report.words
    first = _link(words.excuse.one, excuse.text, STRONG, grid, above=9)
    first = _with_notes(first, excuse_notes(excuse, report), grid)
    rows = [first]
    for i, origin in enumerate(excuse.origins):
        role = "" if i else words.origin.one
        rows.append(_link(role, origin.text, BODY, grid, 0 if i else 1, origin.depth))
    yield rows[:2]
    yield from ([row] for row in rows[2:])
    for strategy in excuse.strategies:
        yield from _strategy(strategy, report, grid)
    for origin in excuse.origins:
        for strategy in origin.strategies:
            yield from _strategy(strategy, report, grid, origin.text)


def _strategy(
    strategy: StrategyEntry, report: Report, grid: Grid, origin: str = ""
) -> Iterator[list[Row]]:
    """Yield a strategy with its actions; an action in the very same words stands for both.

    Of one that answers an origin it says which.
    """
    role, x = report.words.strategy.one, MARGIN + ROLE_WIDTH
    notes = [phrases.instead_of(origin, report.words)] if origin else []
    same = next((a for a in strategy.actions if fold(a.text) == fold(strategy.text)), None)
    others = [action for action in strategy.actions if action is not same]
    if same is None:
        head = [_with_notes(_link(role, strategy.text, BODY, grid, above=3), notes, grid)]
    else:
        row = _action(report, same, grid, x, notes)
        head = [replace(row, cells=(role_cell(role), *row.cells), above=3)]
    taken = [_action(report, action, grid, x) for action in others]
    yield [*head, *taken[:1]]
    yield from ([row] for row in taken[1:])


def _action(
    report: Report, action: PlanRow, grid: Grid, x: float, notes: Sequence[str] = ()
) -> Row:
    """Return an action that leads to its place in the plan."""
    row = action_row(report, action, grid, x, [*notes, *details_of(report, action)])
    link = Link(action_name(action.key), f"{phrases.PLAN}: {action.text}")
    return linked(row, link).but(role=Role.ITEM)


def _link(
    role: str, text: str, style: Style, grid: Grid, above: float = 0.0, depth: int = 0
) -> Row:
    """Return a text of the chain with its name in the margin, indented for every why."""
    edge, step = MARGIN + ROLE_WIDTH, min(depth, DEEPEST_STEP) * STEP
    # What reads from right to left begins at the right edge, and is indented there.
    x = edge if is_right_to_left(text) else edge + step
    cells = (role_cell(role), Cell(x, style.lines(text, grid.right - edge - step)))
    return Row(cells=cells, above=above, role=Role.ITEM)


def _with_notes(row: Row, notes: Sequence[str], grid: Grid) -> Row:
    """Return a text of the chain with notes in small letters below it."""
    if not notes:
        return row
    role, text = row.cells
    small = SMALL.lines(phrases.SEPARATOR.join(notes), grid.right - text.x)
    return replace(row, cells=(role, Cell(text.x, text.lines + small)))


def _open_entry(text: str, details: Sequence[str], width: float) -> Row:
    lines = BODY.lines(text, width)
    if details:
        lines += SMALL.lines(phrases.SEPARATOR.join(details), width)
    cells = (Cell(MARGIN, lines),)
    return Row(cells=cells, above=6, below=7, rule=Rule(MARGIN, width), role=Role.ITEM)
