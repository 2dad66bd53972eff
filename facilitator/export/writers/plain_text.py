"""A document as plain text, for what shows no other: a chat, a text message, a terminal."""

from collections.abc import Iterable, Iterator, Sequence

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
    Table,
    TableRow,
)
from facilitator.export.writers.lines import lines_of, on_one_line

STEP = 2
"""Spaces by which what belongs to a text is indented."""
_MARKS = {Box.EMPTY: "☐ ", Box.TICKED: "☑ ", None: ""}


def plain_text(document: Document) -> str:
    """Return a document as lines of text, without lines to sign."""
    parts = ("\n".join(_lines(block)) for block in document.blocks)
    return "\n\n".join(filter(None, parts)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _heading(block)
    elif isinstance(block, Paragraph):
        text = _beside([*lines_of(block.text)], [block.aside])
        yield from _led(block.lead, text)
        yield from _notes(block.details)
    elif isinstance(block, Table):
        yield from lines_of(block.caption)
        for row in block.rows:
            yield from _row(row, block.main)
    elif isinstance(block, Outline):
        for depth, entry in block.nested():
            yield from (" " * STEP * depth + line for line in _entry(entry))
    elif isinstance(block, Columns):
        for column in block.columns:
            yield from _heading(column.heading)
            yield from (line for card in column.cards for line in _entry(card))
            yield from lines_of(column.note)


def _heading(block: Heading) -> Iterator[str]:
    lead = f"{block.lead}. " if block.lead.isdigit() else ""
    yield f"{lead}{on_one_line(block.text)}"
    yield from _notes([block.aside, *block.details])


def _row(row: TableRow, main: int) -> Iterator[str]:
    others = [*row.cells[:main], *row.cells[main + 1 :]]
    yield from _entry(
        Entry(
            text=row.cells[main],
            before=row.before,
            details=row.details,
            aside=tuple(others),
            box=row.box,
        )
    )


def _entry(entry: Entry) -> Iterator[str]:
    """Yield the lines of an entry; those after the first are below its text."""
    lines = [*lines_of(entry.before), *_beside(lines_of(entry.text), entry.aside)]
    first, *others = _led(entry.lead, lines)
    mark = _MARKS[entry.box]
    yield f"{mark}{first}".rstrip()
    yield from (" " * STEP + line for line in (*others, *_notes(entry.details)))


def _led(lead: str, lines: Sequence[str]) -> list[str]:
    """Return lines with what they begin with, in the first one."""
    first, *others = lines or [""]
    if not lead:
        return [first, *others]
    words = on_one_line(lead)
    words = words if words.endswith((":", "?", "!", ".")) else f"{words}:"
    return [f"{words} {first}".rstrip(), *others]


def _beside(lines: Sequence[str], beside: Iterable[str]) -> list[str]:
    """Return lines with who and by when after the last of them."""
    said = ", ".join(filter(None, map(on_one_line, beside)))
    found = list(lines) or [""]
    found[-1] = " — ".join(filter(None, (found[-1], said)))
    return found


def _notes(details: Iterable[str]) -> Iterator[str]:
    words = phrases.SEPARATOR.join(filter(None, map(on_one_line, details)))
    if words:
        yield words
