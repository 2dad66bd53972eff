"""Tables as a workbook of Excel."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from facilitator.domain.text import shortened
from facilitator.export.direction import mostly_right_to_left
from facilitator.export.paper import Paper
from facilitator.export.phrases import page_of
from facilitator.export.tables.sheet import Column, Sheet, Value, with_parts, without_empty
from facilitator.export.text_width import letters
from facilitator.export.writers.csv_tables import starts_a_formula
from facilitator.export.xml_text import xml_text
from facilitator.progress import Progress, no_progress

LONGEST_CELL = 32_767
"""UTF-16 code units in a cell: Microsoft, “Excel specifications and limits”."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, with its heading; what is more goes on in a sheet of its own."""
LONGEST_PROPERTY = 250
FIRST_DAY = date(1900, 3, 1)
"""The first day that every program counts alike: Excel has a 29 February 1900."""
LINE_HEIGHT, HIGHEST_ROW = 15.0, 409.0
"""Points of a line of text, and of the highest row that there can be."""
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_PAPERS = {Paper.A4: 9, Paper.LETTER: 1}
_DAY_OF_THE_READER = 14
"""The number format that each reader sees as their own short date."""
_HEAD = "#E2ECF6"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a workbook says of itself."""

    title: str
    subject: str
    author: str
    made_on: date
    paper: Paper = Paper.A4


def write_workbook(
    sheets: Sequence[Sheet], about: About, progress: Progress = no_progress
) -> bytes:
    """Return the tables as a workbook, one a sheet; equal ones give equal bytes."""
    data = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as book:
        book.set_properties(_properties(about))
        writer = _Writer(book, about)
        parts = [part for sheet in sheets for part in _that_fit(_storable(sheet))]
        for done, sheet in enumerate(parts):
            progress(done, len(parts))
            writer.write(sheet)
    return _with_free_heights(data.getvalue())


def _with_free_heights(data: bytes) -> bytes:
    """Return a workbook whose rows still grow with what is typed: their heights are not fixed.

    XlsxWriter knows only fixed ones. Without any, some programs show one line of a text.
    """
    found = BytesIO()
    with ZipFile(BytesIO(data)) as parts, ZipFile(found, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = _FIXED_HEIGHT.sub(rb"\1", content)
            packed.writestr(part, content)
    return found.getvalue()


def _properties(about: About) -> dict[str, str | datetime]:
    return {
        "title": shortened(xml_text(about.title), LONGEST_PROPERTY),
        "subject": shortened(xml_text(about.subject), LONGEST_PROPERTY),
        "author": shortened(xml_text(about.author), LONGEST_PROPERTY),
        "created": datetime.combine(about.made_on, time()),
    }


def _storable(sheet: Sheet) -> Sheet:
    """Return a sheet whose every cell a workbook can hold, none cut short."""
    found = without_empty(sheet)
    texts = (value for row in found.rows for value in row if isinstance(value, str))
    # Of a character there are two units at most.
    if 2 * max(map(len, texts), default=0) <= LONGEST_CELL:
        return found
    rows = tuple(tuple(map(_clean, row)) for row in found.rows)
    return with_parts(replace(found, rows=rows), LONGEST_CELL)


def _clean(value: Value) -> Value:
    return xml_text(value) if isinstance(value, str) else value


def _that_fit(sheet: Sheet) -> Iterable[Sheet]:
    """Yield a sheet, in several where it has more rows than one can have."""
    most = MOST_ROWS - 4  # The heading, and the note with an empty row around it.
    yield replace(sheet, rows=sheet.rows[:most])
    for number, start in enumerate(range(most, len(sheet.rows), most), start=2):
        rows = sheet.rows[start : start + most]
        yield replace(sheet, name=f"{sheet.name} ({number})", rows=rows, note="")


class _Writer:
    """The writer of one workbook: its formats, each made once."""

    def __init__(self, book: Workbook, about: About) -> None:
        self._book = book
        self._about = about
        body = {"text_wrap": True, "valign": "top"}
        self._head = self._format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": _HEAD}
        )
        self._text = self._format(body)
        # Typed into again, such a text would become a formula without the mark.
        self._quoted = self._format(body | {"quote_prefix": True})
        self._day = self._format(
            body | {"num_format": _DAY_OF_THE_READER, "align": "left", "text_wrap": False}
        )
        self._number = self._format(body | {"num_format": "0"})
        self._note = self._format({"italic": True})

    def _format(self, properties: dict[str, object]) -> Format:
        return self._book.add_format(properties)

    def write(self, sheet: Sheet) -> None:
        """Write a table to a sheet of its own, ready to be sorted, filtered and printed."""
        page = self._book.add_worksheet(sheet.name)
        texts = (value for row in sheet.rows for value in row if isinstance(value, str))
        if mostly_right_to_left(texts):
            page.right_to_left()
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width, self._text)
            self._string(page, 0, number, column.title, self._head)
        for place, row in enumerate(sheet.rows, start=1):
            lines = _lines(row, sheet.columns)
            if lines > 1:
                page.set_row(place, min(lines * LINE_HEIGHT, HIGHEST_ROW))
            for number, value in enumerate(row):
                if value is not None and value != "":
                    self._cell(page, place, number, value)
        if sheet.note:
            self._string(page, len(sheet.rows) + 2, 0, sheet.note, self._note)
        self._set_up(page, sheet)

    def _cell(self, page: Worksheet, row: int, column: int, value: str | int | date) -> None:
        if isinstance(value, str):
            is_formula = starts_a_formula(value)
            self._string(page, row, column, value, self._quoted if is_formula else self._text)
        elif isinstance(value, int):
            page.write_number(row, column, value, self._number)
        elif value < FIRST_DAY:
            page.write_string(row, column, value.isoformat(), self._text)
        else:
            page.write_datetime(row, column, datetime.combine(value, time()), self._day)

    @staticmethod
    def _string(page: Worksheet, row: int, column: int, text: str, style: Format) -> None:
        text = xml_text(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own, and would write it as it is.
            page.write_rich_string(row, column, text[0], text[1], text[2:], style)
        else:
            page.write_string(row, column, text, style)

    def _set_up(self, page: Worksheet, sheet: Sheet) -> None:
        last = len(sheet.columns) - 1
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(sheet.rows), last)
        page.repeat_rows(0)
        printed = [n for n, column in enumerate(sheet.columns) if not column.is_common]
        if 0 < len(printed) <= last:
            page.print_area(0, 0, len(sheet.rows) + (2 if sheet.note else 0), printed[-1])
        page.hide_gridlines(0)
        page.set_landscape()
        page.set_paper(_PAPERS[self._about.paper])
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        title = shortened(" ".join(xml_text(self._about.title).split()), 100).replace("&", "&&")
        page.set_header(f"&L{title}&R{sheet.name}")
        page.set_footer(f"&R{_page_field()}")


def _lines(row: Sequence[Value], columns: Sequence[Column]) -> int:
    """Return about how many lines the texts of a row need, each in the width of its column."""
    return max(
        (
            sum(1 + letters(line) // column.width for line in value.split("\n"))
            for value, column in zip(row, columns, strict=True)
            if isinstance(value, str) and (len(value) > column.width // 2 or "\n" in value)
        ),
        default=1,
    )


def _page_field() -> str:
    """Return which page it is of how many, as Excel fills it in."""
    return page_of(1, 2).replace("1", "&P").replace("2", "&N")
