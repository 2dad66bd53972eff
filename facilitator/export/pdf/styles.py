"""The letters of the PDF, and the headings and names that all of its parts have."""

from facilitator.export import phrases
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import BLUE_INK, MARGIN, SECOND_INK, Anchor, Cell, Line, Row, Style

INDENT = 19.5
"""From the checkbox to the text beside it."""
BODY = Style(Weight.REGULAR, 11, 15)
STRONG = Style(Weight.SEMIBOLD, 11, 15)
SMALL = Style(Weight.REGULAR, 9, 12.5, SECOND_INK)
MISSING = Style(Weight.SEMIBOLD, 9, 12.5)
OVERLINE = Style(Weight.SEMIBOLD, 12, 16, BLUE_INK)
"""What kind of document it is, above its title."""
SECTION = Style(Weight.BOLD, 18, 24)
ROLE = Style(Weight.REGULAR, 9, 15, SECOND_INK)
ROLE_WIDTH = 76.0


def overline(kind: str) -> Cell:
    """Return what kind of document it is, to be put above its title."""
    return Cell(MARGIN, (Line(kind, OVERLINE),))


def section(title: str) -> Row:
    """Return the heading of a part of the document, with its entry in the outline."""
    cells = (Cell(MARGIN, (Line(title, SECTION),)),)
    return Row(cells=cells, below=12, anchor=Anchor(title=title, level=0))


def role_cell(role: str) -> Cell:
    """Return the name of a text of the chain, in the margin."""
    lines = ROLE.lines(phrases.capital(role), ROLE_WIDTH - 8)
    return Cell(MARGIN, lines, is_label=True)
