"""Tables of an export, as other libraries read them back."""

import csv
import re
import zipfile
from io import BytesIO, StringIO

import openpyxl
from lxml import etree

UNSEEN = "\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
DEFUSED = re.compile(f"'['{UNSEEN}]*[=+\\-@\t＝＋－＠﹦﹢﹣﹫]")

Rows = list[list[object]]


def workbook(data: bytes) -> dict[str, Rows]:
    """The rows of each sheet; every part of the file is well formed."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))
    book = openpyxl.load_workbook(BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def records(rows: Rows) -> list[dict[str, object]]:
    """Each row by the headings of the first; an empty cell is an empty text."""
    head, *others = rows
    return [
        {str(name): "" if value is None else value for name, value in zip(head, row, strict=True)}
        for row in others
    ]


def csv_rows(data: bytes) -> Rows:
    """The rows of a CSV file, with what was done to its formulas undone."""
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    found = csv.reader(StringIO(text, newline=""), strict=True)
    return [[cell[1:] if DEFUSED.match(cell) else cell for cell in row] for row in found]
