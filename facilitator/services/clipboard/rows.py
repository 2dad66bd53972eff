"""Rows of cells, as a spreadsheet puts them on the clipboard; any other line is a row of one cell.

A cell with a line break, a tab or a quotation mark in it is written in quotation marks, and those
inside are doubled. Words that merely stand in quotation marks keep them.
"""

import re
from collections.abc import Iterable, Sequence

from facilitator.domain.limits import LONGEST_DRAFT
from facilitator.domain.text import says_something, unify_line_ends
from facilitator.progress import Progress, no_progress

Row = tuple[str, ...]
"""The cells of one row; those that are empty keep their place, but for the last."""
BETWEEN_CELLS = " · "
OFTEN = 500
"""Lines from one report of progress to the next."""

_QUOTES = re.compile('"+')


def text_of(row: Row) -> str:
    """Return what a row says as one text: its cells, one after the other."""
    return BETWEEN_CELLS.join(cell for cell in row if cell)


def row_of(cells: Sequence[str]) -> Row:
    """Return cells as a row: tidy, and without empty ones at the end."""
    tidy = [tidy_cell(cell) for cell in cells]
    while tidy and not tidy[-1]:
        del tidy[-1]
    return tuple(tidy)


def written(rows: Iterable[Row]) -> str:
    """Return rows as a spreadsheet puts them on the clipboard."""
    return "\n".join("\t".join(map(_written_cell, row)) for row in rows)


def _written_cell(cell: str) -> str:
    is_quoted = any(sign in cell for sign in ("\n", "\t", '"'))
    return '"' + cell.replace('"', '""') + '"' if is_quoted else cell


def tidy_cell(cell: str) -> str:
    """Return the lines of a cell that aren't blank, without space around them.

    A cell in which nobody could see anything is empty.
    """
    if not says_something(cell):
        return ""
    if "\n" not in (cell := unify_line_ends(cell).replace("\t", " ")):
        return cell.strip()
    return "\n".join(line for line in map(str.strip, cell.split("\n")) if line)


def rows_of(lines: Sequence[str], progress: Progress = no_progress) -> list[Row]:
    """Return the rows that are written on these lines, without those that say nothing."""
    found: list[Row] = []
    at = 0
    while at < len(lines):
        if at % OFTEN == 0:
            progress(at, len(lines))
        if '"' in lines[at]:
            cells, at = _quoted_row(lines, at)
        else:
            cells = lines[at].split("\t")
        at += 1
        row = row_of(cells)
        if row:
            found.append(row)
    return found


def _quoted_row(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return the cells of the row that begins on a line, and the line on which it ends."""
    cells: list[str] = []
    begin = 0
    while True:
        quoted = _quoted_cell(lines, at, begin) if lines[at].startswith('"', begin) else None
        if quoted is not None:
            cell, at, end = quoted
        else:
            tab = lines[at].find("\t", begin)
            end = tab if tab >= 0 else len(lines[at])
            cell = lines[at][begin:end]
        cells.append(cell)
        if end >= len(lines[at]):
            return cells, at
        begin = end + 1


def _quoted_cell(lines: Sequence[str], at: int, begin: int) -> tuple[str, int, int] | None:
    """Return the cell whose quotation mark is there, the line on which it ends, and where.

    None when no spreadsheet would have put these words in quotation marks.
    """
    parts: list[str] = []
    size, begin = 0, begin + 1
    while at < len(lines) and size <= LONGEST_DRAFT:
        line = lines[at]
        for quotes in _QUOTES.finditer(line, begin):
            if len(quotes[0]) % 2 == 0:
                continue
            parts.append(line[begin : quotes.end() - 1])
            cell, end = "\n".join(parts), quotes.end()
            ends = end == len(line) or line[end] == "\t"
            is_quoted = ends and any(sign in cell for sign in ("\n", "\t", '""'))
            return (cell.replace('""', '"'), at, end) if is_quoted else None
        parts.append(line[begin:])
        size += len(parts[-1]) + 1
        at, begin = at + 1, 0
    return None
