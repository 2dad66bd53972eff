"""Actions as rows of a table: the columns they share, how close they are, what is told of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.records import Status
from facilitator.export import phrases
from facilitator.export.answers.plan_row import PlanRow
from facilitator.export.document.details import due
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import GUTTER, SECOND_INK, Cell, Checkbox, Line, Link, Row, Style
from facilitator.export.pdf.styles import BODY, INDENT, SMALL, STRONG
from facilitator.export.report import Report

WIDEST_NAME = 120.0
SLACK = 1.0
"""Keeps a text that just fits its column from wrapping for a rounding error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """How close a table of actions is: its letters, and the space above and below each text."""

    body: Style
    strong: Style
    small: Style
    above: float
    below: float

    def least(self, actions: int, details: int) -> float:
        """Return the least height of so many actions, so many of which have details below them."""
        return actions * (self.above + self.body.leading + self.below) + details * (
            self.small.leading
        )


def _density(size: float, small: float, above: float, below: float) -> Density:
    return Density(
        body=Style(Weight.REGULAR, size, round(size * 1.36, 1)),
        strong=Style(Weight.SEMIBOLD, size, round(size * 1.36, 1)),
        small=Style(Weight.REGULAR, small, round(small * 1.38, 1), SECOND_INK),
        above=above,
        below=below,
    )


LARGE = _density(13, 10.5, 10, 12)
ROOMY = Density(body=BODY, strong=STRONG, small=SMALL, above=9, below=11)
COMPACT = Density(body=BODY, strong=STRONG, small=SMALL, above=5, below=6.5)
CLOSE = _density(10, 8.5, 3.5, 5)
CLOSEST = _density(9, 8, 2.5, 3.5)


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


def grid_of(
    report: Report, right: float, style: Style = STRONG, widest: float = WIDEST_NAME
) -> Grid:
    """Return columns as wide as their content; long names wrap."""
    days = [due(report, row) for row in report.actions]
    return grid_for([row.owner for row in report.actions], days, right, style, widest)


def grid_for(
    names: Sequence[str],
    days: Sequence[str],
    right: float,
    style: Style = STRONG,
    widest: float = WIDEST_NAME,
) -> Grid:
    """Return columns for these owners and days, neither wider than the `widest`."""
    # A few names and days are those of thousands of actions.
    when = max(style.width(day) for day in {*days, phrases.BY_WHEN}) + SLACK
    who = max(style.width(name) for name in {*names, phrases.WHO}) + SLACK
    when_x = right - min(when, widest)
    return Grid(when_x - GUTTER - min(who, widest), when_x, right)


def action_row(
    report: Report,
    row: PlanRow,
    grid: Grid,
    x: float,
    details: Sequence[str],
    density: Density = COMPACT,
) -> Row:
    """Return an action with its checkbox at x, owner and due in columns, details in small."""
    text_x = x + INDENT
    width = grid.text_right - text_x
    body, strong = density.body, density.strong
    if row.status is Status.DROPPED:
        body = strong = Style(body.weight, body.size, body.leading, SECOND_INK)
    lines = density.small.lines(phrases.when(row.when), width) if row.when else ()
    lines += body.lines(row.text, width)
    lines += noted(details, density.small, width)
    return Row(
        cells=(
            Cell(text_x, lines),
            Cell(grid.who, strong.lines(row.owner, grid.who_width)),
            Cell(grid.when, strong.lines(due(report, row), grid.right - grid.when)),
        ),
        checkbox=Checkbox(x, row.status is Status.DONE),
    )


def gap_name(key: str) -> str:
    """Return the name by which links lead to a gap."""
    return f"gap-{key}"


def action_name(key: str) -> str:
    """Return the name by which links lead to an action in the plan."""
    return f"action-{key}"


def linked(row: Row, link: Link) -> Row:
    """Return a row whose text, behind any label, is a link."""
    at = next(number for number, cell in enumerate(row.cells) if not cell.is_label)
    return row.but(cells=(*row.cells[:at], row.cells[at].linked(link), *row.cells[at + 1 :]))


def noted(
    details: Sequence[str], style: Style, width: float, lead: float = 0.0
) -> tuple[Line, ...]:
    """Return details side by side; one that does not fit beside those before has a new line.

    The first line starts `lead` to the right.
    """
    lines: tuple[Line, ...] = ()
    beside: list[str] = []
    for detail in details:
        if beside and lead + style.width(phrases.SEPARATOR.join((*beside, detail))) > width:
            lines += style.lines(phrases.SEPARATOR.join(beside), width, lead)
            beside, lead = [], 0.0
        beside.append(detail)
    return lines + style.lines(phrases.SEPARATOR.join(beside), width, lead) if beside else lines
