"""Rows of a spreadsheet as actions: what, who, by when, and the sign."""

from collections.abc import Collection, Sequence

from facilitator.services.clipboard.rows import BETWEEN_CELLS, Row

ActionTexts = tuple[str, str, str, str]
_FIELDS = 4


def action_rows(rows: Sequence[Row], headings: Collection[str] = ()) -> list[ActionTexts]:
    """Return the texts of the fields of an action for each row.

    Columns that are empty at the left are none, cells after the fourth belong to the sign, and a
    first row that only has `headings` is left out.
    """
    first = min((_leading(row) for row in rows), default=0)
    found = [_fields(row[first:]) for row in rows]
    names = {name.casefold() for name in headings}
    is_heading = len(found) > 1 and all(text.casefold() in names for text in found[0] if text)
    return found[1:] if is_heading else found


def _leading(row: Row) -> int:
    return next((at for at, cell in enumerate(row) if cell), 0)


def _fields(row: Row) -> ActionTexts:
    cells = [*(" ".join(cell.split("\n")) for cell in row), *[""] * _FIELDS]
    what, who, when, *others = cells
    return what, who, when, BETWEEN_CELLS.join(cell for cell in others if cell)
