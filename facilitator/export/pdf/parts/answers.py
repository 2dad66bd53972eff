"""The parts of the PDF about the questions of an exercise: what was answered, and decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.domain.answers.label_counts import LabelCounts
from facilitator.domain.records import Check
from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.answers.entries import AboutGap, CheckEntry, FieldEntry, GivenAnswer
from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.document.details import details_of
from facilitator.export.pdf.action_rows import Grid, action_row
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.plan import HEADING
from facilitator.export.pdf.rows import GUTTER, INK, MARGIN, Cell, Checkbox, Role, Row, Rule, Style
from facilitator.export.pdf.styles import (
    BODY,
    INDENT,
    MISSING,
    ROLE_WIDTH,
    SMALL,
    STRONG,
    role_cell,
    section,
)
from facilitator.export.report import Report, StatementEntry

STATEMENT = Style(Weight.MEDIUM, 13, 19)
WIDEST_CHOICE = 150.0
NUMBERS_WIDTH = 110.0
"""The width of a column of numbers."""


def lay_out_own_words(flow: Flow, report: Report, grid: Grid) -> None:
    """Lay out what was answered and defined, in the order of the stages."""
    entries: list[FieldEntry | StatementEntry] = [*report.fields, *report.statements]
    pending = [section(phrases.STATEMENTS)]
    for entry in sorted(entries, key=lambda entry: entry.stage):
        if isinstance(entry, StatementEntry):
            rows = [list(_statement(entry, report, flow.width))]
        else:
            rows = list(_field(entry, report, grid, flow.width))
        _place(flow, pending, rows)
        flow.space(16)
        pending = []


def lay_out_decisions(flow: Flow, report: Report, grid: Grid) -> None:
    """Lay out what was decided, each with the actions that follow or that there is none yet."""
    pending = [section(sentences.DECIDED)]
    for decision in report.decisions:
        title = sentences.decided(decision.name, len(decision.decided))
        cells = (Cell(MARGIN, STRONG.lines(title, flow.width)),)
        pending = [*pending, Row(cells=cells, below=2, role=Role.HEADING_2)]
        for each in decision.decided:
            lacks = sentences.no_action(report.words) if each.lacks_action else ""
            head = _listed(each.text, lacks, flow.width)
            rows = [[head, *following(each.actions, report, grid)]]
            _place(flow, pending, rows)
            pending = []
        flow.space(12)
    if report.undecided:
        text = sentences.not_decided(report.undecided, report.words)
        flow.place(Row(cells=(Cell(MARGIN, BODY.lines(text, flow.width)),)))


def lay_out_labels(flow: Flow, report: Report, found: LabelCounts) -> None:
    """Lay out how many cards carry each label, those of each column below its title."""
    last_on = report.days([found.last_on])[0] if found.last_on else ""
    edges = (flow.right - 2 * NUMBERS_WIDTH, flow.right - NUMBERS_WIDTH)
    titles = (report.strengths_title, report.gaps_title)
    room = NUMBERS_WIDTH - GUTTER
    heads = [Cell(x, HEADING.lines(text, room)) for x, text in zip(edges, titles, strict=True)]
    heading = Row(
        cells=(Cell(MARGIN, ()), *heads),
        below=5,
        rule=Rule(MARGIN, flow.width, INK, 1.4),
        role=Role.TABLE_HEADING,
    )
    pending = [section(sentences.labels(last_on)), heading]
    for row in found.rows:
        before = row.before
        numbers = (
            sentences.cards(row.now.strengths, before.strengths if before else None),
            sentences.cards(row.now.gaps, before.gaps if before else None),
        )
        counts = (row.counts_strengths, row.counts_gaps)
        cells = [Cell(MARGIN, BODY.lines(row.text, edges[0] - MARGIN - GUTTER))]
        for x, text, is_counted in zip(edges, numbers, counts, strict=True):
            if is_counted:
                cells.append(Cell(x, STRONG.lines(text, room)))
        rule = Rule(MARGIN, flow.width)
        line = Row(cells=tuple(cells), above=5, below=6, rule=rule, role=Role.TABLE_ROW)
        _place(flow, pending, [[line]])
        pending = []


def about_rows(about: AboutGap, report: Report, grid: Grid) -> Iterator[list[Row]]:
    """Yield the rows of what was answered about a gap; those in one list belong on one page."""
    x = MARGIN + ROLE_WIDTH
    for entry in about.fields:
        for number, given in enumerate(entry.answers, start=1):
            words = " · ".join(filter(None, (given.text, given.choice)))
            text = f"{number}. {words}" if len(entry.answers) > 1 else words
            role = entry.name if number == 1 else ""
            row = Row(
                cells=(role_cell(role), Cell(x, BODY.lines(text, grid.right - x))),
                above=4 if number == 1 else 0,
                role=Role.ITEM,
            )
            yield [row, *following(given.actions, report, grid, x)]
    for number, check in enumerate(about.checks):
        head = _check(check, x, grid, above=0 if number else 4)
        yield [head, *following(check.actions, report, grid, x + INDENT)]


def _check(check: CheckEntry, x: float, grid: Grid, above: float) -> Row:
    """Return a check with a box that is ticked for yes, and the word for what was answered."""
    said = f"{check.name}: {check.said}"
    style = BODY if check.said is Check.YES else STRONG
    lines = style.lines(said, grid.right - x - INDENT)
    box = Checkbox(x, check.said is Check.YES)
    return Row(cells=(Cell(x + INDENT, lines),), above=above, checkbox=box, role=Role.ITEM)


def _statement(entry: StatementEntry, report: Report, width: float) -> Iterator[Row]:
    if entry.question:
        yield Row(cells=(Cell(MARGIN, SMALL.lines(entry.question, width)),), below=2)
    lines = STATEMENT.lines(entry.text, width)
    if entry.said_on:
        lines += SMALL.lines(sentences.as_said(report.day(entry.said_on)), width)
    yield Row(cells=(Cell(MARGIN, lines),), below=5)
    for criterion in entry.criteria:
        lines = BODY.lines(criterion.text, width - INDENT)
        box = Checkbox(MARGIN, criterion.met, criterion.text, is_fixed=True)
        cells = (Cell(MARGIN + INDENT, lines),)
        yield Row(cells=cells, below=1, checkbox=box, role=Role.ITEM)


def _field(entry: FieldEntry, report: Report, grid: Grid, width: float) -> Iterator[list[Row]]:
    """Yield the name of a field with its question, then each answer with its choice."""
    lines = STRONG.lines(entry.name, width)
    counts = _counts(entry.answers)
    notes = [entry.question, sentences.chosen(counts) if len(entry.answers) > 1 else ""]
    lines += SMALL.lines(phrases.SEPARATOR.join(filter(None, notes)), width)
    head = [Row(cells=(Cell(MARGIN, lines),), below=3, role=Role.HEADING_2)]
    widest = max((STRONG.width(choice) for choice in counts), default=0.0)
    right = MARGIN + width - min(widest, WIDEST_CHOICE) - 1 if counts else MARGIN + width
    for given in entry.answers:
        yield [*head, _answer(given, report, right, width, is_alone=len(entry.answers) == 1)]
        yield from ([row] for row in following(given.actions, report, grid))
        head = []


def _counts(answers: Sequence[GivenAnswer]) -> Mapping[str, int]:
    """Return how many answers got each choice."""
    chosen = [each.choice for each in answers if each.choice]
    return {choice: chosen.count(choice) for choice in dict.fromkeys(chosen)}


def _answer(
    given: GivenAnswer, report: Report, right: float, width: float, *, is_alone: bool
) -> Row:
    """Return an answer with its choice at the right; one that is open is in strong letters."""
    room = right - MARGIN - (GUTTER if given.choice else 0)
    lines = (STATEMENT if is_alone else BODY).lines(given.text, room)
    if given.said_on:
        lines += SMALL.lines(sentences.as_said(report.day(given.said_on)), room)
    style = STRONG if given.is_open else BODY
    beside = (Cell(right, style.lines(given.choice, MARGIN + width - right)),)
    cells = (Cell(MARGIN, lines), *(beside if given.choice else ()))
    over = () if is_alone else (Rule(MARGIN, width),)
    role = Role.TEXT if is_alone else Role.ITEM
    return Row(cells=cells, above=2 if is_alone else 8, below=3, over=over, role=role)


def _listed(text: str, note: str, width: float) -> Row:
    lines = BODY.lines(text, width)
    if note:
        lines += MISSING.lines(note, width)
    over = (Rule(MARGIN, width),)
    return Row(cells=(Cell(MARGIN, lines),), above=7, below=4, over=over, role=Role.ITEM)


def following(
    actions: Sequence[PlanRow], report: Report, grid: Grid, x: float = MARGIN + INDENT
) -> list[Row]:
    """Return the actions that follow from something, as items below it."""
    rows = [action_row(report, each, grid, x, details_of(report, each)) for each in actions]
    return [replace(row, role=Role.ITEM) for row in rows]


def _place(flow: Flow, pending: Sequence[Row], rows: Sequence[Sequence[Row]]) -> None:
    """Put rows down, those in one list on one page and the first of them with what is pending."""
    for some in rows:
        together = [*pending, *some]
        flow.keep(*together)
        for row in together:
            flow.place(row)
        pending = []
