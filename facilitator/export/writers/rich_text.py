"""A document as rich text for the clipboard: HTML with inline styles, which mail programs keep.

Nothing sets the color of plain text, so that it is read in a dark mail program, too.
"""

from collections.abc import Iterable, Iterator, Sequence

from facilitator.export import phrases
from facilitator.export.direction import is_right_to_left
from facilitator.export.document.blocks import (
    Block,
    Box,
    Columns,
    Document,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
    Table,
    TableRow,
)
from facilitator.export.writers.html_text import element, plain_words
from facilitator.export.writers.lines import on_one_line

_FONT = "font-family:'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif;line-height:1.4"
_SIZES = {1: "22px", 2: "18px", 3: "15px"}
_LINE = "1px solid #999999"
_CELL = f"{_FONT};padding:6px 12px 6px 0;border-bottom:{_LINE};vertical-align:top;text-align:left"
"""With its font: word processors don’t look for that outside of a table."""
_SMALL = "font-size:12px"
_SHORT = 20
"""Letters of a name or a day that stay on one line."""
_BOXED = {
    Role.FIRST: "border-left:6px solid #0072B2;background-color:#E3EEF9",
    Role.NOTICE: "border-left:6px solid #E69F00;background-color:#FFE9CC",
}
_MARKS = {Box.EMPTY: "☐ ", Box.TICKED: "☑ ", None: ""}


def rich_text(document: Document) -> str:
    """Return a document as a part of a page of HTML, without lines to sign."""
    blocks = "".join(filter(None, map(_block, document.blocks)))
    return f'<div lang="{document.language}" style="{_FONT}">{blocks}</div>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Outline):
        return "".join(_entry(entry, depth) for depth, entry in block.nested())
    if isinstance(block, Columns):
        return "".join(_columns(block))
    return ""


def _said(name: str, text: str, style: str, *, inner: str = "") -> str:
    """Return an element that runs the way its text does; `inner` is its HTML where it has more."""
    is_rtl = is_right_to_left(text)
    style = f"{style};text-align:right" if is_rtl else style
    return element(name, inner or plain_words(text), dir="rtl" if is_rtl else "", style=style)


def _heading(block: Heading) -> str:
    text = f"{block.lead}. {block.text}" if block.lead.isdigit() else block.text
    style = f"font-size:{_SIZES[block.level]};font-weight:bold;margin:14px 0 4px"
    heading = _said(f"h{block.level}", text, style)
    return heading + _below([block.aside, *block.details])


def _paragraph(block: Paragraph) -> str:
    is_strong = block.role in (Role.TITLE, Role.STRONG, Role.STATEMENT, Role.FIRST, Role.DAILY)
    words = _joined(block.parts) if block.parts else plain_words(block.text)
    text = element("b", words) if is_strong else words
    lead = plain_words(block.lead)
    if lead and block.role in (Role.FIRST, Role.DAILY, Role.STATEMENT):
        lead = element("span", lead, style=_SMALL) + "<br>"
    elif lead:
        lead = element("b", lead) + " "
    aside = f" — {plain_words(block.aside)}" if block.aside else ""
    style = "margin:4px 0"
    if block.role in _BOXED:
        style = f"margin:12px 0;padding:8px 14px;color:#1A1A1A;{_BOXED[block.role]}"
    inner = f"{lead}{text}{aside}{_notes(block.details)}"
    return _said("p", block.text, style, inner=inner)


def _table(block: Table) -> str:
    caption = _said("p", block.caption, "font-weight:bold;margin:12px 0 2px")
    head_style = f"{_CELL};border-bottom:2px solid #666666;{_SMALL}"
    heads = "".join(_said("th", name, head_style) for name in block.columns)
    rows = "".join(_row(row, block.main) for row in block.rows)
    table = element(
        "table",
        element("thead", element("tr", heads)) + element("tbody", rows),
        style=f"{_FONT};border-collapse:collapse;width:100%;margin:8px 0",
        aria_label=on_one_line(block.name),
    )
    return (caption if block.caption else "") + table


def _row(row: TableRow, main: int) -> str:
    cells = []
    for number, text in enumerate(row.cells):
        if number == main:
            inner = f"{_before(row.before)}{_MARKS[row.box]}{plain_words(text)}"
            cells.append(_said("td", text, _CELL, inner=inner + _notes(row.details)))
        else:
            is_short = len(text) <= _SHORT
            style = f"{_CELL};font-weight:bold" + (";white-space:nowrap" if is_short else "")
            cells.append(_said("td", text, style))
    return element("tr", "".join(cells), valign="top")


def _entry(entry: Entry, depth: int) -> str:
    lead = f"{plain_words(entry.lead)}: " if entry.lead else ""
    text = element("b", plain_words(entry.text)) if entry.is_strong else plain_words(entry.text)
    beside = "".join(f" — {element('b', plain_words(each))}" for each in entry.aside)
    inner = f"{_before(entry.before)}{_MARKS[entry.box]}{lead}{text}{beside}"
    style = f"margin:3px 0 3px {24 * depth}px"
    return _said("p", entry.text, style, inner=inner + _notes(entry.details))


def _columns(block: Columns) -> Iterator[str]:
    for column in block.columns:
        yield _heading(column.heading)
        yield from (_entry(card, 0) for card in column.cards)
        yield _said("p", column.note, "margin:3px 0") if column.note else ""


def _before(text: str) -> str:
    return element("span", plain_words(text), style=_SMALL) + "<br>" if text else ""


def _notes(details: Sequence[str]) -> str:
    """Return what is told below a text, in the same element."""
    words = _joined(details)
    return f"<br>{element('span', words, style=_SMALL)}" if words else ""


def _below(details: Sequence[str]) -> str:
    words = _joined(details)
    return element("p", words, style=f"margin:0 0 4px;{_SMALL}") if words else ""


def _joined(details: Iterable[str]) -> str:
    """Return words side by side, each in its own direction."""
    return phrases.SEPARATOR.join(element("bdi", plain_words(each)) for each in details if each)
