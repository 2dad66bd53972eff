"""Rows of a spreadsheet as actions: what, who, by when, and the sign."""

from collections.abc import Sequence

from facilitator.domain.text import fold
from facilitator.services.clipboard.rows import BETWEEN_CELLS, Row

ActionTexts = tuple[str, str, str, str]
_WHAT = "what, action, action item, actions, task, tasks, to do, to-do, todo, measure, activity"
_WHO = "who, by whom, owner, owners, responsible, assignee, assigned to, name, person, lead"
_WHEN = "when, by when, by, due, due by, due date, date, day, deadline, target date, until"
_SIGN = "sign, how we notice, measured by, evidence"
_HEADINGS = tuple(
    frozenset(name.strip() for name in names.split(",")) for names in (_WHAT, _WHO, _WHEN, _SIGN)
)
"""What people call the columns of their own lists, a set for each field of an action."""
_OTHER = 3
"""The field that takes what belongs to no other: the sign."""


def action_rows(rows: Sequence[Row], names: Sequence[str] = ()) -> list[ActionTexts]:
    """Return the texts of the fields of an action for each row.

    `names` are those of the four fields. A first row that names columns is left out, and says
    their order; without one it is that of the fields. Columns that are empty at the left are
    none, and what belongs to no other field is added to the sign.
    """
    first = min((_leading(row) for row in rows), default=0)
    found = [row[first:] for row in rows]
    order = _order(found[0], names) if len(found) > 1 else None
    return [_fields(row, order or ()) for row in (found[1:] if order else found)]


def _order(row: Row, names: Sequence[str]) -> list[int] | None:
    """Return the field of each column; None where a row does not name at least two of them."""
    known = [*_HEADINGS]
    for field, name in enumerate(names):
        known[field] |= {_plain(name)}
    order: list[int] = []
    for cell in row:
        matching = (field for field, called in enumerate(known) if _plain(cell) in called)
        order.append(next(matching, _OTHER))
    named = [field for field in order if field != _OTHER]
    is_heading = 0 in named and len(named) > 1 and len(set(named)) == len(named)
    return order if is_heading else None


def _plain(heading: str) -> str:
    return fold(heading).strip(" *:?")


def _leading(row: Row) -> int:
    return next((at for at, cell in enumerate(row) if cell), 0)


def _fields(row: Row, order: Sequence[int]) -> ActionTexts:
    parts: tuple[list[str], ...] = ([], [], [], [])
    for at, cell in enumerate(row):
        named = order[at] if at < len(order) else _OTHER
        parts[named if order else min(at, _OTHER)].append(" ".join(cell.split("\n")))
    what, who, when, sign = (BETWEEN_CELLS.join(filter(None, cells)) for cells in parts)
    return what, who, when, sign
