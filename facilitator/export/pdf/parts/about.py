"""The last part of the PDF: who was there, and what the meeting was held by."""

from facilitator.export import phrases
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.rows import MARGIN, Cell, Role, Row
from facilitator.export.pdf.styles import BODY, ROLE_WIDTH, role_cell, section
from facilitator.export.report import Report


def lay_out_about(flow: Flow, report: Report) -> None:
    """Lay out who was there, why they met, and where the questions come from."""
    rows = [_entry(name, text, flow.width) for name, text in report.about]
    head = section(phrases.ABOUT)
    flow.space(24)
    flow.keep(head, *rows)
    for row in (head, *rows):
        flow.place(row)


def _entry(name: str, text: str, width: float) -> Row:
    x = MARGIN + ROLE_WIDTH
    cells = (role_cell(name), Cell(x, BODY.lines(text, width - ROLE_WIDTH)))
    return Row(cells=cells, above=3, role=Role.ITEM)
