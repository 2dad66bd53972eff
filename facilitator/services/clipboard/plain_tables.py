"""Tables drawn with bars and dashes, as notes and wikis write them in plain text."""

import re
from collections.abc import Sequence

from facilitator.services.clipboard.rows import Row, row_of

_RULE = re.compile(r"(?=.*[|+])[|+]?\s*:?-{2,}:?\s*(?:[|+]\s*:?-+:?\s*)*[|+]?")
"""The line below the names of the columns, and in some programs around the whole."""
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br ?/?>\s*")


def with_tables(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the cells of drawn tables apart, and without the lines between them."""
    found: list[Row] = []
    is_inside = False
    for at, row in enumerate(rows):
        before = rows[at - 1] if at > 0 else ()
        after = rows[at + 1] if at + 1 < len(rows) else ()
        if _is_rule(row) and (is_inside or _has_bars(before) or _has_bars(after)):
            is_inside = True
            continue
        is_inside = _has_bars(row) and (is_inside or _is_rule(after))
        found.append((_cells(row[0]) or row) if is_inside else row)
    return found


def _has_bars(row: Row) -> bool:
    # What has several lines, as a message may, is no line of a table.
    is_line = len(row) == 1 and "\n" not in row[0]
    return is_line and _BAR.search(row[0]) is not None and not _is_rule(row)


def _is_rule(row: Row) -> bool:
    return len(row) == 1 and _RULE.fullmatch(row[0]) is not None


def _cells(line: str) -> Row:
    inner = line.removeprefix("|")
    cells = _BAR.split(inner.removesuffix("|") if not inner.endswith("\\|") else inner)
    return row_of([_BREAK.sub("\n", cell).replace("\\|", "|") for cell in cells])
