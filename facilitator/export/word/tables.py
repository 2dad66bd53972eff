"""Tables of a document for Word: headings that are repeated, rows that stay whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from facilitator.export import phrases
from facilitator.export.document.blocks import Table, TableRow
from facilitator.export.text_width import letters
from facilitator.export.word.styles import RULE
from facilitator.export.word.text import (
    Marks,
    listed,
    paragraph,
    reads_rtl,
    runs,
    tick_box,
)
from facilitator.export.xml_text import xml_text

BOX_WIDTH = 460
LETTER, LEAST, MOST = 125, 1000, 0.24
"""The width of a letter, and the least and the greatest part of the page for a column beside the
main one."""
LONG, LINE_OF_LETTERS = 1_500, 40
"""Letters of a row that may go over a page: more may not fit one."""
LEAST_HEIGHT = 620
"""The height of a row that has something to write in."""
_RULED = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    for edge in ("top", "left", "bottom", "right")
)
_RULED = f"<w:tcBorders>{_RULED}</w:tcBorders>"
SIGNATURES_A_ROW, SIGNATURE_HEIGHT = 4, 800


@dataclass(frozen=True, slots=True)
class ByHand:
    """A column of a printed table to write in by hand."""

    title: str
    width: int


class TableWriter:
    """The writer of the `tables` of a document; `boxes` counts those to tick so far.

    With columns to write in `by_hand`, a table with boxes has them after its own.
    """

    def __init__(
        self,
        marks: Marks,
        width: int,
        is_rtl: bool,
        tables: Iterable[Table],
        by_hand: Sequence[ByHand] = (),
    ) -> None:
        self._marks = marks
        self._width = width
        self._is_rtl = is_rtl
        self._by_hand = by_hand
        self._longest = longest_texts(tables)
        self.boxes = 0

    def table(self, block: Table) -> str:
        """Return the table, with what is seen above it."""
        widths = self._widths(block)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._head(block, widths)]
        rows += [self._row(row, block, widths) for row in block.rows]
        caption = ""
        if block.caption:
            is_rtl = self._reads_rtl(block.caption)
            caption = paragraph("Caption", runs(block.caption, "", is_rtl), is_rtl=is_rtl)
        properties = _properties(block.name, sum(widths), self._is_rtl)
        return f"{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _widths(self, block: Table) -> list[int]:
        """Return the widths of the columns, that of the boxes first where there are some."""
        most = int(self._width * MOST)
        longest = self._longest[block.columns]
        widths = [min(max(each * LETTER + 160, LEAST), most) for each in longest]
        boxes = [BOX_WIDTH] if block.has_boxes else []
        by_hand = [each.width for each in self._of(block)]
        beside = sum(boxes) + sum(widths) + sum(by_hand) - widths[block.main]
        widths[block.main] = self._width - beside
        return [*boxes, *widths, *by_hand]

    def _of(self, block: Table) -> Sequence[ByHand]:
        """Return what is written by hand in a table."""
        return self._by_hand if block.has_boxes else ()

    def _head(self, block: Table, widths: Sequence[int]) -> str:
        titles = ["", *block.columns] if block.has_boxes else list(block.columns)
        titles += [each.title for each in self._of(block)]
        cells = []
        for title, width in zip(titles, widths, strict=True):
            is_rtl = self._reads_rtl(title)
            text = paragraph("Table Head", runs(title, "", is_rtl), is_rtl=is_rtl)
            cells.append(_cell(width, text))
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, row: TableRow, block: Table, widths: Sequence[int]) -> str:
        cells = []
        texts = list(widths)
        if block.has_boxes:
            cells.append(_cell(texts.pop(0), self._box(row, row.cells[block.main])))
        for number, (text, width) in enumerate(zip(row.cells, texts, strict=False)):
            if number == block.main:
                cells.append(_cell(width, self._main(row, text)))
            else:
                style = "Table Key" if block.has_boxes and not row.is_over else "Table Text"
                cells.append(_cell(width, self._plain(text, style)))
        by_hand = self._of(block)
        cells += [_cell(each.width, paragraph("Table Text", ""), _RULED) for each in by_hand]
        is_long = sum(map(_room, (*row.cells, *row.details))) > LONG
        looks = "" if is_long else "<w:cantSplit/>"
        looks += f'<w:trHeight w:val="{LEAST_HEIGHT}" w:hRule="atLeast"/>' if by_hand else ""
        whole = f"<w:trPr>{looks}</w:trPr>" if looks else ""
        return f"<w:tr>{whole}{''.join(cells)}</w:tr>"

    def _box(self, row: TableRow, name: str) -> str:
        if row.box is None:
            return paragraph("Tick Box", "")
        self.boxes += 1
        return paragraph("Tick Box", tick_box(row.box, self.boxes, name))

    def _main(self, row: TableRow, text: str) -> str:
        """Return what the row is about, with what is in small letters around it."""
        parts = []
        if row.before:
            parts.append(self._plain(row.before, "Table Details"))
        is_rtl = self._reads_rtl(text)
        inner = runs(text, "Settled" if row.is_over else "", is_rtl)
        parts.append(paragraph("Table Text", self._marks.at(row.id, inner), is_rtl=is_rtl))
        details = [each for each in row.details if each]
        if details:
            is_rtl = self._reads_rtl(*details)
            # The first detail of an action is the gap that it belongs to.
            style = "Link" if self._marks.knows(row.link) else ""
            first = self._marks.link(row.link, runs(details[0], style, is_rtl))
            others = listed(details[1:], "", is_rtl)
            between = runs(phrases.SEPARATOR, "", is_rtl) if others else ""
            parts.append(paragraph("Table Details", first + between + others, is_rtl=is_rtl))
        return "".join(parts)

    def _plain(self, text: str, style: str) -> str:
        is_rtl = self._reads_rtl(text)
        return paragraph(style, runs(text, "", is_rtl), is_rtl=is_rtl)

    def _reads_rtl(self, *texts: str) -> bool:
        return reads_rtl(texts, self._is_rtl)


def longest_texts(tables: Iterable[Table]) -> Mapping[tuple[str, ...], Sequence[int]]:
    """Return the letters of the longest text of each column, by the titles of all of a table.

    Tables with the same columns are as wide as one another.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    for table in tables:
        longest = found.setdefault(table.columns, [letters(title) for title in table.columns])
        for number in range(len(table.columns)):
            texts = (line for row in table.rows for line in row.cells[number].splitlines())
            longest[number] = max([longest[number], *map(letters, texts)])
    return found


