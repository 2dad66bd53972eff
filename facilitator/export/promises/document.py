"""A list of promises as blocks, for formats with headings and tables."""

from facilitator.domain.records import Status
from facilitator.export import phrases
from facilitator.export.document.blocks import (
    Block,
    Box,
    Document,
    Heading,
    Paragraph,
    Role,
    Table,
    TableRow,
)
from facilitator.export.document.plan import COLUMNS
from facilitator.export.promises import sentences
from facilitator.export.promises.promise_list import (
    PromiseGroup,
    PromiseLine,
    PromiseList,
    details_of,
)


def list_document(promises: PromiseList) -> Document:
    """Return the list: each group below a heading of its own."""
    lines = promises.lines
    day = promises.day_text(promises.today, True, True)
    late = sum(line.is_late for line in lines)
    facts = (day, sentences.counts(len(lines), late) if lines else "")
    blocks: list[Block] = [
        Heading(text=promises.title, level=1),
        Paragraph(text=phrases.SEPARATOR.join(filter(None, facts)), role=Role.FACTS),
    ]
    for group in promises.groups:
        blocks.append(Heading(text=group.heading, level=2))
        blocks.append(_table(promises, group))
    if not lines:
        blocks.append(Paragraph(text=sentences.NOTHING_OPEN))
    return Document(
        title=phrases.SEPARATOR.join((promises.title, day)),
        author="",
        subject=sentences.PROMISES,
        made_on=promises.today,
        blocks=tuple(blocks),
    )


def _table(promises: PromiseList, group: PromiseGroup) -> Table:
    return Table(
        name=group.heading,
        columns=COLUMNS,
        rows=tuple(_row(promises, line) for line in group.lines),
        has_boxes=True,
    )


def _row(promises: PromiseList, line: PromiseLine) -> TableRow:
    return TableRow(
        cells=(line.text, line.owner, promises.due(line)),
        details=tuple(details_of(line)),
        box=Box.TICKED if line.status is Status.DONE else Box.EMPTY,
        is_over=line.status is Status.DROPPED,
    )
