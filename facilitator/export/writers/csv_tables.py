"""A table as CSV: RFC 4180, in UTF-8 with the mark by which Excel knows it.

A spreadsheet takes a cell that begins with certain signs for a formula, which may reach out of the
file. Such a cell gets an apostrophe before it, as does one that could be taken for a cell with one
before it: so the text can be had back by taking one away. OWASP, “CSV Injection”, has the signs.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import StringIO

from facilitator.export.tables.sheet import Sheet, Value
from facilitator.export.xml_text import xml_text

MARK = "\ufeff"
DEFUSED = "'"

_SIGNS = "=+\\-@\t\r＝＋－＠﹦﹢﹣﹫"
_UNSEEN = r"\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""What stands before the sign and nobody sees: programs pass over it."""
_FORMULA = re.compile(f"[{_UNSEEN}]*[{_SIGNS}]")
_DEFUSED = re.compile(f"'['{_UNSEEN}]*[{_SIGNS}]")


def write_csv(sheet: Sheet) -> bytes:
    """Return a table as the bytes of a CSV file; equal ones give equal bytes."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_cell(column.title) for column in sheet.columns)
    writer.writerows(map(_cells, sheet.rows))
    return (MARK + text.getvalue()).encode()


def starts_a_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula."""
    return bool(_FORMULA.match(text))


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    is_mistaken = starts_a_formula(text) or _DEFUSED.match(text)
    return DEFUSED + text if is_mistaken else text


def _cells(row: Iterable[Value]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return defused(xml_text(value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
