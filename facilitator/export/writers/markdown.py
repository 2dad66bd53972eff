"""A document as Markdown: tables and task lists, without HTML, to be pasted anywhere."""

from collections.abc import Iterable, Iterator

from facilitator.export import phrases
from facilitator.export.document.blocks import (
    Block,
    Box,
    Columns,
    Document,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
    Table,
    TableRow,
)
from facilitator.export.writers.lines import lines_of
from facilitator.export.writers.markdown_text import (
    BREAK,
    cell,
    heading,
    inline,
    lines,
    strong,
)
from facilitator.progress import Progress, no_progress

STEP = 4
"""Spaces by which an entry is indented; fewer are too few for some readers."""
_MARKS = {Box.EMPTY: "☐", Box.TICKED: "☑"}
"""In a table no reader knows task lists."""
_TASKS = {Box.EMPTY: "[ ] ", Box.TICKED: "[x] ", None: ""}
_QUOTED = (Role.FIRST, Role.NOTICE, Role.DAILY)
_STRONG = (Role.TITLE, Role.STRONG, Role.STATEMENT)


def markdown(
    document: Document, *, has_tables: bool = True, progress: Progress = no_progress
) -> str:
    """Return a document as Markdown; without tables for where nothing would show them as such.

    `progress` may stop it.
    """
    written = (_block(block, has_tables) for block in document.in_turn(progress))
    return "\n\n".join(filter(None, written)) + "\n"


def _block(block: Block, has_tables: bool) -> str:
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block) if has_tables or not block.has_boxes else _tasks(block)
    if isinstance(block, Outline):
        return _outline(block)
    if isinstance(block, Columns):
        return _columns(block)
    # Lines to sign are for paper.
    return ""


def _heading(block: Heading) -> str:
    # The mark of a column is a picture, and its title says the same.
    text = f"{block.lead}. {block.text}" if block.lead.isdigit() else block.text
    below = _notes([block.aside, *block.details])
    return "\n\n".join(filter(None, (heading(text, block.level), below)))


def _paragraph(block: Paragraph) -> str:
    is_quoted = block.role in _QUOTED
    lead = strong(_with_colon(block.lead)) if is_quoted or block.role is Role.BODY else ""
    if block.role is Role.STATEMENT and block.lead:
        said = [*lines(block.lead), *_strong_lines(block.text)]
    elif block.role in _STRONG:
        said = _strong_lines(block.text)
    elif lead:
        first, *others = lines(block.text) or [""]
        said = [f"{lead} {first}".rstrip(), *others]
    else:
        said = lines(block.text)
    if block.aside and said:
        said[-1] += f" — {inline(block.aside)}"
    elif block.aside:
        said = [inline(block.aside)]
    below = _notes(block.details)
    text = BREAK.join([*said, *([below] if below else [])])
    return "\n".join(f"> {line}" for line in text.split("\n")) if is_quoted and text else text


def _strong_lines(text: str) -> list[str]:
    return [strong(line) for line in lines_of(text)]


def _with_colon(lead: str) -> str:
    """Return what a paragraph begins with, with a sign between it and the rest."""
    return lead if not lead or lead.endswith((":", "?", "!", ".")) else f"{lead}:"


def _notes(details: Iterable[str]) -> str:
    """Return what is told below a text, on one line that may begin a paragraph."""
    first, *others = [each for each in details if each] or [""]
    return phrases.SEPARATOR.join([*lines(" ".join(first.split())), *map(inline, others)])


def _table(block: Table) -> str:
    head = [inline(name) for name in block.columns]
    rows = [_row(head), _row(["---"] * len(head))]
    rows += [_row(_cells(row, block.main)) for row in block.rows]
    table = "\n".join(rows)
    return f"{strong(block.caption)}\n\n{table}" if block.caption else table


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: TableRow, main: int) -> Iterator[str]:
    for number, text in enumerate(row.cells):
        if number == main and (row.box or row.details or row.before):
            mark = _MARKS[row.box] if row.box else ""
            notes = phrases.SEPARATOR.join(map(inline, row.details))
            yield cell([mark, inline(row.before), strong(text), f"— {notes}" if notes else ""])
        else:
            yield inline(text)


def _tasks(block: Table) -> str:
    """Return the rows of a table as a list, for what knows no tables."""
    entries = tuple(_entry_of(row, block.main) for row in block.rows)
    listed = _outline(Outline(entries=entries))
    return f"{strong(block.caption)}\n\n{listed}" if block.caption else listed


def _entry_of(row: TableRow, main: int) -> Entry:
    beside = tuple(filter(None, (*row.cells[:main], *row.cells[main + 1 :])))
    return Entry(
        text=row.cells[main],
        before=row.before,
        details=row.details,
        aside=beside,
        box=row.box,
        is_strong=True,
    )


def _outline(block: Outline) -> str:
    return "\n".join(line for depth, entry in block.nested() for line in _entry(entry, depth))


def _entry(entry: Entry, depth: int) -> Iterator[str]:
    """Yield the lines of an entry: its text, who and by when, and what is told below."""
    beside = ", ".join(strong(words) for words in entry.aside)
    lead = strong(_with_colon(f"{entry.lead}." if entry.lead.isdigit() else entry.lead))
    said = _strong_lines(entry.text) if entry.is_strong else lines(entry.text)
    said = said or [""]
    said[-1] = " — ".join(filter(None, (said[-1], beside)))
    if entry.before:
        said = [*lines(entry.before), *said]
    if lead:
        said[0] = f"{lead} {said[0]}".rstrip()
    below = _notes(entry.details)
    first, *others = [*said, *([below] if below else [])]
    text = BREAK.join([f"- {_TASKS[entry.box]}{first}".rstrip(), *(f"  {line}" for line in others)])
    for line in text.split("\n"):
        yield " " * STEP * depth + line


def _columns(block: Columns) -> str:
    parts = []
    for column in block.columns:
        parts.append(_heading(column.heading))
        if column.cards:
            parts.append(_outline(Outline(entries=column.cards)))
        if column.note:
            parts.append(BREAK.join(lines(column.note)))
    return "\n\n".join(parts)
