"""The declared keys, laid out as the pages of the help sheet, and as the README's table."""

from collections.abc import Sequence

from facilitator.ui.base.command_catalog import declared
from facilitator.ui.base.commands import CommandSpec, Where, key_text

Section = tuple[Where, tuple[CommandSpec, ...]]
Column = tuple[Section, ...]
Page = tuple[Column, ...]

_W = Where
_IN_MEETING = (
    *(_W.MEETING, _W.ANYWHERE, _W.EDITOR, _W.ENTRY, _W.HEARD, _W.EXPORT),
    *(_W.CLOSE, _W.PARKING),
    *(_W.ITEM, _W.THEMES, _W.SIMILAR, _W.VOTE, _W.PEOPLE, _W.REVIEW, _W.JOIN),
    *(_W.AUDIENCE, _W.IN_AUDIENCE, _W.STRENGTHS, _W.CLOCK, _W.CRITERIA, _W.WHY, _W.ANSWERS),
    *(_W.ACTION, _W.OPENING),
    *(_W.HOME, _W.SECTIONS, _W.FOLLOW_UP, _W.OVER_TIME, _W.SEARCH, _W.FORM, _W.LIST, _W.BACKUPS),
    _W.EXERCISES,
)
"""In the order of their use, and so that no column is left half empty."""
_AT_HOME = (
    *(_W.HOME, _W.SECTIONS, _W.FOLLOW_UP, _W.OVER_TIME, _W.SEARCH),
    *(_W.FORM, _W.EXERCISES, _W.ANYWHERE, _W.BACKUPS, _W.LIST),
)
COLUMNS = 3
"""On a page."""
ROWS = 15
"""In a column; a heading counts as some more than one."""
HEAD = 1.4


def pages(in_meeting: bool, here: Where | None = None) -> list[Page]:
    """Return the pages; what works where the sheet is opened comes first.

    `here` is a screen that is neither home nor a meeting.
    """
    order = _IN_MEETING if in_meeting else tuple(dict.fromkeys((*_AT_HOME, *_IN_MEETING)))
    if here is not None:
        order = tuple(dict.fromkeys((here, _W.ANYWHERE, *order)))
    columns: list[Column] = []
    free = 0.0
    for section in map(_section, order):
        needed = HEAD + len(section[1])
        if needed <= free:
            columns[-1] += (section,)
        else:
            columns.append((section,))
            free = ROWS
        free -= needed
    return [tuple(columns[at : at + COLUMNS]) for at in range(0, len(columns), COLUMNS)]


def _section(where: Where) -> Section:
    return where, tuple(spec for spec in declared() if spec.where is where and spec.keys)


def markdown_table() -> str:
    """Return the table of all keys for the README, in English and Qt's portable spelling."""
    rows = ["| where | key | does |", "|---|---|---|"]
    for where, specs in map(_section, Where):
        for number, spec in enumerate(specs):
            keys = " or ".join(key_text(key, native=False) for key in spec.keys)
            does = spec.more or spec.does
            rows.append(f"| {'' if number else where.value} | {keys} | {does} |")
    return "\n".join(row.replace("|  |", "| |") for row in rows)


def spoken(sections: Sequence[Section]) -> str:
    """Return sections as a screen reader says them."""
    said = (
        f"{' / '.join(map(key_text, spec.keys))}: {spec.does}"
        for _, specs in sections
        for spec in specs
    )
    return "; ".join(said)