def signatures(names: Sequence[str], width: int, is_rtl: bool) -> str:
    """Return lines to sign on, four beside one another."""
    each = width // SIGNATURES_A_ROW
    grid = f'<w:gridCol w:w="{each}"/>' * SIGNATURES_A_ROW
    rows = []
    for start in range(0, len(names), SIGNATURES_A_ROW):
        some = names[start : start + SIGNATURES_A_ROW]
        rows.append(_signature_row([*some, *[""] * (SIGNATURES_A_ROW - len(some))], each, is_rtl))
    look = '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/>'
    properties = f'<w:tblPr>{_bidi(is_rtl)}<w:tblW w:w="{width}" w:type="dxa"/>{look}</w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _signature_row(names: Sequence[str], width: int, is_rtl: bool) -> str:
    """Return room to write in above the names, each with a line over it."""
    cells = []
    for name in names:
        leftwards = reads_rtl([name], is_rtl)
        style = "Signature Line" if name else "Normal"
        text = paragraph(style, runs(name, "", leftwards), is_rtl=leftwards)
        cells.append(_cell(width, text, '<w:vAlign w:val="bottom"/>'))
    height = f'<w:trHeight w:val="{SIGNATURE_HEIGHT}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _properties(name: str, width: int, is_rtl: bool) -> str:
    told = escape(" ".join(xml_text(name).split()))
    return (
        f'<w:tblPr><w:tblStyle w:val="PlanTable"/>{_bidi(is_rtl)}'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{told}"/></w:tblPr>'
    )


def _bidi(is_rtl: bool) -> str:
    return "<w:bidiVisual/>" if is_rtl else ""


def _cell(width: int, inner: str, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{inner}</w:tc>'


def _room(text: str) -> int:
    """Return about how many letters would need as much room: a line ends before its edge."""
    return len(text) + LINE_OF_LETTERS * text.count("\n")
