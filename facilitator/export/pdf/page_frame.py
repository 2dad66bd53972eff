"""What is on every page of a document: what it belongs to above, the number of the page below."""

from collections.abc import Sequence

from facilitator.export import phrases
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import LINE, MARGIN, SECOND_INK, Pen, Style
from facilitator.export.report import Report

FOOTER = Style(Weight.REGULAR, 8.5, 12, SECOND_INK)
FIRST_FOOTER = Style(Weight.SEMIBOLD, 11, 15)

Size = tuple[float, float]
"""Width and height of a page in points."""


def frame_page(pen: Pen, report: Report, number: int, pages: int, size: Size) -> None:
    """Draw the next meeting and the number of the page below, from the second on a head above.

    On the wall the next meeting is to be read from afar.
    """
    day = report.day(report.next_on) if report.next_on else ""
    is_known = report.next_on or report.next_facilitator
    text = phrases.next_meeting(day, report.next_facilitator) if is_known else ""
    page_foot(pen, text, number, pages, size, FOOTER if number else FIRST_FOOTER)
    if number:
        as_of = phrases.as_of_stage(report.as_of) if report.as_of else ""
        page_head(pen, (report.title, report.meta.team, report.held_on, as_of), size)


def page_foot(
    pen: Pen, text: str, number: int, pages: int, size: Size, style: Style = FOOTER
) -> None:
    """Draw a text at the lower left of a page, and the number of the page at the right."""
    page_number(pen, number, pages, size)
    if text:
        beside = FOOTER.width(phrases.page_of(number + 1, pages)) + FOOTER.size
        room = size[0] - 2 * MARGIN - beside
        pen.text(MARGIN, _baseline(size), _cut(text, room, style), style)


def page_number(pen: Pen, number: int, pages: int, size: Size) -> None:
    """Draw the number of a page, from 0, at its lower right."""
    page = phrases.page_of(number + 1, pages)
    pen.text(size[0] - MARGIN - FOOTER.width(page), _baseline(size), page, FOOTER)


def page_head(pen: Pen, facts: Sequence[str], size: Size) -> None:
    """Draw what a page belongs to, above it."""
    room = size[0] - 2 * MARGIN
    told = [fact for fact in facts if fact]
    # What is first is the longest: it is cut so that the others stay.
    others = "".join(phrases.SEPARATOR + fact for fact in told[1:])
    room_of_first = max(room / 3, room - FOOTER.width(others))
    head = _cut(_cut("".join(told[:1]), room_of_first) + others, room)
    # What runs leftwards begins at the right edge.
    line = FOOTER.lines(head, room)[0]
    pen.text(MARGIN + line.shift, 38, line.text, FOOTER, line.form)
    pen.stroke([(MARGIN, 46), (size[0] - MARGIN, 46)], LINE, 0.6)


def _baseline(size: Size) -> float:
    """Return where the line at the foot of a page stands."""
    return size[1] - 33


def _cut(text: str, width: float, style: Style = FOOTER) -> str:
    """Return a text on one line, with an ellipsis where it is too long."""
    (first, *more) = style.lines(text, width - style.width("…"))
    return f"{first.text}…" if more else text
