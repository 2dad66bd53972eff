"""The beginning of a row, where the mark of a list is."""

import re

from facilitator.services.clipboard.rows import Row, tidy_cell

SPACE = "[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
UNSEEN = "[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]"
"""Signs of the direction of writing and others that nobody sees, around a mark or before it."""
AFTER = rf"(?:{UNSEEN}*{SPACE}+|{UNSEEN}*$)"
_BEFORE = re.compile(rf"{UNSEEN}*{SPACE}*")


def lead_of(row: Row) -> str:
    """Return the first cell that isn't empty from the first sign on that is seen.

    Nothing when it has several lines.
    """
    lead = row[0] or next(cell for cell in row if cell)
    if "\n" in lead:
        return ""
    return lead if lead.isascii() else lead[_unseen(lead) :]


def without(row: Row, end: int) -> Row | None:
    """Return a row without so many characters of its lead; None when it says nothing else.

    Signs of the direction before them stay: what follows is written in it.
    """
    at = next(number for number, cell in enumerate(row) if cell)
    begin = _unseen(row[at])
    rest = tidy_cell(row[at][:begin] + row[at][begin + end :])
    cells = (rest, *row[at + 1 :]) if rest else row[at + 1 :]
    return cells if any(cells) else None


def _unseen(cell: str) -> int:
    found = _BEFORE.match(cell)
    return found.end() if found is not None else 0
