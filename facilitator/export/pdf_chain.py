"""The pages after the plan: statements, the chain of every gap, and what is still open."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitator.domain.text import fold
from facilitator.export import phrases
from facilitator.export.pdf_flow import Flow
from facilitator.export.pdf_fonts import Weight
from facilitator.export.pdf_plan import (
    BODY,
    INDENT,
    SMALL,
    STRONG,
    Grid,
    action_row,
    details_of,
)
from facilitator.export.pdf_rows import (
    GUTTER,
    MARGIN,
    ORANGE,
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
from facilitator.export.report import (
    ExcuseEntry,
    GapEntry,
    OpenEntry,
    Report,
    StatementEntry,
    StrategyEntry,
)

SECTION = Style(Weight.BOLD, 18, 24)
GAP = Style(Weight.SEMIBOLD, 12, 16.5)
ROLE = Style(Weight.REGULAR, 9, 15, SECOND_INK)
STATEMENT = Style(Weight.MEDIUM, 13, 19)
NUMBER_WIDTH = 24.0
ROLE_WIDTH = 76.0
STEP = 14.0
DEEPEST_STEP = 8
"""Whys that are indented further; deeper ones are below one another."""


def section(title: str) -> Row:
    """Return the heading of a part of the document, with its entry in the outline."""
    cells = (Cell(MARGIN, (Line(title, SECTION),)),)
    return Row(cells=cells, below=12, anchor=Anchor(title=title, level=0))


def lay_out_statements(flow: Flow, report: Report) -> None:
    heading = section(phrases.STATEMENTS)
    for i, statement in enumerate(report.statements):
        rows = list(_statement(statement, flow.width))
        flow.keep(*([heading] if i == 0 else []), *rows)
        if i == 0:
            flow.place(heading)
        for row in rows:
            flow.place(row)
        flow.space(16)


def lay_out_chain(flow: Flow, report: Report, grid: Grid) -> None:
    flow.place(section(phrases.CHAIN))
    for gap in report.chain:
        if not gap.excuses and not gap.cards:
            flow.place(_bare_gap(gap, report, flow.width))
            continue
        flow.space(14)
        for rows in _gap(gap, report, grid, flow.width):
            flow.keep(*rows)
            for row in rows:
                flow.place(row)
        flow.space(10)


def lay_out_still_open(flow: Flow, report: Report) -> None:
    """Lay out the list of all that is open, then what was left for another day and why."""
    found, words = report.still_open, report.words
    counts = found.counts
    parts: list[tuple[str, Sequence[OpenEntry]]] = [
        (phrases.not_discussed(counts, words), found.gaps),
        (phrases.undecided(counts.undecided, words), found.undecided),
        (phrases.without_strategy(counts.excuses, words), found.excuses),
        (phrases.without_owner(counts.strategies, words), found.strategies),
        (phrases.incomplete(counts.actions, words), found.actions),
        (phrases.unjudged(counts.earlier), found.earlier),
        (phrases.still_parked(counts.parked), found.parked),
    ]
    later = [(phrases.not_today(each.reason), each.entries) for each in found.not_today]
    pending = [section(phrases.STILL_OPEN)]
    for title, entries in (*parts, *later):
        if not entries:
            continue
        # Only where the heading does not say it for all of them.
        says_lack = (title, entries) in later
        lines = STRONG.lines(title, flow.width)
        rows = [*pending, Row(cells=(Cell(MARGIN, lines),), below=3)]
        listed = [_open_entry(entry, report, flow.width, says_lack) for entry in entries]
        flow.keep(*rows, listed[0])
        for row in (*rows, *listed):
            flow.place(row)
        flow.space(14)
        pending = []
    if counts.hidden:
        lines = STRONG.lines(phrases.hidden(counts.hidden), flow.width)
        for row in (*pending, Row(cells=(Cell(MARGIN, lines),))):
            flow.place(row)


def _statement(statement: StatementEntry, width: float) -> Iterator[Row]:
    if statement.question:
        yield Row(cells=(Cell(MARGIN, SMALL.lines(statement.question, width)),), below=2)
    yield Row(cells=(Cell(MARGIN, STATEMENT.lines(statement.text, width)),), below=5)
    for criterion in statement.criteria:
        lines = BODY.lines(criterion.text, width - INDENT)
        box = Checkbox(MARGIN, criterion.met)
        yield Row(cells=(Cell(MARGIN + INDENT, lines),), below=1, checkbox=box)


def _gap(gap: GapEntry, report: Report, grid: Grid, width: float) -> Iterator[list[Row]]:
    """Yield the rows of a gap; those in one list belong on one page."""
    head = [_gap_heading(gap, report, width)]
    for card in gap.cards:
        text = phrases.SEPARATOR.join((card.text, *card.labels))
        x = MARGIN + NUMBER_WIDTH + 14
        lines = SMALL.lines(text, grid.right - x - INDENT)
        bullet = Cell(x - 9, (Line("·", SMALL),))
        head.append(Row(cells=(bullet, Cell(x, lines)), above=2))
    for excuse in gap.excuses:
        for rows in _excuse(excuse, report, grid):
            yield [*head, *rows]
            head = []
    if head:
        yield head


def _gap_heading(gap: GapEntry, report: Report, width: float) -> Row:
    return Row(
        cells=_gap_cells(gap, GAP, report, width),
        above=6,
        below=7,
        ground=Ground(MARGIN, width, ORANGE_GROUND, ORANGE),
        anchor=_gap_anchor(gap),
    )


def _bare_gap(gap: GapEntry, report: Report, width: float) -> Row:
    """Return the row of a gap that was not discussed: its number and text alone."""
    return Row(
        cells=_gap_cells(gap, BODY, report, width),
        above=5,
        below=6,
        rule=Rule(MARGIN, width),
        anchor=_gap_anchor(gap),
    )


def _gap_cells(gap: GapEntry, style: Style, report: Report, width: float) -> tuple[Cell, ...]:
    """Return the number, the text with its labels, and at the right the dots it was given."""
    inner = width - NUMBER_WIDTH - 28
    dots = phrases.dots(gap.dots) if gap.dots else ""
    lines = style.lines(gap.text, inner - (style.width(dots) + GUTTER if dots else 0))
    notes = [*gap.labels, phrases.heard_before(report.days(gap.heard))]
    if any(notes):
        lines += SMALL.lines(phrases.SEPARATOR.join(filter(None, notes)), inner)
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
    notes = (
        f"{words.because_of}: {excuse.card}" if excuse.card else "",
        phrases.about_excuse(excuse.kind, excuse.ask, report.days(excuse.heard)),
    )
    first = _with_notes(first, [note for note in notes if note], grid)
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
        row = action_row(report, same, grid, x, [*notes, *details_of(report, same)])
        head = [replace(row, cells=(_role(role), *row.cells), above=3)]
    taken = [action_row(report, a, grid, x, details_of(report, a)) for a in others]
    yield [*head, *taken[:1]]
    yield from ([row] for row in taken[1:])


def _link(
    role: str, text: str, style: Style, grid: Grid, above: float = 0.0, depth: int = 0
) -> Row:
    """Return a text of the chain with its name in the margin, indented for every why."""
    x = MARGIN + ROLE_WIDTH + min(depth, DEEPEST_STEP) * STEP
    return Row(cells=(_role(role), Cell(x, style.lines(text, grid.right - x))), above=above)


def _with_notes(row: Row, notes: Sequence[str], grid: Grid) -> Row:
    """Return a text of the chain with notes in small letters below it."""
    if not notes:
        return row
    role, text = row.cells
    small = SMALL.lines(phrases.SEPARATOR.join(notes), grid.right - text.x)
    return replace(row, cells=(role, Cell(text.x, text.lines + small)))


def _role(role: str) -> Cell:
    return Cell(MARGIN, ROLE.lines(phrases.capital(role), ROLE_WIDTH - 8))


def _open_entry(entry: OpenEntry, report: Report, width: float, says_lack: bool) -> Row:
    lines = BODY.lines(entry.text, width)
    details = [*entry.labels, *([entry.lack] if says_lack else [])]
    if entry.because_of:
        details.append(f"{report.words.because_of}: {entry.because_of}")
    if details:
        lines += SMALL.lines(phrases.SEPARATOR.join(details), width)
    return Row(cells=(Cell(MARGIN, lines),), above=6, below=7, rule=Rule(MARGIN, width))
